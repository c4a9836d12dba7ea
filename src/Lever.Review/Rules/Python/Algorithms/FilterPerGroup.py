"""Fixture of py-filter-per-group."""


def by_author(authors, posts):
    result = {}
    for author in authors:
        result[author] = [post for post in posts if post.author == author]  # expect: py-filter-per-group
    return result


def totals(accounts, bookings):
    return [sum(booking.amount for booking in bookings if booking.account == account.number) for account in accounts]  # expect: py-filter-per-group


class Report:
    def __init__(self, rows):
        self.rows = list(rows)

    def lines(self, keys):
        for key in keys:
            rows = [row for row in self.rows if row["key"] == key and row["valid"]]  # expect: py-filter-per-group
            yield len(rows)


def once(author, posts):
    # One filter.
    return [post for post in posts if post.author == author]


def few(posts):
    # Two keys.
    for state in ("open", "closed"):
        yield [post for post in posts if post.state == state]


def overlapping(limits, posts):
    # Not an equality: an element may belong to several.
    for limit in limits:
        yield [post for post in posts if post.votes >= limit]


def own_elements(authors):
    # Each author has their own posts.
    for author in authors:
        yield [post for post in author.posts if post.author == author.name]


def same_each_time(authors, posts, main):
    # The key does not come from the loop.
    for author in authors:
        yield author, [post for post in posts if post.author == main]


def changing(authors, posts):
    # The list changes on each turn.
    for author in authors:
        for post in [post for post in posts if post.author == author]:
            posts.remove(post)


def by_constant(authors, posts):
    # A constant key.
    for author in authors:
        yield [post for post in posts if post.state == "open"]


def first(authors, posts):
    # Only the first is wanted: py-linear-search-by-key.
    for author in authors:
        yield next((post for post in posts if post.author == author), None)
