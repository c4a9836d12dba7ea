"""The lowest and the highest of n prices, each worked out by a function, against a list of them made once."""
import random

SIZES = [3, 30, 300]
WINS = "always"
METRIC = "cpu"
SAME = "result"


class Tariff:
    def __init__(self, base, rate):
        self.base = base
        self.rate = rate

    def price_of(self, weight):
        if weight > 500:
            return self.base + weight * self.rate // 2
        return self.base + weight * self.rate


def inputs(n):
    return [random.randrange(1, 1000) for _ in range(n)], Tariff(3, 7)


def before(parcels, tariff):
    low = min(tariff.price_of(parcel) for parcel in parcels)
    if low > 0:
        return max(tariff.price_of(parcel) for parcel in parcels) - low
    return 0


def after(parcels, tariff):
    prices = [tariff.price_of(parcel) for parcel in parcels]
    low = min(prices)
    if low > 0:
        return max(prices) - low
    return 0
