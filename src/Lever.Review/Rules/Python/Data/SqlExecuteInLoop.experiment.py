"""n rows sent to a database 0.3 ms away one by one against in one call."""
from __future__ import annotations

import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import psycopg

SIZES = [1, 10, 200]
WINS = "n >= 10"
METRIC = "wall"
SAME = "result"


class Cursor:
    """A stand-in that answers after a round trip, and takes 5 µs a row."""

    def __init__(self):
        self.rows = []

    def execute(self, statement, row):
        time.sleep(0.000305)
        self.rows.append(row)

    def executemany(self, statement, rows):
        time.sleep(0.0003 + 0.000005 * len(rows))
        self.rows.extend(rows)

    def taken(self):
        rows, self.rows = self.rows, []
        return rows


def inputs(n):
    return Cursor(), [(number, str(number)) for number in range(n)]


def before(cursor: psycopg.Cursor, rows):
    for row in rows:
        cursor.execute("INSERT INTO prices (price, name) VALUES (%s, %s)", row)
    return cursor.taken()


def after(cursor: psycopg.Cursor, rows):
    cursor.executemany("INSERT INTO prices (price, name) VALUES (%s, %s)", rows)
    return cursor.taken()
