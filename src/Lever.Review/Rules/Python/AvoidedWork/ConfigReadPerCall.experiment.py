"""A small file of settings read and parsed for each of n orders against once before them."""
import json
import os
import random
import tempfile

SIZES = [1, 3, 300]
WINS = "n >= 3"
METRIC = "cpu"
SAME = "result"

# Removed when the process ends.
FOLDER = tempfile.TemporaryDirectory()
LIMITS = os.path.join(FOLDER.name, "limits.json")

with open(os.path.join(FOLDER.name, "limits.json"), "w") as limits_file:
    json.dump({"size": 50, "weight": 20, "countries": ["be", "nl", "lu"]}, limits_file)


def inputs(n):
    return ([random.randrange(100) for _ in range(n)],)


def limits():
    with open(LIMITS) as handle:
        return json.load(handle)


def before(sizes):
    return [size for size in sizes if size <= limits()["size"]]


def after(sizes):
    once = limits()
    return [size for size in sizes if size <= once["size"]]
