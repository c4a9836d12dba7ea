"""Fixture of py-tell-per-line."""


def block(path, start, end):
    file = open(path, "rb")
    file.seek(start)
    while file.tell() < end:  # expect: py-tell-per-line, with a profile
        line = file.readline()
        if not line:
            break
        yield line


class Mailbox:
    def __init__(self, file):
        self._file = file

    def starts(self):
        found = []
        while True:
            position = self._file.tell()  # expect: py-tell-per-line, with a profile
            line = self._file.readline()
            if not line:
                return found
            if line.startswith(b"From "):
                found.append(position)


def at_marks(file):
    # Asked for the few lines that matter.
    found = []
    while line := file.readline():
        if line.startswith(b"#"):
            found.append(file.tell())
    return found


def jumping(file, end):
    # Where it stands is no sum of lengths.
    while file.tell() < end:
        line = file.readline()
        if line.startswith(b"\\"):
            file.seek(8, 1)


def handed_on(file, end, parse):
    # Others read on.
    while file.tell() < end:
        yield line_and_rest(file.readline(), parse(file))


def records(file, end):
    # A record is no line, and its header has to be read anyway.
    while file.tell() < end:
        yield file.read(12)


def blocks(files, end):
    # Asked once for each file, whose lines are read further in.
    for file in files:
        start = file.tell()
        for _ in range(start, end):
            print(file.readline())
