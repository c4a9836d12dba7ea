"""Fixture of py-linear-search-by-key."""

PLANS = [("free", 10), ("reader", 40), ("team", 100)]


def owners(events, users):
    result = []
    for event in events:
        result.append(next((user for user in users if user.handle == event.author), None))  # expect: py-linear-search-by-key
    return result


def prices(orders, products: list):
    return [[product for product in products if product["id"] == order["product"]][0]["price"] for order in orders]  # expect: py-linear-search-by-key


def unknown(events, users):
    return [event for event in events if not any(user.handle == event.author for user in users)]  # expect: py-linear-search-by-key


class Directory:
    def __init__(self, users: list):
        self.users = list(users)
        self.states = []

    def find_user(self, handle):
        for user in self.users:
            if user.handle == handle:  # expect: py-linear-search-by-key
                return user
        return None

    def position(self, handle):
        return next((index for index, user in enumerate(self.users) if user.handle == handle), -1)  # expect: py-linear-search-by-key

    def names(self, events):
        return [self.find_user(event.author).name for event in events]

    def active(self, now):
        # No key is looked for: this is no equality.
        for user in self.users:
            if user.seen > now:
                return user

    def first_admin(self):
        # A constant: the same answer each time.
        for user in self.users:
            if user.role == "admin":
                return user

    def by_state(self, state):
        # States are few.
        for known in self.states:
            if known.name == state:
                return known

    def count(self, role):
        # Every element is counted, nothing is looked for.
        count = 0
        for user in self.users:
            if user.role == role:
                count += 1
        return count


def plan_limit(plan):
    # Three plans.
    return next((limit for name, limit in PLANS if name == plan), PLANS[0][1])


def once(users, handle):
    # One search.
    return next((user for user in users if user.handle == handle), None)


def own_elements(groups):
    # Another list on each turn.
    for group in groups:
        yield next((member for member in group.members if member.name == group.owner), None)


def changing(events, users):
    # The list changes on each turn.
    for event in events:
        user = next((user for user in users if user.handle == event.author), None)
        if user is not None:
            users.remove(user)


def member(events, names: list):
    # Equal elements are found by `in`: another rule.
    return [event for event in events if any(name == event.author for name in names)]


class Temporaries:
    def __init__(self):
        self.kept = []

    def keep(self, value, scope):
        self.kept.append((value, scope))

    def flush(self, scope):
        # The list is made anew wherever it is searched, and an index would be too.
        if any(entry.scope == scope for entry in self.kept):
            self.kept = [entry for entry in self.kept if entry.scope != scope]


class Shelf:
    def __init__(self, books):
        self.books = books

    @property
    def lent(self):
        return [book for book in self.books if book.reader]

    def lent_by(self, key):
        # A property makes another list each time.
        for book in self.lent:
            if book.key == key:
                return book
        return None
