"""Fixture of py-attr-chain-in-loop."""

import os.path

import numpy as np


class Processor:
    def __init__(self, config):
        self.config = config

    def last(self, items: list):
        result = None
        for item in items:
            result = self.config.transform_fn(item)  # expect: py-attr-chain-in-loop
        return result

    def twice(self, items: list):
        for item in items:
            yield self.config.sinks.write(item)  # expect: py-attr-chain-in-loop
            yield self.config.sinks.write(item.other)

    def rebound(self, items: list):
        # A link is bound anew on each turn.
        for item in items:
            self.config = item.config
            yield self.config.transform_fn(item)

    def few(self):
        # Two turns.
        for item in ("a", "b"):
            yield self.config.transform_fn(item)

    def one_link(self, items: list):
        # One link: the interpreter remembers it.
        for item in items:
            yield self.transform(item)


def sent(items: list, client):
    for item in items:
        client.outbox.put(item)  # expect: py-attr-chain-in-loop, with a profile


def own(items: list):
    # Another object on each turn.
    for item in items:
        yield item.config.transform_fn(1)


def joined(items: list):
    # A module's function costs more than finding it.
    for item in items:
        yield os.path.join("a", item)


def first(items: list, client):
    # On the way out it runs once.
    for item in items:
        if item.ready:
            return client.session.post(item)
    for item in items:
        if item.open:
            client.session.put(item)
            break
    return None


def hoisted(items: list, client):
    post = client.session.post
    for item in items:
        post(item)


def delivered(items, client):
    for item in items:
        # The turn does so much that a lookup is nothing.
        item.open()
        item.pack(item.weigh())
        client.outbox.put(item)  # expect: py-attr-chain-in-loop, with a profile


def faulty(items, client):
    for item in items:
        # Few turns may come to it, and perhaps none: it is not looked up on every turn.
        if item.fault:
            client.session.put(item)


def saved(items: list, request):
    for item in items:
        # fine: a row that is sent to a database takes a thousand times as long
        request.db.add(item)


def mailed(items: list, shop):
    for item in items:
        # fine: the turn sends something
        shop.mails.note(item)
        send_mail(item)


def widened(items: list, frame):
    for item in items:
        # fine: each turn works on an array
        yield np.asarray(frame.columns.values_of(item))
