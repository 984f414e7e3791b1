"""Every address that a page leads to, once, with what is expected there."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from lxml.html import HtmlElement

from newscrawl.extraction.document import Document
from newscrawl.items import Found, Kind, Teaser
from newscrawl.reading import feednames
from newscrawl.reading.addresses import date_in, file_type, page_number, parts, shape
from newscrawl.reading.anchors import Anchor, text_of
from newscrawl.reading.chores import ONE_PICTURE, appendix_of, chore, is_house
from newscrawl.reading.feednames import is_feed_link, machine_kind
from newscrawl.reading.feeds import is_comments
from newscrawl.reading.jumps import jumps
from newscrawl.reading.mapnames import period
from newscrawl.reading.morelists import more_lists
from newscrawl.reading.named import judge
from newscrawl.reading.pagers import first_pages, is_number
from newscrawl.reading.parts import FURTHER_PART
from newscrawl.reading.scope import Scope
from newscrawl.reading.twins import twin_of
from newscrawl.urls import absolute, canonical, host_of

__all__ = ["addresses", "menu_hosts"]

# What is asked sooner. A front page's stories come first, then those of feeds (590 to 490, `feeds`) and news sitemaps
# (580 to 480, `sitemaps`), then sections, then their stories. What a sitemap alone names stands at 390 to 260, by age.
FEED, FRONT_STORY, SECTION, SECTION_STORY, RAIL_STORY, LOOSE_STORY, BODY_LINK = 800, 600, 450, 400, 300, 250, 200
FURTHER_PAGE, LABEL, OTHER, FOOTER = 150, 100, 60, 40

_DAY = timedelta(days=1)
_LEADING = frozenset(("alternate", "sitemap", "amphtml", "next"))
"""Relations of `<link>` that lead to something to ask."""
_REFRESH = re.compile(r"\A\s*[\d.]+\s*[;,]\s*(?:url\s*=\s*)?['\"]?([^'\"]+)", re.IGNORECASE)
"""HTML's pragma directive "refresh": "0; url=https://example.org/"."""


@dataclass(frozen=True, slots=True)
class _Page:
    """What deciding about one link needs to know of the page."""

    document: Document
    scope: Scope
    kind: Kind
    stories: dict[str, Teaser]
    prose: set[str]
    today: date | None
    known: frozenset[str]
    worded: frozenset[str]
    """Those of them that a link with words leads to."""
    again: frozenset[str]
    """Other addresses of the first page of the listing that the page is, or is a further page of."""
    originals: dict[str, None]
    """Addresses of stories that the page links to by a print, AMP or mobile twin."""
    further: Collection[str]
    """Further pages of the page's own story."""


def addresses(
    document: Document,
    scope: Scope,
    kind: Kind,
    links: list[Anchor],
    teasers: list[Teaser],
    prose: set[str],
    fetched_at: datetime | None,
    further: Collection[str],
    in_scripts: Collection[str] = (),
) -> list[Found]:
    """The addresses that a page of this `kind` leads to; where a link has several roles, the most promising wins.

    `further`: further pages of the page's own story; `in_scripts`: what its scripts alone name beside `teasers`.
    """
    stories: dict[str, Teaser] = {}
    for teaser in teasers:
        stories.setdefault(teaser.article_url, teaser)
    known = frozenset([*(link.url for link in links), *document.shortlinks])
    worded = frozenset(link.url for link in links if link.words) if kind == "article" else frozenset[str]()
    today = fetched_at.date() if fetched_at else None
    again = first_pages(document.url, links)
    page = _Page(document, scope, kind, stories, prose, today, known, worded, again, {}, further)
    best: dict[str, Found] = {}
    for found in _head(page):
        best.setdefault(found.url, found)
    for found in _in_scripts(page, in_scripts):
        best.setdefault(found.url, found)
    judged: set[str] = set()
    for link in links:
        url = link.url
        if url in judged:
            if best[url].skip is not None or url in stories:
                continue  # no other link to it can tell more
        elif scope.is_own(url) or scope.is_share(url):
            continue
        found_ = _judge(link, page)
        judged.add(url)
        before = best.get(url)
        if before is None or (before.skip is None and found_.skip is None and found_.priority > before.priority):
            best[url] = found_
    for url in page.originals:
        if url not in best and not scope.is_own(url) and not scope.is_front(url):
            expected: Kind = "article" if shape(url)[0] == "article" else "other"
            best[url] = Found(
                url=url, kind=expected, priority=BODY_LINK, date_hint=date_in(url), skip=scope.ignored(url)
            )
    return list(best.values())


def menu_hosts(links: list[Anchor], scope: Scope) -> list[str]:
    """The hosts of the newsroom that a page's menu leads to."""
    hosts = {host_of(link.url) for link in links if link.region == "menu" and scope.newsroom(link.url)}
    return sorted(hosts)


