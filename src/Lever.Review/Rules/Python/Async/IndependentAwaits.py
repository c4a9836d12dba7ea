"""Fixture of py-independent-awaits."""

import httpx
import asyncpg


async def page_of(client, name):
    profile = await client.get(f"/profiles/{name}")  # expect: py-independent-awaits
    orders = await client.get(f"/orders/{name}")
    return profile, orders


async def typed(http: httpx.AsyncClient, name):
    left = await http.get("/left", params={"name": name})  # expect: py-independent-awaits
    right = await http.get("/right", params={"name": name})
    return left, right


async def profile_of(client: httpx.AsyncClient, name):
    return await client.get(f"/profiles/{name}")


async def orders_of(client: httpx.AsyncClient, name):
    return await client.get(f"/orders/{name}")


async def by_functions(client, name):
    profile = await profile_of(client, name)  # expect: py-independent-awaits
    orders = await orders_of(client, name)
    return profile, orders


async def dependent(client, name):
    # The second request needs the first answer.
    profile = await client.get(f"/profiles/{name}")
    orders = await client.get(f"/orders/{profile.number}")
    return profile, orders


async def checked(client, name):
    # The second request is only right when the first says so.
    allowed = await client.get(f"/permissions/{name}")
    orders = await client.get(f"/orders/{name}")
    return orders if allowed else None


async def one_connection(connection: asyncpg.Connection, number):
    # The connection carries one query at a time.
    profile = await connection.fetchrow("select 1 where $1", number)
    orders = await connection.fetch("select 2 where $1", number)
    return profile, orders


async def tested_between(client, name):
    # Something stands between them.
    profile = await client.get(f"/profiles/{name}")
    if not profile:
        return None
    orders = await client.get(f"/orders/{name}")
    return profile, orders


async def effects(client, name):
    # A write comes before the read.
    created = await client.post(f"/profiles/{name}")
    orders = await client.get(f"/orders/{name}")
    return created, orders


async def local(queue):
    # What comes from a queue comes in order.
    first = await queue.get()
    second = await queue.get()
    return first, second
