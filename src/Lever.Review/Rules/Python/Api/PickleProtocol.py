"""Fixture of py-pickle-protocol."""
import marshal
import pickle
from pickle import dumps

PROTOCOL = 2


def stored(index, file):
    pickle.dump(index, file, 2)  # expect: py-pickle-protocol, with a profile


def as_text(index):
    return pickle.dumps(index, protocol=0)  # expect: py-pickle-protocol, with a profile


def packed(index):
    return dumps(index, 1)  # expect: py-pickle-protocol, with a profile


def streamed(entries, file):
    pickler = pickle.Pickler(file, 2)  # expect: py-pickle-protocol, with a profile
    for entry in entries:
        pickler.dump(entry)


def newest(index, file):
    # What the interpreter has, whichever it is.
    pickle.dump(index, file, pickle.HIGHEST_PROTOCOL)
    pickle.dump(index, file, -1)


def recent(index):
    # Bytes are bytes, and names are short.
    return pickle.dumps(index, protocol=4)


def default(index):
    # 4 since Python 3.8.
    return pickle.dumps(index)


def chosen(index):
    # Somebody has given it a name, and maybe a reason.
    return pickle.dumps(index, PROTOCOL)


def other_format(code, file):
    # Another format with versions of its own.
    marshal.dump(code, file, 2)
