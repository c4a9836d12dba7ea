"""Twenty-four comparisons that give a value, of which the first n are taken equally often, against a dict of the values."""
SIZES = [4, 12, 24]
WINS = "n >= 12"
METRIC = "cpu"
SAME = "result"

VALUES = {
    "error": 0,
    "warning": 1,
    "notice": 2,
    "info": 3,
    "debug": 4,
    "trace": 5,
    "fatal": 6,
    "panic": 7,
    "alert": 8,
    "audit": 9,
    "event": 10,
    "metric": 11,
    "query": 12,
    "batch": 13,
    "reply": 14,
    "ping": 15,
    "pong": 16,
    "open": 17,
    "close": 18,
    "start": 19,
    "stop": 20,
    "pause": 21,
    "resume": 22,
    "reset": 23,
}


def inputs(n):
    return (list(VALUES)[:n] * (240 // n),)


def value_of(kind):
    if kind == "error":
        return 0
    elif kind == "warning":
        return 1
    elif kind == "notice":
        return 2
    elif kind == "info":
        return 3
    elif kind == "debug":
        return 4
    elif kind == "trace":
        return 5
    elif kind == "fatal":
        return 6
    elif kind == "panic":
        return 7
    elif kind == "alert":
        return 8
    elif kind == "audit":
        return 9
    elif kind == "event":
        return 10
    elif kind == "metric":
        return 11
    elif kind == "query":
        return 12
    elif kind == "batch":
        return 13
    elif kind == "reply":
        return 14
    elif kind == "ping":
        return 15
    elif kind == "pong":
        return 16
    elif kind == "open":
        return 17
    elif kind == "close":
        return 18
    elif kind == "start":
        return 19
    elif kind == "stop":
        return 20
    elif kind == "pause":
        return 21
    elif kind == "resume":
        return 22
    elif kind == "reset":
        return 23
    return -1


def before(events):
    return [value_of(kind) for kind in events]


def looked_up(kind):
    return VALUES.get(kind, -1)


def after(events):
    return [looked_up(kind) for kind in events]
