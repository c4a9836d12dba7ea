"""Fixture of py-stdlib-json-hot."""

import hashlib
import json
import logging
from json import loads
from unittest import mock

from flask import Flask

app = Flask(__name__)
logger = logging.getLogger(__name__)


@app.route("/digest")
def digest(store):
    document = store.digest()
    return json.dumps(document).encode("utf-8")  # expect: py-stdlib-json-hot


@app.route("/front")
def front(store):
    return json.dumps(store.front(), sort_keys=True)  # expect: py-stdlib-json-hot


def parse_all(lines):
    return [loads(line) for line in lines]  # expect: py-stdlib-json-hot


def parse_event(line):
    # How many lines the caller's caller passes is not to be seen.
    record = json.loads(line)  # expect: py-stdlib-json-hot, with a profile
    return record["id"], record


def read_events(lines):
    events = {}
    for line in lines:
        key, record = parse_event(line)
        events[key] = record
    return events


def parse_file(path):
    with open(path) as lines:
        return [json.loads(line) for line in lines]  # expect: py-stdlib-json-hot, tier B


def first_readable(lines):
    # The loop ends with the first document that can be read.
    for line in lines:
        try:
            record = json.loads(line)
        except ValueError:
            continue
        return record
    return None


def load_users(path):
    # Once.
    return json.loads(path.read_text())


def with_hook(lines):
    # orjson has no hooks.
    return [json.loads(line, object_hook=dict) for line in lines]


def laid_out(lines):
    # For people.
    for line in lines:
        print(json.dumps(json.loads(line), indent=2, sort_keys=True))


def logged(entries):
    # The message, not the library, is what costs here.
    for entry in entries:
        logger.debug("entry %s", json.dumps(entry))


@app.route("/health")
def health(store):
    # A tiny document.
    return json.dumps({"ok": True})


def fingerprints(rows):
    # The digest changes with every blank.
    return [hashlib.sha256(json.dumps(row, sort_keys=True).encode()).hexdigest() for row in rows]


def few(line):
    # Two documents.
    return [json.loads(part) for part in (line, line)]


def on_failure(rows):
    # Something went wrong, which is rare.
    for row in rows:
        try:
            row.save()
        except ValueError:
            row.report(json.dumps(row.fields))


def other(codec, lines):
    # Not the json module.
    return [codec.loads(line) for line in lines]


def test_rows(path):
    # The test says how many there are.
    with open(path) as handle:
        rows = [json.loads(line) for line in handle]
    assert len(rows) == 2


@app.route("/tickets")
def ticket(store):
    store.helpdesk_service.open(store.front())
    # fine: beside what the handler waits for, one document is nothing
    return json.dumps(store.front())


@mock.patch("shop.send")
def test_patched(send, store):
    # fine: `mock.patch` makes no handler of a test
    assert json.dumps(store.front()) == send.text


def saved_all(session, lines: list):
    for line in lines:
        # fine: each turn asks a database
        session.add(json.loads(line))
