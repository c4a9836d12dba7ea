"""A rate looked up among thirty countries on each of n turns, against once before the loop."""
SIZES = [1, 30, 300]
WINS = "n >= 30"
METRIC = "cpu"
SAME = "result"


class Rates:
    def __init__(self):
        self.rates = [("country%d" % index, index / 8) for index in range(30)]

    def get_rate(self, country):
        for name, rate in self.rates:
            if name == country:
                return rate
        return 0.0


def inputs(n):
    return (Rates(), list(range(n)), "country29")


def before(rates, prices, country):
    total = 0.0
    for price in prices:
        total += price * rates.get_rate(country)
    return total


def after(rates, prices, country):
    total = 0.0
    rate = rates.get_rate(country)
    for price in prices:
        total += price * rate
    return total
