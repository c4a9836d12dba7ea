"""Fixture of py-restart-after-change."""
import time


def close_one(tags: list):
    for tag in tags:
        if tag.is_open:
            tag.close()
            return True
    return False


def close_all(tags: list):
    while close_one(tags):  # expect: py-restart-after-change, tier B
        pass


def merge_one(tree, mode):
    for leaf in tree.leaves():
        if leaf.done:
            continue
        for comment in leaf.comments:
            if not comment.is_off:
                continue
            merge(leaf, comment, mode)
            return True
    return False


def merge(leaf, comment, mode):
    leaf.value = comment.text + mode


def merge_all(tree, mode):
    again = True
    while again:  # expect: py-restart-after-change, tier B
        again = merge_one(tree, mode)


def drop_one(rows: list, turns):
    for index, row in enumerate(rows):
        if not row.title:
            del rows[index]
            return True


def drop_all(rows: list):
    turns = 0
    while True:  # expect: py-restart-after-change, tier B
        turns += 1
        if not drop_one(rows, turns):
            break
    return turns


def join_pairs(spans: list):
    while True:  # expect: py-restart-after-change, tier B
        for index in range(len(spans) - 1):
            if spans[index].end == spans[index + 1].start:
                spans[index:index + 2] = [spans[index].joined(spans[index + 1])]
                break
        else:
            break
    return spans


def remove_marked(rows: list, is_marked):
    changed = True
    while changed:  # expect: py-restart-after-change, tier B
        changed = False
        for row in rows:
            if is_marked(row):
                rows.remove(row)
                changed = True
                break


def drop_pairs(graph):
    again = True
    while again:  # expect: py-restart-after-change, tier C, with a profile
        again = False
        for node in graph.nodes:
            if node.is_double:
                graph.nodes.remove(node)
                again = True
                break


def fuse(indices: list, inputs):
    changed = True
    while changed:  # expect: py-restart-after-change, tier B
        changed = False
        for place, name in enumerate(indices):
            if name not in inputs:
                continue
            changed = True
            indices.pop(place)
            indices.extend(inputs[name])
            break


def settle(cells: list):
    # Each pass goes through all of them.
    changed = True
    while changed:
        changed = False
        for cell in cells:
            if cell.is_due():
                cell.update()
                changed = True


def tokens(text, patterns: list):
    # The patterns are gone through, the text is what changes.
    found = []
    while True:
        for name, pattern in patterns:
            match = pattern.match(text)
            if match:
                found.append((name, match.group()))
                text = text[match.end():]
                break
        else:
            break
    return found


def apply_first(rules: list, tree):
    # So it is here.
    for rule in rules:
        if rule.matches(tree):
            rule.apply(tree)
            return True
    return False


def rewrite(rules: list, tree):
    while apply_first(rules, tree):
        pass


class Machine:
    def __init__(self, rules: list, cells: list):
        self.rules = rules
        self.cells = cells

    def step(self):
        # So it is here.
        for rule in self.rules:
            if rule.holds():
                self.advance(rule.name)
                return True
        return False

    def advance(self, name):
        self.name = name

    def run(self):
        while self.step():
            pass

    def fill_one(self):
        for index, cell in enumerate(self.cells):
            if cell is None:
                self.cells[index] = self.name
                return True
        return False

    def fill(self):
        while self.fill_one():  # expect: py-restart-after-change, tier B
            pass


def take_message(buffer: bytearray, sink):
    # What was read is gone.
    for index, value in enumerate(buffer):
        if value == 10:
            sink.write(buffer[:index])
            del buffer[:index + 1]
            return True
    return False


def take_all(buffer: bytearray, sink):
    while take_message(buffer, sink):
        pass


def send_one(jobs: list):
    # The wait is what takes time.
    for job in jobs:
        if job.is_due:
            time.sleep(1)
            job.send()
            return True
    return False


def send_all(jobs: list):
    while send_one(jobs):
        pass


def first_of(queue: list):
    # The first is taken each time.
    for item in queue:
        queue.remove(item)
        return True
    return False


def empty(queue: list):
    while first_of(queue):
        pass


def find_open(tags: list):
    # Nothing is changed.
    for tag in tags:
        if tag.is_open:
            return True
    return False


def wait_for(tags: list):
    while find_open(tags):
        pass


def fold(options: list):
    # A handful.
    while True:
        for option in options:
            if option.is_double:
                options.remove(option)
                break
        else:
            break
