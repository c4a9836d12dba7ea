"""Sorting by a compiled key function that is called for each item against keys that one call computes for all."""
import random
import struct

SIZES = [30, 1_000, 30_000]
WINS = "never"
METRIC = "cpu"
SAME = "result"


def inputs(n):
    return ([struct.pack("<d", random.random()) for _ in range(n)],)


def before(items):
    read = struct.Struct("<d").unpack
    return sorted(items, key=read)


def after(items):
    keys = struct.unpack(f"<{len(items)}d", b"".join(items))
    return [items[place] for _, place in sorted(zip(keys, range(len(items))))]
