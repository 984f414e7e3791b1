"""Pages that say "not found" with a good conscience: soft 404s.

Once for each host an address is asked that cannot exist. How the host answers is remembered, and whatever is answered
like that later is not there either.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import urlsplit

from newscrawl.items import Found, Missing
from newscrawl.notthere import says_not_there
from newscrawl.reading.reading import Reading
from newscrawl.urls import canonical, host_of

__all__ = ["NOWHERE", "is_missing", "is_nowhere", "leads_nowhere", "missing", "nowhere", "says_missing"]

NOWHERE = "newscrawl-asks-for-what-is-not-there-404"
"""The last part of addresses that are made up; whoever reads the server's log may know."""
_ENDING = re.compile(r"\.[a-z]{2,5}$", re.IGNORECASE)
_DATE = re.compile(r"(?:19|20)\d\d[\d-]{0,6}", re.ASCII)
_DIGIT = re.compile(r"\d")
_DIGITS_OF_KEY = 3
_MOST_WORDS_SHARED = 0.7


def nowhere(found: Iterable[Found], known: Iterable[str]) -> list[Found]:
    """An address that cannot exist for each host of the found stories that is not known yet: the sister of a story."""
    made: dict[str, Found] = {}
    for f in found:
        host = host_of(f.url)
        if f.kind == "article" and not f.skip and host and host not in made and host not in known:
            parts = urlsplit(f.url)
            folder, _, name = parts.path.rstrip("/").rpartition("/")
            ending = _ENDING.search(name)
            slash = "/" if parts.path.endswith("/") else ""
            path = f"{_of_nothing(folder)}/{NOWHERE}{ending[0] if ending else slash}"
            made[host] = Found(url=f"{parts.scheme}://{parts.netloc}{path}", priority=999)
    return list(made.values())


def _of_nothing(folder: str) -> str:
    """A folder with zeros in its keys, dates aside: many a site goes by the key alone ("/article/1581/a-slug") and
    shows its story whatever slug stands behind it."""
    segments = folder.split("/")
    for at, segment in enumerate(segments):
        dated = _DATE.fullmatch(segment) or (at and _DATE.fullmatch(segments[at - 1]))
        if not dated and sum(map(str.isdigit, segment)) >= _DIGITS_OF_KEY:
            segments[at] = _DIGIT.sub("0", segment)
    return "/".join(segments)


def is_nowhere(url: str) -> bool:
    """Whether an address was made up by `nowhere`."""
    return NOWHERE in url


def missing(reading: Reading, http_status: int) -> Missing:
    """What a page looks like that answers for an address that cannot exist."""
    title, headline = (_without_own(text, NOWHERE) for text in (reading.title, reading.headline))
    return Missing(http_status=http_status, title=title, headline=headline, text=reading.text)


def is_missing(reading: Reading, url: str, known: Missing) -> bool:
    """Whether a page says what the host says for what is not there: the same title and heading, and much the same text
    unless these say it all."""
    if known.http_status != 200 or not (known.title or known.headline):
        return False
    own = urlsplit(url).path.rstrip("/").rpartition("/")[2] or url
    if (_without_own(reading.title, own), _without_own(reading.headline, own)) != (known.title, known.headline):
        return False
    if says_not_there(known.headline or known.title):
        return True  # whatever else it shows, today's stories, say
    if not (reading.text and known.text):
        return not reading.text and not known.text and bool(known.headline) and not reading.teasers
    one, other = set(reading.text.lower().split()), set(known.text.lower().split())
    return one == other or len(one & other) >= _MOST_WORDS_SHARED * len(one | other)


def says_missing(reading: Reading) -> bool:
    """Whether a page says in its title and heading that what was asked for is not there, and tells no story.

    Teasers, or a word to the reader, may look like the text of one; its data date no story there.
    """
    if reading.kind in ("front", "feed", "sitemap"):
        return False
    headline = reading.headline
    if (article := reading.article) is not None:
        if article.provenance.get("date_published", "html").partition(",")[0] not in ("html", "url"):
            return False
        headline = article.headline
    return says_not_there(reading.title) and says_not_there(headline or reading.title)


def leads_nowhere(target: str, known: Missing) -> bool:
    """Whether a redirect leads where the host sends everybody who asks for what is not there."""
    return (
        known.redirects_to is not None and canonical(target).partition("?")[0] == known.redirects_to.partition("?")[0]
    )


def _without_own(text: str, own: str) -> str:
    """A text without the part of an address that some pages repeat."""
    return " ".join(text.replace(own, "").split())
