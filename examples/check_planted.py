"""Checks a Rust example's PLANTED.md against its code, and prints each planted problem's share of the committed profile.

    python examples/check_planted.py examples/logindex

Every anchor must occur once in its function or type, attributes included. The share of a function in Rust is that of the samples
of profiles/cpu.collapsed that pass through it; of one in Python, its time with all it calls in profiles/cpu.pstats. Problems
that cost something else than processor time have none.
"""

from __future__ import annotations

import pstats
import re
import sys
from pathlib import Path
from typing import NamedTuple

ROW = re.compile(r"\| [PQ]\d+ \|")
BAR = re.compile(r"(?<!\\)\|")
PLACE = re.compile(r" \((.*):(\d+)\)$")
WORTHS = {"dominant": 0.40, "large": 0.045, "small": 0.0}


class Plant(NamedTuple):
    id: str
    rule: str
    file: str
    function: str
    anchor: str
    place: str
    metric: str
    worth: str
    why: str


def read_plants(project: Path) -> list[Plant]:
    plants = []
    for row in (project / "PLANTED.md").read_text(encoding="utf-8").splitlines():
        if ROW.match(row):
            cells = [cell.strip().replace("\\|", "|") for cell in BAR.split(row)[1:-1]]
            cells[4] = cells[4].strip("`")
            plants.append(Plant(*cells))
    return plants


def span(lines: list[str], qualified: str) -> tuple[int, int] | None:
    """First and last line of a function or type, found by its name and ended by its indentation."""
    owner, _, name = qualified.replace(".", "::").rpartition("::")
    first = 1
    if owner:
        first = next((at for at, line in enumerate(lines, 1) if re.match(rf"impl\b.*\b{owner} {{|class {owner}\b", line)), None)
    if first is None:
        return None
    for at in range(first, len(lines) + 1):
        head = re.match(rf"(\s*)(?:pub )?(?:async )?(?:fn|struct|class|def|const) {name}\b", lines[at - 1])
        if head:
            return at, end_of(lines, at, head[1])
    return None


def end_of(lines: list[str], first: int, indent: str) -> int:
    if lines[first - 1].rstrip().endswith((";", "}")):
        return first
    for at in range(first + 1, len(lines) + 1):
        line = lines[at - 1]
        if line.startswith(indent + "}"):
            return at
        if lines[first - 1].rstrip().endswith(":") and line.strip() and not line.startswith(indent + " "):
            return at - 1
    return len(lines)


def line_of(plant: Plant, project: Path) -> tuple[tuple[int, int], int] | str:
    """The function's lines and the line of the plant's anchor, or what is wrong with it."""
    lines = (project / plant.file).read_text(encoding="utf-8").splitlines()
    found = span(lines, plant.function)
    if found is None:
        return f"{plant.file} has no {plant.function}"
    first, last = found
    hits = [at for at in range(max(1, first - 3), last + 1) if lines[at - 1].strip() == plant.anchor]
    return (found, hits[0]) if len(hits) == 1 else f"{plant.function}: the anchor occurs {len(hits)} times"


def share_of_calls(plant: Plant, lines: tuple[int, int], stats: dict) -> float:
    reached = [
        cumulative
        for (file, line, name), (_, _, _, cumulative, _) in stats.items()
        if file == plant.file and lines[0] <= line <= lines[1] and name == plant.function.split(".")[-1]
    ]
    return sum(reached) / sum(own for _, _, own, _, _ in stats.values())


def share_of_samples(plant: Plant, lines: tuple[int, int], stacks: list[tuple[list[str], int]]) -> float:
    total = sum(count for _, count in stacks)
    reached = 0
    for frames, count in stacks:
        places = [PLACE.search(frame) for frame in frames]
        if any(place and place[1] == plant.file and lines[0] <= int(place[2]) <= lines[1] for place in places):
            reached += count
    return reached / total


def read_stacks(path: Path) -> list[tuple[list[str], int]]:
    rows = [row.rpartition(" ") for row in path.read_text(encoding="utf-8").splitlines()]
    return [(stack.split(";"), int(count)) for stack, _, count in rows]


def main() -> int:
    project = Path(sys.argv[1])
    stacks = read_stacks(project / "profiles" / "cpu.collapsed")
    calls = project / "profiles" / "cpu.pstats"
    stats = pstats.Stats(str(calls)).stats if calls.exists() else {}
    wrong = []
    print("| id | rule | place | worth | share of its function |\n|---|---|---|---|---:|")
    for plant in read_plants(project):
        found = line_of(plant, project)
        if isinstance(found, str):
            wrong.append(f"{plant.id}: {found}")
            continue
        lines, line = found
        if plant.worth == "quiet":
            continue
        in_python = plant.file.endswith(".py")
        part = share_of_calls(plant, lines, stats) if in_python else share_of_samples(plant, lines, stacks)
        shown = f"{part:.1%}" if plant.metric == "cpu" else "-"
        print(f"| {plant.id} | {plant.rule} | {plant.file}:{line} `{plant.function}` | {plant.worth} {plant.metric} | {shown} |")
        if plant.metric == "cpu" and part < WORTHS[plant.worth]:
            wrong.append(f"{plant.id}: {plant.worth}, but only {part:.1%} of samples")
    for problem in wrong:
        print(problem, file=sys.stderr)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
