"""A folder of Markdown files, one an article, with its fields as YAML front matter."""

from __future__ import annotations

import json
import re
import unicodedata
from typing import TYPE_CHECKING
from urllib.parse import unquote

from newscrawl.archive.export import COLUMNS
from newscrawl.export.files import whole_file

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from newscrawl.archive.export import Record

__all__ = ["document", "name_of", "write"]

_NO_FRONT = ("article_body", "date_published_raw", "content_hash", "reader_version", "provenance")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_ENDING = re.compile(r"\.[a-z]{2,5}$")
LONGEST = 100
"""Bytes of the slug in a file's name; file systems take 255 for the whole name."""

# JSON strings are YAML's, but for characters that YAML wants escaped, or would take for line breaks.
_UNPRINTABLE = re.compile("[\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")
_MARKS = re.compile(r"[\\`*_\[\]<>&~|$#]")
_START = re.compile(r"^([+=:-]|\d{1,9}(?=[.)]))", re.MULTILINE)


def write(records: Iterable[Record], folder: Path) -> int:
    """Write a file for each record into FOLDER/YEAR/MONTH; returns how many. Each file is there whole or not at all.

    One of the same name, that is of the same article, is replaced. Raises OSError.
    """
    number = 0
    for number, record in enumerate(records, 1):  # noqa: B007
        name = name_of(record)
        place = folder / name[:4] / name[5:7] if _DAY.match(name) else folder / "undated"
        place.mkdir(parents=True, exist_ok=True)
        with whole_file(place / name, sync=False) as file:
            file.write(document(record).encode())
    return number


def name_of(record: Record) -> str:
    """ "2024-04-17-council-votes-to-rebuild-pier-12.md": day of publication, slug, id.

    The slug is that of the address, which outlives changes of the headline; where that tells nothing, the headline's.
    It has letters and digits of any script alone, and no name is one that a system keeps for itself.
    """
    day = (record["date_published"] or "")[:10]
    path = re.split("[?#]", record["url"].partition("://")[2])[0].partition("/")[2]
    slug = _slug(_ENDING.sub("", unquote(path.rstrip("/").rpartition("/")[2]).lower()))
    if sum(char.isalpha() for char in slug) < 5:
        slug = _slug(record["headline"])
    parts = (day if _DAY.fullmatch(day) else "undated", slug, str(record["id"]))
    return "-".join(part for part in parts if part) + ".md"


def _slug(text: str) -> str:
    folded = unicodedata.normalize("NFKC", text).casefold()
    words = "".join(char if unicodedata.category(char)[0] in "LMN" else " " for char in folded).split()
    slug = unicodedata.normalize("NFC", "-".join(words)).encode()
    if len(slug) <= LONGEST:
        return slug.decode()
    kept = slug[:LONGEST].decode(errors="ignore")
    return kept.rpartition("-")[0] or kept  # whole words, where there are several


def document(record: Record) -> str:
    """The text of a file: front matter that every YAML parser reads, the headline, the body."""
    told = [name for name in COLUMNS if name not in _NO_FRONT and record[name] not in (None, [])]
    front = [f"{name}: {_yaml(record[name])}" for name in told]
    blocks = [f"# {_plain(' '.join(record['headline'].split()))}", *map(_plain, record["article_body"].split("\n\n"))]
    return "---\n" + "\n".join(front) + "\n---\n\n" + "\n\n".join(block for block in blocks if block) + "\n"


def _yaml(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return _UNPRINTABLE.sub(lambda m: f"\\u{ord(m[0]):04x}", text)


def _plain(block: str) -> str:
    """A block of text, so that Markdown shows it as it is."""
    lines = [line.strip() for line in block.replace("\x00", "").splitlines()]
    return _START.sub(_escaped_start, "\n".join(_MARKS.sub(r"\\\g<0>", line) for line in lines if line))


def _escaped_start(m: re.Match[str]) -> str:
    return f"{m[0]}\\" if m[0].isdigit() else f"\\{m[0]}"
