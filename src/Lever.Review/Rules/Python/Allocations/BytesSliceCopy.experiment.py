"""n numbers of four bytes, unpacked of a copy of each piece against in place."""
import struct

SIZES = [10, 3000]
WINS = "always"
METRIC = "cpu"
SAME = "result"


def inputs(n):
    return (bytes(range(256)) * (n // 64 + 1),)


def before(data: bytes):
    found = []
    for at in range(0, len(data), 4):
        found.append(struct.unpack("<I", data[at:at + 4])[0])
    return found


def after(data: bytes):
    found = []
    for at in range(0, len(data), 4):
        found.append(struct.unpack_from("<I", data, at)[0])
    return found
