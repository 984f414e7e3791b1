"""White space, control characters, entities and zero-width marks: what an archive must not keep of a text."""

from __future__ import annotations

import html
import re
import unicodedata
from dataclasses import fields

from newscrawl.items import Article, Teaser

__all__ = ["clean_block", "clean_item", "clean_text"]

# Controls (but line feed and tab), lone surrogates, byte-order marks, soft hyphens, zero-width spaces, bidi overrides.
# Zero-width joiners stay: Persian, Hindi and emoji need them.
_INVISIBLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\u00ad\u200b\u2060\ufeff\ufffe\uffff\u202a-\u202e]")
_SPACES = re.compile(r"[^\S\n]+")
_BLOCKS = re.compile(r"\n[ \t]*\n\s*")
_ENTITY = re.compile(r"&(?:[a-zA-Z]{2,8}|#\d{1,7}|#x[0-9a-fA-F]{1,6});")
_BODIES = {"article_body", "plain_body"}
_ADDRESSES = {"url", "page_url", "canonical_url", "image_url", "listing_url", "article_url", "aliases"}
_REQUIRED = {"headline", "article_body", "rail", "kind", "reader_version", "marks"}
_FIELDS = {item: tuple(f.name for f in fields(item) if f.name not in _ADDRESSES) for item in (Article, Teaser)}


def clean_text(text: str) -> str:
    """One line of clean text in NFC. An entity that was escaped twice is resolved once more."""
    return text if _is_clean(text) else " ".join(clean_block(text).split())


def clean_block(text: str) -> str:
    """Clean text in NFC that keeps its lines; blocks stay parted by one blank line."""
    if all(map(_is_clean, text.split("\n\n"))):
        return text
    if _ENTITY.search(text):
        text = html.unescape(text)
    text = unicodedata.normalize("NFC", _INVISIBLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n")))
    blocks = ("\n".join(_SPACES.sub(" ", line).strip() for line in block.split("\n")) for block in _BLOCKS.split(text))
    return "\n\n".join(block.strip("\n") for block in blocks if block.strip())


def _is_clean(text: str) -> bool:
    """Whether a line needs nothing, as most do. (Of all white space a space alone is printable.)"""
    return (
        text.isprintable()
        and text.strip() == text != ""
        and "  " not in text
        and "&" not in text
        and unicodedata.is_normalized("NFC", text)
    )


def clean_item(item: Article | Teaser) -> None:
    """Clean the text of an article or teaser; an optional text that is empty then becomes None."""
    for name in _FIELDS[Article if isinstance(item, Article) else Teaser]:
        value = getattr(item, name)
        if isinstance(value, str):
            cleaned = clean_block(value) if name in _BODIES else clean_text(value)
            setattr(item, name, cleaned or ("" if name in _REQUIRED else None))
        elif isinstance(value, list) and value and isinstance(value[0], str):
            setattr(item, name, list(dict.fromkeys(filter(None, map(clean_text, value)))))
    if isinstance(item, Article):
        for link in item.links:
            link.text = clean_text(link.text)
        for image in item.images:
            image.caption = clean_text(image.caption or "") or None
            image.credit = clean_text(image.credit or "") or None
        for entry in item.live_entries:
            entry.text = clean_block(entry.text)
            entry.headline = clean_text(entry.headline or "") or None
            entry.authors = list(dict.fromkeys(filter(None, map(clean_text, entry.authors))))
        item.live_entries = [entry for entry in item.live_entries if entry.text]
