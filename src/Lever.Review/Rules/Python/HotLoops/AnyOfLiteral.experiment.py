"""A list of n conditions on each of 300 orders, a third of which fulfil the first, handed to `any`, against joined by `or`."""
SIZES = [2, 4]
WINS = "always"
METRIC = "cpu"
SAME = "result"


class Order:
    def __init__(self, index):
        self.weight = 40 if index % 3 == 0 else 10
        self.price = index
        self.fragile = index % 7 == 0
        self.late = False


def inputs(n):
    return ([Order(index) for index in range(300)], n)


def before(orders: list, n):
    if n == 2:
        return [order for order in orders if any([order.weight > 30, order.price > 300])]
    return [order for order in orders if any([order.weight > 30, order.price > 300, order.fragile, order.late])]


def after(orders: list, n):
    if n == 2:
        return [order for order in orders if order.weight > 30 or order.price > 300]
    return [order for order in orders if order.weight > 30 or order.price > 300 or order.fragile or order.late]
