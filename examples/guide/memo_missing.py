"""Section 5, cache computed results: an expensive computation without a cache."""

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def expensive_computation(key: str) -> int:
    value = 0
    for character in key * 1000:
        value = (value * 31 + ord(character)) % 1_000_003
    return value


def opening_code(visits: list) -> int:
    code = 0
    for visit in visits:
        code ^= expensive_computation(WEEKDAYS[visit % 7])
    return code
