"""Fixture of py-queue-on-list."""

import heapq
import json
import sys


def breadth_first(root, children):
    waiting = [root]
    while waiting:
        node = waiting.pop(0)  # expect: py-queue-on-list
        yield node
        waiting.extend(children(node))


class Outbox:
    def __init__(self):
        self.waiting: list[str] = []

    def put(self, message):
        self.waiting.append(message)

    def take(self):
        return self.waiting.pop(0)  # expect: py-queue-on-list


def newest_first(rows):
    ordered = []
    for row in rows:
        ordered.insert(0, row)  # expect: py-queue-on-list
    return ordered


def drain(requests):
    pending = list(requests)
    while pending:
        print(pending[0])
        del pending[0]  # expect: py-queue-on-list


def words(command):
    # The words of a command are few.
    rest = command.split()
    while rest:
        print(rest.pop(0))


def options(argv):
    # So are command-line arguments.
    remaining = list(argv)
    while remaining:
        print(remaining.pop(0))


def first_word(lines):
    # Taken once.
    lines = list(lines)
    return lines.pop(0)


def by_rank(jobs):
    # Sorted again and again: a heap's business, which a deque cannot do.
    jobs = list(jobs)
    while jobs:
        jobs.sort()
        print(jobs.pop(0))


def windows(values):
    # Sliced: a deque has no slices.
    values = list(values)
    while values:
        print(values[:3])
        values.pop(0)


def middle(values, index):
    # Indexed in the middle, which a deque reaches slowly.
    values = list(values)
    while values:
        print(values[index])
        values.pop(0)


def up_to_first(values):
    # The loop ends with the first removal.
    values = list(values)
    while values:
        values.pop(0)
        break
    return values


def from_the_end(values):
    # The end of a list is cheap.
    values = list(values)
    while values:
        print(values.pop())


def made_each_turn(groups):
    # Each turn has a list of its own.
    for group in groups:
        members = list(group)
        members.insert(0, None)
        print(members)


def of_a_dict(mapping):
    # No list: a key is taken.
    while mapping:
        print(mapping.pop(0))


def add_folder(folders):
    # The module path is short, and not ours.
    for folder in folders:
        sys.path.insert(0, folder)


class Stack:
    def __init__(self):
        # Nothing ever grows it here, so it stays what it is.
        self.fixed = [1, 2, 3]

    def drop(self):
        return self.fixed.pop(0)


def as_json(values):
    print(json.dumps(values))


def parents_of(names: list, load):
    # Only where loading fails.
    for name in names:
        try:
            load(name)
        except ImportError:
            names.insert(0, name)


class Agenda:
    def __init__(self):
        # A heap is a list, and stays one.
        self.due = []

    def add(self, tasks):
        self.due.extend(tasks)
        heapq.heapify(self.due)

    def soonest(self):
        return heapq.heappop(self.due)

    def any(self):
        return self.due.pop(0)


def digits(number):
    # A number has a dozen digits.
    result = []
    while number > 0:
        result.insert(0, number % 10)
        number //= 10
    return result


def path_to(node):
    # What is put in front one by one is mostly a handful.
    result = []
    while node is not None:
        result.insert(0, node.name)  # expect: py-queue-on-list, with a profile
        node = node.parent
    return result


def with_banner(config, lines: list):
    # Put in front of a long list, but few.
    lines = list(lines)
    for line in reversed(config.banner):
        lines.insert(0, line)
    return lines


def without_blank_top(body):
    # What leads a text is a line or two.
    lines = list(body.lines)
    while lines and lines[0] == "":
        lines.pop(0)
    return lines


def expire(moments, now):
    # How many are due is another matter: a window that moves on.
    window = list(moments.seen)
    while window and window[0] <= now:
        window.pop(0)  # expect: py-queue-on-list, with a profile
    return window


def dotted(modules, target: str):
    # A name has a handful of parts.
    rest = []
    while target not in modules:
        components = target.rsplit(".", 1)
        target = components[0]
        rest.insert(0, components[1])
    return target, rest


def infinite_first(pairs: list, unbounded: list):
    for place in reversed(unbounded):
        # fine: taken from the middle, which a deque is slow to reach
        pairs.insert(0, pairs.pop(place))
    return pairs


class Failure:
    def __init__(self, reason, messages: list):
        self.messages = messages or []
        # fine: once, when the object is made
        self.messages.insert(0, reason)

    def note(self, message):
        self.messages.append(message)


class Site:
    def __init__(self):
        self.queue: list[str] = []
        self.heads = {}


def next_of(site: Site):
    return site.queue.pop(0)  # expect: py-queue-on-list


def put(site: Site, message):
    site.queue.append(message)


def next_head(site: Site):
    # fine: a dict
    return site.heads.pop(0)


def flattened(terms):
    while terms:
        term = terms.pop(0)  # expect: py-queue-on-list
        if term.is_sum:
            terms.extend(term.args)
        yield term


def flattened_in_front(terms):
    while terms:
        term = terms.pop(0)  # expect: py-queue-on-list, tier C
        if term.is_sum:
            terms = list(term.args) + terms
        yield term


def by_number(terms):
    while terms:
        # fine: a dict, as its other use says
        term = terms.pop(0)
        yield term, terms.get(1)


def led(terms):
    # fine: what leads is one or two
    while terms and terms[0] == "":
        terms.pop(0)
    return terms


def below_header(listing):
    lines = listing.splitlines()
    # fine: a header is a line or two
    while not lines.pop(0).startswith("---"):
        pass
    return lines


def without_blank_lead(lines):
    lines = [line.rstrip() for line in lines]
    # fine: so are blank lines before a text
    while lines and not lines[0].strip():
        lines.pop(0)
    return lines


class Slot:
    def __init__(self):
        self.requests = []
        self.delays = {}
        self.shared = []

    def is_free(self):
        return len(self.delays) < 8


class Downloader:
    def __init__(self):
        self.slots = {}

    def enqueue(self, request, spider):
        self.slots[spider].requests.append(request)
        self.slots[spider].delays[0] = request
        self.slots[spider].shared.append(request)

    def process(self, spider):
        slot = self.slots.get(spider)
        while slot.requests and slot.is_free():
            self.download(slot.requests.pop(0))  # expect: py-queue-on-list

    def download(self, request):
        # fine: once in a call, of an object whose class nothing tells
        return self.slots[request].requests.pop(0)

    def wait(self, spider):
        slot = self.slots.get(spider)
        while slot.delays:
            # fine: the only class that sets the field makes it a dict
            self.download(slot.delays.pop(0))

    def share(self, spider, others):
        slot = self.slots.get(spider)
        slot.shared = others
        while slot.shared:
            # fine: somebody else sets the field, to what nothing tells
            self.download(slot.shared.pop(0))
