"""A probe as text for a terminal and as JSON for scripts. What a page says never reaches the terminal unescaped."""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, fields
from typing import Any

from newscrawl.items import Article, Found
from newscrawl.probe.page import Piece, Probe
from newscrawl.terminal import plain

__all__ = ["as_json", "as_text"]

WIDTH = 100
"""Columns of a terminal that the text fits into."""
_NAME, _SOURCE = 23, 18
_SHORT = 160
"""Columns of a kept block that are shown, where the whole text was not asked for."""
_MOST = 500
"""Pieces, teasers or links that are shown at most; JSON holds all."""
# Control characters that JSON lets through, and those that turn the direction of a line around.
_UNSAFE_IN_JSON = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_ELSEWHERE = (
    "headline", "article_body", "links", "aliases", "provenance", "page_url", "date_published_raw", "live_entries",
    "marks", "plain_body",
)  # fmt: skip
"""Fields of an article that are shown in another way than as a line of their own, or are for the archive alone."""


def as_json(probe: Probe) -> str:
    """One JSON object in one line."""
    reading = asdict(probe.reading)
    del reading["article"]
    told = {
        "url": probe.url,
        "http_status": probe.http_status,
        "bytes": probe.size,
        "verdict": probe.verdict,
        "container": probe.container,
        "article": asdict(probe.article) if probe.article else None,
        "pieces": [asdict(piece) for piece in probe.pieces],
    }
    text = json.dumps({**reading, **told}, ensure_ascii=False)
    return _UNSAFE_IN_JSON.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def as_text(probe: Probe, *, whole: bool = False) -> str:
    """For a person; `whole`: every kept block from its beginning to its end."""
    return "\n".join(_lines(probe, whole))


def _lines(probe: Probe, whole: bool) -> Iterator[str]:
    reading, article = probe.reading, probe.article
    status = f", HTTP {probe.http_status}" if probe.http_status else ""
    yield from _wrapped(probe.url, "")
    yield f"{probe.size:,} bytes{status}"
    yield ""
    yield from _wrapped(f"taken for: {reading.kind}: {reading.reason}", "  ")
    if probe.verdict and probe.verdict != reading.reason:
        yield from _wrapped(f"its text: {probe.verdict}", "  ")
    if reading.robots:
        yield f"asks of robots: {', '.join(reading.robots)} (recorded; obeyed with ROBOTS_META_OBEY alone)"
    told = article is not None and reading.kind in ("article", "other")
    if article is not None and told:
        yield from _heading("fields" if reading.kind == "article" else "fields, if it were an article")
        yield from _fields(article)
        yield from _heading("text")
        yield from _pieces(probe, whole)
    if reading.teasers:
        yield from _heading(f"teasers: {len(reading.teasers)}")
        yield from _teasers(probe)
    if reading.found:
        yield from _heading(f"leads to: {len(reading.found)} addresses")
        yield from _addresses(reading.found, listed=not told)


def _heading(words: str) -> Iterator[str]:
    yield ""
    yield words
    yield "-" * len(words)


def _fields(article: Article) -> Iterator[str]:
    """Name, source and value of every field."""
    names = ["headline", *(f.name for f in fields(Article) if f.name not in _ELSEWHERE)]
    for name in names:
        yield from _field(name, article.provenance.get(name, ""), _value(getattr(article, name)))
        if name == "date_published" and article.date_published_raw:
            yield from _field("  as written", "", article.date_published_raw)
    body = article.article_body
    count = body.count("\n\n") + 1 if body else 0
    told = f"{count} blocks, {len(body):,} characters; see below" if body else "-"
    yield from _field("article_body", article.provenance.get("article_body", ""), told)
    if article.live_entries:
        shown = article.live_entries[:20]
        entries = (f"{entry.date_published or 'no time'}: {entry.headline or entry.text[:60]}" for entry in shown)
        told = "\n".join([f"{len(article.live_entries)}", *entries])
        yield from _field("live_entries", article.provenance.get("live_entries", ""), told)
    links = [f"{link.text} <{link.url}>" for link in article.links[:20]]
    more = [f"and {len(article.links) - 20} more"] if len(article.links) > 20 else []
    yield from _field("links", "html" if links else "", "\n".join(links + more) or "-")


def _value(value: Any) -> str:
    if value in (None, "", []):
        return "-"
    return "; ".join(map(str, value)) if isinstance(value, list) else str(value)


def _field(name: str, source: str, value: str) -> Iterator[str]:
    indent = " " * (_NAME + _SOURCE)
    source = plain(source)
    first = f"{name:<{_NAME}}{source:<{_SOURCE}}"
    if len(source) >= _SOURCE:  # "json-ld, zone assumed UTC"
        yield first.rstrip()
        first = indent
    for line in value.split("\n"):
        for part in _wrap(plain(line), WIDTH - len(indent)):
            yield (first + part).rstrip()
            first = indent


