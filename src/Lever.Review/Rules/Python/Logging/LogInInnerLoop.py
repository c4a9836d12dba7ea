"""Fixture of py-log-in-inner-loop."""

import logging
from logging import getLogger

import requests

logger = logging.getLogger(__name__)
trace = getLogger("trace")


def total_length(items):
    total = 0
    for item in items:
        logger.debug(f"processing {item}")  # expect: py-log-in-inner-loop
        total += len(item)
    return total


def squares(numbers):
    found = []
    for number in numbers:
        trace.debug("squaring %d", number)  # expect: py-log-in-inner-loop
        found.append(number * number)
    return found


class Table:
    def __init__(self, rows):
        self.rows = rows
        self.logger = logging.getLogger("table")

    def sums(self, rows):
        total = 0
        for row in rows:
            total += row[0]
            self.logger.debug(  # expect: py-log-in-inner-loop
                "sum so far: %d", total
            )
        return total


def applied(callbacks_of, items):
    # What the callback costs is not known: told only where a profile gives it weight.
    for item in items:
        callbacks_of(item)
        logger.debug("did %s", item)  # expect: py-log-in-inner-loop, with a profile


def announced(items):
    # Messages that people want to see are told only where a profile gives them weight.
    total = 0
    for item in items:
        logger.info("item %s", item)  # expect: py-log-in-inner-loop, with a profile
        total += len(item)
    return total


def rare(items):
    # Only some turns log.
    total = 0
    for item in items:
        if not item:
            logger.debug("empty")
            continue
        total += len(item)
    return total


def guarded(items):
    # The level is asked for.
    total = 0
    for item in items:
        if logger.isEnabledFor(logging.DEBUG):
            logger.debug("item %s", item)
        total += len(item)
    return total


def downloads(urls):
    # The request costs ten thousand times as much.
    for url in urls:
        requests.get(url)
        logger.debug("loaded %s", url)


def outer(groups):
    # Not the innermost loop.
    for group in groups:
        logger.debug("group %s", group)
        for member in group:
            member.visit()


def few():
    # Three turns.
    for name in ("a", "b", "c"):
        logger.debug("name %s", name)


def failures(items):
    # Errors are rare, and meant to be seen.
    total = 0
    for item in items:
        try:
            total += int(item)
        except ValueError:
            logger.debug("no number: %s", item)
    return total


def drawn(canvas, items):
    # No logger.
    for item in items:
        canvas.debug(item)


def stopped(process):
    # There may be three children.
    for child in process.children:
        logger.debug("stopping %s", child)  # expect: py-log-in-inner-loop, with a profile


def report(problems):
    # The loop is there for its messages.
    for problem in problems:
        logger.info("problem: %s", problem)


def refund_all(items):
    for item in items:
        # fine: beside a payment, a message is nothing
        logger.debug("refunding %s", item)
        item.total += 1
        send_refund(item)


def active(db, users):
    found = []
    for user in db.query(users).filter(users.active):
        # Beside a row that is made into an object, a message is nothing.
        logger.debug("active: %s", user.name)  # expect: py-log-in-inner-loop, with a profile
        found.append(user)
    return found
