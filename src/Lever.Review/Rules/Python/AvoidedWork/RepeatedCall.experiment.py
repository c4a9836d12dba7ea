"""The heaviest of n parcels found twice on one path against found once and kept."""
import random

SIZES = [3, 30, 300]
WINS = "always"
METRIC = "cpu"
SAME = "result"


class Parcel:
    def __init__(self, weight):
        self.weight = weight


def inputs(n):
    return ([Parcel(random.randrange(21, 1000)) for _ in range(n)],)


def heaviest(parcels):
    best = 0
    for parcel in parcels:
        best = max(best, parcel.weight)
    return best


def before(parcels):
    if heaviest(parcels) > 20:
        return heaviest(parcels) - 20
    return 0


def after(parcels):
    weight = heaviest(parcels)
    if weight > 20:
        return weight - 20
    return 0
