"""Fixture of py-quadratic-reslice."""

import re

TOKEN = re.compile(r"\w+|\W")


def frames(payload: bytes):
    while payload:
        size = payload[0]
        yield payload[1:size + 1]
        payload = payload[size + 1:]  # expect: py-quadratic-reslice


def tokens(text: str):
    while text:
        match = TOKEN.match(text)
        yield match.group()
        text = text[match.end():]  # expect: py-quadratic-reslice


def batches(rows: list, size):
    while len(rows) > 0:
        batch, rows = rows[:size], rows[size:]  # expect: py-quadratic-reslice
        yield batch


def without_parents(path: str):
    # A prefix is trimmed: a turn or two.
    while path.startswith("../"):
        path = path[3:]
    return path


def without_blanks(line: str):
    # Likewise.
    while line[0] == " ":
        line = line[1:]
    return line


def lines_of(connection):
    # The buffer is refilled by small reads, so it stays short.
    buffer = b""
    while True:
        buffer += connection.recv(4096)
        while b"\n" in buffer:
            line, buffer = buffer.split(b"\n", 1)
            yield line
        buffer = buffer[0:]


def views(payload: bytes):
    # A slice of a memoryview copies nothing.
    view = memoryview(payload)
    while view:
        yield view[:64]
        view = view[64:]


def commands(argv):
    # Arguments are few.
    rest = list(argv)
    while rest:
        yield rest[0]
        rest = rest[1:]


def once(payload: bytes):
    # Not in a loop.
    payload = payload[4:]
    return payload


def made_each_turn(messages):
    # Each turn has a buffer of its own.
    for message in messages:
        body = message.read()
        body = body[4:]
        yield body


def first_only(payload: bytes):
    # The loop ends at the first cut.
    while payload:
        payload = payload[4:]
        break
    return payload


def in_threes(sizes, node):
    # Lists that are cut are short, unless something says how long they are.
    rest = list(node.sizes)
    while rest:
        yield rest[:3]
        rest = rest[3:]  # expect: py-quadratic-reslice, with a profile
