"""A file of n lines read up to a place that it is asked for at each line, against the lengths of the lines added up."""
import io
import os
import random
import tempfile

SIZES = [30, 3000]
WINS = "always"
METRIC = "cpu"
SAME = "result"


def inputs(n):
    handle, path = tempfile.mkstemp()
    with open(handle, "wb") as file:
        for _ in range(n):
            file.write(b"x" * random.randrange(20, 120) + b"\n")
        end = file.tell()
    file = open(path, "rb")
    os.unlink(path)
    return file, end


def before(file, end):
    file.seek(0, io.SEEK_SET)
    count = 0
    while file.tell() < end:
        line = file.readline()
        if not line:
            break
        count += 1
    return count


def after(file, end):
    file.seek(0, io.SEEK_SET)
    count = 0
    position = file.tell()
    while position < end:
        line = file.readline()
        if not line:
            break
        position += len(line)
        count += 1
    return count
