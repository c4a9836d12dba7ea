"""A JSON text of n entries parsed twice against once."""
import json
import random

SIZES = [1, 30, 1000]
WINS = "always"
METRIC = "cpu"
SAME = "result"


def inputs(n):
    return (json.dumps({"kind": "order", "payload": [{"id": random.randrange(10_000), "name": "item-%d" % index} for index in range(n)]}),)


def before(body):
    kind = json.loads(body)["kind"]
    payload = json.loads(body)["payload"]
    return kind, payload


def after(body):
    message = json.loads(body)
    return message["kind"], message["payload"]
