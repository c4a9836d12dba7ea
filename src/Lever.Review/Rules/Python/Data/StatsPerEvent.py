"""Fixture of x-stats-per-event."""

import requests
import statsd
from opentelemetry import trace
from prometheus_client import Counter, Histogram

SEEN = Counter("seen", "Items that were seen.", ["kind"])
SIZES = Histogram("sizes", "Their sizes.")
client = statsd.StatsClient()
tracer = trace.get_tracer(__name__)


def total(items: list):
    result = 0
    for item in items:
        SEEN.labels("item").inc()  # expect: x-stats-per-event
        result += item
    return result


def longest(rows: list):
    result = 0
    for row in rows:
        SIZES.observe(len(row))  # expect: x-stats-per-event
        result = max(result, len(row))
    return result


def texts(rows: list):
    found = []
    for row in rows:
        client.incr("rows")  # expect: x-stats-per-event
        found.append(str(row))
    return found


def traced(rows: list):
    found = []
    for row in rows:
        with tracer.start_as_current_span("row"):  # expect: x-stats-per-event
            found.append(row * 2)
    return found


def handled(rows: list, handler):
    for row in rows:
        # What the handler does is not known.
        SEEN.labels(row.kind).inc()  # expect: x-stats-per-event, with a profile
        handler(row)


def asked(urls: list):
    for url in urls:
        # Lost beside a request.
        SEEN.labels("url").inc()
        requests.get(url)


def wrong(rows: list):
    for row in rows:
        if not row:
            # Now and then.
            SEEN.labels("empty").inc()


def summed(rows: list):
    result = 0
    for row in rows:
        result += row
    # Once.
    SEEN.labels("row").inc(len(rows))
    return result


def few():
    for kind in ("a", "b", "c"):
        # Three of them.
        SEEN.labels(kind).inc()


def counted(rows: list, counts):
    for row in rows:
        # Some other thing that counts.
        counts.inc()
        row.done = True


def grouped(groups: list):
    result = 0
    for group in groups:
        # Each turn is a loop of its own.
        SEEN.labels("group").inc()
        for row in group:
            result += row
    return result
