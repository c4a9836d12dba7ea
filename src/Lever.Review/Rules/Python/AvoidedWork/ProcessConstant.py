"""Fixture of py-process-constant."""
import functools
import os
import shutil
import socket
from importlib import metadata
from socket import gethostname

HOST = socket.gethostname()


def stamped(events: list):
    found = []
    for event in events:
        found.append((socket.gethostname(), event))  # expect: py-process-constant
    return found


class Request:
    def __init__(self, message):
        self.message = message
        self.host = gethostname()  # expect: py-process-constant, with a profile

    def compress(self):
        program = shutil.which("pigz") or "gzip"  # expect: py-process-constant, with a profile
        return program, self.message


def agent():
    return "courier/" + metadata.version("courier")  # expect: py-process-constant, with a profile


@functools.lru_cache(maxsize=None)
def host():
    # fine: asked once
    return socket.gethostname()


def program_for(name):
    # fine: another program each time
    return shutil.which(name)


def version():
    # fine: a program tells its version once
    return metadata.version("courier")


class Pool:
    def fill(self):
        # fine: kept
        self.system = os.uname()


def failed(event):
    # fine: an error is told once
    raise RuntimeError(f"{socket.gethostname()}: {event}")


def main():
    # fine: runs once
    print(socket.gethostname())


def host_of(request):
    # fine: a method of another object
    return request.gethostname()


viewers = None


def add_standard_viewers():
    # told with a profile alone: the first caller has these made, and no loop has them made again
    add_viewer("viewer", shutil.which("viewer"))  # expect: py-process-constant, with a profile


def add_viewer(name, path):
    global viewers
    if viewers is None:
        viewers = {}
        add_standard_viewers()
    viewers[name] = path


def add_own_viewers(names: list):
    for name in names:
        add_viewer(name, None)
