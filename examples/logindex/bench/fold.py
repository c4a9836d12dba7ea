"""Makes the committed profiles of what ``perf script`` prints.

    perf script --full-source-path -F comm,tid,time,period,event,ip,sym,symoff,dso,srcline | python3 bench/fold.py folded > OUT
    perf script --no-inline -F comm,tid,time,period,event,ip,sym,symoff,dso | python3 bench/fold.py script EVERY > OUT

``folded`` writes one line a stack with its number of samples. Frames of this crate carry file and line, also those that
the compiler inlined; inlined frames of the standard library are left out, and so is their share of the line that calls them:
it stays with that line. ``script`` writes perf's own text, of every EVERY-th sample.

Both leave out the making of the log, which the workload does not time, and all of the kernel's frames but the one that
entered it. Paths are relative to the crate; libraries have their names only.
"""

from __future__ import annotations

import os
import re
import sys
from collections import Counter
from pathlib import Path
from typing import Iterator, NamedTuple

PROJECT = str(Path(__file__).resolve().parent.parent) + "/"
LEFT_OUT = "workload::generate::"
KERNEL = "[kernel.kallsyms]"
FRAME = re.compile(r"\t *([0-9a-f]+) (.*?)(?:\+0x[0-9a-f]+)?(?: \(([^()]*)\))?\n")
PLACE = re.compile(r"(.*):(\d+)(?: \(inlined\))?\n")


class Entry(NamedTuple):
    """A line of a stack; *library* is empty for what was inlined, *file* for what is not of this crate."""

    address: str
    name: str
    library: str
    file: str
    line: str


def samples(lines) -> Iterator[tuple[str, list[Entry]]]:
    """The heads of samples with their stacks, innermost first."""
    head, stack = "", []
    for line in lines:
        if not line.strip():
            if stack and not any(LEFT_OUT in entry.name for entry in stack):
                yield head, list(outside_kernel(stack))
            head, stack = "", []
        elif not head:
            head = line.rstrip()
        elif line.startswith("  "):
            place = PLACE.fullmatch(line.strip(" "))
            if place and place[1].startswith(PROJECT):
                stack[-1] = stack[-1]._replace(file=place[1][len(PROJECT) :], line=place[2])
        elif frame := FRAME.fullmatch(line):
            stack.append(Entry(frame[1], frame[2], frame[3] or "", "", ""))
        else:
            sys.exit(f"neither a frame nor a place: {line!r}")


def outside_kernel(stack: list[Entry]) -> Iterator[Entry]:
    for number, entry in enumerate(stack):
        if entry.library != KERNEL or number + 1 == len(stack) or stack[number + 1].library != KERNEL:
            yield entry


def frames(stack: list[Entry]) -> Iterator[str]:
    """What one stack is in the folded file, innermost first; entries with one address are one function with what it inlined."""
    start = 0
    for end in range(1, len(stack) + 1):
        if end < len(stack) and stack[end].address == stack[start].address:
            continue
        group = stack[start:end]
        start = end
        symbol = next((entry.name for entry in group if entry.library), "")
        ours = [entry for entry in group if entry.file]
        # perf gives the function itself a second, short name where it lists what was inlined.
        own = bool(ours) and re.sub("<.*", "", ours[-1].name).split("::")[-1] == symbol.split("::")[-1]
        for entry in ours[:-1] if own else ours:
            yield f"{entry.name} ({entry.file}:{entry.line})"
        if own:
            yield f"{symbol} ({ours[-1].file}:{ours[-1].line})"
        elif group[0].library == KERNEL:
            yield "[kernel]"
        elif symbol:
            yield symbol


def write_folded() -> None:
    counts = Counter(";".join(reversed(list(frames(stack)))) for _, stack in samples(sys.stdin))
    for stack, count in sorted(counts.items()):
        print(stack, count)


def write_script(every: int) -> None:
    for number, (head, stack) in enumerate(samples(sys.stdin)):
        if number % every == 0:
            print(head)
            for entry in stack:
                library = entry.library if entry.library.startswith("[") else os.path.basename(entry.library)
                print(f"\t{entry.address:>16} {entry.name} ({library})")
            print()


if __name__ == "__main__":
    if sys.argv[1] == "folded":
        write_folded()
    else:
        write_script(int(sys.argv[2]))
