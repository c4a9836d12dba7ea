"""n threads that each wait 2 ms for the network and store the answer: the wait under the lock against before it."""
import threading
import time

SIZES = [1, 4, 20]
WINS = "n >= 4"
METRIC = "wall"
SAME = "result"


class Table:
    def __init__(self):
        self.lock = threading.Lock()
        self.values = {}

    def refresh_within(self, number):
        with self.lock:
            time.sleep(0.002)
            self.values[number] = number * 2

    def refresh_before(self, number):
        time.sleep(0.002)
        with self.lock:
            self.values[number] = number * 2

    def known(self):
        with self.lock:
            return sorted(self.values.items())


def run(refresh, n):
    threads = [threading.Thread(target=refresh, args=(number,)) for number in range(n)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def inputs(n):
    return (n,)


def before(n):
    table = Table()
    run(table.refresh_within, n)
    return table.known()


def after(n):
    table = Table()
    run(table.refresh_before, n)
    return table.known()
