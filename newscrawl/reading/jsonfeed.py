"""Entries of a JSON Feed (https://www.jsonfeed.org/version/1.1/), or of any list in JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from newscrawl.reading.moments import Dates
from newscrawl.reading.morelists import listed
from newscrawl.reading.named import Named, resolve

__all__ = ["json_entries"]

_REPAIRED = 250_000
"""Bytes of broken JSON that are repaired: repairing takes time, of long strings by the square of their length."""


def json_entries(body: bytes, url: str, dates: Dates, further: list[str]) -> Iterator[Named]:
    """The stories that a JSON Feed names, or other data; `further` takes the address of its next page."""
    feed = _load(body)
    if not isinstance(feed, dict) or "version" not in feed:
        yield from listed(feed, url, dates, further)
        return
    if (next_ := _address(url, feed.get("next_url"))) is not None:
        further.append(next_)
    items = feed.get("items")
    for item in items if isinstance(items, list) else []:
        if not isinstance(item, dict):
            continue
        # `id` is often the address; `external_url` is a page that the story tells of.
        address = _address(url, item.get("url"))
        if address is None and str(item.get("id", "")).startswith("http"):
            address = _address(url, item["id"])
        if address is not None:
            given = (item.get(name) for name in ("date_published", "date_modified"))
            moments = (dates.read(value) for value in given if isinstance(value, str))
            yield Named(address, next((m for m in moments if m is not None), None))


def _load(body: bytes) -> Any:
    text = body.decode("utf-8-sig", "replace")
    try:
        return json.loads(text, strict=False)
    except RecursionError:
        return None
    except ValueError:
        if len(body) > _REPAIRED:
            return None
    from json_repair import repair_json  # seldom needed

    try:
        return repair_json(text, return_objects=True, skip_json_loads=True)
    except (ValueError, RecursionError, TypeError, IndexError):
        return None


def _address(base: str, value: object) -> str | None:
    return resolve(base, value.strip()) if isinstance(value, str) and value.strip() else None
