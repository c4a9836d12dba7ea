"""Fixture of py-blocking-in-async."""

import asyncio
import queue
import socket
import sqlite3
import subprocess
import threading
import time
from pathlib import Path
from time import sleep

import httpx
import requests
from flask import route


async def throttled(client, delay):
    if client.count > 100:
        time.sleep(delay)  # expect: py-blocking-in-async
    return await client.next()


async def from_import():
    sleep(0.5)  # expect: py-blocking-in-async


async def price_of(name):
    return requests.get(f"https://example.org/{name}", timeout=5).json()["price"]  # expect: py-blocking-in-async


async def shared(session: requests.Session, names):
    return [session.get(name) for name in names]  # expect: py-blocking-in-async


async def revision(path):
    done = subprocess.run(["git", "rev-parse", "HEAD"], cwd=path, capture_output=True)  # expect: py-blocking-in-async
    return done.stdout


async def next_job():
    jobs = queue.Queue()
    return jobs.get()  # expect: py-blocking-in-async


async def rows_of(path):
    connection = sqlite3.connect(path)  # expect: py-blocking-in-async
    return connection


async def watch(done):
    finished = threading.Event()
    done.append(finished)
    finished.wait()  # expect: py-blocking-in-async


@route("/static")
async def static_file(request):
    with open(request.path, "rb") as handle:  # expect: py-blocking-in-async, with a profile
        # The same file: one finding is enough.
        return handle.read()


@route("/template")
async def template(request):
    # Handing it over takes as long: a profile says whether it matters.
    return Path(request.path).read_text()  # expect: py-blocking-in-async, with a profile


async def local_settings(path):
    # Only a profile can say whether a local file outside a handler matters.
    return Path(path).read_text()  # expect: py-blocking-in-async, with a profile


async def awaited(delay):
    # asyncio's own.
    await asyncio.sleep(delay)


async def asynchronous(client: httpx.AsyncClient, name):
    # An asynchronous client.
    return await client.get(name)


async def on_a_thread(path):
    # The nested function runs on another thread.
    def read():
        time.sleep(0.01)
        return requests.get(path)

    return await asyncio.to_thread(read)


async def handed_over(path):
    # The function is passed, not called.
    return await asyncio.to_thread(subprocess.run, ["ls", path])


async def by_lambda(loop, path):
    # Run by the executor.
    return await loop.run_in_executor(None, lambda: requests.get(path))


def synchronous(delay):
    # No event loop runs here.
    time.sleep(delay)


async def own_sleep(clock):
    # Not the sleep of `time`.
    clock.sleep(3)


async def without_waiting():
    # Told not to wait.
    jobs = queue.Queue()
    return jobs.get(block=False)


async def tested(path):
    # A stat takes a microsecond.
    return Path(path).exists()


async def raw(address):
    # This socket does not block.
    sock = socket.socket()
    sock.setblocking(False)
    sock.connect(address)


async def give_way():
    # No time at all: this only lets other threads run.
    time.sleep(0)


async def init_roles(address):
    # Nobody waits while the program starts.
    time.sleep(0.1)  # expect: py-blocking-in-async, with a profile, tier C
