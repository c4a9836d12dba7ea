"""Fixture of py-deferred-expensive."""

import copy
import os


def compute_expensive(data: list) -> int:
    best = 0
    for first in data:
        for second in data:
            best = max(best, first * second % 9973)
    return best


def cheap(data):
    return len(data) + 1


def process(data, config):
    expensive = compute_expensive(data)  # expect: py-deferred-expensive
    if config.needs_expensive:
        use(expensive)


def or_else(data, config):
    value = compute_expensive(data)  # expect: py-deferred-expensive
    if config.is_plain:
        use(data)
    else:
        use(value)
        use(value + 1)


def after_way_out(path: str, wanted):
    whole = os.path.abspath(path)  # expect: py-deferred-expensive
    if wanted is None:
        return None
    return wanted.get(whole)


def default(known: dict, key, data):
    return known.get(key, compute_expensive(data))  # expect: py-deferred-expensive


def listed(data: list, config):
    widths = [entry.width for entry in data]  # expect: py-deferred-expensive, tier C, with a profile
    if config.wide:
        use(widths)


def listed_few(config):
    # fine: two elements
    widths = [width * 2 for width in (3, 4)]
    if config.wide:
        use(widths)


def listed_of_none(data: list):
    # fine: where there are none nothing was worked out
    widths = [entry.width for entry in data]
    if not data:
        return None
    return use(widths)


def listed_wrong(data: list, config):
    # fine: only where something is wrong is it not needed
    widths = [entry.width for entry in data]
    if config.wide:
        raise ValueError("wide")
    return use(widths)


def listed_beside_more(data: list, config, session):
    # fine: beside a query it is nothing
    widths = [entry.width for entry in data]
    if config.wide:
        session.execute(widths)


def listed_by_calls(data: list, config):
    # fine: what is called may have an effect
    widths = [entry.measure() for entry in data]
    if config.wide:
        use(widths)


def streamed(data: list, config):
    # fine: nothing is worked out until it is asked for
    widths = (entry.width for entry in data)
    if config.wide:
        use(widths)


def both(data, config):
    # Used on both ways.
    value = compute_expensive(data)
    if config.twice:
        use(value)
    return value


def decides(data):
    # The decision needs the value.
    value = compute_expensive(data)
    if value > 3:
        use(value)


def with_effect(data, config, log: list):
    # An effect must happen on either way.
    value = log_and_compute(data, log)
    if config.verbose:
        use(value)


def log_and_compute(data, log):
    log.append(data)
    total = 0
    for value in data:
        total += value
    return total


def not_dear(data, config):
    # Nothing is saved.
    value = cheap(data)
    if config.verbose:
        use(value)


def changed_between(data, config):
    # The data change before the value would be computed.
    value = compute_expensive(data)
    data = data[1:]
    if config.verbose:
        use(value, data)


def snapshot(data, config):
    # Unknown code between may change the data.
    value = compute_expensive(data)
    config.update(data)
    if config.verbose:
        use(value)


def asked(data, config):
    # What the condition calls is not known, and may change the data.
    value = compute_expensive(data)
    if config.take(data):
        use(value)


def captured(data, config):
    # The function that keeps it may be called at any time.
    value = compute_expensive(data)
    if config.verbose:
        return lambda: value
    return None


def plain_default(known: dict, key):
    # A constant costs nothing.
    return known.get(key, 0)


def use(*values):
    print(copy.copy(values))
