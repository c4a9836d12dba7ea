"""Fixture of py-filter-per-group."""

import numpy as np


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


def means(values, keys):
    return {key: values[keys == key].mean() for key in keys.unique()}  # expect: py-filter-per-group, tier C, with a profile


def frames(frame, column):
    for number, name in enumerate(frame[column].unique()):
        yield number, frame[frame[column] == name]  # expect: py-filter-per-group, tier C, with a profile


def by_label(frame):
    labels = frame.label.unique()
    found = []
    for label in labels:
        found.append(frame[label == frame.label].size.sum())  # expect: py-filter-per-group, tier C, with a profile
    return found


def arrays(values, keys):
    # fine: arrays are compared at a nanosecond an element, and sorting them pays from a hundred groups on
    return [values[keys == key] for key in np.unique(keys)]


def of_another(values, keys, others):
    # fine: the keys are not those of what is compared
    return [values[others == key] for key in keys.unique()]


def counted(keys):
    # fine: nothing is selected
    return {key: (keys == key).sum() for key in keys.unique()}


def above(values, keys):
    # fine: an element may belong to several
    return [values[keys >= key] for key in keys.unique()]


def written(values, keys):
    for number, key in enumerate(keys.unique()):
        # fine: another matter, numbers for keys
        values[keys == key] = number


def taken(groups):
    return {key: groups.get_group(key) for key in groups.groups}  # expect: py-filter-per-group, tier C, with a profile


def taken_some(groups, wanted):
    # fine: not all of them
    return {key: groups.get_group(key) for key in wanted}


class Line:
    def __init__(self, leaves, comments):
        self.leaves = list(leaves)
        self.comments = list(comments)
        self.marks = {}

    def comments_after(self, index):
        for place, comment in self.comments:
            if place == index:  # expect: py-filter-per-group
                yield comment

    def first_comment(self, index):
        # fine: it ends at the first, which is a search
        for place, comment in self.comments:
            if place == index:
                return comment
        return None

    def comments_of(self, author):
        return [comment for comment in self.comments if comment[1] == author]  # expect: py-filter-per-group, tier C, with a profile

    def fresh_comments(self, index):
        # fine: made anew on each call, as an index of them would be
        self.notes = sorted(self.leaves)
        return [note for note in self.notes if note.place == index]

    def long_comments(self):
        # fine: the same ones each time, whoever asks
        return [comment for comment in self.comments if comment.kind == self.kind]


def written(line: Line):
    for index, leaf in enumerate(line.leaves):
        yield leaf
        yield from line.comments_after(index)
