"""Fixture of py-operand-computed-early."""
from stock import Counter, count_pending, parse_rest


def is_idle(shop):
    pending = count_pending(shop)  # expect: py-operand-computed-early, with a profile
    return shop.closed and pending == 0


def key_of(shop, name):
    fallback = shop.registry.tokenize(shop, 3)  # expect: py-operand-computed-early, with a profile
    shop_name = name or f"shop-{fallback}"
    return shop_name


def check(shop, day):
    quiet = shop.is_quiet_on(day)  # expect: py-operand-computed-early, with a profile
    opened = day > 3
    if opened and not quiet:
        return 1
    return 0


def slow(shop):
    total = 0
    for shelf in shop.shelves:
        total += shelf.count
    return total


def own(shop):
    total = slow(shop)  # expect: py-operand-computed-early, with a profile
    return shop.closed or total > 3


def first(shop):
    # fine: it is asked first
    pending = count_pending(shop)
    return pending == 0 and shop.closed


def used_in_branch(shop):
    pending = count_pending(shop)  # expect: py-operand-computed-early, with a profile
    if shop.closed and pending:
        return pending
    return None


def accessed_in_branch(shop):
    # fine: what is got so is there already
    owner = shop.get_owner(shop)
    if shop.closed and owner:
        return owner
    return None


def kind_in_branch(shop, day):
    # fine: which kind it is, is asked of what is there
    entry = shop.resolved(day, shop)
    if shop.closed and isinstance(entry, Counter):
        return entry
    return None


def used_after(shop):
    # fine: used in other places as well
    pending = count_pending(shop)
    if shop.closed and pending:
        return 0
    return pending


def used_in_branch_of_or(shop):
    # fine: the branch may be taken without asking
    pending = count_pending(shop)
    if shop.closed or pending:
        return pending
    return None


def changed(shop):
    # fine: the shop is changed after it was asked
    pending = count_pending(shop)
    shop = shop.next_shop
    return shop.closed and pending == 0


def effects(stream):
    # fine: the call reads on
    rest = parse_rest(stream)
    return stream.closed and rest


def makes(shop):
    # fine: a mere object
    counter = Counter(shop)
    return shop.closed and counter


def look(shop):
    return shop.closed


def quick(shop):
    # fine: the file shows that it is a look
    closed = look(shop)
    return shop.opened or closed


def both_dear(shop, other):
    # fine: the operand before it is a call as well
    pending = count_pending(shop)
    return count_pending(other) and pending


def in_lambda(shop):
    # fine: the lambda asks later, and perhaps often
    pending = count_pending(shop)
    return lambda: shop.closed and pending


def together(shop):
    # fine: no operand decides about it
    pending = count_pending(shop)
    return max(shop.floor, pending)
