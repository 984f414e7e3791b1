"""Bytes and an address in, a `Reading` out. Pure: no network, no files, no Scrapy engine, no state."""

from __future__ import annotations

from newscrawl.extraction import READER_VERSION
from newscrawl.reading.read import read
from newscrawl.reading.reading import Reading
from newscrawl.reading.workers import ReaderPool

__all__ = ["READER_VERSION", "ReaderPool", "Reading", "read"]
