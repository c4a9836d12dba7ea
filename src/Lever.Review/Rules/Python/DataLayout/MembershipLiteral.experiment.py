"""n words looked for among four constants that few of them are, written as a tuple against a set."""
import random

SIZES = [30, 1000]
WINS = "always"
METRIC = "cpu"
SAME = "result"


def inputs(n):
    words = ["start", "stop", "pause", "resume"] + ["word%d" % word for word in range(20)]
    return ([random.choice(words) for _ in range(n)],)


def before(words):
    return [word for word in words if word in ("start", "stop", "pause", "resume")]


def after(words):
    return [word for word in words if word in {"start", "stop", "pause", "resume"}]
