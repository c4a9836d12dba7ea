import native
import numpy as np
from native import names, samples, total


def curve(count):
    return np.array(samples(count))  # expect: px-return-container-of-numbers


def named(count):
    found = native.samples(count)  # expect: px-return-container-of-numbers
    return np.asarray(found)


def summed(array):
    return total(array.tolist())  # expect: px-return-container-of-numbers


def looped(count):
    # Python goes over the elements: a list is right.
    return [value + 1 for value in samples(count)]


def both(count):
    found = samples(count)
    # Read as a list too.
    print(found[0])
    return np.array(found)


def labels(count):
    # Strings, not numbers.
    return np.array(names(count))


def plain(values: list):
    # It is a list to begin with.
    return total(values)
