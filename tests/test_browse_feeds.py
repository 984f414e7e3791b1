"""The feeds of the reading room are answered in one way."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import pytest

from newscrawl.browse.server import reading_room

if TYPE_CHECKING:
    from tests.press import Newsstand


@pytest.mark.parametrize(
    "address", ["/changes.rss?site=post.example", "/stories/{pier}/versions.rss", "/search.rss?q=a"]
)
def test_a_feed_names_its_own_address_and_is_sent_once(newsstand: Newsstand, address: str) -> None:
    room, asked = reading_room(newsstand.path), address.format(**newsstand.stories)

    async def answers() -> tuple[Any, Any]:
        first = await room.client.get(asked)
        weak = f'"other", W/{first.headers["etag"]}'
        return first, await room.client.get(asked, headers={"if-none-match": weak})

    first, again = asyncio.run(answers())
    assert (first.headers["content-type"], first.headers["cache-control"]) == (
        "application/rss+xml; charset=utf-8",
        "no-cache",
    )
    channel = ET.fromstring(first.content).find("channel")  # noqa: S314 (our own)
    assert channel is not None
    own = channel.find("{http://www.w3.org/2005/Atom}link")
    assert own is not None
    assert own.get("href") == f"http://localhost{asked}"
    assert channel.find("item") is not None
    assert all(item.findtext(name) for item in channel.iter("item") for name in ("title", "link", "guid", "pubDate"))
    assert (again.status_code, again.content) == (304, b"")
