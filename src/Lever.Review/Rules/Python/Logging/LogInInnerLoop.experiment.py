"""A debug message on each of n turns against the level looked at once before the loop, the level being off."""
import logging
import random

SIZES = [1, 3, 100]
WINS = "always"
METRIC = "cpu"
SAME = "result"

logger = logging.getLogger("lever.experiment.log_in_inner_loop")
logger.setLevel(logging.WARNING)
logger.addHandler(logging.NullHandler())


def inputs(n):
    return (["x" * random.randrange(20) for _ in range(n)],)


def before(items):
    total = 0
    for item in items:
        logger.debug(f"processing {item}")
        total += len(item)
    return total


def after(items):
    total = 0
    is_logged = logger.isEnabledFor(logging.DEBUG)
    for item in items:
        if is_logged:
            logger.debug(f"processing {item}")
        total += len(item)
    return total
