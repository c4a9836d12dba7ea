def unique(items):
    seen = []
    for item in items:
        if item in seen:
            continue
        seen.append(item)
    return seen


def parse(text):
    return text.split(",")
