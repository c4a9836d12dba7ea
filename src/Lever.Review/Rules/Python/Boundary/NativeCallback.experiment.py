"""Items mapped by a compiled function that is called for each against one call that takes them all."""
import random
import struct

SIZES = [1, 30, 1_000, 30_000]
WINS = "n >= 30"
METRIC = "cpu"
SAME = "result"


def inputs(n):
    return ([struct.pack("<d", random.random()) for _ in range(n)],)


def before(items):
    return sum(number for number, in map(struct.Struct("<d").unpack, items))


def after(items):
    return sum(struct.unpack(f"<{len(items)}d", b"".join(items)))
