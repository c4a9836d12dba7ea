"""Fixture of py-log-expensive-args."""

import json
import logging
from pprint import pformat

from flask import route

logger = logging.getLogger(__name__)


def total(entries):
    result = 0
    for entry in entries:
        logger.debug("entry %s", json.dumps(entry))  # expect: py-log-expensive-args
        result += entry["size"]
    return result


@route("/orders")
def orders(request, rows):
    logger.debug(f"rows: {[row.number for row in rows]}")  # expect: py-log-expensive-args
    return len(rows)


def describe(row):
    return ", ".join(f"{key}={row[key]}" for key in sorted(row))


def applied(rows):
    for row in rows:
        logger.debug("row: " + describe(row))  # expect: py-log-expensive-args
        row["done"] = True


class Session:
    def __init__(self, user):
        self.user = user

    def login(self):
        # Once a session: told only where a profile gives it weight.
        logger.debug("user %s", self.user.to_dict())  # expect: py-log-expensive-args


def once(document):
    # Messages that people want to see are told only where a profile gives them weight.
    logger.info("document %s", pformat(document))  # expect: py-log-expensive-args, with a profile


def plain(rows):
    # Names and numbers cost next to nothing.
    for row in rows:
        logger.debug("row %s of %d", row, len(rows))


def formatted(rows):
    # Formatting a name is a matter of 50 ns.
    for row in rows:
        logger.debug(f"row {row.number}")


def guarded(entries):
    # The level is asked for.
    if logger.isEnabledFor(logging.DEBUG):
        logger.debug("entries %s", json.dumps(entries))


def by_flag(entries, verbose):
    # A flag of the program's own.
    if verbose:
        logger.debug("entries %s", json.dumps(entries))


def failed(entries, error):
    # Errors are logged at a level that is on.
    logger.error("entries %s: %s", json.dumps(entries), error)


def on_failure(entry):
    # Something went wrong, which is rare.
    try:
        entry.save()
    except ValueError:
        logger.debug("entry %s", json.dumps(entry.fields))


def lazily(entries):
    # A lambda is not called here.
    for entry in entries:
        logger.debug("entry %s", lambda: json.dumps(entry))


def reports():
    return sum(1 for name in logging.root.manager.loggerDict if name.startswith("report"))


# The script's own line runs once.
logger.info(f"reports: {reports()}")


def refused(entries):
    for entry in entries:
        if not entry.is_allowed():
            # Beside a warning: the program rarely comes here.
            logger.warning("refused %s", entry.name)
            logger.debug("entry %s", json.dumps(entry.fields))
