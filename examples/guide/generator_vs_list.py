"""Section 4, avoid unnecessary allocations: a new list on every call."""


def transform(item: str) -> str:
    return item.strip().lower()


def process(items):
    return [transform(item) for item in items]


def count_long(items: list) -> int:
    total = 0
    for item in process(items):
        if len(item) > 20:
            total += 1
    return total
