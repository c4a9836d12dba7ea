import json
import tempfile
import unittest
from pathlib import Path

from feedserver.dedupe import clean_tags, fingerprint, unique_events
from feedserver.directory import Directory, UnknownSource, plan_limit
from feedserver.enrich import apply_corrections, check_entries, enrich
from feedserver.models import Correction, Policy
from feedserver.pipeline import Unpublishable, collect, publish
from tests.samples import NOW, entry, event, source, user


class DedupeTests(unittest.TestCase):
    def test_the_first_copy_is_kept(self):
        events = [event("a", votes=1), event("b"), event("a", votes=2), event("a", source="south")]
        self.assertEqual(
            [("a", "north", 1), ("b", "north", 10), ("a", "south", 10)],
            [(kept.guid, kept.source, kept.votes) for kept in unique_events(events)],
        )

    def test_no_fingerprint_occurs_twice(self):
        events = [event(str(number % 7)) for number in range(20)]
        seen = []
        for kept in unique_events(events):
            if fingerprint(kept) in seen:
                self.fail(f"{fingerprint(kept)} was kept twice")
            seen.append(fingerprint(kept))
        self.assertEqual(7, len(seen))

    def test_tags_are_cleaned(self):
        self.assertEqual(["a", "b"], clean_tags([" A", "b", "a", ""]))
        self.assertEqual(["1", "2", "3", "4", "5"], clean_tags(list("1234567")))


class DirectoryTests(unittest.TestCase):
    def test_users_are_found_by_handle(self):
        directory = Directory([user("ada"), user("bob")], [source()])
        directory.register(user("cyd"))
        self.assertEqual("Bob", directory.find_user("bob").name)
        self.assertEqual("Cyd", directory.find_user("cyd").name)
        self.assertIsNone(directory.find_user("dan"))

    def test_an_unknown_source_is_an_error(self):
        with self.assertRaises(UnknownSource):
            Directory([], [source()]).source("south")

    def test_plans_limit_digests(self):
        self.assertEqual([10, 40, 100, 10], [plan_limit(plan) for plan in ("free", "reader", "team", "?")])


class EnrichTests(unittest.TestCase):
    def test_names_are_resolved(self):
        directory = Directory([user("ada")], [source()])
        (known, guest) = enrich([event("a"), event("b", author="zoe")], directory, Policy([], 0))
        self.assertEqual(("Ada", 100, ["politics"]), (known.author, known.reputation, known.tags))
        self.assertEqual(("zoe", 1), (guest.author, guest.reputation))

    def test_the_policy_leaves_stories_out(self):
        directory = Directory([], [source("north"), source("south")])
        events = [event("a"), event("b", source="south"), event("c", votes=1)]
        self.assertEqual(["a"], [kept.guid for kept in enrich(events, directory, Policy(["south"], 2))])

    def test_corrections_change_titles(self):
        entries = [entry("a"), entry("b"), entry("a")]
        self.assertEqual(2, apply_corrections(entries, [Correction("a", "New"), Correction("x", "None")]))
        self.assertEqual(["New", "Title of b", "New"], [corrected.title for corrected in entries])

    def test_every_problem_is_listed(self):
        problems = []
        self.assertFalse(check_entries([entry("a", title=""), entry("b"), entry("c", title="")], problems))
        self.assertEqual(["a: no title", "c: no title"], problems)


class PipelineTests(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root = Path(folder.name)
        self.corrections = self.root / "corrections.json"
        self.corrections.write_text("[]")

    def test_deliveries_are_collected_in_order_of_names(self):
        folder = self.root / "deliveries"
        folder.mkdir()
        record = {"source": "n", "author": "a", "title": "t", "body": "b", "tags": [], "votes": 1}
        for name in ("b.jsonl", "a.jsonl", "notes.txt"):
            line = json.dumps({**record, "guid": name, "published": "2024-05-01T00:00:00"})
            (folder / name).write_text(line + "\n")
        self.assertEqual(["a.jsonl", "b.jsonl"], [found.guid for found in collect(folder)])

    def test_an_edition_is_ranked(self):
        directory = Directory([user("ada")], [source()])
        events = [event("low", votes=1), event("high", votes=100), event("low", votes=50)]
        store = publish(events, directory, Policy([], 0), self.corrections, NOW)
        self.assertEqual(["high", "low"], [ranked.guid for ranked in store.ranked])
        self.assertEqual(["politics"], store.topics())
        self.assertEqual(1, store.entry("low").votes)

    def test_an_edition_with_problems_is_not_published(self):
        directory = Directory([], [source()])
        with self.assertRaisesRegex(Unpublishable, "a: no title"):
            publish([event("a", title="")], directory, Policy([], 0), self.corrections, NOW)


if __name__ == "__main__":
    unittest.main()
