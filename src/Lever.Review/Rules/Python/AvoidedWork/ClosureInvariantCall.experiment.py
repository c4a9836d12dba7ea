"""A signature worked out on each of n calls of a wrapper against once where the wrapper is made."""
import functools
import inspect

SIZES = [0, 3, 300]
WINS = "n >= 3"
LOSES = "n <= 0"
METRIC = "cpu"
SAME = "result"


def add(first, second, third=3):
    return first + second + third


def inputs(n):
    return (n,)


def before(n):
    def checked(func):
        @functools.wraps(func)
        def wrapper(*args, **kwargs):
            bound = inspect.signature(func).bind(*args, **kwargs)
            if "spider" in bound.arguments:
                raise TypeError("spider")
            return func(*args, **kwargs)

        return wrapper

    wrapped = checked(add)
    return [wrapped(turn, 2) for turn in range(n)]


def after(n):
    def checked(func):
        signature = inspect.signature(func)

        @functools.wraps(func)
        def wrapper(*args, **kwargs):
            bound = signature.bind(*args, **kwargs)
            if "spider" in bound.arguments:
                raise TypeError("spider")
            return func(*args, **kwargs)

        return wrapper

    wrapped = checked(add)
    return [wrapped(turn, 2) for turn in range(n)]
