"""Fixture of py-sorted-intersection."""


def common(left: list[int], right: list[int]):
    found = []
    i = j = 0
    while i < len(left) and j < len(right):  # expect: py-sorted-intersection
        if left[i] == right[j]:
            found.append(left[i])
            i += 1
            j += 1
        elif left[i] < right[j]:
            i += 1
        else:
            j += 1
    return found


def postings(index, one, other):
    first, second = sorted(index[one]), sorted(index[other])
    both = set()
    at, to = 0, 0
    while at < len(first) and to < len(second):  # expect: py-sorted-intersection, tier C
        if second[to] == first[at]:
            both.add(second[to])
            at += 1
            to += 1
        elif first[at] > second[to]:
            to += 1
        else:
            at += 1
    return both


class Postings:
    def __init__(self, numbers: list[int]):
        self.numbers = numbers

    def shared(self, other: list[int]):
        found = []
        i, j = 0, 0
        mine = self.numbers
        n = len(other)
        while i < len(mine) and j < n:  # expect: py-sorted-intersection
            if mine[i] == other[j]:
                found.append(mine[i])
                i += 1
                j += 1
            else:
                if mine[i] < other[j]:
                    i += 1
                else:
                    j += 1
        return found


def merged(left: list[int], right: list[int]):
    found = []
    i = j = 0
    while i < len(left) and j < len(right):
        # A merge keeps what only one of them holds.
        if left[i] == right[j]:
            found.append(left[i])
            i += 1
            j += 1
        elif left[i] < right[j]:
            found.append(left[i])
            i += 1
        else:
            found.append(right[j])
            j += 1
    return found


def joined(left: list[tuple], right: list[tuple]):
    found = []
    i = j = 0
    while i < len(left) and j < len(right):
        # Pairs, by a key.
        if left[i][0] == right[j][0]:
            found.append((left[i], right[j]))
            i += 1
            j += 1
        elif left[i][0] < right[j][0]:
            i += 1
        else:
            j += 1
    return found


def both_held(left: list[int], right: list[int]):
    # As it should be.
    held = set(right)
    return [value for value in left if value in held]
