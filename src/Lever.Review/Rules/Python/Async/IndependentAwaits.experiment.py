"""Two answers awaited one after the other against both at once, for ten pages, each answer taking n tenths of a millisecond."""
import asyncio

SIZES = [0, 5, 20]
WINS = "n >= 5"
LOSES = "n <= 0"
METRIC = "wall"
SAME = "result"

NAMES = ["ada", "grace", "edith", "hedy", "mary"] * 2


class Client:
    def __init__(self, seconds):
        self.seconds = seconds

    async def get(self, path):
        if self.seconds:
            await asyncio.sleep(self.seconds)
        return path


def inputs(n):
    return (Client(n / 10_000),)


async def page_of(client, name):
    profile = await client.get(f"/profiles/{name}")
    orders = await client.get(f"/orders/{name}")
    return profile, orders


async def page_at_once(client, name):
    profile, orders = await asyncio.gather(client.get(f"/profiles/{name}"), client.get(f"/orders/{name}"))
    return profile, orders


async def pages(page, client):
    return [await page(client, name) for name in NAMES]


def before(client):
    return asyncio.run(pages(page_of, client))


def after(client):
    return asyncio.run(pages(page_at_once, client))
