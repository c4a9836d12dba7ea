"""Every order compared with every customer against an index of the customers, built each time, with as many of each."""
import random

SIZES = [4, 30, 200]
WINS = "n >= 30"
LOSES = "n <= 4 and python >= 3.11"
METRIC = "cpu"
SAME = "result"


class Customer:
    def __init__(self, id):
        self.id = id


class Order:
    def __init__(self, customer_id):
        self.customer_id = customer_id


def inputs(n):
    ids = random.sample(range(10 * n), n)
    return [Order(random.choice(ids)) for _ in range(n)], [Customer(id) for id in ids]


def before(orders, customers):
    result = []
    for order in orders:
        for customer in customers:
            if customer.id == order.customer_id:
                result.append((order, customer))
    return result


def after(orders, customers):
    customers_by_id = {}
    for customer in customers:
        customers_by_id.setdefault(customer.id, []).append(customer)
    result = []
    for order in orders:
        for customer in customers_by_id.get(order.customer_id, ()):
            result.append((order, customer))
    return result
