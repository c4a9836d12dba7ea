"""What is shown of stories: text, ranking, digests, pages."""

import copy
import logging
import unittest
from datetime import timedelta

from feedserver.digest import CARD, Layout, build_digest, make_cards, select_for
from feedserver.ranking import (
    headline,
    headlines,
    is_relevant,
    log_ranking,
    near_duplicates,
    rank,
    score,
    score_all,
)
from feedserver.render import PageWriter, render_text
from feedserver.textscan import highlight, keywords, mentions, popular_handles, squeeze, unescape
from tests.samples import NOW, entry, user


class TextTests(unittest.TestCase):
    def test_entities_are_replaced(self):
        self.assertEqual('a & b <c> "d"', unescape("a &amp; b &lt;c&gt; &quot;d&quot;"))

    def test_common_words_are_no_keywords(self):
        self.assertEqual({"bridge", "old"}, keywords("The old bridge is on the old"))

    def test_mentions_are_whole_handles(self):
        entries = [entry(body=body) for body in ("@ada spoke", "ask @Ada.", "@adam", "mail x@ada")]
        self.assertEqual(2, mentions(entries, "ada"))

    def test_popular_handles_keep_their_order(self):
        entries = [entry(body="@bob and @ada"), entry(body="@bob")]
        self.assertEqual(["ada", "bob"], popular_handles(entries, ["ada", "bob", "cyd"], 1))
        self.assertEqual(["bob"], popular_handles(entries, ["ada", "bob", "cyd"], 2))

    def test_terms_are_set_in_bold(self):
        self.assertEqual("<b>The</b> other, <b>the</b> one", highlight("The other, the one", "the"))

    def test_blanks_are_squeezed(self):
        self.assertEqual("a b c", squeeze("  a  b\n\tc "))


class RankingTests(unittest.TestCase):
    def test_old_stories_sink(self):
        story = entry()
        self.assertAlmostEqual(2.0, score(story, NOW) / score(story, NOW + timedelta(hours=18)))

    def test_best_first_and_stable(self):
        entries = [entry("a", votes=1), entry("b", votes=9), entry("c", votes=1)]
        score_all(entries, NOW)
        self.assertEqual(["b", "a", "c"], [ranked.guid for ranked in rank(entries)])
        self.assertEqual([], rank([]))

    def test_the_first_of_equals_leads(self):
        entries = [entry("a", votes=1), entry("b", votes=9), entry("c", votes=9)]
        self.assertEqual("b", headline(entries).guid)
        self.assertEqual({"x": "Title of b", "y": "Title of a"}, headlines({"x": entries, "y": entries[:1]}))

    def test_relevance(self):
        self.assertTrue(is_relevant(entry(body="the council"), ("museum", "council")))
        self.assertFalse(is_relevant(entry(body="the council"), ()))

    def test_near_duplicates_are_pairs(self):
        titles = ["the old bridge is closed", "the old bridge is open", "rain"]
        self.assertEqual([(titles[0], titles[1])], near_duplicates(titles))

    def test_the_ranking_is_logged_for_those_who_debug(self):
        with self.assertLogs("feedserver.ranking", logging.DEBUG) as logs:
            log_ranking([entry("a")])
        self.assertIn('"guid": "a"', logs.output[0])


class DigestTests(unittest.TestCase):
    def test_cards_are_separate(self):
        before = copy.deepcopy(CARD)
        first, second = make_cards([entry("a", title=" A  title "), entry("b")])
        self.assertEqual(("a", "A title", "politics"), (first["guid"], first["title"], first["topic"]))
        self.assertEqual("b", second["guid"])
        self.assertEqual(before, CARD)

    def test_digests_end_at_their_size(self):
        entries = [entry(str(number)) for number in range(5)]
        self.assertEqual(["0", "1"], [chosen.guid for chosen in select_for(user("a", "council"), entries, 2)])
        self.assertEqual([], build_digest(user("a", "opera"), entries, 2)["cards"])

    def test_pinning_leaves_the_layout_as_it_was(self):
        layout = Layout({"top": ["a"], "more": []})
        self.assertEqual({"top": ["p", "a"], "more": ["p"]}, layout.with_pinned("p").sections)
        self.assertEqual({"top": ["a"], "more": []}, layout.sections)


class RenderTests(unittest.TestCase):
    def test_pages_escape_what_they_show(self):
        page = PageWriter("A & B", "one").write(make_cards([entry("a", title="One <two>")]))
        self.assertIn("<title>A &amp; B</title>", page)
        self.assertIn("<b>One</b> &lt;two&gt;", page)
        self.assertTrue(page.endswith("</li>\n</ol>\n"))

    def test_digests_as_text(self):
        text = render_text({"reader": "ada", "cards": make_cards([entry("a", votes=7)])})
        self.assertEqual("Stories for ada\n\n  1. Title of a (Ada, 7 votes)\n", text)


if __name__ == "__main__":
    unittest.main()
