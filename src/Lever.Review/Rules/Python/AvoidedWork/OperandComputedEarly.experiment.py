"""What is pending counted before a flag that decides without it in half of n shops, against after it."""
SIZES = [4, 300]
WINS = "always"
METRIC = "cpu"
SAME = "result"


class Stock:
    def __init__(self):
        self.counts = [index % 7 for index in range(30)]

    def count_pending(self, shop):
        return sum(1 for count in self.counts if count > shop % 5)


def inputs(n):
    return (Stock(), list(range(n)))


def is_idle(stock, shop, closed):
    pending = stock.count_pending(shop)
    return closed and pending == 0


def is_idle_late(stock, shop, closed):
    return closed and stock.count_pending(shop) == 0


def before(stock, shops):
    return [is_idle(stock, shop, shop % 2 == 0) for shop in shops]


def after(stock, shops):
    return [is_idle_late(stock, shop, shop % 2 == 0) for shop in shops]
