"""A debug message whose f-string has a costly argument on each of n turns against the guide's guard around it, the level being off."""
import logging
import random

SIZES = [1, 100]
WINS = "always"
METRIC = "cpu"
SAME = "result"

logger = logging.getLogger("lever.experiment.is_enabled_for")
logger.setLevel(logging.WARNING)
logger.addHandler(logging.NullHandler())


def inputs(n):
    return ([[random.randrange(1_000) for _ in range(20)] for _ in range(n)],)


def before(items):
    total = 0
    for item in items:
        logger.debug(f"Processing {item!r}")
        total += len(item)
    return total


def after(items):
    total = 0
    for item in items:
        if logger.isEnabledFor(logging.DEBUG):
            logger.debug(f"Processing {item!r}")
        total += len(item)
    return total
