"""Fixture of py-manual-comprehension."""


def doubled(numbers):
    result = []
    for number in numbers:  # expect: py-manual-comprehension
        result.append(number * 2)
    return result


def positive(numbers):
    result = []
    for number in numbers:  # expect: py-manual-comprehension
        if number > 0:
            result.append((number, 1))
    return result


def copied(rows):
    result = []
    for row in rows:  # expect: py-manual-comprehension
        result.append(row)
    return result


def running(numbers):
    # The element reads the list.
    result = []
    for number in numbers:
        result.append(number + len(result))
    return result


def last(numbers):
    # The variable is used after the loop.
    result = []
    for number in numbers:
        result.append(number * 2)
    return result, number


def with_comment(numbers):
    result = []
    for number in numbers:
        # A comment would be lost.
        result.append(number * 2)
    return result


def two_steps(numbers):
    # More than one statement.
    result = []
    for number in numbers:
        number += 1
        result.append(number)
    return result


def longer(numbers):
    # The list is not new.
    result = [0]
    for number in numbers:
        result.append(number)
    return result


def otherwise(numbers):
    # With an `else`, it is no plain filter.
    result = []
    for number in numbers:
        if number:
            result.append(number)
        else:
            break
    return result


async def awaited(sources):
    # Asynchronous comprehensions are another matter.
    result = []
    for source in sources:
        result.append(await source.read())
    return result


def of_unknown_length(report):
    # There may be three rows.
    result = []
    for row in report.rows:  # expect: py-manual-comprehension, with a profile
        result.append(row.name)
    return result


def loaded(texts: list, load):
    # Beside code that is not known an `append` is nothing.
    found = []
    for text in texts:  # expect: py-manual-comprehension, with a profile
        found.append(load(text))
    return found


def as_far_as_it_goes(rows: list, parse):
    # What was read until an error is kept.
    with suppress(ValueError):
        found = []
        for row in rows:
            found.append(int(row))
    return found


def shown_on_failure(rows: list):
    found = None
    try:
        found = []
        for row in rows:
            found.append(int(row))
    except ValueError:
        print(found)
    return found


def from_file(path):
    with open(path) as file:
        found = []
        for line in file:  # expect: py-manual-comprehension
            found.append(line.strip())
    return found


def texts(entries: list):
    # fine: beside reading a file, an `append` is nothing
    result = []
    for entry in entries:
        result.append(entry.read_text())
    return result
