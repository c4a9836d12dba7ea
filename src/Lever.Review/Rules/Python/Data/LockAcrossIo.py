"""Fixture of x-lock-across-io."""

import asyncio
import subprocess
import threading
import time

import httpx
import requests

table_lock = threading.Lock()
table = {}


def refresh(name):
    with table_lock:
        table[name] = requests.get("https://example.org/" + name).json()  # expect: x-lock-across-io


def known(name):
    with table_lock:
        return table.get(name)


class Builds:
    def __init__(self):
        self.lock = threading.RLock()
        self.locks = {}
        self.state = {}
        self.token = None
        self.limit = threading.Semaphore(4)

    def fetch(self, name):
        return requests.get("https://example.org/" + name).text

    def build(self, name):
        with self.lock:
            self.state[name] = "running"
            subprocess.run(["make", name])  # expect: x-lock-across-io
            self.state[name] = "done"

    def load(self, name):
        with self.lock:
            self.state[name] = self.fetch(name)  # expect: x-lock-across-io

    def of(self, name):
        with self.lock:
            return self.state.get(name)

    def secret(self):
        with self.lock:
            # Made once: whoever comes meanwhile needs it too.
            if self.token is None:
                self.token = requests.get("https://example.org/token").text
            return self.token

    def ready(self):
        with self.lock:
            # Made once, by a function of its own.
            if self.token is None:
                self.prepare()

    def prepare(self):
        self.token = requests.get("https://example.org/token").text

    def of_one(self, name):
        # A lock for each.
        with self.locks[name]:
            return self.fetch(name)

    def bounded(self, name):
        # A semaphore lets several in.
        with self.limit:
            return self.fetch(name)

    def close(self):
        with self.lock:
            # Nobody should come any more.
            time.sleep(0.1)

    def later(self, name):
        with self.lock:
            # Runs when called, without the lock.
            self.state[name] = lambda: self.fetch(name)


class Feed:
    def __init__(self):
        self.lock = asyncio.Lock()
        self.items = []

    async def more(self, client: httpx.AsyncClient):
        async with self.lock:
            answer = await client.get("https://example.org/feed")  # expect: x-lock-across-io
            self.items.extend(answer.json())

    async def newest(self):
        async with self.lock:
            return self.items[-1]


class Line:
    def __init__(self, connection):
        self.send_lock = threading.Lock()
        self.lock = threading.Lock()
        self.connection = connection

    def ask(self, text):
        # One at a time is what the lock is for.
        with self.send_lock:
            time.sleep(0.01)
            self.connection.send(text)

    def tell(self, text):
        with self.send_lock:
            self.connection.send(text)

    def alone(self):
        # No other section takes this lock.
        with self.lock:
            return requests.get("https://example.org/")
