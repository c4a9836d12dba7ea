"""Builds the extension module with cargo, for the Python that runs this, and puts it into the package.

    python build.py [--profile NAME] [ARGUMENTS FOR CARGO]...

PyO3 0.17 knows Python 3.7 to 3.11. For a wheel use maturin; `pyproject.toml` tells it all.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

PROJECT = Path(__file__).resolve().parent
PACKAGE = PROJECT / "tokencount"
LIBRARY = "_tokencount"


def build(arguments: list[str]) -> Path:
    """Runs cargo; returns the library it names as its product."""
    environment = dict(os.environ, PYO3_PYTHON=sys.executable)
    if sys.platform == "darwin":
        flags = "-C link-arg=-undefined -C link-arg=dynamic_lookup"
        environment["RUSTFLAGS"] = f"{environment.get('RUSTFLAGS', '')} {flags}".strip()
    if "--profile" not in arguments:
        arguments = ["--release", *arguments]
    command = ["cargo", "build", "--message-format", "json-render-diagnostics", *arguments]
    messages = subprocess.run(command, cwd=PROJECT, env=environment, stdout=subprocess.PIPE, check=True).stdout
    for line in messages.splitlines():
        message = json.loads(line)
        if message["reason"] == "compiler-artifact" and message["target"]["name"] == LIBRARY:
            return next(Path(name) for name in message["filenames"] if name.endswith((".so", ".dylib", ".dll")))
    sys.exit(f"cargo names no library {LIBRARY}")


def main() -> int:
    try:
        library = build(sys.argv[1:])
    except (OSError, subprocess.CalledProcessError) as problem:
        print(problem, file=sys.stderr)
        return 1
    # A module that is in use may not be written over; a new file may take its place.
    place = PACKAGE / (LIBRARY + sysconfig.get_config_var("EXT_SUFFIX"))
    shutil.copyfile(library, place.with_suffix(".new"))
    os.replace(place.with_suffix(".new"), place)
    print(place.relative_to(PROJECT))
    return 0


if __name__ == "__main__":
    sys.exit(main())
