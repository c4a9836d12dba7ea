"""A flag that the element in the middle of n sets, with the loop going on after it, against left there."""
SIZES = [3, 30, 300]
WINS = "n >= 30"
METRIC = "cpu"
SAME = "result"


class Record:
    def __init__(self, level):
        self.level = level


def inputs(n):
    return ([Record(50 if index == n // 2 else 10) for index in range(n)],)


def before(records: list):
    failed = False
    for record in records:
        if record.level > 40:
            failed = True
    return failed


def after(records: list):
    failed = False
    for record in records:
        if record.level > 40:
            failed = True
            break
    return failed
