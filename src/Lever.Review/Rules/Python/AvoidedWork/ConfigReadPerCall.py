"""Fixture of py-config-read-per-call."""

import json
import os
from functools import lru_cache
from pathlib import Path

import settings
from flask import Flask

app = Flask(__name__)
HERE = Path(__file__).parent
LIMITS = os.path.join(os.path.dirname(__file__), "limits.json")
STATE = HERE / "state.json"


def limits():
    with open(LIMITS) as handle:  # expect: py-config-read-per-call
        return json.load(handle)


def allowed(orders: list):
    return [order for order in orders if order.size <= limits()["size"]]


@app.route("/about")
def about(request):
    return (HERE / "about.html").read_text()  # expect: py-config-read-per-call


@app.route("/terms")
def terms(request):
    with open(settings.TERMS_PATH, "r") as handle:  # expect: py-config-read-per-call
        return handle.read()


def banner():
    # Nothing says how often this runs: told only where a profile gives it weight.
    return Path("banner.txt").read_text()  # expect: py-config-read-per-call, with a profile


def hosts(orders: list):
    for order in orders:
        yield os.environ.get("UPSTREAM", ""), order  # expect: py-config-read-per-call, tier C


@lru_cache(maxsize=None)
def rates():
    # Read once.
    return json.loads((HERE / "rates.json").read_text())


@app.route("/page")
def page(request):
    # Another file for each request.
    return (HERE / request.path).read_text()


@app.route("/rates")
def show_rates(request):
    return rates()


class Catalogue:
    def __init__(self):
        # Lives as long as the object.
        self.entries = (HERE / "catalogue.txt").read_text().split()

    def header(self):
        # The object's own path.
        return open(self.path).read()


@app.route("/state")
def state(request):
    # The program writes this file itself.
    return json.loads(STATE.read_text())


@app.route("/state", methods=["POST"])
def set_state(request):
    STATE.write_text(json.dumps(request.json))


@app.route("/load")
def load_average(request):
    # A live value.
    with open("/proc/loadavg") as handle:
        return handle.read()


def reload_limits():
    # Is there to read it again.
    return Path("limits.json").read_text()


_words = None


def words():
    global _words
    # Kept in a global name.
    if _words is None:
        _words = open("words.txt").read().split()
    return _words


@app.route("/log")
def log(request):
    # Not read.
    with open("requests.log", "a") as handle:
        handle.write(request.path)


def by_name(names: list):
    # Another variable on each turn.
    return [os.environ.get(name) for name in names]


VERSION = Path("version.txt").read_text()


def in_turn(orders: list):
    for order in orders:
        # Changed meanwhile.
        os.environ["UPSTREAM"] = order.host
        yield os.environ.get("UPSTREAM"), order
