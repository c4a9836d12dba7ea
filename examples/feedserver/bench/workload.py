"""The workload: a morning of the service in one process, without sockets.

    python bench/workload.py [--seed N]

prints the time taken and a checksum over everything that the service answered. The same seed gives the same checksum
on every supported interpreter, so a change of behaviour shows.
"""

from __future__ import annotations

import argparse
import asyncio
import hashlib
import sys
import tempfile
import time
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(PROJECT))

from bench.generate import Sizes, generate  # noqa: E402
from feedserver.delivery import Journal, Message, deliver_all  # noqa: E402
from feedserver.digest import build_digest  # noqa: E402
from feedserver.directory import Directory  # noqa: E402
from feedserver.pipeline import collect, publish  # noqa: E402
from feedserver.render import render_text  # noqa: E402
from feedserver.server import App, Request  # noqa: E402
from feedserver.settings import load_settings, load_sources, load_users  # noqa: E402
from feedserver.textscan import popular_handles  # noqa: E402
from feedserver.upstream import HttpClient  # noqa: E402

SEED = 20240501

DIGESTS = 240
MAILED_TO = 100
SUBSCRIPTIONS = 10
SCANNED_HANDLES = 530
SCANNED_ENTRIES = 4
SCANNED_TOPICS = 4
TOPIC_PAGES = 3
BATCH = 50
LATENCY = 0.001


class SimulatedClient(HttpClient):
    """Sources that answer after a fixed pause."""

    async def get(self, url: str) -> bytes:
        await asyncio.sleep(LATENCY)
        return url.encode("ascii") * 3


class Answers:
    """Everything the service said, as one running hash."""

    def __init__(self) -> None:
        self.hash = hashlib.sha256()

    def add(self, text: str | bytes) -> None:
        self.hash.update(text.encode("utf-8") if isinstance(text, str) else text)
        self.hash.update(b"\n")

    async def send(self, line: str) -> None:
        self.add(line)


def run(root: Path) -> str:
    """Works through the folder that :func:`generate` filled; returns the checksum."""
    settings = load_settings(root / "settings.json", root, environment={})
    directory = Directory(load_users(root / "users.json"), load_sources(root / "sources.json"))
    store = publish(
        collect(root / "deliveries"), directory, settings.policy, root / "corrections.json", settings.edition
    )
    answers = Answers()
    for entry in store.ranked:
        answers.add(f"{entry.guid} {entry.title} {entry.author} {','.join(entry.tags)} {entry.score:.9f}")
    handles = [user.handle for user in directory.users[:SCANNED_HANDLES]]
    for name in store.topics()[:SCANNED_TOPICS]:
        answers.add(",".join(popular_handles(store.topic(name)[:SCANNED_ENTRIES], handles, 1)))
    for user in directory.users[:MAILED_TO]:
        answers.add(render_text(build_digest(user, store.ranked, settings.digest_size)))
    app = App(settings, directory, store, SimulatedClient())
    asyncio.run(serve(app, answers))
    return answers.hash.hexdigest()[:16]


def morning_requests(app: App) -> list[Request]:
    """What readers ask for: digests, pages, and the files that belong to them."""
    requests = [Request("/front"), Request("/poll")]
    for user in app.directory.users[-DIGESTS:]:
        requests.append(Request(f"/digest/{user.handle}", client=user.handle))
        requests.append(Request("/static/site.css", client=user.handle))
    for name in app.store.topics()[:TOPIC_PAGES]:
        requests.append(Request(f"/topic/{name}", client="browser", term="the"))
    requests += [Request("/front"), Request("/about"), Request("/digest/nobody"), Request("/nowhere")]
    return requests


async def serve(app: App, answers: Answers) -> None:
    for request in morning_requests(app):
        response = await app.handle(request)
        answers.add(f"{response.status} {response.kind}")
        answers.add(response.body)
    for topic in app.store.topics()[:SUBSCRIPTIONS]:
        for user in app.directory.users:
            app.outbox.put(Message(user.handle, f"today in {topic}"))
    journal = Journal(answers.send)
    answers.add(str(await deliver_all(app.outbox, journal, BATCH)))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=SEED)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "data"
        generate(root, options.seed, Sizes())
        started = time.perf_counter()
        checksum = run(root)
        elapsed = time.perf_counter() - started
    print(f"{elapsed:.2f} s", file=sys.stderr)
    print(checksum)


if __name__ == "__main__":
    main()
