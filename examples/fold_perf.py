"""Makes the committed profiles of what ``perf script`` prints.

    FIELDS=comm,tid,time,period,event,ip,sym,symoff,dso
    perf script --full-source-path -F $FIELDS,srcline | python3 examples/fold_perf.py PROJECT folded > OUT
    perf script --no-inline -F $FIELDS | python3 examples/fold_perf.py PROJECT script EVERY > OUT

``folded`` writes one line a stack with its number of samples. Frames of the project's Rust carry file and line, also those
that the compiler inlined; what it inlined of the standard library counts for the line that calls it. ``script`` writes perf's
own text, of every EVERY-th sample.

Both leave out samples of the making of data, which the workloads do not time, and all of the kernel's frames but the one
that entered it. Paths are relative to the project; libraries have their names only.
"""

from __future__ import annotations

import os
import re
import sys
from collections import Counter
from pathlib import Path
from typing import Iterator, NamedTuple

PROJECT = str(Path(sys.argv[1]).resolve()) + "/"
LEFT_OUT = "workload::generate::"
KERNEL = "[kernel.kallsyms]"
FRAME = re.compile(r"\t *([0-9a-f]+) (.*?)(?:\+0x[0-9a-f]+)?(?: \(([^()]*)\))?\n")
PARAMETERS = re.compile("<.*")
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


def functions(stack: list[Entry]) -> Iterator[tuple[str, list[Entry]]]:
    """The functions of a stack, innermost first, each with the name of its symbol, which may be unknown, and with its entries
    of this project: what it inlined, and last itself. One function's entries have one address."""
    start = 0
    for end in range(1, len(stack) + 1):
        if end == len(stack) or stack[end].address != stack[start].address:
            group = stack[start:end]
            symbol = next((entry.name for entry in group if entry.library), "")
            yield "[kernel]" if group[0].library == KERNEL else symbol, [entry for entry in group if entry.file]
            start = end


def last_name(name: str) -> str:
    return PARAMETERS.sub("", name).split("::")[-1]


def known_symbols(stacks: list[list[Entry]]) -> dict[tuple[str, str], str]:
    """Symbols by file and short name. Where a function inlines, perf lists it by its short name too, and at times by that only."""
    return {
        (ours[-1].file, last_name(ours[-1].name)): symbol
        for stack in stacks
        for symbol, ours in functions(stack)
        if ours and last_name(ours[-1].name) == last_name(symbol)
    }


def frames(stack: list[Entry], symbols: dict[tuple[str, str], str]) -> Iterator[str]:
    """What one stack is in the folded file, innermost first."""
    for symbol, ours in functions(stack):
        if ours:
            symbol = symbol or symbols.get((ours[-1].file, last_name(ours[-1].name)), "")
        own = bool(ours) and last_name(ours[-1].name) == last_name(symbol)
        for entry in ours[:-1] if own else ours:
            yield f"{entry.name} ({entry.file}:{entry.line})"
        if own:
            yield f"{symbol} ({ours[-1].file}:{ours[-1].line})"
        elif symbol:
            yield symbol


def write_folded() -> None:
    stacks = [stack for _, stack in samples(sys.stdin)]
    symbols = known_symbols(stacks)
    counts = Counter(";".join(reversed(list(frames(stack, symbols)))) for stack in stacks)
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
    if sys.argv[2] == "folded":
        write_folded()
    else:
        write_script(int(sys.argv[3]))
