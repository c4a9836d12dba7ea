"""Fixture of py-recursive-generator."""


class Scope:
    def __init__(self, name, parent):
        self.name = name
        self.parent = parent
        self.children = []
        self.left = self.right = None

    def ancestors(self):
        yield self
        if self.parent is not None:
            yield from self.parent.ancestors()  # expect: py-recursive-generator, with a profile

    def names(self):
        yield self.name
        parent = self.parent
        if parent is not None:
            for name in parent.names():  # expect: py-recursive-generator, with a profile
                yield name

    def walk(self):
        yield self
        for child in self.children:
            # fine: a tree, whose elements are only as deep as it is high
            yield from child.walk()

    def in_order(self):
        # fine: two branches
        if self.left:
            yield from self.left.in_order()
        yield self
        if self.right:
            yield from self.right.in_order()

    def labels(self):
        # fine: another method
        yield from self.parent.names()

    def texts(self):
        # fine: something is made of each
        if self.parent is not None:
            for text in self.parent.texts():
                yield "." + text


def links(node):
    if node is not None:
        yield node.value
        yield from links(node.next)  # expect: py-recursive-generator, with a profile


class Inner(Scope):
    def ancestors(self):
        # fine: the base's part of the same answer
        yield from super().ancestors()


def flat(items):
    for item in items:
        # fine: a tree
        if isinstance(item, list):
            yield from flat(item)
        else:
            yield item


def halves(numbers, count):
    # fine: a number that is counted down, not a chain
    if count:
        yield numbers[count]
        yield from halves(numbers, count - 1)
