"""Bytes and an address in, a `Reading` out. Pure: no network, no files, no Scrapy engine, no state.

Here stands what a crawl's own process needs. The reader itself takes a third of a second to load, which only its worker
processes should pay: who reads in his own process imports it by name, `from newscrawl.reading.read import read`.
"""

from __future__ import annotations

from newscrawl.reading.reading import Reading
from newscrawl.reading.workers import ReaderPool

__all__ = ["ReaderPool", "Reading"]
