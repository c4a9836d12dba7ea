"""Fixture of py-invariant-call-elsewhere."""
from rates import Rates, get_next, get_rate, is_free


def totals(lines: list, country: str):
    found = []
    for line in lines:
        found.append(line.price * get_rate(country))  # expect: py-invariant-call-elsewhere, with a profile
    return found


def labels(rates: Rates, lines):
    for line in lines:
        # fine: others run between two turns
        yield line.name, len(rates.as_rows(2))


def keys(graph, blocks):
    found = {}
    for block in blocks:
        found[block] = graph.as_keys("all")[block]  # expect: py-invariant-call-elsewhere, with a profile
    return found


def free(lines, country):
    result = 0
    for line in lines:
        if is_free(country):  # expect: py-invariant-call-elsewhere, with a profile
            continue
        result += line.price
    return result


def of_turn(lines):
    # fine: other arguments on each turn
    return [get_rate(line.country) for line in lines] + [get_rate(line.country) for line in lines[1:]]


def changed(lines, rates):
    for line in lines:
        # fine: the loop changes the rates
        rates.add(line)
        line.rate = rates.get_rate("all")


def handed_on(lines, rates, keep):
    for line in lines:
        # fine: what is called may change them
        keep(rates)
        line.rate = rates.get_rate("all") + 1


def effects(lines, stream):
    for line in lines:
        # fine: something else each time
        line.number = get_next(stream) + stream.read_block(4)


def kept(lines, country):
    for line in lines:
        # fine: each line gets an object of its own
        line.rate = get_rate(country)


def few(country):
    for number in (1, 2, 3):
        # fine: three turns
        print(number * get_rate(country))


def seldom(lines, country):
    for line in lines:
        if line.is_foreign:
            # fine: not on each turn
            print(get_rate(country) * 2)


def first(lines, country):
    for line in lines:
        # fine: the loop ends on its first turn
        return line.price * get_rate(country)
