"""A program that imports `asyncio` at the start of each of n commands against in the one command that uses it."""
import argparse
import asyncio
import subprocess
import sys

SIZES = [1]
WINS = "always"
METRIC = "wall"
SAME = "result"

COMMANDS = """
def serve(options):
    %s
    asyncio.run(options.server())

def show(options):
    print(options[0])

show(["a name"])
"""


def inputs(n):
    return (n,)


def started(text, n):
    return [subprocess.run([sys.executable, "-S", "-c", text], stdout=subprocess.PIPE, check=True).stdout for _ in range(n)]


def serve(options):
    asyncio.run(options.server())


def show(options):
    print(options.name)


def main():
    parser = argparse.ArgumentParser()
    commands = parser.add_subparsers()
    commands.add_parser("serve").set_defaults(run=serve)
    commands.add_parser("show").set_defaults(run=show)
    options = parser.parse_args()
    options.run(options)


if __name__ == "__main__":
    main()


def before(n):
    return started("import asyncio\n" + COMMANDS % "pass", n)


def after(n):
    return started(COMMANDS % "import asyncio", n)
