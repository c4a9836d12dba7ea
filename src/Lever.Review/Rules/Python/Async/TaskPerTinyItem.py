"""Fixture of py-task-per-tiny-item."""

import asyncio


async def clean(row):
    return row.strip().lower()


async def cleaned(rows: list):
    return await asyncio.gather(*[clean(row) for row in rows])  # expect: py-task-per-tiny-item


async def cleaned_later(rows: list):
    tasks = []
    for row in rows:
        tasks.append(asyncio.create_task(clean(row)))  # expect: py-task-per-tiny-item
    return [await task for task in tasks]


class Importer:
    async def _stored(self, row):
        self.rows.append(await clean(row))

    async def store(self, rows: list):
        await asyncio.gather(*(self._stored(row) for row in rows))  # expect: py-task-per-tiny-item


async def of_unknown_length(rows: list, parser):
    async def parse(row):
        # It may take long beside a task.
        return parser.parse(row)

    return await asyncio.gather(*[parse(row) for row in rows])  # expect: py-task-per-tiny-item, tier C


async def fetch(client, row):
    return await client.get(row)


async def fetched(client, rows: list):
    # They wait side by side.
    return await asyncio.gather(*[fetch(client, row) for row in rows])


async def isolated(rows: list):
    # A failure is kept beside the results.
    return await asyncio.gather(*[clean(row) for row in rows], return_exceptions=True)


async def careful(row):
    try:
        return row.strip()
    except AttributeError:
        return None


async def carefully(rows: list):
    # Each takes care of its own failure.
    return await asyncio.gather(*[careful(row) for row in rows])


async def three():
    # Three of them.
    return await asyncio.gather(*[clean(row) for row in ("a", "b", "c")])


async def polite(row):
    await asyncio.sleep(0)
    return row.strip()


async def politely(rows: list):
    # Others get their turn.
    return await asyncio.gather(*[polite(row) for row in rows])


async def in_turn(rows: list):
    return [await clean(row) for row in rows]
