"""Fixture of py-dispatch-chain."""
import enum
import sys

OPEN, CLOSED, SENT, LOST, FOUND, KEPT = range(6)


def weight_of(kind):
    if kind == "error":  # expect: py-dispatch-chain, tier C, with a profile
        return 50
    elif kind == "warning":
        return 40
    elif kind == "notice":
        return 30
    elif kind == "info":
        return 20
    elif kind in ("debug", "detail"):
        return 10
    elif kind == "trace" or kind == "all":
        return 5
    else:
        return 0


class Task:
    def move(self, event, stamp):
        if event.state == OPEN:  # expect: py-dispatch-chain, tier C, with a profile
            name, self.opened = "open", stamp
        elif event.state == CLOSED:
            name, self.closed = "closed", stamp
        elif event.state == SENT:
            name, self.sent = "sent", stamp
        elif event.state == LOST:
            name, self.lost = "lost", stamp
        elif event.state == FOUND:
            name, self.found = "found", stamp
        elif event.state == KEPT:
            name, self.kept = "kept", stamp
        else:
            name = event.state
        self.name = name


def run(path, stack):
    with open(path) as file:
        for line in file:
            op = line[0]
            if op == "a":  # expect: py-dispatch-chain, tier B
                stack.append(1)
            elif op == "b":
                stack.append(2)
            elif op == "c":
                stack.pop()
            elif op == "d":
                stack.reverse()
            elif op == "e":
                stack.clear()
            elif op == "f":
                stack.sort()
            elif op == "g":
                stack.extend(line)
            elif op == "h":
                stack.insert(0, line)
            elif op == "i":
                stack.remove(1)
            elif op == "j":
                stack.append(line)
            elif op == "k":
                stack.pop(0)
            elif op == "l":
                stack.append(3)


def escaped(code):
    if code is None:
        return ""
    if code == 9:  # expect: py-dispatch-chain, tier C, with a profile
        return "t"
    if code == 10:
        return "n"
    if code == 13:
        return "r"
    if code == 34:
        return "q"
    if code == 39:
        return "a"
    if code == 92:
        return "b"
    return str(code)


def few(kind):
    # Five comparisons are as fast as a lookup.
    if kind == "a":
        return 1
    elif kind == "b":
        return 2
    elif kind == "c":
        return 3
    elif kind == "d":
        return 4
    elif kind == "e":
        return 5
    return 0


def work(kind, stack):
    # With work to do in each, a lookup and a call are slower than six comparisons.
    if kind == "a":
        stack.append(1)
    elif kind == "b":
        stack.append(2)
    elif kind == "c":
        stack.pop()
    elif kind == "d":
        stack.reverse()
    elif kind == "e":
        stack.clear()
    elif kind == "f":
        stack.sort()


def corner(place, low, high):
    # What the function has worked out cannot stand in a dict that is made once.
    middle = (low + high) / 2
    if place == 0:
        return low, middle
    if place == 1:
        return middle, low
    if place == 2:
        return low, low
    if place == 3:
        return middle, high
    if place == 4:
        return high, middle
    if place == 5:
        return high, high
    return middle, middle


def mixed(kind, other):
    # Different things are compared.
    if kind == "a":
        return 1
    elif other == "b":
        return 2
    elif kind == "c":
        return 3
    elif other == "d":
        return 4
    elif kind == "e":
        return 5
    elif other == "f":
        return 6
    return 0


def ordered(kind):
    # By far the most common one comes first.
    if kind == "a":
        return 1
    elif kind == "b":
        return 2
    elif kind == "c":
        return 3
    elif kind == "d":
        return 4
    elif kind == "e":
        return 5
    elif kind == "f":
        return 6
    return 0


class Color(enum.Enum):
    RED = 1
    BLUE = 2
    GREEN = 3
    WHITE = 4
    BLACK = 5
    GREY = 6


def shade(color):
    # Members of an enumeration are hashed by Python code.
    if color == Color.RED:
        return 1
    elif color == Color.BLUE:
        return 2
    elif color == Color.GREEN:
        return 3
    elif color == Color.WHITE:
        return 4
    elif color == Color.BLACK:
        return 5
    elif color == Color.GREY:
        return 6
    return 0


def main(args):
    # Once in a run.
    if args == "a":
        return 1
    elif args == "b":
        return 2
    elif args == "c":
        return 3
    elif args == "d":
        return 4
    elif args == "e":
        return 5
    elif args == "f":
        return 6
    return 0


def suffix():
    # The platform does not change.
    if sys.platform == "a":
        return 1
    elif sys.platform == "b":
        return 2
    elif sys.platform == "c":
        return 3
    elif sys.platform == "d":
        return 4
    elif sys.platform == "e":
        return 5
    elif sys.platform == "f":
        return 6
    return 0


def chosen(args):
    # Nor do the program's arguments.
    if args.command == "a":
        return 1
    elif args.command == "b":
        return 2
    elif args.command == "c":
        return 3
    elif args.command == "d":
        return 4
    elif args.command == "e":
        return 5
    elif args.command == "f":
        return 6
    return 0


def bands(value):
    # No constants to look up.
    if value < 1:
        return 1
    elif value < 2:
        return 2
    elif value < 3:
        return 3
    elif value < 4:
        return 4
    elif value < 5:
        return 5
    elif value < 6:
        return 6
    return 0
