"""Fixture of py-cpu-heavy-in-async."""

import asyncio
import hashlib

import bcrypt
from passlib.context import CryptContext
from PIL import Image

passwords = CryptContext(schemes=["bcrypt"])


async def login(password, salt, expected):
    return hashlib.pbkdf2_hmac("sha256", password, salt, 600_000) == expected  # expect: py-cpu-heavy-in-async


async def register(users, name, password):
    users[name] = bcrypt.hashpw(password, bcrypt.gensalt())  # expect: py-cpu-heavy-in-async
    await users.save()


async def check(user, password):
    if not passwords.verify(password, user.hash):  # expect: py-cpu-heavy-in-async
        raise PermissionError


async def thumbnail(path):
    picture = Image.open(path)
    return picture.resize((64, 64))  # expect: py-cpu-heavy-in-async


def login_sync(password, salt):
    # No event loop waits for it.
    return hashlib.pbkdf2_hmac("sha256", password, salt, 600_000)


async def on_thread(password, salt):
    # On another thread.
    return await asyncio.to_thread(hashlib.pbkdf2_hmac, "sha256", password, salt, 600_000)


async def in_function(password, salt, loop):
    def derive():
        # Runs where it is handed to.
        return hashlib.scrypt(password, salt=salt, n=2**14, r=8, p=1)

    return await loop.run_in_executor(None, derive)


async def in_lambda(password, salt, loop):
    return await loop.run_in_executor(None, lambda: hashlib.scrypt(password, salt=salt, n=2**14, r=8, p=1))


async def few_rounds(password, salt):
    # A handful of rounds takes microseconds.
    return hashlib.pbkdf2_hmac("sha256", password, salt, 100)


async def digest(data):
    # Short.
    return hashlib.sha256(data).hexdigest()


async def main(password, salt):
    # At the start nobody waits.
    return hashlib.pbkdf2_hmac("sha256", password, salt, 600_000)
