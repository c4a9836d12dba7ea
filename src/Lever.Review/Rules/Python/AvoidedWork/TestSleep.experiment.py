"""A test that sleeps 0.1 s against one that waits for the thread, which takes n milliseconds."""
import threading
import time

SIZES = [1, 5, 20]
WINS = "always"
METRIC = "wall"
SAME = "result"


def inputs(n):
    return (n / 1000,)


def started(length):
    done = threading.Event()
    threading.Timer(length, done.set).start()
    return done


def test_by_sleeping(length):
    done = started(length)
    time.sleep(0.1)
    return done.is_set()


def test_by_waiting(length):
    return started(length).wait(timeout=5)


def before(length):
    return test_by_sleeping(length)


def after(length):
    return test_by_waiting(length)
