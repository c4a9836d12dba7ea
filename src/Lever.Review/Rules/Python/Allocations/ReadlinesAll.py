"""Fixture of py-readlines-all."""

import os
from pathlib import Path


def transform(line):
    return line.strip().upper()


def process_large_file(path):
    lines = open(path).readlines()  # expect: py-readlines-all
    return [transform(line) for line in lines]


def read_events(path: Path) -> list:
    with open(path, encoding="utf-8") as handle:
        lines = handle.readlines()  # expect: py-readlines-all
    return [transform(line) for line in lines]


def streams(path):
    with open(path) as handle:
        rows = handle.readlines()  # expect: py-readlines-all
    return [row.split("\t") for row in rows if row]


def count_long(path):
    count = 0
    with open(path) as handle:
        for line in handle.readlines():  # expect: py-readlines-all
            if len(line) > 80:
                count += 1
    return count


def numbered(path, sink):
    with open(path) as handle:
        for number, line in enumerate(list(handle)):  # expect: py-readlines-all
            sink.send(number, line)


def words(path: Path):
    for line in path.read_text().splitlines():  # expect: py-readlines-all
        yield from line.split()


def in_block(path, sink):
    with open(path) as handle:
        lines = handle.readlines()  # expect: py-readlines-all
        for line in lines:
            sink.send(line)


def show_tail(path, count):
    # Counted and sliced: the list is needed.
    with open(path) as handle:
        lines = handle.readlines()
    print(len(lines))
    for line in lines[-count:]:
        print(line)


def twice(path):
    # Read twice: a file gives its lines once.
    with open(path) as handle:
        lines = handle.readlines()
    total = sum(len(line) for line in lines)
    return [len(line) / total for line in lines]


def again_and_again(path, wanted):
    # The lines are gone through for every word.
    with open(path) as handle:
        lines = handle.readlines()
    for word in wanted:
        for line in lines:
            if word in line:
                yield word


def backwards(path):
    # From the end: the list is needed.
    with open(path) as handle:
        for line in reversed(handle.readlines()):
            yield line


def rewrite(path):
    # The same file is written while its lines are in use.
    with open(path) as handle:
        lines = handle.readlines()
    with open(path, "w") as out:
        for line in lines:
            out.write(line.rstrip() + "\n")


def rewrite_in_place(path):
    # The handle is used again to write.
    with open(path, "r+") as handle:
        lines = handle.readlines()
        handle.seek(0)
        for line in lines:
            handle.write(line)


def replaced(path):
    # Moved while its lines are in use.
    with open(path) as handle:
        for line in handle.readlines():
            os.replace(path, line)


def read_settings_file(path):
    # Settings files are small.
    with open(path) as handle:
        lines = handle.readlines()
    return [line for line in lines if line]


def memory():
    # One fixed file of few lines.
    with open("/proc/meminfo") as handle:
        for line in handle.readlines():
            yield line


def link_report():
    # One fixed file, by its path object.
    with Path("build/output.txt").open() as handle:
        lines = handle.readlines()
    return [line for line in lines if line]


def from_text(document):
    # Not a file.
    for line in document.splitlines():
        yield line


def chunks(path):
    # A hint bounds what is read.
    with open(path) as handle:
        for line in handle.readlines(65536):
            yield line


def already(path):
    with open(path) as handle:
        for line in handle:
            yield line
