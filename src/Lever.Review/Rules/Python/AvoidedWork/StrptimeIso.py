"""Fixture of py-strptime-iso."""

import datetime as dt
from datetime import datetime

STAMP = "%Y-%m-%d %H:%M:%S"


def stamps(rows: list):
    return [datetime.strptime(row["at"], "%Y-%m-%dT%H:%M:%S") for row in rows]  # expect: py-strptime-iso


def days(lines):
    found = set()
    for line in lines:
        found.add(dt.datetime.strptime(line[:10], "%Y-%m-%d").date())  # expect: py-strptime-iso
    return found


def parse_row(row):
    return datetime.strptime(row.at, STAMP), row.value  # expect: py-strptime-iso


def parse_all(rows: list):
    return [parse_row(row) for row in rows]


def read_stamp(text):
    return datetime.strptime(text, "%Y-%m-%d")  # expect: py-strptime-iso


def mail_dates(rows: list):
    # No ISO form.
    return [datetime.strptime(row, "%a, %d %b %Y %H:%M:%S") for row in rows]


def exact(rows: list):
    # Fractions of any length are read from 3.11 on only, and the project supports 3.8.
    return [datetime.strptime(row, "%Y-%m-%dT%H:%M:%S.%f") for row in rows]


def edition(values):
    # Once a process.
    return datetime.strptime(values["edition"], "%Y-%m-%d")


def few():
    # Two turns.
    return [datetime.strptime(day, "%Y-%m-%d") for day in ("2024-01-01", "2024-07-01")]


def chosen(rows: list, form):
    # The form is not known.
    return [datetime.strptime(row, form) for row in rows]


class Edition:
    def __init__(self, day):
        # One object.
        self.day = datetime.strptime(day, "%Y-%m-%d")
