"""The first of n fields of each of two hundred lines, by splitting all of them off against one."""
SIZES = [2, 10, 50]
WINS = "n >= 10"
METRIC = "cpu"
SAME = "result"


def inputs(n):
    return (["\t".join("field%d-%d" % (line, field) for field in range(n)) for line in range(200)],)


def before(lines):
    return [line.split("\t")[0] for line in lines]


def after(lines):
    return [line.split("\t", 1)[0] for line in lines]
