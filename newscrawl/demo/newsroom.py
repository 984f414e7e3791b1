"""The newsroom as a pure function of a request, with its truth, its log of requests, and hooks that change it."""

from __future__ import annotations

import re
import time
from collections.abc import Mapping
from datetime import timedelta
from hashlib import blake2b
from typing import Any

from newscrawl.demo import edition
from newscrawl.demo.dates import http_date
from newscrawl.demo.designs import DESIGNS, Design
from newscrawl.demo.model import Answer, Asked, Block, Story, TeaserTruth, Truth
from newscrawl.demo.plan import Plan
from newscrawl.demo.press import FURNITURE, Press
from newscrawl.demo.routes import Page, page_for
from newscrawl.demo.teasers import expected
from newscrawl.demo.truth import truth_of

__all__ = ["Newsroom", "build"]

_CACHE = 400
"""Pages kept ready: enough for what everybody asks, too few to matter in memory."""


def build(size: str = "small", *, seed: int = 2024, page_bytes: int = 0) -> Newsroom:
    """Both newsrooms in a size: "small", "medium", "large" or "huge". The same arguments, the same bytes."""
    return Newsroom(edition.SIZES[size], seed, page_bytes)


class Newsroom:
    """Two hosts, their pages, and what is true of them."""

    def __init__(self, size: edition.Size, seed: int, page_bytes: int) -> None:
        self.size = size
        self.page_bytes = page_bytes
        self.requests: list[Asked] = []
        self._designs = {design.host: design for design in DESIGNS}
        self.hosts: tuple[str, ...] = tuple(self._designs)
        first, second = DESIGNS
        mine = edition.make(first, size, seed, [])
        wires = [story for story in mine if story.wire_id and story.listed]
        self._stories = {first.host: mine, second.host: edition.make(second, size, seed, wires)}
        shared = {story.key for story in wires}
        for story in mine:  # what the other paper does not print is not shared
            if story.key not in shared:
                story.wire_id = None
        self._plans: dict[str, Plan] = {}
        self._cache: dict[tuple[str, str], tuple[Page, str]] = {}
        self._failures: list[tuple[re.Pattern[str], int, int]] = []
        self._delays: list[tuple[re.Pattern[str], float]] = []
        self._edits = 0

    def home(self, host: str) -> str:
        """Address of a front page."""
        return f"http://{self._designs[host].host}/"

    # -- what is asked ------------------------------------------------------------------------------------------

    def answer(self, host: str, target: str, headers: Mapping[str, str]) -> Answer:
        """The answer to GET `target`. Any other name is answered as a newsroom too, with links that work there."""
        given = {name.lower(): value for name, value in headers.items()}
        self.requests.append(Asked(host, target, given.get("user-agent", ""), time.monotonic()))
        name = self.known_as(host)
        failure = self._failure(f"{name}{target}")
        if failure:
            return Answer(failure, [("Content-Type", "text/plain; charset=utf-8")], b"The press has stopped.\n")
        target = target.split("#")[0] or "/"
        page, etag = self._page(host, name, target)
        fields = [("Content-Type", page.content_type)]
        if page.location:
            fields.append(("Location", page.location))
        if page.status != 200:
            return Answer(page.status, fields, page.body)
        modified = http_date(page.modified)
        fields += [("ETag", etag), ("Last-Modified", modified), ("Cache-Control", "max-age=60")]
        asked_tag = given.get("if-none-match")
        if asked_tag is not None:
            tags = [tag.strip().removeprefix("W/") for tag in asked_tag.split(",")]
            fresh = etag in tags or "*" in tags
        else:
            fresh = given.get("if-modified-since") == modified
        return Answer(304, fields[1:], b"") if fresh else Answer(200, fields, page.body)

    def known_as(self, host: str) -> str:
        """Which newsroom answers to `host`: "gazette.localhost:8000" is the second one, any unknown name the first."""
        bare = host.rsplit(":", 1)[0].lower()
        if bare in self._designs:
            return bare
        return self.hosts[1] if bare.startswith("gazette.") else self.hosts[0]

    def delay_of(self, host: str, target: str) -> float:
        """Seconds that the server waits before it answers."""
        name = self.known_as(host) + target
        return max((seconds for pattern, seconds in self._delays if pattern.search(name)), default=0.0)

    def _page(self, host: str, name: str, target: str) -> tuple[Page, str]:
        key = (host, target)
        found = self._cache.get(key)
        if found is None:
            page = page_for(self._press(host, name), self._stories[name], target, self.page_bytes)
            found = page, f'"{blake2b(page.body, digest_size=10).hexdigest()}"'
            if len(self._cache) >= _CACHE:
                self._cache.pop(next(iter(self._cache)))
            self._cache[key] = found
        return found

    def _press(self, host: str, name: str) -> Press:
        other = next(design for design in DESIGNS if design.host != name)
        at_home = host.lower() == name
        port = host.rsplit(":", 1)[1] if ":" in host else "80"
        prefix = "gazette.localhost" if other.host == self.hosts[1] else "localhost"
        elsewhere = f"http://{other.host}" if at_home else f"http://{prefix}:{port}"
        return Press(self._designs[name], f"http://{host.lower()}", (other.name, elsewhere), self._plan(name))

    def _plan(self, host: str) -> Plan:
        if host not in self._plans:
            self._plans[host] = Plan(self._designs[host], self._stories[host], self.size.per_page)
        return self._plans[host]

    # -- what is true -------------------------------------------------------------------------------------------

    def design(self, host: str) -> Design:
        """Name, zone and sections of a newsroom."""
        return self._designs[host]

    def truth(self, host: str) -> list[Truth]:
        """Every article that listings and teasers reach, newest first."""
        ways = self._ways(host)
        design = self._designs[host]
        return [truth_of(s, design, tuple(ways[s.key])) for s in self._plan(host).stories if s.key in ways]

    def _ways(self, host: str) -> dict[str, list[str]]:
        """Story -> how it can be reached."""
        plan = self._plan(host)
        ways: dict[str, list[str]] = {}

        def add(story: Story, way: str) -> None:
            known = ways.setdefault(story.key, [])
            if way not in known:
                known.append(way)

        for listing in plan.listings.values():
            way = listing.kind if listing.page == 1 else f"{listing.kind} page {listing.page}"
            for rail in listing.rails:
                for item in rail.items:
                    add(item.story, way)
        for story in plan.stories:
            for rail in plan.article_rails(story):
                for item in rail.items:
                    add(item.story, "rail")
        for story in plan.open[:20]:
            add(story, "feed")
        for story in plan.in_sitemap():
            add(story, "sitemap")
        return ways

    def furniture(self, host: str) -> dict[str, str]:
        """Addresses that are no articles -> what they are."""
        base, design = f"http://{host}", self._designs[host]
        found: dict[str, str] = {
            url: self._plan(host).listings[url.removeprefix(base)].kind for url in self.listings(host)
        }
        found |= {base + path: "furniture" for path, _ in FURNITURE}
        found |= {f"{base}/newsletters/": "furniture", base + design.feed: "feed", f"{base}/robots.txt": "robots"}
        for name in ("sitemap.xml", "sitemap-articles.xml", "sitemap-pages.xml", "sitemap-news.xml"):
            found[f"{base}/{name}"] = "sitemap"
        return found | {f"{base}/search/?q={design.tag[0]}": "forbidden", f"{base}/internal/desk/": "forbidden"}

    def listings(self, host: str) -> list[str]:
        """Front page, sections, tag and author page, every page of each."""
        return [f"http://{host}{target}" for target in self._plan(host).listings]

    def expected_teasers(self, host: str, url: str) -> list[TeaserTruth]:
        """The teasers of a listing, in reading order."""
        base = f"http://{host}"
        return expected(self._plan(host).listings[url.removeprefix(base)], base)

    # -- what changes -------------------------------------------------------------------------------------------

    def edit(self, url: str, **fields: Any) -> None:
        """Changes an article: any field of a story, or `article_body` as plain text."""
        story = self._find(url)
        body = fields.pop("article_body", None)
        if body is not None:
            story.blocks, story.dateline = [Block("p", part) for part in body.split("\n\n")], None
        for name, value in fields.items():
            if name not in Story.__slots__:
                raise TypeError(f"a story has no field {name!r}")
            setattr(story, name, value)
        self._touch(story)
        if "modified" not in fields:
            story.modified = story.touched

    def remove(self, url: str, status: int = 404) -> None:
        """Takes an article and its teasers away."""
        story = self._find(url)
        story.gone = status
        self._touch(story)

    def move(self, url: str, new: str) -> None:
        """Gives an article another address, to which the old one redirects."""
        story = self._find(url)
        story.old_paths.append(story.path)
        story.path = new.removeprefix(f"http://{story.host}")
        self._touch(story)

    def fail(self, pattern: str, status: int, times: int = 1) -> None:
        """Answers the next `times` requests whose host and target `pattern` finds with `status`."""
        self._failures.append((re.compile(pattern), status, times))

    def delay(self, pattern: str, seconds: float) -> None:
        """Lets requests whose host and target `pattern` finds wait."""
        self._delays.append((re.compile(pattern), seconds))

    def _failure(self, name: str) -> int | None:
        for place, (pattern, status, times) in enumerate(self._failures):
            if times > 0 and pattern.search(name):
                self._failures[place] = (pattern, status, times - 1)
                return status
        return None

    def _find(self, url: str) -> Story:
        for host, stories in self._stories.items():
            for story in stories:
                if url == f"http://{host}{story.path}":
                    return story
        raise KeyError(f"no article at {url}")

    def _touch(self, story: Story) -> None:
        self._edits += 1
        story.touched = (edition.NOW + timedelta(minutes=self._edits)).astimezone(story.published.tzinfo)
        self._plans.clear()
        self._cache.clear()
