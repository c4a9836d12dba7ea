"""Fixture of py-sorted-for-extreme."""


def headline(entries):
    return sorted(entries, key=lambda entry: entry.votes, reverse=True)[0]  # expect: py-sorted-for-extreme


def latest(stamps: list[str]):
    return sorted(stamps)[-1]  # expect: py-sorted-for-extreme


def cheapest(offers):
    return sorted(offer.price for offer in offers)[0]  # expect: py-sorted-for-extreme


def podium(entries):
    return sorted(entries, key=lambda entry: entry.votes)[:3]  # expect: py-sorted-for-extreme


def median(values):
    # The middle needs the order.
    return sorted(values)[len(values) // 2]


def second(values):
    # Neither end.
    return sorted(values)[1]


def ordered(values):
    # The whole order is used.
    order = sorted(values)
    return order[0], order


def skip_first(values):
    # All but one.
    return sorted(values)[1:]


def few():
    # Three elements.
    return sorted(("c", "a", "b"))[0]


def undecided(values, descending):
    # Which end it is depends on the caller.
    return sorted(values, reverse=descending)[0]


def not_builtin(values):
    # This `sorted` is no builtin.
    def sorted(values):
        return values

    return sorted(values)[0]


def caught(values):
    # The empty list's exception is waited for, so there is no patch, but there is a finding.
    try:
        return sorted(values)[0]  # expect: py-sorted-for-extreme
    except IndexError:
        return None


def first_names(report):
    # Of a number that nobody knows: a few hundred are sorted faster than a heap picks five.
    return sorted(report.changed())[:5]
