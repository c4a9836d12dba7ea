"""A hash of about n ms computed on the event loop against on a thread, while another task waits four times for 10 ms."""
import asyncio
import hashlib

SIZES = [1, 40]
WINS = "n >= 40"
METRIC = "wall"
PYTHON = ">=3.9"
SAME = "result"


def inputs(n):
    return b"a password", b"a salt", n * 1_500


async def poll():
    for _ in range(4):
        await asyncio.sleep(0.01)


async def login(password, salt, rounds):
    return hashlib.pbkdf2_hmac("sha256", password, salt, rounds)


async def login_on_thread(password, salt, rounds):
    return await asyncio.to_thread(hashlib.pbkdf2_hmac, "sha256", password, salt, rounds)


async def together(each, password, salt, rounds):
    results = await asyncio.gather(each(password, salt, rounds), poll())
    return results[0]


def before(password, salt, rounds):
    return asyncio.run(together(login, password, salt, rounds))


def after(password, salt, rounds):
    return asyncio.run(together(login_on_thread, password, salt, rounds))
