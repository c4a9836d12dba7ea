"""A template compiled for each of n users against one compiled at module level."""
import random

from jinja2 import Template

SIZES = [1, 30]
WINS = "always"
METRIC = "cpu"
REQUIRES = ["jinja2"]
SAME = "result"

GREETING = Template("Hello {{ name }}")


class User:
    def __init__(self, name):
        self.name = name


def inputs(n):
    return ([User("user-%d" % random.randrange(1_000)) for _ in range(n)],)


def before(users):
    return [Template("Hello {{ name }}").render(name=user.name) for user in users]


def after(users):
    return [GREETING.render(name=user.name) for user in users]
