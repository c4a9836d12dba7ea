"""Section 5, fast paths for common cases: the version that the guide calls good."""


def parse_int(s: str) -> int:
    if len(s) <= 10 and s.isdigit():  # Fast check
        result = 0
        for c in s:
            result = result * 10 + (ord(c) - 48)
        return result
    return int(s)  # Fallback for edge cases


def total(path: str) -> int:
    with open(path, encoding="utf-8") as handle:
        return sum(parse_int(line.strip()) for line in handle)
