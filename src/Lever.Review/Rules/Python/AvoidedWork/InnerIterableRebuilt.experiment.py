"""What the inner loop goes through, made on every turn of the outer loop against once before it."""
SIZES = [1, 10, 100]
WINS = "n >= 10"
METRIC = "cpu"
SAME = "result"


class Kind:
    def __init__(self, rows):
        self.rows = rows


def inputs(n):
    return (Kind(["left%d" % at for at in range(n)]), Kind(["right%d" % at for at in range(n)]))


def variants(kind):
    found = []
    for row in kind.rows:
        found.append((kind, row))
    return found


def before(left, right):
    result = []
    for one in variants(left):
        for other in variants(right):
            result.append(one[1] < other[1])
    return result


def after(left, right):
    result = []
    others = variants(right)
    for one in variants(left):
        for other in others:
            result.append(one[1] < other[1])
    return result