def _pieces(probe: Probe, whole: bool) -> Iterator[str]:
    """Kept ones with +, the others with - and the reason."""
    kept = sum(piece.kept for piece in probe.pieces)
    yield f"{kept} of {len(probe.pieces)} pieces are the story (+); the others (-) are left out, each for its reason"
    yield from _wrapped(f"read from: {probe.container or 'elsewhere'}", "  ")
    yield ""
    for piece in probe.pieces[:_MOST]:
        yield from _piece(piece, whole)
    if len(probe.pieces) > _MOST:
        yield f"… and {len(probe.pieces) - _MOST} more (--json tells all)"


def _piece(piece: Piece, whole: bool) -> Iterator[str]:
    if piece.kept:
        text = plain(piece.text)
        yield from _wrapped(text if whole else _cut(text, _SHORT), "    ", "  + ")
    else:
        yield f"  - {_cut(plain(piece.text), 80)}"
        what = "box" if piece.box else "block"
        yield from _wrapped(f"{what} {piece.element}: {piece.reason}", "        ", "      ")


def _teasers(probe: Probe) -> Iterator[str]:
    """By rail, each with what its address would be asked as."""
    followed = {found.url: found for found in probe.reading.found}
    rail = None
    for teaser in probe.reading.teasers[:_MOST]:
        if teaser.rail != rail:
            rail = teaser.rail
            yield plain(f"[{rail}]") if rail else "[no heading]"
        label = f"{teaser.label}: " if teaser.label else ""
        yield from _wrapped(f"{teaser.position:>3} {label}{teaser.headline}", "      ", "  ")
        if teaser.description:
            yield f"      {_cut(plain(teaser.description), WIDTH - 6)}"
        yield from _wrapped(
            f"{_expected(followed.get(teaser.article_url))}: {teaser.article_url}", "        ", "      "
        )
    if len(probe.reading.teasers) > _MOST:
        yield f"… and {len(probe.reading.teasers) - _MOST} more (--json tells all)"


def _addresses(found: list[Found], *, listed: bool) -> Iterator[str]:
    """How many of each kind; of a listing each address, what is asked sooner first."""
    counts = Counter(_expected(f) for f in found)
    for words, count in counts.most_common(30):
        yield f"{count:>5}  {_cut(plain(words), WIDTH - 7)}"
    if not listed:
        return
    yield ""
    asked = sorted((f for f in found if not f.skip), key=lambda f: -f.priority)
    for one in [*asked, *(f for f in found if f.skip)][:_MOST]:
        when = f" ({one.date_hint[:10]})" if one.date_hint else ""
        yield from _wrapped(f"{_expected(one)}{when}: {one.url}", "      ", "  ")
    if len(found) > _MOST:
        yield f"… and {len(found) - _MOST} more (--json tells all)"


def _expected(found: Found | None) -> str:
    """As what an address is followed."""
    if found is None:
        return "not followed"
    if found.skip:
        return f"not asked, {found.skip}"
    return f"{found.kind}, with a backfill alone" if found.deep else found.kind


# --- lines of a terminal: wide characters take two columns, marks none -----------------------------------------------


def _columns(char: str) -> int:
    if unicodedata.combining(char):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def _wrapped(text: str, indent: str, first: str = "") -> Iterator[str]:
    """Lines of at most WIDTH columns; all but the first begin with `indent`."""
    for line in _wrap(plain(text), WIDTH - max(len(indent), len(first))):
        yield first + line
        first = indent


def _wrap(text: str, width: int) -> list[str]:
    lines, line, used = [], "", 0
    for word in text.split(" "):
        size = sum(map(_columns, word))
        if line and used + 1 + size > width:
            lines.append(line)
            line, used = "", 0
        if line:
            line, used = f"{line} {word}", used + 1 + size
            continue
        while size > width and not word.isascii():  # a script without blanks; addresses stay whole
            head = _head(word, width)
            lines.append(head)
            word = word[len(head) :]
            size = sum(map(_columns, word))
        line, used = word, size
    return [*lines, line] if line or not lines else lines


def _head(text: str, width: int) -> str:
    """The beginning of a text, as far as it fits."""
    for at, char in enumerate(text):
        width -= _columns(char)
        if width < 0:
            return text[: max(at, 1)]
    return text


def _cut(text: str, width: int) -> str:
    head = _head(text, width)
    return text if len(head) == len(text) else _head(text, width - 1).rstrip() + "…"
