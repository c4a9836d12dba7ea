"""The machine's name asked for each of n events, against once."""
import socket

SIZES = [1, 30, 300]
WINS = "n >= 30"
METRIC = "cpu"
SAME = "result"

HOST = socket.gethostname()


def inputs(n):
    return (list(range(n)),)


def before(events: list):
    found = []
    for event in events:
        found.append((socket.gethostname(), event))
    return found


def after(events: list):
    found = []
    for event in events:
        found.append((HOST, event))
    return found
