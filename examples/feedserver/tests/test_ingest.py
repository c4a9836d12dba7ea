import json
import tempfile
import unittest
from datetime import datetime
from pathlib import Path

from feedserver.ingest import (
    BadEvent,
    load_corrections,
    pack_frames,
    parse_event,
    read_events,
    read_events_leniently,
    read_push,
    read_syndicated,
    split_frames,
)

RECORD = {
    "guid": "g1",
    "source": "north",
    "author": "ada",
    "title": "A title",
    "body": "A body",
    "published": "2024-05-01T10:30:00",
    "tags": ["a"],
    "votes": 3,
}


class IngestTests(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root = Path(folder.name)

    def write(self, name, text):
        path = self.root / name
        path.write_bytes(text.encode("utf-8"))
        return path

    def test_a_line_becomes_an_event(self):
        event = parse_event(json.dumps(RECORD))
        self.assertEqual(("g1", "story", 3), (event.guid, event.kind, event.votes))
        self.assertEqual(datetime.strptime("2024-05-01T10:30:00", "%Y-%m-%dT%H:%M:%S"), event.published)

    def test_an_unknown_kind_is_refused(self):
        with self.assertRaisesRegex(BadEvent, "unknown kind 'poll'"):
            parse_event(json.dumps({**RECORD, "kind": "poll"}))

    def test_events_come_in_the_order_of_lines(self):
        lines = ""
        for number in range(5):
            lines += json.dumps({**RECORD, "guid": str(number)}) + "\n"
        path = self.write("a.jsonl", lines)
        with open(path, encoding="utf-8") as handle:
            expected = [json.loads(line)["guid"] for line in handle.readlines()]
        self.assertEqual(expected, [event.guid for event in read_events(path)])

    def test_a_bad_line_is_reported_and_left_out(self):
        path = self.write("a.jsonl", json.dumps({**RECORD, "kind": "?"}) + "\n" + json.dumps(RECORD) + "\n")
        with self.assertLogs("feedserver.ingest", "WARNING") as logs:
            events = read_events_leniently(path)
        self.assertEqual(["g1"], [event.guid for event in events])
        self.assertIn("a.jsonl:1: unknown kind", logs.output[0])

    def test_frames_are_cut_where_they_were_packed(self):
        for frames in ([], [b""], [b"a"], [b"one", b"", b"three" * 100]):
            with self.subTest(frames=frames):
                self.assertEqual(frames, split_frames(pack_frames(frames)))

    def test_a_cut_off_delivery_is_refused(self):
        with self.assertRaisesRegex(BadEvent, "lacks 2 bytes"):
            split_frames(pack_frames([b"one", b"three"])[:-2])

    def test_a_push_delivery_holds_events(self):
        path = self.root / "a.push"
        path.write_bytes(pack_frames([json.dumps(RECORD).encode("utf-8")] * 2))
        self.assertEqual(["g1", "g1"], [event.guid for event in read_push(path)])

    def test_partners_date_stories_as_mail_does(self):
        path = self.write("p.tsv", "g7\tbob\tWed, 01 May 2024 08:00:00\tTitle\tBody\n")
        (event,) = read_syndicated(path, "partner")
        self.assertEqual(("g7", "partner", datetime(2024, 5, 1, 8)), (event.guid, event.source, event.published))

    def test_corrections_are_read(self):
        path = self.write("c.json", '[{"guid": "g1", "title": "Better"}]')
        self.assertEqual([("g1", "Better")], load_corrections(path))


if __name__ == "__main__":
    unittest.main()
