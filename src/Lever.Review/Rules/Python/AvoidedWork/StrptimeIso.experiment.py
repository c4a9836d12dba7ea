"""n times in the ISO form read by `strptime` against `fromisoformat`."""
import random
from datetime import datetime, timedelta

SIZES = [1, 300]
WINS = "always"
METRIC = "cpu"
SAME = "result"

EPOCH = datetime(1970, 1, 1)


def inputs(n):
    return ([{"at": (EPOCH + timedelta(seconds=random.randrange(2 * 10 ** 9))).isoformat()} for _ in range(n)],)


def before(rows):
    return [datetime.strptime(row["at"], "%Y-%m-%dT%H:%M:%S") for row in rows]


def after(rows):
    return [datetime.fromisoformat(row["at"]) for row in rows]
