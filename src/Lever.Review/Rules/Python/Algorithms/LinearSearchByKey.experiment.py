"""A list searched by key from the front for each of n events against a dict of the same n users, built each time."""
import random

SIZES = [4, 30, 300]
WINS = "always"
METRIC = "cpu"
SAME = "result"


class Event:
    def __init__(self, author):
        self.author = author


class User:
    def __init__(self, handle):
        self.handle = handle


def inputs(n):
    handles = ["user-%d" % number for number in range(n)]
    random.shuffle(handles)
    return [Event(random.choice(handles)) for _ in range(n)], [User(handle) for handle in handles]


def before(events, users):
    return [next((user for user in users if user.handle == event.author), None) for event in events]


def after(events, users):
    users_by_handle = {}
    for user in users:
        users_by_handle.setdefault(user.handle, user)
    return [users_by_handle.get(event.author) for event in events]
