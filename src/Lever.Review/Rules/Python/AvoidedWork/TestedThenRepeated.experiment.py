"""Thirty depots looked through by a condition and again by what it leads to, for each of n parcels, against once and kept."""
import random

SIZES = [1, 30, 300]
WINS = "always"
METRIC = "cpu"
SAME = "result"


class Depots:
    def __init__(self):
        self.places = [index * 37 % 101 for index in range(30)]

    def nearest_depot(self, address):
        return min(self.places, key=lambda place: abs(place - address))


def inputs(n):
    return (Depots(), [random.randrange(100) for _ in range(n)])


def before(depots, parcels):
    found = []
    for parcel in parcels:
        if depots.nearest_depot(parcel) >= 0:
            found.append(depots.nearest_depot(parcel) + 1)
    return found


def after(depots, parcels):
    found = []
    for parcel in parcels:
        depot = depots.nearest_depot(parcel)
        if depot >= 0:
            found.append(depot + 1)
    return found
