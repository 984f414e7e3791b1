"""How cells of Datasette's tables look: ids lead to our pages, times and long texts are readable, bytes are told by
their size."""

from __future__ import annotations

import re
from urllib.parse import quote

from markupsafe import Markup, escape

from newscrawl.browse.looks import web

__all__ = ["cell", "whole"]

_STORIES = {("articles", "id"), ("articles", "cluster_id")}
_STORY_COLUMNS = ("article_id", "other_id")
_CAPTURES = ("capture_digest", "payload_digest")
_DIGEST = re.compile(r"sha256:[0-9a-f]{64}")
_STAMP = re.compile(r"\d{4}-\d\d-\d\dT[\d:.]+(?:Z|[+-]\d\d:\d\d)?")
_MOST = 240
"""Characters of a cell in a table of many rows."""
_MOST_ALONE = 200_000
"""Those of a row that has the page to itself."""


def cell(value: object, column: str, table: str | None, story_id: object = None) -> Markup | None:
    """A cell of a table of many rows; None where Datasette's own way does. `story_id`: of an article's row, its id."""
    if (table, column) == ("articles", "headline") and isinstance(story_id, int) and value:
        return _link(f"/stories/{story_id}", str(value))
    story = column in _STORY_COLUMNS or (table, column) in _STORIES
    if isinstance(value, dict):  # a key, with the label of the row that it names
        return _link(f"/stories/{value['value']}", _short(str(value["label"]), _MOST)) if story else None
    if isinstance(value, bytes):
        return Markup('<span class="none">{:,} bytes</span>').format(len(value))
    if isinstance(value, int):
        return _link(f"/stories/{value}", str(value)) if story else None
    return _text(value, column, _MOST) if isinstance(value, str) and value else None


def whole(value: str, column: str) -> Markup:
    """A text of a row that has the page to itself."""
    return _text(value, column, _MOST_ALONE)


def _text(value: str, column: str, most: int) -> Markup:
    if column in _CAPTURES and _DIGEST.fullmatch(value):
        return _link(f"/captures/{value}", value[:15] + "…")
    if _STAMP.fullmatch(value):
        return Markup('<span class="when">{}</span>').format(value)
    if web(value) and " " not in value:
        return Markup('<a href="{}" rel="noreferrer noopener nofollow">{}</a>').format(value, _short(value, most))
    return Markup('<span class="long">{}</span>').format(_short(value, most)) if len(value) > 60 else escape(value)


def _link(address: str, words: str) -> Markup:
    return Markup('<a href="{}">{}</a>').format(quote(address, safe="/:"), words)


def _short(text: str, most: int) -> str:
    return text if len(text) <= most else text[:most] + " …"
