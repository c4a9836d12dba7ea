"""Fixture of py-test-sleep."""

import asyncio
import threading
import time
import unittest

import pytest

GRACE = 0.3


def test_thread(server):
    server.start()
    time.sleep(1)  # expect: py-test-sleep, tier C, with a profile
    assert server.is_ready


async def test_task(queue):
    task = asyncio.create_task(queue.join())
    await asyncio.sleep(0.25)  # expect: py-test-sleep, tier C, with a profile
    assert task.done()


class QueueTests(unittest.TestCase):
    def setUp(self):
        time.sleep(GRACE)  # expect: py-test-sleep, tier C, with a profile

    def test_flush(self):
        # Below what anybody waits for.
        time.sleep(0.01)


def test_polling(server):
    while not server.is_ready:
        # Asks again and again.
        time.sleep(0.1)


def test_limit():
    with pytest.raises(TimeoutError):
        # Is interrupted.
        time.sleep(10)


def test_slow_job(pool):
    def slow():
        # What is tested is that it is slow.
        time.sleep(5)

    pool.submit(slow).cancel()


async def test_wait_for():
    # What is timed out.
    await asyncio.wait_for(asyncio.sleep(10), 0.01)


def test_yield():
    # Lets others run.
    time.sleep(0)


def test_given(pause):
    # Nobody knows how long.
    time.sleep(pause)


def politely(pages: list):
    # Not a test.
    time.sleep(1)
    return pages


def test_event():
    # As it should be.
    done = threading.Event()
    threading.Thread(target=done.set).start()
    assert done.wait(timeout=5)
