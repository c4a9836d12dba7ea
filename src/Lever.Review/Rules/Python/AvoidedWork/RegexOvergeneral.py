"""Fixture of py-regex-overgeneral."""
import re

MARK = re.compile(r"\[done\]")
COMMENT = re.compile("^#")
TAB = re.compile("\t")
SHELL = re.compile(r"sh\Z")


def errors(path):
    with open(path) as lines:
        return [line for line in lines if re.search("ERROR: ", line)]  # expect: py-regex-overgeneral, tier B


def unfinished(path):
    with open(path) as lines:
        for line in lines:
            if MARK.search(line) is None:  # expect: py-regex-overgeneral, tier B
                yield line


def settings(path):
    with open(path) as lines:
        for line in lines:
            if not COMMENT.match(line):  # expect: py-regex-overgeneral, tier B
                yield TAB.split(line)  # expect: py-regex-overgeneral, tier C, with a profile


def dotted(titles: list):
    return [re.sub("/", ".", title) for title in titles]  # expect: py-regex-overgeneral, tier C


def is_shell(path: str):
    return bool(SHELL.search(path))  # expect: py-regex-overgeneral, tier C, with a profile


def is_name(text: str):
    return re.fullmatch("name", text) is not None  # expect: py-regex-overgeneral, tier C, with a profile


def varied(line: str):
    # A class matches more than one text.
    return re.search("ERROR[: ]", line) is not None


def any_case(line: str):
    # So does a pattern whose case does not matter.
    return re.search("error", line, re.IGNORECASE) is not None


def last(line: str):
    # `$` also matches before a line feed.
    return re.search("end$", line) is not None


def line_start(text: str):
    # A line begins at more places than the text.
    return re.search("^#", text, flags=re.MULTILINE) is not None


def place(line: str):
    # Where it was found is used.
    found = re.search("=", line)
    return found and found.start()


def referring(line: str):
    # The replacement refers to the match.
    return re.sub("x", r"\g<0>\g<0>", line)


def called(line: str):
    # A function makes the replacement.
    return re.sub("x", lambda match: match.group().upper(), line)


def counted(line: str):
    # Only the first is replaced.
    return re.sub("x", "y", line, 1)


def within(line: str, start):
    # The search begins further in.
    return MARK.search(line, start) is not None


def bytes_found(data: bytes):
    # Any buffer can be searched by a pattern of bytes.
    return re.search(b"\r\n", data) is not None


def failed(line: str):
    # It runs when something went wrong.
    raise ValueError(re.sub("x", "y", line))
