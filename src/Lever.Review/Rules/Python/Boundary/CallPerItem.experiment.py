"""A compiled function called for each of n numbers against one call for all of them, both by the calls that a Rust function gets too."""
import random
import struct

SIZES = [1, 30, 1_000, 30_000]
WINS = "n >= 30"
METRIC = "cpu"
SAME = "result"


def inputs(n):
    return (struct.pack(f"<{n}d", *(random.random() for _ in range(n))), n)


def before(data, n):
    read = struct.Struct("<d").unpack_from
    return [read(data, 8 * index)[0] for index in range(n)]


def after(data, n):
    return list(struct.unpack(f"<{n}d", data))
