"""Collects stories from many sources, ranks them and serves digests."""

__version__ = "0.4.0"
