"""A recursion over n elements that passes on a copy without the first against one that passes an index."""
SIZES = [5, 100, 600]
WINS = "n >= 100"
METRIC = "cpu"
SAME = "result"


def inputs(n):
    return (list(range(n)),)


def total(prices):
    if not prices:
        return 0
    return prices[0] + total(prices[1:])


def total_from(prices, start):
    if start == len(prices):
        return 0
    return prices[start] + total_from(prices, start + 1)


def before(prices):
    return total(prices)


def after(prices):
    return total_from(prices, 0)
