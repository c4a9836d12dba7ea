"""Fixture of py-bytes-slice-copy."""
import hashlib
import socket
import struct
from struct import unpack

CHUNK = 64 * 1024


def numbers(data: bytes):
    found = []
    for at in range(0, len(data), 4):
        found.append(struct.unpack("<I", data[at:at + 4])[0])  # expect: py-bytes-slice-copy, tier C
    return found


def pairs(data: bytes):
    for at in range(0, len(data), 8):
        yield unpack("<II", data[at:at + 8])  # expect: py-bytes-slice-copy, tier C


def store(path, data: bytes):
    with open(path, "wb") as file:
        for at in range(0, len(data), CHUNK):
            file.write(data[at:at + CHUNK])  # expect: py-bytes-slice-copy, tier B


def digest(data: bytes):
    state = hashlib.sha256()
    for at in range(0, len(data), 8192):
        state.update(data[at:at + 8192])  # expect: py-bytes-slice-copy, tier C
    return state.hexdigest()


def sent(address, data: bytes):
    connection = socket.create_connection(address)
    for at in range(0, len(data), 1 << 16):
        connection.sendall(data[at:at + (1 << 16)])  # expect: py-bytes-slice-copy, tier B


def header(data: bytes):
    # Once a call.
    return struct.unpack("<I", data[0:4])


def short(path, data: bytes):
    # A view of so little takes longer to make than the copy.
    with open(path, "wb") as file:
        for at in range(0, len(data), 64):
            file.write(data[at:at + 64])


def at_offset(data: bytes):
    # The remedy itself.
    return [struct.unpack_from("<I", data, at) for at in range(0, len(data), 4)]


def text(path, lines: str):
    # Text has no views.
    with open(path, "w") as file:
        for at in range(0, len(lines), CHUNK):
            file.write(lines[at:at + CHUNK])


def viewed(data: memoryview):
    # A piece of a view is a view.
    return [struct.unpack("<I", data[at:at + 4]) for at in range(0, len(data), 4)]


def collected(data: bytes, table):
    # The callee keeps what it is given.
    for at in range(0, len(data), CHUNK):
        table.update(data[at:at + CHUNK])


def few(data: bytes):
    # Three fields.
    return [struct.unpack("<I", data[at:at + 4]) for at in (0, 4, 8)]


def front(data: bytes, sizes: list):
    # The start of the piece is left out: there is no offset.
    return [struct.unpack("<I", data[:size]) for size in sizes]