def _head(page: _Page) -> Iterator[Found]:
    """What the page's `<link>` elements name: feeds, the next page, AMP and mobile twins; and where it refreshes to."""
    document = page.document
    for element in document.named["meta"]:
        target = _REFRESH.match(element.get("content") or "")
        if target and (element.get("http-equiv") or "").lower() == "refresh":
            url = absolute(document.base_url, target[1])
            if url is not None and not page.scope.is_own(url):
                yield Found(url=url, priority=LOOSE_STORY, skip=page.scope.ignored(url))
    for element in document.named["frame"]:
        url = absolute(document.base_url, element.get("src") or "")
        if url is not None and page.scope.newsroom(url) and not page.scope.is_own(url):
            expected: Kind = "front" if page.kind == "front" else "other"  # the front page is what its frames show
            yield Found(url=url, kind=expected, priority=FRONT_STORY, skip=page.scope.ignored(url))
    if page.kind in ("front", "section"):
        for url in more_lists(document):
            if page.scope.newsroom(url) and not page.scope.is_own(url) and url not in page.known:
                yield Found(url=url, kind="feed", priority=FURTHER_PAGE, deep=True, skip=page.scope.ignored(url))
    if page.kind != "article":
        for url in jumps(document, page.today):
            if page.scope.newsroom(url) and not page.scope.is_own(url) and url not in page.known:
                yield _dated(url, page, None)
    own = document.url.partition("?")[0].rstrip("/")
    for element in document.named["link"]:
        rel = (element.get("rel") or "").lower().split()
        href = element.get("href")
        if not href or not _LEADING.intersection(rel):
            continue
        url = absolute(document.base_url, href)
        if url is None:
            continue
        url = url.partition("#")[0]
        kind = (element.get("type") or "").lower()
        if "alternate" in rel and is_feed_link(url, kind):
            if page.kind != "article" or not url.startswith(own + "/"):
                yield _feed(url, page, FEED)
        elif "sitemap" in rel:
            yield Found(url=url, kind="sitemap", priority=FEED, skip=page.scope.ignored(url))
        elif "amphtml" in rel or _is_mobile_twin(element, rel) and not page.scope.is_own(url):
            yield Found(url=url, skip=f"print, AMP or mobile twin of {document.url}")
        elif "next" in rel and page.kind != "article" and page.scope.inside(url) and not page.scope.is_own(url):
            yield _further(url)


def _in_scripts(page: _Page, others: Collection[str]) -> Iterator[Found]:
    """Stories that no link leads to, and what else the page's scripts name."""
    for url, teaser in page.stories.items():
        if url not in page.known:
            yield _story(teaser, page)
    for url in others:
        for found in judge(url, page.scope):
            if found.kind == "section" and page_number(url):
                yield _further(url)
            elif found.kind in ("section", "other") and not found.skip and not parts(url)[2]:
                yield Found(url=url, kind="section", priority=SECTION - 50)


def _judge(link: Anchor, page: _Page) -> Found:
    """What is expected behind one link."""
    url, scope = link.url, page.scope
    if (what := file_type(url)) is not None:
        return Found(url=url, skip=what)
    if not scope.newsroom(url):
        return Found(url=url)
    if (skip := scope.ignored(url)) is not None:
        return Found(url=url, skip=skip)
    if url in page.again:
        return Found(url=url, skip="the first page of its listing again")
    if (original := twin_of(url, page.document.url, page.known)) is not None:
        page.originals.setdefault(original)
        return Found(url=url, skip=f"print, AMP or mobile twin of {canonical(original)}")
    if scope.is_front(url):
        return Found(url=url, kind="front", priority=SECTION)
    verdict = scope.described(url)
    if verdict is None and (skip := chore(url, page.document.url) or _needless(link, page)) is not None:
        return Found(url=url, skip=skip)
    machine = machine_kind(parts(url)[1])
    if machine == "sitemap":
        return Found(url=url, kind="sitemap", priority=FEED)
    if machine == "feed":
        return _feed(url, page, LABEL)
    day = date_in(url)
    if verdict == "listing":
        deep = page_number(url) is not None
        return _further(url) if deep else Found(url=url, kind="section", priority=SECTION)
    if url in page.stories:
        return _story(page.stories[url], page)
    if verdict == "article":
        return Found(url=url, kind="article", priority=LOOSE_STORY, date_hint=day)
    return _by_place(link, page, day)


def _is_mobile_twin(link: HtmlElement, rel: list[str]) -> bool:
    """Whether a `<link>` names the page as it is for narrow screens; start-up pictures and style sheets are for such,
    too."""
    return "alternate" in rel and "stylesheet" not in rel and "max-width" in (link.get("media") or "")


