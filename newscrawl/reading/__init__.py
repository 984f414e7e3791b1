"""Bytes and an address in, a `Reading` out. Pure: no network, no files, no Scrapy engine, no state.

Here stands what both sides need. A crawl reads in processes of their own (`newscrawl.reading.workers`), which load
nothing of its side. The reader itself (`newscrawl.reading.read`) takes a quarter of a second to load, which only they
should pay.
"""

from __future__ import annotations

from newscrawl.reading.reading import Reading

__all__ = ["Reading"]
