"""Fixture of py-short-circuit-listcomp."""


def is_relevant(text: str, interests):
    return any([interest in text for interest in interests])  # expect: py-short-circuit-listcomp


def all_long(titles: list):
    return all([len(title) > 3 for title in titles])  # expect: py-short-circuit-listcomp


def any_hidden(rows: list):
    return any([row.title.startswith(".") for row in rows])  # expect: py-short-circuit-listcomp


def knows(user, members: list):
    return user.name in [member.name for member in members]  # expect: py-short-circuit-listcomp


def first_match(rows: list, key):
    return [row for row in rows if row.key == key][0]  # expect: py-short-circuit-listcomp


def numbers(texts: list):
    return any([int(text) > 3 for text in texts], )  # expect: py-short-circuit-listcomp


def check_all(entries: list, problems):
    # Every entry must be checked: the checks collect problems.
    return all([check(entry, problems) for entry in entries])


def check(entry, problems):
    if not entry:
        problems.append(entry)
        return False
    return True


async def any_ready(clients: list):
    # An await inside a generator would make it an asynchronous one.
    return any([await client.ready() for client in clients])


def few(text):
    # Three elements: the list wins.
    return any([word in text for word in ("a", "b", "c")])


def generator(text, interests):
    return any(interest in text for interest in interests)


def truthy(flags_seen: list):
    # Copying names costs less than a generator does.
    return any([flag for flag in flags_seen])


def last(rows: list):
    # The last element needs them all.
    return [row.key for row in rows][-1]


def searched_again(rows: list, members: list):
    # The same list on each turn: it should be built once, before the loop.
    for row in rows:
        if row.name in [member.name for member in members]:
            yield row


def shape(text, kwargs):
    # The names of keyword arguments are few.
    return any([word.startswith("x") for word in kwargs])


def check(results, expected):
    # What is asserted holds as a rule: then every element is needed.
    assert all([result.name == expected for result in results])


def check_later(results, expected):
    # The same by a name, in whatever else must hold.
    is_right = all([len(results) == 3, all([result.name == expected for result in results])])
    print(is_right)
    assert is_right, "wrong name"


def check_by_callback(register, expected):
    class Receiver:
        def receive(self, results):
            nonlocal is_right
            # Asserted by the function around it.
            is_right = all([result.name == expected for result in results])

    is_right = False
    register(Receiver())
    assert is_right


def check_rows(rows: list, known):
    # fine: where all is well every element is asked, and a list is quicker
    if any([row.title not in known for row in rows]):
        raise ValueError("unknown")
    if not all([row.title.startswith("a") for row in rows]):
        raise ValueError("names are written small")
