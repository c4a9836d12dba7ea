"""Fixture of py-codec-per-call."""

from functools import cache
from typing import List

import jsonschema
from flask import Flask
from jinja2 import Template
from pydantic import BaseModel, TypeAdapter

app = Flask(__name__)
SCHEMA = {"type": "object", "required": ["name"]}


class Item(BaseModel):
    name: str


def greetings(users):
    return [Template("Hello {{ name }}").render(name=user.name) for user in users]  # expect: py-codec-per-call


@app.route("/items")
def items(request):
    adapter = TypeAdapter(List[Item])  # expect: py-codec-per-call
    return adapter.validate_json(request.body)


def check(document):
    jsonschema.validate(document, SCHEMA)  # expect: py-codec-per-call
    return document["name"]


def names(documents):
    return [check(document) for document in documents]


def decode(text):
    # Nothing says how often this runs: told only where a profile gives it weight.
    return TypeAdapter(Item).validate_json(text)  # expect: py-codec-per-call


ITEMS = TypeAdapter(List[Item])


def at_module_level(texts):
    # Built once.
    return [ITEMS.validate_json(text) for text in texts]


def of_any_type(kind, texts):
    # The type differs from call to call.
    return [TypeAdapter(kind).validate_json(text) for text in texts]


def by_text(templates, name):
    # Each text is another one.
    return [Template(text).render(name=name) for text in templates]


class Page:
    def __init__(self):
        # Lives as long as the object.
        self.template = Template("Hello {{ name }}")


@cache
def page_template():
    # Made once.
    return Template("Hello {{ name }}")


def page_in(language):
    # Changed for its one use.
    template = Template("Hello {{ name }}")
    template.language = language
    return template.render(name="you")


def test_page():
    # A test is run once.
    template = Template("Hello {{ name }}")
    assert template.render(name="you") == "Hello you"
