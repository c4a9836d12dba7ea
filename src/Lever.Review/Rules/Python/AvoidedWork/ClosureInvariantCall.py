"""Fixture of py-closure-invariant-call."""

import functools
import inspect
import os
import typing
import warnings


def checked(func):
    @functools.wraps(func)
    def wrapper(*args, **kwargs):
        bound = inspect.signature(func).bind(*args, **kwargs)  # expect: py-closure-invariant-call
        if "spider" in bound.arguments:
            raise TypeError("spider")
        return func(*args, **kwargs)

    return wrapper


def warned(func):
    def check(*args):
        names = inspect.getfullargspec(func)[0]  # expect: py-closure-invariant-call
        if len(args) > len(names):
            warnings.warn("too many")

    async def wrapper(*args):
        check(*args)
        return await func(*args)

    return wrapper


def relative_to(root, depth):
    base = root.name

    def relative(path):
        return path, os.path.commonpath([base, "home"])  # expect: py-closure-invariant-call

    return relative


def typed(func):
    @functools.wraps(func)
    def wrapper(**kwargs):
        # Names in annotations may be known only after the module is complete: kept, not made early.
        hints = typing.get_type_hints(func)  # expect: py-closure-invariant-call
        for name, value in kwargs.items():
            if name in hints:
                print(hints[name], value)
        return func(**kwargs)

    return wrapper


def sorted_by(paths, root):
    # One microsecond for each of them: perhaps.
    return sorted(paths, key=lambda path: path in os.path.join(root, "index"))  # expect: py-closure-invariant-call, with a profile


def own_argument(func):
    # The call's own argument.
    def wrapper(other):
        return inspect.signature(other), func

    return wrapper


def deferred(func):
    signature = None

    def wrapper(*args):
        # Worked out at the first call, and kept.
        nonlocal signature
        if signature is None:
            signature = inspect.signature(func)
        return signature.bind(*args)

    return wrapper


def kept(func, cache):
    def wrapper(*args):
        # Kept for good.
        cache[func] = inspect.signature(func)
        return func(*args)

    return wrapper


def rebound(func):
    def wrapper(*args):
        return inspect.signature(func).bind(*args)

    # Another function from here on.
    func = functools.partial(func, 1)
    return wrapper


def per_turn(functions):
    wrappers = []
    for func in functions:
        # The loop's name means the last one when the wrapper runs.
        def wrapper(*args):
            return inspect.signature(func).bind(*args)

        wrappers.append(wrapper)
    return wrappers


def failing(func):
    @functools.wraps(func)
    def wrapper(*args):
        try:
            return func(*args)
        except TypeError:
            # Only where something is wrong.
            print(inspect.signature(func))
            raise

    return wrapper


def once(func):
    # Called once, where it stands.
    def show():
        return inspect.signature(func)

    return show()


def guarded(func):
    @functools.wraps(func)
    def wrapper(*args):
        # Only functions have one.
        if callable(func):
            return inspect.signature(func).bind(*args)
        return None

    return wrapper


def changing(holder):
    @functools.wraps(holder.run)
    def wrapper(*args):
        # The attribute may hold another function by then.
        return inspect.signature(holder.run).bind(*args)

    return wrapper


def hoisted(func):
    signature = inspect.signature(func)

    def wrapper(*args):
        return signature.bind(*args)

    return wrapper


def put_off(queue, token):
    def payload():
        # Put off until somebody wants it.
        return os.path.join(token, "payload")

    queue.submit(payload)


def names_of(func):
    spec = inspect.getfullargspec(func)
    return spec.args + spec.kwonlyargs


def named(func):
    @functools.wraps(func)
    def wrapper(*args, **kwargs):
        if len(names_of(func)) < len(args):  # expect: py-closure-invariant-call, with a profile
            raise TypeError("too many")
        return func(*args, **kwargs)

    return wrapper


COMMANDS = []


def commands_of(kind):
    return [command for command in COMMANDS if command.kind == kind]


def listing(kind):
    # More commands may have come in by then.
    def show(context, value):
        return context, value, len(commands_of(kind))

    return show
