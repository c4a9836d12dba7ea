"""Fixture of py-blocking-reached-from-async."""

import asyncio
import subprocess
import time

import requests


def load(url):
    return requests.get(url, timeout=5).json()


async def handle(request):
    return load(request.url)  # expect: py-blocking-reached-from-async


def refresh(client):
    client.data = load(client.url)


async def through_two(client):
    refresh(client)  # expect: py-blocking-reached-from-async
    return client.data


class Revision:
    def __init__(self, path):
        self.path = path
        self.name = subprocess.check_output(["git", "rev-parse", "HEAD"], cwd=path)

    def age(self):
        return self._ask("age")

    def _ask(self, what):
        return subprocess.check_output(["git", what], cwd=self.path)

    @property
    def branch(self):
        return self._ask("branch")

    async def describe(self):
        return self.age()  # expect: py-blocking-reached-from-async

    async def show(self):
        return self.branch  # expect: py-blocking-reached-from-async


async def revision_of(path):
    return Revision(path)  # expect: py-blocking-reached-from-async


class Fast(Revision):
    def show_later(self):
        return None

    async def parent_age(self):
        return super().age()  # expect: py-blocking-reached-from-async


# Shown with all tiers: at start, one wait is nobody's.
async def startup(app):
    app.token = load(app.token_url)  # expect: py-blocking-reached-from-async, tier C


# Handed to a thread.
async def on_a_thread(request):
    return await asyncio.to_thread(load, request.url)


async def in_an_executor(request):
    return await asyncio.get_running_loop().run_in_executor(None, load, request.url)


# The lambda runs in the executor.
async def by_lambda(request):
    return await asyncio.get_running_loop().run_in_executor(None, lambda: load(request.url))


# A generator's body does not run where it is made.
def pages(url):
    yield requests.get(url, timeout=5)


async def lazily(url):
    return pages(url)


# What is made once is kept.
class Lazy:
    _data = None

    def data(self):
        if self._data is None:
            self._data = load("https://example.org")
        return self._data

    async def get(self):
        return self.data()


# An unknown decorator may hand the call to a thread.
def in_thread(function):
    async def inner(*args):
        return await asyncio.to_thread(function, *args)
    return inner


@in_thread
def wait_for(seconds):
    time.sleep(seconds)


async def decorated():
    await wait_for(1)


# Only what went wrong waits.
def risky(url):
    try:
        return int(url)
    except ValueError:
        return load(url)


async def careful(url):
    return risky(url)


# A coroutine is awaited; what it blocks is told at its own call.
async def inner(url):
    await asyncio.sleep(1)
    return url


async def outer(url):
    return await inner(url)
