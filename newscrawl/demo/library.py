"""Reads the stories and the sentence templates that lie in `stories/`."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

from newscrawl.demo.model import Block, BlockKind, Picture

__all__ = ["Beat", "Manuscript", "beats", "manuscripts", "pages", "words"]


@dataclass(slots=True)
class Manuscript:
    """A story written by hand: its fields, and its blocks."""

    name: str
    fields: dict[str, str]
    blocks: list[Block] = field(default_factory=list)

    def names(self, key: str) -> list[str]:
        """A field that holds names parted by commas."""
        return [part.strip() for part in self.fields.get(key, "").split(",") if part.strip()]


@dataclass(slots=True)
class Beat:
    """What a reporter on one beat can say: templates by part of a story."""

    name: str
    parts: dict[str, list[str]]

    @property
    def section(self) -> str:
        return self.parts["section"][0]


def _texts(folder: str) -> list[tuple[str, str]]:
    root = files("newscrawl.demo") / folder
    found = [(e.name.removesuffix(".txt"), e) for e in root.iterdir() if e.name.endswith(".txt")]
    return [(name, entry.read_text(encoding="utf-8")) for name, entry in sorted(found, key=lambda pair: pair[0])]


_SIGNS: dict[str, BlockKind] = {"## ": "h2", "> ": "quote", "@ ": "time"}


def _blocks(name: str, body: str) -> list[Block]:
    """Blocks parted by blank lines; the sign at a block's start tells its kind."""
    blocks: list[Block] = []
    for chunk in re.split(r"\n\s*\n", body.strip()):
        chunk = chunk.strip()
        if chunk.startswith("- "):
            blocks.append(Block("ul", items=[line[2:].strip() for line in chunk.splitlines()]))
        elif chunk.startswith("! "):
            caption, _, credit = chunk[2:].partition("|")
            picture = Picture(f"{name}-{len(blocks)}", caption.strip(), credit.strip())
            blocks.append(Block("figure", picture=picture))
        elif chunk in ("NEWSLETTER", "AD", "MORE"):
            blocks.append(Block(chunk.lower()))  # type: ignore[arg-type]
        elif chunk[:2] in _SIGNS or chunk[:3] in _SIGNS:
            sign = chunk[:3] if chunk[:3] in _SIGNS else chunk[:2]
            blocks.append(Block(_SIGNS[sign], " ".join(chunk[len(sign) :].split())))
        else:
            blocks.append(Block("p", " ".join(chunk.split())))
    return blocks


def _manuscript(name: str, raw: str) -> Manuscript:
    head, _, body = raw.partition("\n\n")
    fields = {}
    for line in head.splitlines():
        key, _, value = line.partition(":")
        fields[key.strip()] = value.strip()
    return Manuscript(name, fields, _blocks(name, body))


@cache
def manuscripts() -> tuple[Manuscript, ...]:
    """The stories written by hand, in the order of their file names."""
    return tuple(_manuscript(name, raw) for name, raw in _texts("stories"))


def _parts(raw: str) -> dict[str, list[str]]:
    """`[part]` opens a part; every line below it is one entry."""
    parts: dict[str, list[str]] = {}
    current: list[str] = []
    for line in raw.splitlines():
        if match := re.fullmatch(r"\[(\w+)\]", line.strip()):
            current = parts.setdefault(match[1], [])
        elif line.strip():
            current.append(line.strip())
    return parts


@cache
def beats() -> tuple[Beat, ...]:
    """The beats, in the order of their file names."""
    return tuple(Beat(name, _parts(raw)) for name, raw in _texts("beats"))


@cache
def words() -> dict[str, list[str]]:
    """Names, places and other words that fill the templates."""
    return _parts((files("newscrawl.demo") / "assets" / "words.txt").read_text(encoding="utf-8"))


@cache
def pages() -> dict[str, tuple[str, list[str]]]:
    """About, contact and the like: name -> title and paragraphs."""
    raw = (files("newscrawl.demo") / "assets" / "pages.txt").read_text(encoding="utf-8")
    return {name: (lines[0], lines[1:]) for name, lines in _parts(raw).items()}
