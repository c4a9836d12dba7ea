"""Section 2, Python-specific patterns: checking membership in a list."""


def unique(items: list) -> list:
    seen_list = []
    for item in items:
        if item in seen_list:  # O(N) lookup
            continue
        seen_list.append(item)
    return seen_list


def unique_words(path: str) -> list:
    words = []
    with open(path, encoding="utf-8") as handle:
        for line in handle:
            words.extend(line.split())
    return unique(words)
