"""Fixture of py-executor-hop-per-item."""

import asyncio
import hashlib
import os
from asyncio import to_thread

import requests
from asgiref.sync import sync_to_async


async def sizes(files):
    return [await asyncio.to_thread(os.path.getsize, path) for path in files]  # expect: py-executor-hop-per-item


async def existing(loop, entries):
    found = []
    for name in entries:
        if await loop.run_in_executor(None, os.path.exists, name):  # expect: py-executor-hop-per-item
            found.append(name)
    return found


def double(value):
    return value * 2


async def doubled(values):
    total = 0
    for value in values:
        total += await to_thread(double, value)  # expect: py-executor-hop-per-item
    return total


async def looked_up(model, keys):
    # What `get` costs is not known: told only where a profile gives it weight.
    return [await sync_to_async(model.objects.get)(key) for key in keys]  # expect: py-executor-hop-per-item


async def downloaded(urls):
    # Each call waits for the network, so the hop is nothing.
    return [await asyncio.to_thread(requests.get, url) for url in urls]


def digest_of(path):
    with open(path, "rb") as handle:
        digest = hashlib.sha256()
        for block in iter(lambda: handle.read(65536), b""):
            digest.update(block)
    return digest.hexdigest()


async def digests(files):
    # The function goes through a whole file.
    return [await asyncio.to_thread(digest_of, path) for path in files]


async def one_hop(values):
    # One hop for all.
    return await asyncio.to_thread(lambda: [double(value) for value in values])


async def few(path):
    # Two items.
    return [await asyncio.to_thread(os.path.getsize, path + end) for end in (".old", ".new")]


async def side_by_side(files):
    # They run side by side.
    return await asyncio.gather(*[asyncio.to_thread(os.path.getsize, path) for path in files])
