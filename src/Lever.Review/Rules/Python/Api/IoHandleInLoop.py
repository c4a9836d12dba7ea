"""Fixture of py-io-handle-in-loop."""

import os
import sqlite3
import sys


def write_all(rows, path):
    for row in rows:
        with open(path, "a") as handle:  # expect: py-io-handle-in-loop
            handle.write(row)


def flushed(rows, path):
    with open(path, "w") as handle:
        for row in rows:
            handle.write(row)
            handle.flush()  # expect: py-io-handle-in-loop


def stored(rows):
    connection = sqlite3.connect("rows.db")
    for row in rows:
        connection.execute("insert into rows values (?)", row)
        connection.commit()  # expect: py-io-handle-in-loop


def files_of(folder):
    return [name for name in os.listdir(folder) if os.path.isfile(os.path.join(folder, name))]  # expect: py-io-handle-in-loop


def listing(folder):
    lines = []
    for name in sorted(os.listdir(folder)):
        path = os.path.join(folder, name)
        if os.path.isdir(path):  # expect: py-io-handle-in-loop
            name += "/"
        # Told once a loop.
        elif os.path.islink(path):
            name += "@"
        lines.append(name)
    return lines


def sizes(folder):
    # A size is not in the folder: an entry has to ask for it too.
    return [os.path.getsize(os.path.join(folder, name)) for name in os.listdir(folder)]


def many_files(rows):
    # Another file on each turn.
    for row in rows:
        with open(row.path, "a") as handle:
            handle.write(row.text)


def once(rows, path):
    # Opened once.
    with open(path, "a") as handle:
        for row in rows:
            handle.write(row)


def until_it_works(path, attempts):
    # The first success ends the loop.
    for attempt in range(attempts):
        with open(path) as handle:
            text = handle.read()
        return text


def few(path):
    # Two turns.
    for mode in ("r", "rb"):
        print(open(path, mode="r").read(), mode)


def progress(rows):
    # People are watching.
    for row in rows:
        sys.stdout.write(row)
        sys.stdout.flush()


def in_portions(rows, path):
    # Now and then.
    with open(path, "w") as handle:
        for number, row in enumerate(rows):
            handle.write(row)
            if number % 1000 == 0:
                handle.flush()


def entries(folder):
    # The entries know their kind.
    return [entry.name for entry in os.scandir(folder) if entry.is_file()]


def present(names, folder):
    # Names from elsewhere: nobody has listed the folder.
    return [name for name in names if os.path.isfile(os.path.join(folder, name))]


def last_of_all(size, path):
    # Opened on one turn.
    for index in range(size):
        if index == size - 1:
            with open(path) as handle:
                print(handle.read())


def front_pages(folders):
    for folder in folders:
        os.chdir(folder)
        # Another file in each folder.
        with open("index.html", "w") as handle:
            handle.write(folder)


def certificates(folder):
    found = []
    for name in os.listdir(folder):
        path = os.path.join(folder, name)
        # Little beside reading the file.
        if os.path.isfile(path):  # expect: py-io-handle-in-loop, with a profile
            with open(path) as handle:
                found.append(handle.read())
    return found
