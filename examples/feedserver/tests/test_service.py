import asyncio
import contextlib
import io
import json
import tempfile
import time
import unittest
from pathlib import Path

from feedserver import upstream
from feedserver.cli import main
from feedserver.delivery import Journal, Message, Outbox, deliver_all
from feedserver.directory import Directory
from feedserver.server import App, Request
from feedserver.settings import SettingsError, load_settings, load_sources, load_users
from feedserver.store import AnswerCache, FeedStore
from feedserver.upstream import HttpClient, UpstreamError, archive_pages, get_with_retries, poll_sources
from tests.samples import entry, source, user


class FakeClient(HttpClient):
    """Answers from a dictionary; an exception there is raised."""

    def __init__(self, answers):
        super().__init__()
        self.answers = answers
        self.asked = []

    async def get(self, url):
        self.asked.append(url)
        time.sleep(0.001)
        answer = self.answers[url]
        if isinstance(answer, list):
            answer = answer.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer


class OutboxTests(unittest.TestCase):
    def test_first_in_first_out(self):
        outbox = Outbox()
        for number in range(5):
            outbox.put(Message(str(number), "s"))
        self.assertEqual(["0", "1"], [message.reader for message in outbox.take(2)])
        self.assertEqual(["2", "3", "4"], [message.reader for message in outbox.take(9)])
        self.assertEqual(5, outbox.delivered)

    def test_batches_are_journalled_in_order(self):
        async def scenario():
            lines = []

            async def send(line):
                lines.append(line)

            outbox = Outbox()
            for number in range(5):
                outbox.put(Message(str(number), "s"))
            batches = await deliver_all(outbox, Journal(send), 2)
            return batches, lines

        self.assertEqual((3, [f"{number}\ts" for number in range(5)]), asyncio.run(scenario()))


class UpstreamTests(unittest.TestCase):
    def setUp(self):
        client_log = upstream.logger
        client_log.disabled = True
        self.addCleanup(setattr, client_log, "disabled", False)

    def test_all_sources_are_asked(self):
        client = FakeClient({"http://a.example/feed": b"A", "http://b.example/feed": b"B"})
        documents = asyncio.run(poll_sources(client, [source("a"), source("b")]))
        self.assertEqual({"a": b"A", "b": b"B"}, documents)

    def test_a_source_gets_another_chance(self):
        client = FakeClient({"u": [UpstreamError("busy"), b"done"]})
        self.assertEqual(b"done", asyncio.run(get_with_retries(client, "u")))

    def test_chances_end(self):
        client = FakeClient({"u": [OSError("down")] * 3})
        with self.assertRaisesRegex(UpstreamError, "no answer after 3"):
            asyncio.run(get_with_retries(client, "u"))

    def test_archives_are_followed_to_their_end(self):
        client = FakeClient({"1": b"2\none", "2": b"\ntwo"})
        self.assertEqual([b"one", b"two"], asyncio.run(archive_pages(client, "1")))


class StoreTests(unittest.TestCase):
    def test_answers_grow_stale(self):
        cache = AnswerCache(10.0)
        cache.put("/a", b"A", now=0.0)
        cache.put("/b", b"B", now=5.0)
        self.assertEqual((b"A", None), (cache.get("/a", 9.0), cache.get("/a", 10.0)))
        self.assertEqual(1, cache.drop_stale(12.0))
        self.assertEqual(b"B", cache.get("/b", 12.0))


class ServerTests(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        root = Path(folder.name)
        (root / "static").mkdir()
        (root / "static" / "site.css").write_bytes(b"body {}")
        (root / "static" / "about.html").write_bytes(b"about")
        settings = load_settings(None, root, environment={"FEEDSERVER_THROTTLE_DELAY": "0.001"})
        store = FeedStore([entry("a"), entry("b", votes=3)])
        client = FakeClient({"http://north.example/feed": b"12345"})
        self.app = App(settings, Directory([user("ada", "council")], [source()]), store, client)

    def ask(self, path, times=1):
        async def scenario():
            return [await self.app.handle(Request(path)) for _ in range(times)]

        return asyncio.run(scenario())[-1]

    def test_digests(self):
        document = json.loads(self.ask("/digest/ada").body)
        self.assertEqual(["a", "b"], [card["guid"] for card in document["cards"]])
        self.assertEqual([Message("ada", "2 stories for you")], self.app.outbox.take(9))
        self.assertEqual(404, self.ask("/digest/zoe").status)

    def test_pages(self):
        self.assertIn(b'<li id="a"', self.ask("/topic/politics").body)
        self.assertEqual({"politics": "Title of a"}, json.loads(self.ask("/front", times=2).body))
        self.assertEqual(b"body {}", self.ask("/static/site.css").body)
        self.assertEqual(404, self.ask("/static/site.js").status)
        self.assertEqual(b"about", self.ask("/about").body)
        self.assertEqual(404, self.ask("/nowhere").status)

    def test_polling(self):
        self.assertEqual({"north": 5}, json.loads(self.ask("/poll").body))

    def test_eager_clients_are_held_back(self):
        self.ask("/about", times=6)
        self.assertEqual(6, self.app.counts["local"])


class SettingsTests(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root = Path(folder.name)

    def write(self, name, text):
        (self.root / name).write_text(text)
        return self.root / name

    def test_the_environment_beats_the_file_and_the_file_the_defaults(self):
        path = self.write("s.json", '// ours\n{"digest": {"size": 7}, "policy": {"muted": ["x"]}}')
        settings = load_settings(path, self.root, environment={"FEEDSERVER_DIGEST_SIZE": "9", "HOME": "/"})
        self.assertEqual((9, ["x"], 0), (settings.digest_size, settings.policy.muted, settings.policy.minimum_votes))

    def test_a_broken_file_is_named(self):
        with self.assertRaisesRegex(SettingsError, "s.json"):
            load_settings(self.write("s.json", "{"), self.root, environment={})

    def test_a_source_listed_twice_is_refused(self):
        row = '{"key": "a", "title": "A", "url": "u", "weight": 1}'
        self.assertEqual(["a"], [found.key for found in load_sources(self.write("one.json", f"[{row}]"))])
        with self.assertRaisesRegex(SettingsError, "'a' is listed twice"):
            load_sources(self.write("two.json", f"[{row}, {row}]"))

    def test_users_are_read(self):
        path = self.write("u.json", '[{"handle": "a", "name": "A", "reputation": 1, "interests": ["x"]}]')
        self.assertEqual([("a", "A", 1, ("x",))], load_users(path))


class CommandLineTests(unittest.TestCase):
    def test_tail_shows_the_last_lines(self):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "a.jsonl"
            path.write_text('{"n": 1}\n{"n": 2}\n')
            output = io.StringIO()
            with contextlib.redirect_stdout(output):
                self.assertEqual(0, main(["tail", str(path), "-n", "1"]))
        self.assertEqual('2 lines; the last 1:\n{\n  "n": 2\n}\n', output.getvalue())

    def test_a_missing_folder_is_reported(self):
        with contextlib.redirect_stderr(io.StringIO()) as errors:
            self.assertEqual(2, main(["--root", "/nonexistent/feedserver", "topics"]))
        self.assertIn("feedserver: ", errors.getvalue())


if __name__ == "__main__":
    unittest.main()
