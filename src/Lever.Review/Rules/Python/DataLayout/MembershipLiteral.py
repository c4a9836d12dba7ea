"""Fixture of py-membership-literal."""
import enum


class Color(enum.Enum):
    RED = 1
    GREEN = 2
    BLUE = 3
    GREY = 4


def vowels(path):
    count = 0
    with open(path) as file:
        for letter in file.read():
            if letter in ("a", "e", "i", "o", "u"):  # expect: py-membership-literal
                count += 1
    return count


def codes(path):
    with open(path) as lines:
        return [line for line in lines if line.rstrip() not in ["200", "204", "304"]]  # expect: py-membership-literal


def kept(events: list):
    for event in events:
        if event.kind in ("start", "stop", "pause", "resume"):  # expect: py-membership-literal, with a profile
            yield event


def colored(pixels: list):
    for pixel in pixels:
        if pixel.color in {Color.RED, Color.GREEN, Color.BLUE}:  # expect: py-membership-literal, with a profile
            yield pixel


def as_set(events: list):
    # The remedy itself.
    return [event for event in events if event.kind in {"start", "stop", "pause"}]


def two(events: list):
    # Two comparisons take no longer than a hash.
    return [event for event in events if event.kind in ("start", "stop")]


def once(kind):
    # Once a call.
    return kind in ("start", "stop", "pause", "resume")


def members(pixels: list):
    # Attributes are no constants: a set of them is built for each question.
    return [pixel for pixel in pixels if pixel.color in (Color.RED, Color.GREEN, Color.BLUE)]


def unhashable(rows: list):
    # A list cannot be looked for in a set.
    return [row for row in rows if [row] in (1, 2, 3)]


def few():
    # Three questions.
    return [letter for letter in "abc" if letter in ("a", "e", "i")]


def named(events: list, start, stop, pause):
    # Of three texts a tuple takes as long to search as a set to build.
    return [event for event in events if event.kind in {start, stop, pause}]


def computed(events: list, kinds):
    # Calls have effects and values of their own.
    return [event for event in events if event.kind in {kinds.first(), kinds.second(), kinds.third()}]


def failed(events: list):
    for event in events:
        # It is asked when something went wrong.
        assert event.kind in ("start", "stop", "pause")
