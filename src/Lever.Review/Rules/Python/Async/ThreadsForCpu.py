"""Fixture of py-threads-for-cpu."""

import hashlib
import multiprocessing
import time
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from multiprocessing.pool import ThreadPool


def checksum(row):
    total = 0
    for value in row:
        total = (total * 31 + value) % 65521
    return total


def square(value):
    return value * value


def checksums(rows: list):
    with ThreadPoolExecutor() as executor:
        return list(executor.map(checksum, rows))  # expect: py-threads-for-cpu


def submitted(rows: list):
    executor = ThreadPoolExecutor(8)
    futures = [executor.submit(checksum, row) for row in rows]  # expect: py-threads-for-cpu
    return [future.result() for future in futures]


def of_pool(rows: list):
    pool = ThreadPool(4)
    return pool.map(checksum, rows)  # expect: py-threads-for-cpu


def squares(values: list):
    with ProcessPoolExecutor() as executor:
        return list(executor.map(square, values))  # expect: py-threads-for-cpu


def squares_as_they_come(values: list):
    with multiprocessing.Pool() as pool:
        return list(pool.imap(square, values))  # expect: py-threads-for-cpu


def in_chunks(values: list):
    # Many at once.
    with ProcessPoolExecutor() as executor:
        return list(executor.map(square, values, chunksize=1000))


def by_pool(values: list):
    # `Pool.map` makes chunks itself.
    with multiprocessing.Pool() as pool:
        return pool.map(square, values)


def long_tasks(rows: list):
    # A loop in each task may take long enough.
    with ProcessPoolExecutor() as executor:
        return list(executor.map(checksum, rows))


def waiting(row):
    time.sleep(1)
    return row


def waited(rows: list):
    # Waiting threads wait side by side.
    with ThreadPoolExecutor() as executor:
        return list(executor.map(waiting, rows))


def digest(block):
    return hashlib.pbkdf2_hmac("sha256", block, b"salt", 100_000)


def digests(blocks: list):
    # Lets go of the interpreter's lock.
    with ThreadPoolExecutor() as executor:
        return list(executor.map(digest, blocks))


def load(client):
    return client.load()


def loaded(clients: list):
    # Nobody knows what it does.
    with ThreadPoolExecutor() as executor:
        return list(executor.map(load, clients))


def three():
    # Three of them.
    with ThreadPoolExecutor() as executor:
        return list(executor.map(checksum, [(1, 2), (3, 4), (5, 6)]))


def beside(row):
    # One task keeps this thread free.
    executor = ThreadPoolExecutor(1)
    return executor.submit(checksum, row)


def in_turn(rows: list):
    return [checksum(row) for row in rows]


def pool_a_file(path):
    for line in open(path):
        with multiprocessing.Pool() as pool:  # expect: py-threads-for-cpu
            yield pool.map(square, line.split())


def one_pool(path):
    # One pool for all.
    with multiprocessing.Pool() as pool:
        for line in open(path):
            yield pool.map(square, line.split())
