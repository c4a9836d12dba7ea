"""Example A: list against generator."""


def transform(line: str) -> str:
    return line.rstrip("\n").upper()


def process_large_file(path):
    lines = open(path).readlines()  # Load entire file
    return [transform(line) for line in lines]  # Another full copy
