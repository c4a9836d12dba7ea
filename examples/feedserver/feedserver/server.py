"""Answers requests. The transport is somebody else's business: requests come as objects and leave as bytes."""

from __future__ import annotations

import asyncio
import json
import time
from pathlib import Path
from typing import Awaitable, Callable, Dict, NamedTuple

from feedserver.delivery import Message, Outbox
from feedserver.digest import build_digest, make_cards
from feedserver.directory import Directory
from feedserver.ranking import headlines
from feedserver.render import PageWriter
from feedserver.settings import Settings
from feedserver.store import AnswerCache, FeedStore
from feedserver.upstream import HttpClient, poll_sources

CACHE_LIFETIME = 30.0


class Request(NamedTuple):
    path: str
    client: str = "local"
    term: str | None = None


class Response(NamedTuple):
    status: int
    body: bytes
    kind: str = "application/json"


Handler = Callable[["App", Request, str], Awaitable[Response]]

ROUTES: Dict[str, Handler] = {}


def route(prefix: str) -> Callable[[Handler], Handler]:
    """Registers a handler for the paths that start with the prefix."""

    def register(handler: Handler) -> Handler:
        ROUTES[prefix] = handler
        return handler

    return register


class App:
    """The service: its data, its neighbours, and the handlers that join them."""

    def __init__(self, settings: Settings, directory: Directory, store: FeedStore, client: HttpClient) -> None:
        self.settings = settings
        self.directory = directory
        self.store = store
        self.client = client
        self.outbox = Outbox()
        self.cache = AnswerCache(CACHE_LIFETIME)
        self.counts: dict[str, int] = {}

    async def handle(self, request: Request) -> Response:
        await self.throttle(request.client)
        _, prefix, rest = (request.path + "/").split("/", 2)
        handler = ROUTES.get(prefix)
        if handler is None:
            return Response(404, b'{"error": "no such page"}')
        return await handler(self, request, rest.rstrip("/"))

    async def throttle(self, client: str) -> None:
        """Holds a client back for a moment every so many requests."""
        count = self.counts.get(client, 0) + 1
        self.counts[client] = count
        if count % self.settings.throttle_requests == 0:
            time.sleep(self.settings.throttle_delay)

    async def load_page(self, path: Path) -> bytes:
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(None, path.read_bytes)


@route("digest")
async def digest(app: App, request: Request, handle: str) -> Response:
    """The reader's digest; a message about it goes to the outbox."""
    user = app.directory.find_user(handle)
    if user is None:
        return Response(404, b'{"error": "no such reader"}')
    document = build_digest(user, app.store.ranked, app.settings.digest_size)
    app.outbox.put(Message(user.handle, f"{len(document['cards'])} stories for you"))
    return Response(200, json.dumps(document).encode("utf-8"))


@route("topic")
async def topic_page(app: App, request: Request, name: str) -> Response:
    """Everything about a topic on one page."""
    cards = make_cards(app.store.topic(name))
    page = PageWriter(name, request.term).write(cards)
    return Response(200, page.encode("utf-8"), "text/html")


@route("front")
async def front_page(app: App, request: Request, rest: str) -> Response:
    """What leads every topic."""
    now = asyncio.get_running_loop().time()
    answer = app.cache.get(request.path, now)
    if answer is None:
        answer = json.dumps(headlines(app.store.by_topic), sort_keys=True).encode("utf-8")
        app.cache.put(request.path, answer, now)
    return Response(200, answer)


@route("static")
async def static_file(app: App, request: Request, name: str) -> Response:
    """A file of the site itself."""
    path = app.settings.static_root / Path(name).name
    if not path.suffix == ".css":
        return Response(404, b"", "text/plain")
    with open(path, "rb") as handle:
        return Response(200, handle.read(), "text/css")


@route("about")
async def about(app: App, request: Request, rest: str) -> Response:
    """The page about the service, which editors may change at any time."""
    return Response(200, await app.load_page(app.settings.static_root / "about.html"), "text/html")


@route("poll")
async def poll(app: App, request: Request, rest: str) -> Response:
    """Asks all sources for news; answers how many bytes each sent."""
    documents = await poll_sources(app.client, list(app.directory.sources.values()))
    sizes = {key: len(document) for key, document in documents.items()}
    return Response(200, json.dumps(sizes, sort_keys=True).encode("utf-8"))
