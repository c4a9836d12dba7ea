"""Section 4, avoid unnecessary allocations: pre-allocate when the size is known, which the guide calls good."""


def transform(item: str) -> str:
    return item.strip().lower()


def process(items):
    result = [None] * len(items)
    for i, item in enumerate(items):
        result[i] = transform(item)
    return result
