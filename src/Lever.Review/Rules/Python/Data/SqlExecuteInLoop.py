"""Fixture of x-sql-execute-in-loop."""

import sqlite3

import asyncpg
import psycopg
import psycopg2
from django.db import connection as shared

INSERT = "INSERT INTO prices (name, price) VALUES (%s, %s)"


def stored(rows: list):
    with psycopg.connect("dbname=shop") as connection, connection.cursor() as cursor:
        for row in rows:
            cursor.execute(INSERT, (row.name, row.price))  # expect: x-sql-execute-in-loop


def marked(cursor: psycopg2.extensions.cursor, numbers: list):
    for number in numbers:
        cursor.execute("UPDATE orders SET seen = true WHERE id = %s", [number])  # expect: x-sql-execute-in-loop
        print(number)


async def titles(pool: asyncpg.Pool, numbers: list):
    found = []
    for number in numbers:
        found.append(await pool.fetchval("SELECT title FROM books WHERE id = $1", number))  # expect: x-sql-execute-in-loop
    return found


def dropped(numbers: list):
    with shared.cursor() as cursor:
        for number in numbers:
            cursor.execute(f"DELETE FROM seats WHERE id = {number}")  # expect: x-sql-execute-in-loop


async def copied(pool: asyncpg.Pool, rows: list):
    for row in rows:
        await pool.execute("INSERT INTO copies VALUES ($1)", row)  # expect: x-sql-execute-in-loop


def local(rows: list):
    connection = sqlite3.connect(":memory:")
    for row in rows:
        # In the same process there is no round trip.
        connection.execute("INSERT INTO prices VALUES (?)", (row,))


def emptied(tables: list):
    with psycopg.connect("dbname=shop") as connection:
        for table in tables:
            # Another statement for each table.
            connection.execute(f"DELETE FROM {table}")


def prepared(numbers: list):
    with psycopg.connect("dbname=shop") as connection:
        for number in numbers:
            # No statement that takes many rows.
            connection.execute("SET LOCAL work_mem = %s", (number,))


def first(connection: psycopg.Connection, numbers: list):
    for number in numbers:
        # Sent once, on the way out.
        return connection.execute("SELECT title FROM books WHERE id = %s", (number,))


def few(connection: psycopg.Connection):
    for number in (1, 2, 3):
        # Three rows.
        connection.execute("INSERT INTO seats VALUES (%s)", (number,))


def repeated(connection: psycopg.Connection, rows: list):
    for _ in rows:
        # The same on every turn: there is nothing to give many of.
        connection.execute("UPDATE counters SET count = count + 1")


def everywhere(connections: list, number):
    for connection in connections:
        # Another database on each turn.
        connection.execute("INSERT INTO seats VALUES (%s)", (number,))


def run(tasks: list):
    for task in tasks:
        # Some other thing that can be executed.
        task.execute("INSERT", task.name)
