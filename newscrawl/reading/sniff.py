"""What a body is before anything is parsed: a page, a feed, a sitemap, or no text at all.

The bytes decide where they have a signature, as browsers do it (WHATWG MIME Sniffing); the Content-Type decides only
where the bytes say nothing, for servers mislabel.
"""

from __future__ import annotations

import re
from typing import Literal

from newscrawl.reasons import EMPTY

__all__ = ["Form", "charset", "picture_form", "sniff"]

Form = Literal["html", "feed", "sitemap", "json", "other"]

_SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "a PDF file"),
    (b"\x89PNG\r\n", "an image"),
    (b"\xff\xd8\xff", "an image"),
    (b"GIF8", "an image"),
    (b"\x00\x00\x01\x00", "an image"),
    (b"BM", "an image"),
    (b"PK\x03\x04", "a ZIP archive"),
    (b"\x1f\x8b\x08", "a compressed file"),
    (b"7z\xbc\xaf", "an archive file"),
    (b"Rar!", "an archive file"),
    (b"ID3", "a sound file"),
    (b"OggS", "a media file"),
    (b"\x1aE\xdf\xa3", "a film"),
    (b"wOFF", "a font"),
    (b"wOF2", "a font"),
    (b"{\\rtf", "a text document"),
    (b"\xd0\xcf\x11\xe0", "an office document"),
)
_MARKS = tuple(mark for mark, _ in _SIGNATURES)
_HTML = re.compile(
    rb"<(?:!doctype\s+html|html|head|body|title|meta|link|script|style|div|p|h1|table|main|article|header|a|br|ul|font)\b",
    re.IGNORECASE,
)
_PLAINLY_HTML = re.compile(rb"\A\s*<!doctype html>\s*<html[\s>]", re.IGNORECASE)
"""How most pages begin."""
_ROOT = re.compile(rb"<(?!\?|!)(?:[\w.-]+:)?([\w.-]+)")
_COMMENT = re.compile(rb"<!--.*?(?:-->|\Z)", re.DOTALL)
# Behind white space, or a warning of the server's scripts, that stands before the document.
_LATE = re.compile(
    rb"<\?xml[^<>]*\?>\s*(?:<[?!][^<>]*>\s*)*<(?:[\w.-]+:)?(rss|rdf|feed|urlset|sitemapindex)\b"
    rb"|<(rss|feed|urlset|sitemapindex)\s[^<>]*(?:version|xmlns)\s*=",
    re.IGNORECASE,
)
_JSON_FEED = re.compile(rb"jsonfeed\.org\\?/version")
_XML_ROOTS: dict[bytes, tuple[Form, str]] = {
    b"rss": ("feed", "an RSS feed"),
    b"rdf": ("feed", "an RSS 1.0 feed"),
    b"feed": ("feed", "an Atom feed"),
    b"urlset": ("sitemap", "a sitemap"),
    b"sitemapindex": ("sitemap", "an index of sitemaps"),
    b"svg": ("other", "an image"),
}
_NOT_PAGES = (
    ("image/", "an image"),
    ("audio/", "a sound file"),
    ("video/", "a film"),
    ("font/", "a font"),
    ("application/pdf", "a PDF file"),
    ("application/zip", "a ZIP archive"),
    ("text/css", "a style sheet"),
    ("text/javascript", "a script"),
    ("application/javascript", "a script"),
    ("text/calendar", "a calendar file"),
    ("text/csv", "a table"),
    ("application/vnd", "an office document"),
)


