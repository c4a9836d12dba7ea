"""Measures whole processes: processor time (user and system) and peak memory, as the kernel counts them for each child."""

import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

MB = 1_000_000


def run(command, folder, fine=(0, 1)):
    """Processor seconds and peak bytes of one run. The peak of a tiny process is that of this one, some 10 MB, at least."""
    with tempfile.TemporaryFile() as errors:
        quiet = [(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0), (os.POSIX_SPAWN_DUP2, errors.fileno(), 2)]
        here = os.getcwd()
        os.chdir(folder)
        try:
            child = os.posix_spawnp(command[0], command, os.environ, file_actions=quiet)
        finally:
            os.chdir(here)
        _, status, usage = os.wait4(child, 0)
        code = os.waitstatus_to_exitcode(status)
        # 1 is how linters say that there are findings.
        if code not in fine:
            errors.seek(0)
            sys.exit(f"{' '.join(command)}: exit code {code}\n{errors.read().decode(errors='replace')}")
        return usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024


def measure(commands, folder, rounds, fine=(0, 1)):
    """Medians of interleaved rounds, so that a busy minute of the machine falls on all commands alike."""
    runs = {name: [] for name in commands}
    for _ in range(rounds):
        for name, command in commands.items():
            runs[name].append(run(command, folder, fine))
    return {name: tuple(statistics.median(column) for column in zip(*each)) for name, each in runs.items()}


def python_files(folder):
    return sorted(path for path in Path(folder).rglob("*.py") if path.is_file())


def peers(lever, here, folder, rounds=5):
    modules = here / "node_modules"
    ast_grep = next((modules / "@ast-grep").glob("cli-*/ast-grep"))
    size = sum(path.stat().st_size for path in python_files(folder)) / MB
    rows = measure(
        {
            "lever check, all rules": [lever, "check", "--no-cache", "."],
            "ast-grep scan, one rule": [str(ast_grep), "scan", "--rule", str(here / "membership-in-loop.yml"), "--report-style", "short", "."],
            "ruff PERF, WebAssembly": ["node", str(here / "ruff.mjs"), "."],
        },
        folder,
        rounds,
    )
    print(f"{size:.1f} MB of Python; medians of {rounds} interleaved runs; ratios to Lever")
    print(f"{'':26}{'CPU s':>8}{'ratio':>8}{'peak MB':>10}{'ratio':>8}")
    own = next(iter(rows.values()))
    for name, (seconds, peak) in rows.items():
        print(f"{name:26}{seconds:8.2f}{seconds / own[0]:8.2f}{peak / MB:10.0f}{peak / own[1]:8.2f}")


def linear(lever, folder, sizes=(1, 4, 16, 64, 256, 400), rounds=3):
    """Does the time for a megabyte stay the same? Each size is made of copies of a folder, the last of them cut short."""
    files = python_files(folder)
    print(f"{'MB':>6}{'files':>8}{'CPU s':>9}{'ms/MB':>8}{'peak MB':>10}")
    for size in sizes:
        with tempfile.TemporaryDirectory(prefix="lever-linear-") as root:
            count, total, copy = 0, 0, 0
            first = {}
            while total < size * MB:
                for path in files:
                    if total >= size * MB:
                        break
                    target = Path(root, f"copy{copy}", path.relative_to(folder))
                    target.parent.mkdir(parents=True, exist_ok=True)
                    if path in first:
                        os.link(first[path], target)
                    else:
                        target.write_bytes(path.read_bytes())
                        first[path] = target
                    total += path.stat().st_size
                    count += 1
                copy += 1
            seconds, peak = measure({"lever": [lever, "check", "--no-cache", "."]}, root, rounds)["lever"]
            print(f"{total / MB:6.0f}{count:8}{seconds:9.2f}{seconds * 1000 / (total / MB):8.1f}{peak / MB:10.0f}", flush=True)


def profiles(lever, importer, files, rounds=3):
    """Reading a profile. A perf.data is read by perf alone: its ratios are to Lever reading the text that `perf script` makes of it."""
    print(f"{'':44}{'MB':>8}{'CPU s':>8}{'ratio':>8}{'peak MB':>10}")
    for file in files:
        with tempfile.TemporaryDirectory(prefix="lever-profiles-") as folder:
            name, commands = Path(file).name, {}
            if name.endswith(".data"):
                text = Path(folder, "script.txt")
                with open(text, "wb") as script:
                    subprocess.run(["perf", "script", "-i", file], stdout=script, stderr=subprocess.DEVNULL, check=True)
                commands = {"perf report": ["perf", "report", "--stdio", "-i", file], "perf script": ["perf", "script", "-i", file]}
                file = str(text)
            commands = {"lever profile show": [lever, "profile", "show", file], "speedscope": ["node", "--max-old-space-size=8192", importer, file], **commands}
            size = Path(file).stat().st_size / MB
            # One that refuses a file is quick, and no peer.
            rows = measure(commands, folder, rounds, fine=(0,))
            own = rows["lever profile show"][0]
            for command, (seconds, peak) in rows.items():
                print(f"{name[:22]:24}{command:20}{size:8.1f}{seconds:8.3f}{seconds / own:8.1f}{peak / MB:10.0f}", flush=True)


if __name__ == "__main__":
    if sys.argv[1] == "profiles":
        profiles(sys.argv[2], sys.argv[3], sys.argv[4:])
        sys.exit()
    what, lever, folder = sys.argv[1:4]
    if not python_files(folder):
        sys.exit(f"{folder} holds no Python files")
    if what == "peers":
        peers(lever, Path(__file__).resolve().parent, folder)
    else:
        linear(lever, folder)
