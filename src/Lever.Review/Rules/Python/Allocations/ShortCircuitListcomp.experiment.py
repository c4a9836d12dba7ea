"""`any` over a list of n tests against `any` over a generator of them, one interest in ten being found."""
import random

SIZES = [4, 100, 1_000]
WINS = "n >= 100"
LOSES = "n <= 4"
METRIC = "cpu"
SAME = "result"


def inputs(n):
    # Up to nine interests none is found, so that nothing decides early.
    interests = ["interest-%d." % number for number in range(n)]
    text = " ".join(random.sample(interests, n // 10) + ["something", "else"])
    return text, interests


def before(text, interests):
    return any([interest in text for interest in interests])


def after(text, interests):
    return any(interest in text for interest in interests)