def sniff(body: bytes, content_type: str | None = None) -> tuple[Form, str]:
    """The form of a body and what to call it in a sentence.

    `content_type` is the Content-Type header as received; None where there was none.
    """
    mime = (content_type or "").split(";")[0].strip().lower()
    head = body[:2048]
    if _PLAINLY_HTML.match(head) and 0 not in head[:64]:
        return "html", "a page"
    if head.startswith(_MARKS):
        return "other", next(words for mark, words in _SIGNATURES if head.startswith(mark))
    if head[:4] == b"RIFF" and head[8:12] in (b"WEBP", b"WAVE", b"AVI "):
        return "other", "an image" if head[8:12] == b"WEBP" else "a media file"
    if head[4:8] == b"ftyp":
        return "other", "an image" if head[8:12] in (b"avif", b"heic") else "a film"
    text = _text(head)
    if not text:
        return "other", EMPTY if not body.strip() else "bytes without text"
    if text.startswith(b"<") and _ROOT.search(_COMMENT.sub(b"", text)) is None:
        text = _text(body[:65_536])  # a long prologue: comments, or declarations of entities
    text = _COMMENT.sub(b"", text).lstrip()
    if (late := _LATE.search(text)) is not None and not _HTML.search(text[: late.start()].replace(b"<br", b"")):
        return _XML_ROOTS[(late[1] or late[2]).lower()]
    if text.startswith(b"<"):
        return _markup(text, mime)
    if text[:1] in b"{[" and (mime.endswith("json") or _looks_like_json(text)):
        return ("feed", "a JSON Feed") if _JSON_FEED.search(body) else ("json", "JSON data")
    if _HTML.search(text):
        return "html", "a page"
    for start, words in _NOT_PAGES:
        if mime.startswith(start):
            return "other", words
    if mime.endswith("json"):
        return "json", "JSON data"
    if mime in ("text/plain", "application/octet-stream", "binary/octet-stream"):
        return "other", "plain text"
    return "html", "a page"  # bare words under text/html, or under no type at all: a page without markup


def _text(head: bytes) -> bytes:
    """The first bytes as something ASCII can be searched in; empty for binary data."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        codec = "utf-16-le" if head[0] == 0xFF else "utf-16-be"
        return head[2:].decode(codec, "replace").encode("utf-8", "replace").lstrip()
    if head[:4] in (b"<\0?\0", b"\0<\0?"):  # UTF-16 without a mark
        return head.decode("utf-16-be" if head[0] == 0 else "utf-16-le", "replace").encode("utf-8", "replace")
    head = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if head[:64].count(0) > 2:
        return b""
    return head


def _markup(text: bytes, mime: str) -> tuple[Form, str]:
    """Which kind of markup it is, by its first element."""
    found = _ROOT.search(text)
    root = found[1].lower() if found else b""
    if root in _XML_ROOTS:
        return _XML_ROOTS[root]
    if text[:5].lower() == b"<?xml" and root != b"html" and not _HTML.search(text) and "html" not in mime:
        return "other", "XML data"
    return "html", "a page"


def _looks_like_json(text: bytes) -> bool:
    return re.match(rb'[{\[]\s*(?:["{\[\]}]|-?\d|true|false|null)', text) is not None


_PICTURES = (
    (re.compile(rb"\xff\xd8\xff"), "JPEG"),
    (re.compile(rb"\x89PNG\r\n\x1a\n"), "PNG"),
    (re.compile(rb"GIF8[79]a"), "GIF"),
    (re.compile(rb"RIFF.{4}WEBP", re.DOTALL), "WebP"),
    (re.compile(rb".{4}ftyp(?:avif|avis|mif1|heic)", re.DOTALL), "AVIF"),
    (
        re.compile(
            rb"\s*(?:<\?xml[^>]{0,200}\?>\s*)?(?:<!--.{0,2000}?-->\s*|<!DOCTYPE svg[^>]{0,500}>\s*)*<svg[\s>]",
            re.DOTALL,
        ),
        "SVG",
    ),
)


def picture_form(body: bytes) -> str | None:
    """The form of a picture by its first bytes, whatever its server says; None: it is none that browsers show."""
    return next((form for signature, form in _PICTURES if signature.match(body)), None)


def charset(content_type: str | None) -> str | None:
    """The charset of a Content-Type (RFC 9110, section 8.3.2)."""
    for part in (content_type or "").split(";")[1:]:
        name, _, value = part.partition("=")
        if name.strip().lower() == "charset" and value:
            return value.strip().strip("\"'")
    return None
