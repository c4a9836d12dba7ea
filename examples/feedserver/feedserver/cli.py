"""The command line."""

from __future__ import annotations

import argparse
import asyncio
import json
import sys
import time
from pathlib import Path

from feedserver import __version__
from feedserver.directory import Directory
from feedserver.pipeline import Unpublishable, collect, publish
from feedserver.server import App, Request
from feedserver.settings import SettingsError, configure_logging, load_settings, load_sources, load_users
from feedserver.upstream import HttpClient


def build_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="feedserver", description="Collects, ranks and serves stories.")
    parser.add_argument("--version", action="version", version=__version__)
    parser.add_argument("--root", type=Path, default=Path("."), help="folder with users, sources and deliveries")
    parser.add_argument("--settings", type=Path, help="settings file")
    commands = parser.add_subparsers(dest="command", required=True)
    ask = commands.add_parser("ask", help="answer requests, one after the other")
    ask.add_argument("paths", nargs="+")
    commands.add_parser("topics", help="list topics and how many stories each has")
    tail = commands.add_parser("tail", help="show the last lines of a delivery")
    tail.add_argument("file", type=Path)
    tail.add_argument("-n", type=int, default=10)
    watch = commands.add_parser("watch", help="say when deliveries arrive")
    watch.add_argument("--rounds", type=int, default=10)
    return parser


def load_app(root: Path, settings_path: Path | None) -> App:
    settings = load_settings(settings_path, root)
    configure_logging(settings)
    directory = Directory(load_users(root / "users.json"), load_sources(root / "sources.json"))
    events = collect(root / "deliveries")
    store = publish(events, directory, settings.policy, root / "corrections.json", settings.edition)
    return App(settings, directory, store, HttpClient())


async def answer_all(app: App, paths: list[str]) -> int:
    """Answers requests in the order given: a later one may depend on what an earlier one did."""
    failed = 0
    remaining = list(paths)
    while remaining:
        response = await app.handle(Request(remaining.pop(0)))
        print(response.body.decode("utf-8"))
        failed += response.status != 200
    return failed


def show_tail(path: Path, count: int) -> None:
    with open(path, encoding="utf-8") as handle:
        lines = handle.readlines()
    print(f"{len(lines)} lines; the last {min(count, len(lines))}:")
    for line in lines[-count:]:
        print(json.dumps(json.loads(line), indent=2, sort_keys=True))


def watch_deliveries(folder: Path, rounds: int) -> None:
    """Prints the names of files as they appear."""
    known: set[str] = set()
    for _ in range(rounds):
        names = {path.name for path in folder.iterdir()}
        for name in sorted(names - known):
            print(name)
        known = names
        time.sleep(1.0)


def main(arguments: list[str] | None = None) -> int:
    options = build_parser().parse_args(arguments)
    try:
        if options.command == "tail":
            show_tail(options.file, options.n)
            return 0
        if options.command == "watch":
            watch_deliveries(options.root / "deliveries", options.rounds)
            return 0
        app = load_app(options.root, options.settings)
    except (OSError, SettingsError, Unpublishable) as error:
        print(f"feedserver: {error}", file=sys.stderr)
        return 2
    if options.command == "topics":
        for name in app.store.topics():
            print(f"{len(app.store.topic(name)):6} {name}")
        return 0
    return 1 if asyncio.run(answer_all(app, options.paths)) else 0
