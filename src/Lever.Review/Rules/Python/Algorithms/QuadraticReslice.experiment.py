"""Bytes cut off the front of a buffer of n records of 64 bytes against an offset that moves through it."""
import random

SIZES = [16, 256, 4_000]
WINS = "n >= 256"
METRIC = "cpu"
SAME = "result"


def inputs(n):
    return (bytes(random.getrandbits(8) for _ in range(64)) * n,)


def records_by_cutting(data: bytes):
    while data:
        yield data[:64]
        data = data[64:]


def records_by_offset(data: bytes):
    at = 0
    while at < len(data):
        yield data[at:at + 64]
        at += 64


def before(data):
    return [record[0] for record in records_by_cutting(data)]


def after(data):
    return [record[0] for record in records_by_offset(data)]
