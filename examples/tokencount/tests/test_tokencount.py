import unittest

from tokencount import Corpus, Document, word_share, word_share_at_once, word_share_by_list
from tokencount._tokencount import Vocabulary, count_each, describe, is_word, longest_repeat
from tokencount.corpus import decode, initials

TEXT = "the cat's the cat's 12 well-made"


class WordTests(unittest.TestCase):
    def test_words_are_letters_with_something_inside(self):
        words = [token for token in ("a", "cat's", "well-made", "", "-a", "a'", "12", "é") if is_word(token)]
        self.assertEqual(["a", "cat's", "well-made"], words)

    def test_all_ways_give_the_same_share(self):
        for tokens in (TEXT.split(), []):
            self.assertEqual(word_share(tokens), word_share_by_list(tokens))
            self.assertEqual(word_share(tokens), word_share_at_once(tokens))
        with self.assertRaises(TypeError):
            word_share_at_once([1])


class CorpusTests(unittest.TestCase):
    def setUp(self):
        self.corpus = Corpus([Document(TEXT, 2), Document("one", 1), Document("", 1)])

    def test_numbers(self):
        self.assertEqual((len(TEXT) + 3) / 4, self.corpus.mean_length())
        self.assertEqual([len("the cat's "), 0, 0], self.corpus.repeats())
        self.assertEqual(3, len(set(self.corpus.fingerprints(1))))
        self.assertEqual([5, 1, 0], self.corpus.counts())
        self.assertEqual([5, 1, 0], self.corpus.counts_as_they_come())
        self.assertEqual({"bytes": len(TEXT), "tokens": 6}, describe(TEXT))
        self.assertEqual(3, longest_repeat("aaaa"))

    def test_tables_are_in_the_order_of_the_text(self):
        rows = self.corpus.rows()
        self.assertEqual({"word": "the", "count": 2, "first": 0}, rows[0])
        self.assertEqual(["the", "cat's", "well-made", "one"], [row["word"] for row in rows])

    def test_what_a_callback_raises_arrives(self):
        with self.assertRaises(ZeroDivisionError):
            count_each(["a"], lambda count: 1 // 0)


class VocabularyTests(unittest.TestCase):
    def test_words_are_numbered(self):
        vocabulary = Vocabulary(["one", "two", "three"])
        numbers = vocabulary.encode("three one four")
        self.assertEqual([2, 0], numbers)
        self.assertEqual("three one", decode(vocabulary, numbers))
        self.assertEqual("ott", initials(vocabulary))
        self.assertEqual(3, vocabulary.size)

    def test_words_are_different(self):
        with self.assertRaises(ValueError):
            Vocabulary(["one", "one"])


if __name__ == "__main__":
    unittest.main()
