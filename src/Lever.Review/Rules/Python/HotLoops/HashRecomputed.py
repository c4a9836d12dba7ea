"""Fixture of py-hash-recomputed."""


class Signature:
    def __init__(self, name, types):
        self.name = name
        self.types = types

    def __eq__(self, other):
        return self.name == other.name and self.types == other.types

    def __hash__(self):  # expect: py-hash-recomputed, with a profile
        return hash((self.name, tuple(self.types)))


class Place:
    def __init__(self, x, y):
        self.x = x
        self.y = y

    def __hash__(self):  # expect: py-hash-recomputed, with a profile
        return hash((self.__class__, self.x, self.y))


class Kept:
    def __init__(self, x, y):
        self._x = x
        self._y = y
        self._hash = hash((x, y))

    def __hash__(self):
        # fine: kept
        return self._hash


class Single:
    def __init__(self, key):
        self.key = key

    def __hash__(self):
        # fine: one field costs as much as a kept hash
        return hash(self.key)


class Moves:
    def __init__(self, row, column):
        self.row = row
        self.column = column

    def move(self):
        self.row += 1

    def __hash__(self):
        # fine: a field changes
        return hash((self.row, self.column))


class Filled:
    def __init__(self, label):
        self.label = label
        self.parts = []

    def add(self, part):
        self.parts.append(part)

    def __hash__(self):
        # fine: the list grows
        return hash((self.label, tuple(self.parts)))


class Elsewhere(Filled):
    def __hash__(self):
        # fine: another class sets it
        return hash((self.shape, self.size))


class Asks:
    def __init__(self, rep, ring):
        self.rep = rep
        self.ring = ring

    def __hash__(self):
        # fine: what it calls may give something else
        return hash((self.key(), self.ring))


class Derived(Place):
    def __init__(self, x, y, z):
        super().__init__(x, y)
        self.z = z

    def __hash__(self):
        # fine: the other class's part
        return hash((super().__hash__(), self.z))
