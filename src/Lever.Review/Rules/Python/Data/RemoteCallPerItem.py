"""Fixture of x-remote-call-per-item."""

import time

import boto3
import redis
import redis.asyncio
from openai import OpenAI

store = redis.Redis(host="cache")
client = OpenAI()


class Archive:
    def __init__(self):
        self.queue = boto3.client("sqs")
        self.s3 = boto3.client("s3")

    def announce(self, rows: list, address):
        for row in rows:
            self.queue.send_message(QueueUrl=address, MessageBody=row.text)  # expect: x-remote-call-per-item

    def drop(self, keys: list, bucket):
        for key in keys:
            try:
                self.s3.delete_object(Bucket=bucket, Key=key)  # expect: x-remote-call-per-item
            except OSError:
                pass

    def kept(self, keys: list, bucket):
        # There is no bulk form.
        return [self.s3.get_object(Bucket=bucket, Key=key) for key in keys]


def forget(pattern):
    for key in store.scan_iter(pattern):
        store.delete(key)  # expect: x-remote-call-per-item


def titles(keys: list):
    return [store.get(key) for key in keys]  # expect: x-remote-call-per-item


async def counts(keys: list, shared: redis.asyncio.Redis):
    return [await shared.get(key) for key in keys]  # expect: x-remote-call-per-item


def vectors(texts: list):
    found = []
    for text in texts:
        found.append(client.embeddings.create(model="small", input=text))  # expect: x-remote-call-per-item
    return found


def saved(rows: list):
    table = boto3.resource("dynamodb").Table("rows")
    # Sent in bulk already.
    with table.batch_writer() as writer:
        for row in rows:
            writer.put_item(Item=row)


def piped(keys: list):
    pipeline = store.pipeline()
    for key in keys:
        # Collected, and sent at once.
        pipeline.delete(key)
    pipeline.execute()


def polite(keys: list):
    for key in keys:
        # Keeps to a limit.
        store.delete(key)
        time.sleep(0.1)


def first(keys: list):
    for key in keys:
        # Stops where it finds something.
        if store.get(key):
            return key
    return None


def following(rows: list):
    for batch in rows:
        # Many at a time already.
        store.delete(*batch)


def few():
    # Two keys.
    return [store.get(key) for key in ("title", "author")]


def counting(rows: list):
    for _ in rows:
        # The same on every turn: an effect to be counted by the peer.
        store.incr("rows")


def of_each(stores: list, key):
    # Another peer on each turn.
    return [other.get(key) for other in stores]


def cached(rows: list, seen: dict):
    # A dict.
    return [seen.get(row) for row in rows]


def waiting():
    while True:
        # Waits for something to do.
        store.get("next")