def _by_place(link: Anchor, page: _Page, day: str | None) -> Found:
    """What is expected by the link's place on the page and the shape of its address."""
    url, region = link.url, link.region
    form, score = shape(url)
    rel = link.rel.split()
    if form == "dates":
        return _dated(url, page, day)
    paged = region == "pages" or form == "page" or not {"next", "prev"}.isdisjoint(rel)
    if paged or (page.kind != "article" and is_number(link, page.document.url)):
        return Found(url=url, priority=OTHER, deep=True) if page.kind == "article" else _further(url)
    menu = region in ("menu", "header", "trail") or (page.kind == "front" and not page.stories)  # or a frame of one
    if form != "article" and parts(url)[2] and not menu:
        return Found(url=url, kind="section", priority=OTHER, deep=True)  # a choice from some listing
    if form == "label" or region == "label" or "tag" in rel or "author" in rel:
        return Found(url=url, kind="section", priority=LABEL, deep=True)
    if region == "footer":
        return Found(url=url, priority=FOOTER)
    if url in page.prose:
        return Found(url=url, kind="article" if form == "article" else "other", priority=BODY_LINK, date_hint=day)
    if region in ("menu", "header", "trail"):
        if form == "article" and score >= 4 and link.count >= 4:
            return Found(url=url, kind="article", priority=LOOSE_STORY, date_hint=day)
        return Found(url=url, kind="section", priority=SECTION if page.kind == "front" else SECTION - 50)
    if form == "article":
        return Found(url=url, kind="article", priority=LOOSE_STORY - (0 if score >= 3 else 50), date_hint=day)
    if link.heading and link.count >= 5:  # the words of a headline tell more than a short address
        return Found(url=url, kind="article", priority=LOOSE_STORY - 50, date_hint=day)
    if form in ("section", "front") and (link.heading or page.kind == "front" or _in_menu(link)):
        return Found(url=url, kind="section", priority=SECTION - 100)
    return Found(url=url, priority=OTHER, date_hint=day)


def _needless(link: Anchor, page: _Page) -> str | None:
    """What need not be asked, for where the link to it stands; None for what may be worth it."""
    path = parts(link.url)[1]
    if link.region == "footer" and is_house(path):
        return "a page about the publisher"
    if link.url in page.further:
        return FURTHER_PART
    if page.kind == "article":
        own = parts(page.document.url)[1].rstrip("/")
        rest = path.removeprefix(own) if own and path.startswith(own) else "-"
        if rest in ("", "/") and page_number(link.url) is not None:
            return FURTHER_PART
        if rest.startswith("/"):
            enlarged = rest.rstrip("/").count("/") == 1 and link.url not in page.worded and _is_picture(link)
            return ONE_PICTURE if enlarged else appendix_of(rest)
    elif page.today is not None and (days := period(link.url)) is not None and shape(link.url)[0] == "dates":
        return "a day that is still to come" if days[0] > page.today + _DAY else None
    return None


def _is_picture(link: Anchor) -> bool:
    """Whether a picture stands in a link."""
    return next(link.element.iterdescendants("img"), None) is not None


def _in_menu(link: Anchor) -> bool:
    """Whether a link stands in a list of short links and nothing else: a menu that no name gives away."""
    item = link.element.getparent()
    menu = item.getparent() if item is not None and item.tag == "li" else None
    if menu is None or link.count > 3 or len(menu) < 4:
        return False
    return all(next(child.iterdescendants("a"), None) is not None and len(text_of(child)) <= 40 for child in menu)


def _story(teaser: Teaser, page: _Page) -> Found:
    """A teaser's story: the lead and the newest first."""
    base = {"front": FRONT_STORY, "section": SECTION_STORY}.get(page.kind, RAIL_STORY)
    priority = base - min(teaser.position, 90)
    if teaser.date_hint and page.today is not None:
        age = (page.today - date.fromisoformat(teaser.date_hint[:10])).days
        priority += max(0, 50 - 5 * max(age, 0))
    return Found(url=teaser.article_url, kind="article", priority=priority, date_hint=teaser.date_hint)


def _feed(url: str, page: _Page, priority: int) -> Found:
    """A feed. Those that the front page names are read in every run; a section's or a tag's tells what its own page
    tells, so it waits for a backfill."""
    skip, form = page.scope.ignored(url), shape(feednames.END.sub("", url))[0]
    # What a story's page names, and hangs on a story's address, tells of its comments.
    if skip is None and (is_comments(url) or (page.kind == "article" and form == "article")):
        skip = "a feed of comments"
    elif skip is None and form == "label":
        skip = "a feed that tells what the page of its tag tells"
    return Found(url=url, kind="feed", priority=priority, deep=page.kind != "front", skip=skip)


def _further(url: str) -> Found:
    """A further page of a listing: the nearest first."""
    return Found(url=url, kind="section", priority=FURTHER_PAGE - min(page_number(url) or 2, 45), deep=True)


def _dated(url: str, page: _Page, day: str | None) -> Found:
    """A page of an archive: of a day, a month, a year."""
    days = period(url)
    first, last = (days[0].isoformat(), days[1].isoformat()) if days else (day, day)
    skip = page.scope.ignored(url)
    rank = _by_age(days, page)
    return Found(url=url, kind="section", priority=rank, deep=True, date_hint=last, date_first=first, skip=skip)


def _by_age(days: tuple[date, date] | None, page: _Page) -> int:
    """An archive's newest years, months and days first: lists of years begin with those before the first story."""
    if days is None or page.today is None:
        return LABEL
    return max(LABEL - max((page.today - days[1]).days, 0) // 90, OTHER + 1)
