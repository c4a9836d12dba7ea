"""Checks PLANTED.md against the code, and prints each planted problem's share of the committed CPU profiles.

    python bench/check_planted.py

``calls`` is the share in profiles/cpu.pstats, ``samples`` the share in profiles/cpu.collapsed: of the function with
what it calls, of the function alone (*through* is ``self``), or of the callee named there when the function calls it.
Problems that cost memory or latency have no share of the CPU.
"""

from __future__ import annotations

import ast
import pstats
import re
import sys
from pathlib import Path
from typing import NamedTuple

PROJECT = Path(__file__).resolve().parent.parent
WORTHS = {"dominant": 0.40, "large": 0.045, "small": 0.0}


class Plant(NamedTuple):
    id: str
    rule: str
    file: str
    function: str
    anchor: str
    through: str
    place: str
    metric: str
    worth: str
    why: str


def read_plants() -> list[Plant]:
    plants = []
    for row in (PROJECT / "PLANTED.md").read_text(encoding="utf-8").splitlines():
        if re.match(r"\| [PQ]\d+ \|", row):
            cells = [cell.strip().replace("\\|", "|") for cell in re.split(r"(?<!\\)\|", row)[1:-1]]
            cells[4] = cells[4].strip("`")
            plants.append(Plant(*cells))
    return plants


def span(path: Path, qualified: str) -> tuple[int, int] | None:
    """First and last line of a function or class, found by its dotted name."""
    body = ast.parse(path.read_text(encoding="utf-8")).body
    found = None
    for name in qualified.split("."):
        found = next((node for node in body if getattr(node, "name", None) == name), None)
        if found is None:
            return None
        body = found.body
    return min([found.lineno] + [decorator.lineno for decorator in found.decorator_list]), found.end_lineno


def line_of(plant: Plant) -> int | str:
    """The line of the plant's anchor, or what is wrong with it."""
    path = PROJECT / plant.file
    lines = span(path, plant.function)
    if lines is None:
        return f"{plant.file} has no {plant.function}"
    first, last = lines
    text = path.read_text(encoding="utf-8").splitlines()
    hits = [number for number in range(first, last + 1) if text[number - 1].strip() == plant.anchor]
    return hits[0] if len(hits) == 1 else f"{plant.function}: the anchor occurs {len(hits)} times"


def share_of_calls(plant: Plant, stats: dict, total: float) -> float:
    lines = span(PROJECT / plant.file, plant.function)
    seconds = 0.0
    for function, (_, _, own, cumulative, callers) in stats.items():
        if plant.through not in ("", "self"):
            if plant.through in function[2]:
                seconds += sum(times[3] for caller, times in callers.items() if inside(caller, plant, lines))
        elif inside(function, plant, lines) and function[2] == plant.function.split(".")[-1]:
            seconds += own if plant.through else cumulative
    return seconds / total


def inside(function: tuple, plant: Plant, lines: tuple[int, int]) -> bool:
    file, line, _ = function
    return file == plant.file and lines[0] <= line <= lines[1]


def share_of_samples(plant: Plant, stacks: list[tuple[list[tuple], int]]) -> float:
    lines = span(PROJECT / plant.file, plant.function)
    total = sum(value for _, value in stacks)
    return sum(value for frames, value in stacks if reaches(plant, frames, lines)) / total


def reaches(plant: Plant, frames: list[tuple], lines: tuple[int, int]) -> bool:
    """Whether the stack shows the planted problem at work."""
    inner = [number for number, (_, file, line) in enumerate(frames) if inside((file, line, ""), plant, lines)]
    if not inner:
        return False
    if plant.through == "self":
        return inner[-1] == len(frames) - 1
    return any(plant.through in name for name, _, _ in frames[inner[0] :])


def read_stacks() -> list[tuple[list[tuple], int]]:
    stacks = []
    for row in (PROJECT / "profiles" / "cpu.collapsed").read_text(encoding="utf-8").splitlines():
        stack, _, value = row.rpartition(" ")
        frames = [re.fullmatch(r"(.*) \((.*):(\d+)\)", frame).groups() for frame in stack.split(";")]
        stacks.append(([(name, file, int(line)) for name, file, line in frames], int(value)))
    return stacks


def main() -> int:
    stats = pstats.Stats(str(PROJECT / "profiles" / "cpu.pstats")).stats
    total = sum(own for _, _, own, _, _ in stats.values())
    stacks = read_stacks()
    wrong = []
    print("| id | rule | place | worth | calls | samples |\n|---|---|---|---|---:|---:|")
    for plant in read_plants():
        line = line_of(plant)
        if isinstance(line, str):
            wrong.append(f"{plant.id}: {line}")
            continue
        if plant.worth == "quiet":
            continue
        calls, samples = share_of_calls(plant, stats, total), share_of_samples(plant, stacks)
        shares = f"{calls:.1%} | {samples:.1%}" if plant.metric == "cpu" else "- | -"
        print(
            f"| {plant.id} | {plant.rule} | {plant.file}:{line} `{plant.function}` "
            f"| {plant.worth} {plant.metric} | {shares} |"
        )
        reached = min(calls, samples) if plant.worth == "dominant" else max(calls, samples)
        if plant.metric == "cpu" and reached < WORTHS[plant.worth]:
            wrong.append(f"{plant.id}: {plant.worth}, but only {calls:.1%} of calls and {samples:.1%} of samples")
    for problem in wrong:
        print(problem, file=sys.stderr)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
