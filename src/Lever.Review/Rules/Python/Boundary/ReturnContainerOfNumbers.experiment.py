"""An array made of a list of numbers that compiled code returns against one that views its bytes."""
import random
import struct

SIZES = [30, 1_000, 100_000]
WINS = "n >= 1000"
METRIC = "cpu"
SAME = "result"
REQUIRES = ["array"]


def inputs(n):
    return (struct.pack(f"<{n}d", *(random.random() for _ in range(n))), n)


def before(data, n):
    from array import array

    return array("d", list(struct.unpack(f"<{n}d", data)))


def after(data, n):
    from array import array

    numbers = array("d")
    numbers.frombytes(data)
    return numbers
