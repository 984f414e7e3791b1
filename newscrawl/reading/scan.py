"""Entries of feeds and sitemaps, read from XML however broken it is (XML 1.0, Namespaces in XML, XML Base).

A scanner of tags and no parser of XML: half of what newsrooms call XML is not well-formed, and libxml2's recovery loses
every entry behind the first end tag that does not fit. Here an entry that is broken costs itself alone. Entities are
never declared, expanded or fetched, because there is nothing that could: what stands between tags is text. One pass,
one entry in memory at a time.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape

from newscrawl.urls import absolute

__all__ = ["Entry", "Field", "entries"]

# No part reads over the next "<" but comments and CDATA, which end at their own mark: the scan is linear.
_TOKEN = re.compile(
    rb"<(?:!--.*?(?:-->|\Z)"
    rb"|!\[CDATA\[(?P<cdata>.*?)(?:\]\]>|\Z)"
    rb"|[!?][^<>]*>?"
    rb"|(?P<end>/?)(?P<name>[A-Za-z_][^\s<>/\"'=]*+)(?P<attributes>(?:[^<>\"']|\"[^\"<]*\"|'[^'<]*')*+)>)",
    re.DOTALL,
)
_ATTRIBUTE = re.compile(rb"(?<![^\s=\"'/])([^\s=\"'/]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))")
# The five of XML itself and numbers; any other would have to be declared.
_ENTITY = re.compile(r"&(?:amp|lt|gt|quot|apos|#\d{1,7}|#[xX][0-9a-fA-F]{1,6});")
_DECLARED = re.compile(rb"^[^<]{0,200}<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w.:-]{1,40})[\"']", re.IGNORECASE)
_LONGEST = 4_000
"""Bytes of a text that may be an address or a date."""
_PREFIX_ALONE = {"dc": "purl.org/dc", "news": "sitemap-news", "image": "sitemap-image", "video": "sitemap-video",
                 "media": "search.yahoo.com/mrss", "atom": "www.w3.org/2005/atom"}  # fmt: skip
"""What prefixes mean that a document uses and forgot to declare."""


@dataclass(slots=True)
class Field:
    """An element inside an entry."""

    name: str
    """Local name in lower case."""
    space: str
    """Its namespace in lower case; empty where it has none."""
    parent: str
    """Local name of the element around it; empty directly inside the entry."""
    attributes: dict[str, str]
    """By local name, lower case."""
    text: str = ""
    """Its own words, without those of elements inside it."""


@dataclass(slots=True)
class Entry:
    """One item, entry, url or sitemap."""

    name: str
    """Local name in lower case."""
    base: str
    """What relative addresses refer to (XML Base)."""
    fields: list[Field] = field(default_factory=list)
    """The elements inside it, two levels deep, in document order."""
    attributes: dict[str, str] = field(default_factory=dict)
    """By local name, lower case."""


def entries(
    body: bytes, names: frozenset[str], wanted: frozenset[str], url: str, *, outside: list[Field] | None = None
) -> Iterator[Entry]:
    """The elements called one of `names`, with those inside them that are `wanted` (local names, lower case).

    `outside` takes the wanted elements before the first entry: what a feed says of itself. An entry without an end is
    taken for ended by the next one, and by the end of the body.
    """
    body = _readable(body)
    declared = _DECLARED.match(body[:600])
    charset = declared[1].decode("ascii").lower() if declared else ""
    if charset in ("", "utf-8", "utf8", "us-ascii", "iso-8859-1"):  # where the bytes are not UTF-8 after all
        charset = "cp1252"
    spaces: dict[bytes, str] = {}
    bases = [(b"", url)]  # elements around the entry that change the base
    entry: Entry | None = None
    inside: list[bytes] = []  # open elements of the entry
    current: Field | None = None
    pieces: list[str] = []
    end = 0
    for token in _TOKEN.finditer(body):
        if current is not None:
            if token.start() > end:
                pieces.append(_unescape(_text(body[end : min(token.start(), end + _LONGEST)], charset)))
            if (data := token["cdata"]) is not None and token.end() < len(body):  # half an address is none
                pieces.append(_text(data[:_LONGEST], charset))
        end = token.end()
        name = token["name"]
        if name is None:
            continue
        if current is not None:  # a tag, of whichever element, ends the field's own words
            current.text = "".join(pieces).strip()
            current = None
        prefix, _, local = name.rpartition(b":")
        plain = local.lower()
        if token["end"]:
            if entry is None:
                if len(bases) > 1 and bases[-1][0] == name:
                    bases.pop()
            elif name in inside:
                while inside.pop() != name:
                    pass
                if not inside:
                    yield entry
                    entry = None
            continue
        given = token["attributes"]
        closed = given.endswith(b"/")
        attributes: dict[str, str] = {}
        if given and b"=" in given:
            attributes = _attributes(given, spaces, charset)
        word = plain.decode("ascii", "replace")
        if word in names and (entry is None or plain == inside[0].rpartition(b":")[2].lower()):
            if entry is not None:
                yield entry
            entry = Entry(word, _base(bases[-1][1], attributes), attributes=attributes)
            inside = [name]
            if closed:
                yield entry
                entry = None
            continue
        if entry is None:
            if "xml:base" in attributes and not closed:
                bases.append((name, _base(bases[-1][1], attributes)))
            if outside is not None and word in wanted:
                current = Field(word, spaces.get(prefix, ""), "", attributes)
                outside.append(current)
        elif word in wanted and len(inside) <= 2:
            parent = inside[1].rpartition(b":")[2].lower().decode("ascii", "replace") if len(inside) == 2 else ""
            space = spaces.get(prefix) or _PREFIX_ALONE.get(prefix.decode("ascii", "replace").lower(), "")
            current = Field(word, space, parent, attributes)
            entry.fields.append(current)
        pieces = []
        if closed:
            current = None
        elif entry is not None and len(inside) < 200:
            inside.append(name)
    if current is not None:
        current.text = "".join(pieces).strip()
    if entry is not None:
        yield entry


def _readable(body: bytes) -> bytes:
    """The body in an encoding whose tags are ASCII: UTF-16 and UTF-32 become UTF-8."""
    if body.startswith((b"\xff\xfe\x00\x00", b"\x00\x00\xfe\xff")):
        return body.decode("utf-32", "replace").encode("utf-8", "replace")
    if body.startswith((b"\xff\xfe", b"\xfe\xff")):
        return body.decode("utf-16", "replace").encode("utf-8", "replace")
    if body[:40].count(0) >= 8:  # no byte order mark; every other byte of Latin text is a zero
        codec = "utf-16-be" if body[:1] == b"\x00" else "utf-16-le"
        return body.decode(codec, "replace").encode("utf-8", "replace")
    return body


def _text(data: bytes, charset: str) -> str:
    """Words; valid UTF-8 is UTF-8 whatever the document declares."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        try:
            return data.decode(charset, "replace")
        except (LookupError, ValueError):
            return data.decode("cp1252", "replace")


def _unescape(text: str) -> str:
    return _ENTITY.sub(lambda found: unescape(found[0]), text) if "&" in text else text


def _attributes(given: bytes, spaces: dict[bytes, str], charset: str) -> dict[str, str]:
    """The attributes of a tag; the namespaces that it declares are added to `spaces`."""
    found: dict[str, str] = {}
    for name, double, single, bare in _ATTRIBUTE.findall(given):
        value = _unescape(_text((double or single or bare)[:_LONGEST], charset)).strip()
        prefix, _, local = name.lower().rpartition(b":")
        if prefix == b"xmlns" or name == b"xmlns":
            spaces[local if prefix else b""] = value.lower()
        elif prefix == b"xml":
            found["xml:" + local.decode("ascii", "replace")] = value
        else:
            found.setdefault(local.decode("ascii", "replace"), value)
    return found


def _base(around: str, attributes: dict[str, str]) -> str:
    return (absolute(around, attributes["xml:base"]) or around) if "xml:base" in attributes else around
