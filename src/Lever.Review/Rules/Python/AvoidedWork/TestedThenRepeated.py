"""Fixture of py-tested-then-repeated."""
from routes import get_index, is_round, nearest_depot, parse_weight, Parcel


def labels(parcels):
    found = []
    for parcel in parcels:
        if nearest_depot(parcel.address) is not None:
            found.append(nearest_depot(parcel.address).name)  # expect: py-tested-then-repeated, with a profile
    return found


def name_of(parcel):
    return parcel.route.last_stop(1).name if parcel.route.last_stop(1) else None  # expect: py-tested-then-repeated, with a profile


def is_far(parcel):
    return nearest_depot(parcel.address) is None or nearest_depot(parcel.address).distance > 10  # expect: py-tested-then-repeated, with a profile


def depots(parcels):
    return [nearest_depot(parcel.address).name for parcel in parcels if nearest_depot(parcel.address)]  # expect: py-tested-then-repeated, with a profile


def kind_of(parcel):
    if parcel.base_kind() == "letter":
        return 1
    elif parcel.base_kind() == "box":  # expect: py-tested-then-repeated, with a profile
        return 2
    return 3


def changed(parcel, parcels):
    if nearest_depot(parcel) is None:
        parcel = parcels[0]
        # fine: it is asked of another parcel
        return nearest_depot(parcel)
    return None


def changed_inside(parcel):
    if nearest_depot(parcel) is None:
        parcel.address = "elsewhere"
        # fine: the parcel was changed
        return nearest_depot(parcel)
    return None


def handed_on(parcel, moved):
    if nearest_depot(parcel) is None:
        moved(parcel)
        # fine: what was called may have changed the parcel
        return nearest_depot(parcel)
    return None


def with_effect(stream):
    # fine: each call reads on
    if stream.read_block(10):
        return stream.read_block(10)
    return parse_weight(stream) and parse_weight(stream)


def for_its_effect(route, stop):
    if route.mark_seen(stop):
        # fine: it is called for what it does
        route.mark_seen(stop)


def looks(match, parcel):
    # fine: a look at a field, by a call
    if match.group(1) and parcel.size():
        return match.group(1), parcel.size()
    return None


def makes(address):
    # fine: each user gets an object of its own
    return Parcel(address) if Parcel(address) else None


def own_depot(parcel):
    return parcel.depot


def own(parcel):
    # fine: the file shows that it is a look
    return own_depot(parcel).name if own_depot(parcel) else None


def other_way(parcel):
    if parcel.sent and nearest_depot(parcel) is None:
        return None
    # fine: a parcel that was not sent has not been asked for
    return nearest_depot(parcel)


def told(parcel):
    if get_index(parcel) < 0:
        # fine: an error is told once
        raise ValueError(f"no {get_index(parcel)}")


def later(parcel):
    if is_round(parcel, 2):
        # fine: the lambda runs later
        return lambda: is_round(parcel, 2)
    return None
