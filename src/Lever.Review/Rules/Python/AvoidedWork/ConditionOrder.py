"""Fixture of py-condition-order."""

import os
import re


def present(entries: list):
    return [path for path, enabled in entries if os.path.exists(path) and enabled]  # expect: py-condition-order, tier B


def others(titles: list, folder, only):
    # One of many is seldom met.
    return [name for name in titles if os.path.exists(os.path.join(folder, name)) and name != only]  # expect: py-condition-order, tier C


def folders(titles: list, wanted):
    for name in titles:
        if os.path.isdir(name) and not wanted:  # expect: py-condition-order
            yield name


def either(titles: list, everything):
    found = []
    for name in titles:
        if os.path.isfile(name) or everything:  # expect: py-condition-order
            found.append(name)
    return found


def matching(lines: list, skip):
    for line in lines:
        if re.search(r"^\s*#", line) and line is not skip:  # expect: py-condition-order, tier C
            yield line


def cheap_first(titles: list, only):
    return [name for name in titles if name != only and os.path.exists(name)]


def once(name, only):
    # Asked once.
    return os.path.exists(name) and name != only


def value(titles: list, default):
    # The value of the whole is taken.
    for name in titles:
        yield os.path.exists(name) and default


def raising(titles: list, sizes):
    # The second test may raise.
    return [name for name in titles if os.path.exists(name) and sizes[name] > 10]


def with_effect(titles: list, seen, keep):
    # The first test has an effect.
    return [name for name in titles if seen.add(name) and keep]


def typed(titles: list, text):
    # Only text is compared.
    return [name for name in titles if isinstance(name, str) and os.path.exists(name) and name != text]  # expect: py-condition-order


def both_dear(titles: list):
    # Both ask the file system.
    return [name for name in titles if os.path.exists(name) and os.path.isdir(name)]


def bound(lines: list, last):
    # The second reads what the first found.
    for line in lines:
        if (found := re.match(r"\d+", line)) and found != last:
            yield found


def cheap_inside(lines: list, is_pattern, text):
    # The cheap test stands first already.
    for line in lines:
        if (is_pattern and re.match(text, line)) or text == line:
            yield line


def unfinished(rows: list, wanted):
    found = []
    for row in rows:
        if any(cell.open for cell in row.cells) and wanted:  # expect: py-condition-order, tier C, with a profile
            found.append(row)
    return found


def is_plain(term, numeric):
    # Both are true or false: the value is the same in either order.
    return all(part.is_Number for part in term.cells) and not numeric  # expect: py-condition-order, tier C, with a profile


def is_one(rows, factor, S):
    if not all(row.whole for row in rows) and factor is not S.One:  # expect: py-condition-order, tier C, with a profile
        return factor
    return None


def longest(cells):
    best = 0
    for cell in cells:
        best = max(best, cell.width)
    return best


def too_wide(row, limit, strict):
    if longest(row.cells) > limit and strict is not None:  # expect: py-condition-order, tier C, with a profile
        return row
    return None


def nested(row, limit, strict):
    if longest(row.cells) > limit:  # expect: py-condition-order, tier C, with a profile
        if not strict:
            return row
    return None


def nested_with_else(row, limit, strict):
    # fine: the way out of the inner test needs the outer one
    if longest(row.cells) > limit:
        if strict:
            return row
        else:
            return limit
    return None


def nested_with_more(row, limit, strict, log):
    if longest(row.cells) > limit:
        # fine: something happens whatever the second test says
        log.append(row)
        if strict:
            return row
    return None


def first_of(rows, default):
    # fine: the value of the whole is taken, and it is not true or false
    return any(row.open for row in rows) and default


def of_the_same(rows, limit):
    # fine: the second test looks at what the first is about
    return any(row.open for row in rows) and rows is not limit


def with_cells(rows, seen):
    # fine: each call may do something
    return any(row.take(1) for row in rows) and not seen


def short(text, strict):
    # fine: three questions cost what a look costs
    return any(sign in text for sign in ("+", "-", "*")) and not strict


def asked_of_field(rows, owner):
    # fine: the first test may be what makes the field safe to ask for
    return all(row.owner is not None for row in rows) and owner.strict


def few(skip):
    # Two turns.
    for name in ("a", "b"):
        if os.path.exists(name) and name != skip:
            yield name
