"""Articles in other forms: one module a format, each writes a stream of records and holds none of them back."""

from __future__ import annotations

from pathlib import Path
from typing import Literal, get_args

from newscrawl.exceptions import ArgumentError

__all__ = ["Format", "format_of"]

Format = Literal["jsonl", "csv", "parquet", "rss", "markdown", "warc"]
_ENDINGS: dict[str, Format] = {
    ".jsonl": "jsonl",
    ".jsonl.gz": "jsonl",
    ".csv": "csv",
    ".csv.gz": "csv",
    ".parquet": "parquet",
    ".rss": "rss",
    ".xml": "rss",
    ".warc": "warc",
    ".warc.gz": "warc",
}


def format_of(target: str, named: str | None = None) -> Format:
    """The format that a file's name asks for, unless one is named: by its ending; a folder takes markdown, `-` JSON
    Lines. Raises ArgumentError where that cannot be."""
    formats = get_args(Format)
    if named is not None and named not in formats:
        raise ArgumentError(f"there is no format {named!r}: {', '.join(formats)}")
    folder = target.endswith("/") or Path(target).is_dir()
    if target == "-":
        if named not in (None, "jsonl"):
            raise ArgumentError("on standard output goes jsonl alone: name a file")
        return "jsonl"
    if folder and named not in (None, "markdown"):
        raise ArgumentError(f"{target} is a folder, which takes markdown: name a file for {named}")
    if named is not None:
        found = next(kind for kind in formats if kind == named)
    elif folder:
        found = "markdown"
    else:
        found = next((kind for end, kind in _ENDINGS.items() if target.lower().endswith(end)), None)
    if found is None:
        raise ArgumentError(
            f"what is {target} to be? Let it end with {', '.join(_ENDINGS)}, with / for a folder of markdown files, or"
            " name a --format"
        )
    kept: Format = found
    return kept
