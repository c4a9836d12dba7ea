"""Fixture of py-reimplemented-builtin."""


def parse_int(s: str) -> int:
    if len(s) <= 10 and s.isdigit():
        result = 0
        for c in s:  # expect: py-reimplemented-builtin
            result = result * 10 + (ord(c) - 48)
        return result
    return int(s)


def digits(text):
    number = 0
    for character in text:  # expect: py-reimplemented-builtin
        number = number * 10 + int(character)
    return number


def big_endian(data: bytes):
    value = 0
    for byte in data:  # expect: py-reimplemented-builtin
        value = (value << 8) | byte
    return value


def fingerprint(digest: bytes):
    return "".join("%02x" % byte for byte in digest)  # expect: py-reimplemented-builtin


def checksum(text):
    # A hash of its own, which no builtin gives.
    value = 0
    for character in text:
        value = value * 31 + ord(character)
    return value


def spaced(digest: bytes):
    # `bytes.hex` takes a separator since 3.8, but another text stands between here.
    return ", ".join("%02x" % byte for byte in digest)


def of_numbers(numbers: list):
    # These are numbers of any size.
    return "".join("%02x" % number for number in numbers)


def from_words(words: list):
    # These may be larger than a byte.
    value = 0
    for word in words:
        value = (value << 8) | word
    return value


def checked(text):
    # The loop decides on each character.
    number = 0
    for character in text:
        if character == "_":
            continue
        number = number * 10 + int(character)
    return number
