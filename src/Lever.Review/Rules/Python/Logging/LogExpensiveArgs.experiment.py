"""A debug message with the JSON of each of n entries against the same behind `isEnabledFor`, the level being off."""
import json
import logging
import random

SIZES = [1, 100]
WINS = "always"
METRIC = "cpu"
SAME = "result"

logger = logging.getLogger("lever.experiment.log_expensive_args")
logger.setLevel(logging.WARNING)
logger.addHandler(logging.NullHandler())


def inputs(n):
    return ([{"id": number, "size": random.randrange(1_000), "kind": "story", "seen": True, "link": None} for number in range(n)],)


def before(entries):
    result = 0
    for entry in entries:
        logger.debug("entry %s", json.dumps(entry))
        result += entry["size"]
    return result


def after(entries):
    result = 0
    for entry in entries:
        if logger.isEnabledFor(logging.DEBUG):
            logger.debug("entry %s", json.dumps(entry))
        result += entry["size"]
    return result
