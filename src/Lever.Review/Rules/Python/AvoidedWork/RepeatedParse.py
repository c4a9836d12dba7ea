"""Fixture of py-repeated-parse."""

import ast
import json
from datetime import datetime

import yaml


def route(body):
    kind = json.loads(body)["kind"]
    payload = json.loads(body)["payload"]  # expect: py-repeated-parse
    return kind, payload


def summary(source):
    tree = ast.parse(source)
    if tree.body:
        return len(ast.parse(source).body)  # expect: py-repeated-parse
    return 0


def weekday(stamp):
    if datetime.strptime(stamp, "%d.%m.%Y").weekday() > 4:
        return None
    return datetime.strptime(stamp, "%d.%m.%Y")  # expect: py-repeated-parse


def order(Order, text):
    return Order.model_validate(json.loads(text))  # expect: py-repeated-parse


def written(order):
    return json.dumps(order.model_dump())  # expect: py-repeated-parse


def of_attribute(request):
    if json.loads(request.body).get("id") is None:
        return None
    return json.loads(request.body)["id"]  # expect: py-repeated-parse, tier C


def lines(text):
    # Another text.
    first = json.loads(text)
    text = first["next"]
    return first, json.loads(text)


def turns(texts):
    head = json.loads(texts)
    for texts in head:
        # Another text on each turn.
        yield json.loads(texts)


def either(body, strict):
    # One of the two.
    if strict:
        return json.loads(body)
    else:
        return dict(json.loads(body))


def second_try(body):
    # A second try.
    try:
        return json.loads(body)
    except ValueError:
        body = body.strip()
    return json.loads(body)


def failing(body):
    # Only where something is wrong.
    if "kind" not in json.loads(body):
        raise ValueError("no kind in %s" % json.loads(body))


def other_format(stamp):
    # Another format.
    return datetime.strptime(stamp, "%d.%m.%Y"), datetime.strptime(stamp, "%Y-%m-%d")


def documents(stream):
    # A stream goes on.
    return yaml.safe_load(stream), yaml.safe_load(stream)


def copied(body):
    # One of them is changed.
    original = json.loads(body)
    changed = json.loads(body)
    changed["seen"] = True
    return original, changed


def passed(body):
    message = json.loads(body)
    return message["kind"], message["payload"]


def pretty(order):
    # The two-step form has an indentation.
    return json.dumps(order.model_dump(), indent=2)


def from_dict(Order, data):
    # There is no text.
    return Order.model_validate(data)


def later(body):
    # Runs at another time.
    first = json.loads(body)

    def again():
        return json.loads(body)

    return first, again


def handle(body):
    message = json.loads(body)
    if message["kind"] == "order":
        return handle_order(body)  # expect: py-repeated-parse
    return None


def handle_order(body):
    order = json.loads(body)
    return order["id"]


def handle_text(body):
    # The other function may not parse it.
    message = json.loads(body)
    return shown(body, message["verbose"])


def shown(body, verbose):
    return json.loads(body) if verbose else body


def handle_other(body, other):
    # Another text is passed.
    return json.loads(body), handle_order(other)
