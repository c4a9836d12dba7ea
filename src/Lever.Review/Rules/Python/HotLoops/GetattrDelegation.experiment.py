"""An attribute of n wrapped objects read through a `__getattr__` that hands on, against one read off the wrapped objects themselves."""
SIZES = [10, 1_000]
WINS = "n >= 10"
METRIC = "cpu"
SAME = "result"


class Package:
    def __init__(self, name):
        self.name = name


class Locked:
    def __init__(self, package):
        self._package = package

    def __getattr__(self, name):
        return getattr(self._package, name)


def inputs(n):
    return ([Locked(Package(f"package{i}")) for i in range(n)],)


def before(found):
    return [package.name for package in found]


def after(found):
    return [package._package.name for package in found]
