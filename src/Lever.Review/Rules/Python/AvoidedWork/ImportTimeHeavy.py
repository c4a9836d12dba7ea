"""Fixture of py-import-time-heavy."""

import argparse
import asyncio  # expect: py-import-time-heavy
import json
import sqlite3
import unittest

import boto3  # expect: py-import-time-heavy
import click
import pandas as pd  # expect: py-import-time-heavy
import requests
from numpy import ndarray


def serve(options):
    asyncio.run(options.server())


def upload(options):
    """Sends a file to the store."""
    boto3.client("s3").upload_file(options.path, options.bucket, options.name)


@click.group()
def commands():
    pass


@commands.command()
def table():
    print(pd.read_csv("table.csv"))


def show(options):
    # A small module.
    print(json.dumps(vars(options)))


def names(options):
    # Two functions use it.
    return sqlite3.connect(options.path).execute("select name from entries")


def sizes(options):
    return sqlite3.connect(options.path).execute("select size from entries")


def checked(response: requests.Response):
    # Needed where the function is defined.
    return response.ok


class Checks(unittest.TestCase):
    # Needed where the class is defined.
    def test_nothing(self):
        self.assertTrue(True)


def length(values):
    # Each start comes here.
    return isinstance(values, ndarray)


def main():
    parser = argparse.ArgumentParser()
    parser.add_subparsers().add_parser("serve").set_defaults(run=serve)
    options = parser.parse_args()
    if options.bucket:
        upload(options)
    length(options)
    options.run(options)


if __name__ == "__main__":
    main()
