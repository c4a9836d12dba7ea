"""Fixture of py-split-first."""
import os
import subprocess


def first_line(path):
    with open(path) as file:
        text = file.read()
    return text.split("\n")[0]  # expect: py-split-first, tier B


def header(path):
    with open(path) as file:
        return file.read().splitlines()[0]  # expect: py-split-first, tier B


def suffixes(path):
    found = []
    with open(path) as lines:
        for line in lines:
            found.append(line.rstrip().split(",")[-1])  # expect: py-split-first, tier C
    return found


def names(path):
    with open(path) as lines:
        for line in lines:
            fields = line.split("\t")  # expect: py-split-first, tier C
            yield fields[0], fields[1]


def host(url: str):
    return url.split("/")[2]  # expect: py-split-first, tier C, with a profile


def verb(request: str):
    return request.split()[0]  # expect: py-split-first, tier C, with a profile


def key(option):
    return option.split("=")[0]  # expect: py-split-first, tier C, with a profile


def bounded(line: str):
    # It is bounded already.
    return line.split(",", 1)[0]


def all_parts(line: str):
    # Each part is read.
    return [part.strip() for part in line.split(",")]


def counted(line: str):
    # How many there are is asked as well.
    fields = line.split(",")
    return fields[0], len(fields)


def both_ends(line: str):
    # The first and the last: no bound gives both.
    fields = line.split(",")
    return fields[0], fields[-1]


def far_in(line: str):
    # What is left over behind the tenth part may be nothing.
    return line.split(",")[9]


def folder(path):
    # Not a method of text.
    return os.path.split(path)[0]


def column(frame):
    # Not a method of text either.
    return frame.name.str.split(",")[0]


def unknown(value, mark):
    # Nothing says that these are texts.
    return value.split(mark)[0]


def overlapping(line: str):
    # From the back the marks would be found elsewhere.
    return line.split("--")[-1]


def stored(line: str):
    # The parts are changed.
    fields = line.split(",")
    fields[0] = ""
    return fields[1]


def constant():
    # A handful of characters.
    return "a,b,c".split(",")[0]


def failed(line: str):
    # It is read when something went wrong.
    raise ValueError(line.split(",")[0])


def value_of(lines: list):
    # fine: who reads what follows a `=` expects one of them
    return [line.split("=")[1] + line.split(":")[1] for line in lines]


def version():
    # fine: beside starting the process, cutting its output apart is nothing
    return subprocess.check_output(["git", "--version"]).decode("utf-8").split("\n")[0]
