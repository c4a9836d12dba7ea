"""Section 3, prefer slots and dataclasses: a regular class with ``__dict__``."""


class Item:
    def __init__(self, x, y, z):
        self.x = x
        self.y = y
        self.z = z


def load_items(path: str) -> list:
    items = []
    with open(path, encoding="utf-8") as handle:
        for line in handle:
            x, y, z = line.split()
            items.append(Item(float(x), float(y), float(z)))
    return items


def centre(items: list) -> Item:
    count = len(items)
    return Item(
        sum(item.x for item in items) / count,
        sum(item.y for item in items) / count,
        sum(item.z for item in items) / count,
    )
