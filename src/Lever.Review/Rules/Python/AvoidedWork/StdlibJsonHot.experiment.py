"""n documents of about half a kilobyte read by `json` against `orjson`."""
import json
import random

import orjson

SIZES = [1, 100]
WINS = "always"
METRIC = "cpu"
REQUIRES = ["orjson"]
SAME = "result"


def inputs(n):
    return ([json.dumps(document()) for _ in range(n)],)


def document():
    return {
        "id": random.randrange(10 ** 6),
        "title": "A title of some words",
        "tags": ["tag-%d" % random.randrange(100) for _ in range(8)],
        "scores": [random.random() for _ in range(8)],
        "author": {"name": "someone", "active": True, "manager": None},
        "text": "words " * 20,
    }


def before(lines):
    return [json.loads(line) for line in lines]


def after(lines):
    return [orjson.loads(line) for line in lines]
