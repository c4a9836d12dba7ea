"""Fixture of py-client-per-call."""

import functools
import ssl

import boto3
import httpx
import redis
import requests
from flask import Flask

app = Flask(__name__)


def titles(numbers):
    found = []
    for number in numbers:
        found.append(requests.get(f"https://example.org/books/{number}").json()["title"])  # expect: py-client-per-call
    return found


def uploaded(rows, bucket):
    for row in rows:
        client = boto3.client("s3")  # expect: py-client-per-call
        client.put_object(Bucket=bucket, Key=row.key, Body=row.body)


@app.route("/count")
def count(request):
    store = redis.Redis(host="cache")  # expect: py-client-per-call
    return store.incr("count")


@app.route("/proxy")
async def proxy(request):
    async with httpx.AsyncClient() as client:  # expect: py-client-per-call
        answer = await client.get(request.address)
    return answer.text


def price_of(name):
    with httpx.Client() as client:  # expect: py-client-per-call
        return client.get("https://example.org/prices/" + name).json()


def prices(rows):
    return [price_of(row.name) for row in rows]


def pages(urls):
    # The hosts may differ, so the evidence is weaker.
    return [requests.get(url).text for url in urls]  # expect: py-client-per-call


def shared(numbers):
    # One session for all.
    with requests.Session() as session:
        return [session.get(f"https://example.org/{number}").json() for number in numbers]


def per_account(accounts):
    # Each account has its own rights.
    for account in accounts:
        client = boto3.client("s3", aws_access_key_id=account.key)
        client.list_buckets()


def few():
    # Two requests.
    return [requests.get("https://example.org/" + name) for name in ("a", "b")]


def once(number):
    # Nothing says that it is called often.
    return requests.get(f"https://example.org/{number}")


class Store:
    def __init__(self):
        # Lives as long as the object.
        self.client = redis.Redis()


def tls_of(hosts):
    # The contexts are what is wanted.
    return [ssl.create_default_context(cafile=host.path) for host in hosts]


@functools.lru_cache(maxsize=1)
def default_client():
    # Made once.
    return httpx.Client()


def reached(address):
    # Tries again until it answers.
    while True:
        try:
            return requests.get("https://example.org/" + address)
        except OSError:
            pass


def clients(rows):
    # Handed on, to live elsewhere.
    for row in rows:
        client = httpx.Client()
        row.attach(client)


def everywhere(masters, change):
    # Each is another machine, so that no connection could be used again.
    for master in masters:
        requests.post(master, json=change)
