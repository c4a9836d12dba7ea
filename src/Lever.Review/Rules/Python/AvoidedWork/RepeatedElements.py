"""Fixture of py-repeated-elements."""
from depot import price_of, read_weight


class Scale:
    @classmethod
    def weigh(cls, parcel):
        return parcel.weight

    def __new__(cls, parcels):
        low = min(cls.weigh(parcel) for parcel in parcels)
        if low > 0:
            high = max(cls.weigh(parcel) for parcel in parcels)  # expect: py-repeated-elements, with a profile
            return high - low
        return None


def spread(parcels, tariff):
    low = min(tariff.price_of(parcel) for parcel in parcels)
    return max(tariff.price_of(parcel) for parcel in parcels) - low  # expect: py-repeated-elements, with a profile


def listed(parcels):
    total = sum([price_of(parcel) for parcel in parcels])
    for price in [price_of(parcel) for parcel in parcels]:  # expect: py-repeated-elements, with a profile
        total -= price // 10
    return total


def squared(number):
    total = 0
    for step in range(number):
        total += step * number
    return total


def own(numbers: list):
    low = min(squared(number) for number in numbers)
    return max(squared(number) for number in numbers) - low  # expect: py-repeated-elements


def either(parcels, kind):
    # One of the two alone is worked out.
    if kind:
        return min(price_of(parcel) for parcel in parcels)
    return max(price_of(parcel) for parcel in parcels)


def early_end(parcels):
    # A test ends at the element that decides.
    if any(price_of(parcel) for parcel in parcels):
        return any(price_of(parcel) for parcel in parcels)
    return False


def changed(parcels):
    # There is one more by then.
    low = min(price_of(parcel) for parcel in parcels)
    parcels.append(low)
    return max(price_of(parcel) for parcel in parcels) - low


def told_between(parcels, tariff):
    # What is asked may answer otherwise by then.
    low = min(tariff.price_of(parcel) for parcel in parcels)
    tariff.base += low
    return max(tariff.price_of(parcel) for parcel in parcels) - low


def lengths(names):
    return max(len(name) for name in names) - min(len(name) for name in names)  # expect: py-repeated-elements, with a profile


def first_parts(pairs):
    # Hardly more than keeping a list takes.
    return max(pair[0] for pair in pairs) - min(pair[0] for pair in pairs)


def measured_again(parcels):
    # Each reading is a new one.
    first = sum(read_weight(parcel) for parcel in parcels)
    return sum(read_weight(parcel) for parcel in parcels) - first


def two_lists(parcels):
    # Each is changed by itself.
    left = [price_of(parcel) for parcel in parcels]
    right = [price_of(parcel) for parcel in parcels]
    left.append(1)
    return left, right


def kept(parcels):
    # The list is there already, and is changed.
    prices = [price_of(parcel) for parcel in parcels]
    prices.sort()
    return prices, sum(prices)


def all_blocks(sizes):
    # A range is made as fast as it is kept.
    first = tuple(range(size) for size in sizes)
    return first, tuple(range(size) for size in sizes)
