"""Section 5, fast paths for common cases: the version that the guide calls bad."""


def parse_int(s: str) -> int:
    return int(s)  # Handles all edge cases


def total(path: str) -> int:
    with open(path, encoding="utf-8") as handle:
        return sum(parse_int(line.strip()) for line in handle)
