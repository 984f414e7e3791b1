"""Bytes and an address in, a `Reading` out. Pure: no network, no files, no Scrapy engine, no state."""

from __future__ import annotations
