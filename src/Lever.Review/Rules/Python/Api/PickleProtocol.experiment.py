"""A list of n rows, each with a name, a digest and two numbers, pickled by protocol 2 and read again, against the newest."""
import pickle
import random

SIZES = [1, 30, 1000]
WINS = "n >= 30"
METRIC = "cpu"
SAME = "result"


def inputs(n):
    def row(number):
        digest = bytes(random.randrange(256) for _ in range(32))
        return {"name": "entry%d" % number, "digest": digest, "size": random.randrange(10**6), "weight": random.random()}

    return ([row(number) for number in range(n)],)


def before(rows):
    return pickle.loads(pickle.dumps(rows, 2))


def after(rows):
    return pickle.loads(pickle.dumps(rows, pickle.HIGHEST_PROTOCOL))
