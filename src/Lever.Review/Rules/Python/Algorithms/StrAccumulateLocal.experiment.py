"""Parts of thirty characters added to a local string in a loop against a join of them."""
SIZES = [5, 20, 100, 1_000]
WINS = "n >= 20"
METRIC = "cpu"
SAME = "result"


class Leaf:
    def __init__(self, value):
        self.value = value


def inputs(n):
    return ([Leaf(str(i).zfill(30)) for i in range(n)],)


def before(leaves):
    text = ""
    for leaf in leaves:
        text += leaf.value
    return text


def after(leaves):
    text = "".join([leaf.value for leaf in leaves])
    return text
