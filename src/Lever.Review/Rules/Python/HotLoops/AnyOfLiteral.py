"""Fixture of py-any-of-literal."""


def dear(orders: list):
    return [order for order in orders if any([order.weight > 30, order.price > 300, order.is_fragile])]  # expect: py-any-of-literal, with a profile


def ready(order):
    if not all((order.paid, order.packed)):  # expect: py-any-of-literal, with a profile
        return False
    return any([order.called, order.late])  # expect: py-any-of-literal, with a profile


def joined(order):
    # fine: joined already
    return order.paid and order.packed


def each(orders):
    # fine: elements of data
    return any([order.paid for order in orders])


def listed(order, others):
    # fine: some of them are data
    return any([order.paid, *others])


def one(order):
    # fine: a single condition
    return all([order.paid])


def held(conditions):
    # fine: the list is at hand
    return any(conditions)


# fine: once, where the module is loaded
READY = any([__debug__, __name__ == "__main__"])
