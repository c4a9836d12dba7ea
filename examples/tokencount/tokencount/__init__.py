"""Counts tokens of texts."""

from tokencount.corpus import Corpus, Document, word_share, word_share_at_once, word_share_by_list

__all__ = ["Corpus", "Document", "word_share", "word_share_at_once", "word_share_by_list"]
