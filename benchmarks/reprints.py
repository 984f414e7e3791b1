"""Texts as newsrooms print them, and what other newsrooms make of them: the edits of `benchmarks/clusters.py`."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from newscrawl.demo.library import beats, manuscripts
from newscrawl.demo.writer import Voice, write

__all__ = ["EDITS", "Piece", "corpus_pieces", "demo_pieces"]


@dataclass(frozen=True)
class Piece:
    """One text under its headline."""

    story: str
    """Which story it tells: pieces of one name are copies."""
    kind: str
    headline: str
    paragraphs: tuple[str, ...]
    day: int = 0
    """Of publication, from the first."""

    @property
    def body(self) -> str:
        return "\n\n".join(self.paragraphs)

    @property
    def spaceless(self) -> bool:
        return len(self.body) > 12 * len(self.body.split())


def demo_pieces(rng: random.Random, written: int) -> list[Piece]:
    """The demo's stories: those by hand, and `written` out of its templates by turns."""
    pieces = []
    for manuscript in manuscripts():
        texts = tuple(re.sub(r"[*_]", "", block.text) for block in manuscript.blocks if block.kind in ("p", "quote"))
        pieces.append(Piece(f"demo/{manuscript.name}", "real", manuscript.fields["headline"], texts))
    for number in range(written):
        beat = beats()[number % len(beats())]
        given = {"land": "Norway", "capital": "Oslo", "people": "Norwegians"} if beat.name == "worldwire" else {}
        copy = write(beat, Voice(rng, rng.choice(("newsroom", "gazette")), given), f"s{number}", set(), number)
        texts = tuple(block.text for block in copy.blocks if block.kind == "p")
        pieces.append(Piece(f"beat/{number}", f"demo beat {beat.name}", copy.headline, texts, rng.randrange(300)))
    return pieces


def corpus_pieces(folder: Path) -> list[Piece]:
    """The texts of a folder's truth.jsonl (`headline`, `article_body` or `articleBody`, `id`)."""
    pieces = []
    with (folder / "truth.jsonl").open(encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            body = row.get("article_body") or row.get("articleBody") or ""
            paragraphs = tuple(p for p in re.split(r"\n\s*\n", body) if p.strip())
            pieces.append(Piece(f"corpus/{row['id']}", "real", row.get("headline") or "", paragraphs))
    # Two addresses of one text are two copies already, and would count as stories that were joined.
    return list({piece.paragraphs[-1]: piece for piece in pieces if piece.paragraphs}.values())


def _headline(rng: random.Random, piece: Piece, strangers: list[str]) -> Piece:
    words = piece.headline.split()
    rng.shuffle(words)
    return replace(piece, headline=" ".join(words[: max(2, len(words) // 2)]) + ", officials say")


def _less(rng: random.Random, piece: Piece, strangers: list[str]) -> Piece:
    gone = rng.randrange(len(piece.paragraphs))
    return replace(piece, paragraphs=tuple(p for n, p in enumerate(piece.paragraphs) if n != gone))


def _sentences(piece: Piece) -> list[str]:
    """Sentences; a paragraph's first begins with a line break."""
    out = []
    for paragraph in piece.paragraphs:
        first, *others = re.split(r"(?<=[.!?。！？])\s*(?=\S)" if piece.spaceless else r"(?<=[.!?])\s+", paragraph)
        out += ["\n" + first, *others]
    return out


def _cut(rng: random.Random, piece: Piece, strangers: list[str], share: float = 1 / 3) -> Piece:
    kept: list[str] = []
    for sentence in _sentences(piece):
        if sum(map(len, kept)) >= share * len(piece.body):
            break
        kept.append(sentence)
    text = ("" if piece.spaceless else " ").join(kept).strip()
    return replace(piece, paragraphs=tuple(p.strip() for p in text.split("\n")))


def _half(rng: random.Random, piece: Piece, strangers: list[str]) -> Piece:
    return _cut(rng, piece, strangers, 1 / 2)


def _dateline(rng: random.Random, piece: Piece, strangers: list[str]) -> Piece:
    first = re.sub(r"^[^.]{0,40}? [—–-] ", "", piece.paragraphs[0])
    place = rng.choice(("HALIFAX (AP) — ", "By Staff Reporter, Oslo: ", "ST. JOHN’S, N.L. — ", "(Reuters) - "))
    return replace(piece, paragraphs=(place + first, *piece.paragraphs[1:]))


def _small(rng: random.Random, piece: Piece, strangers: list[str], share: float = 0.03) -> Piece:
    """Words replaced by others of the text, left out, put in."""
    bits = list(piece.body) if piece.spaceless else re.findall(r"\S+\s*", piece.body)
    small = [bit for bit in bits if bit.strip().isalpha() and (piece.spaceless or bit.islower())] or bits
    edited = []
    for bit in bits:
        if bit.strip() and (bit[:1].islower() or piece.spaceless) and rng.random() < share:
            tail = bit[len(bit.rstrip()) :]
            edited.append(rng.choice(("", rng.choice(small).rstrip() + tail, bit + rng.choice(small).rstrip() + tail)))
        else:
            edited.append(bit)
    return replace(piece, paragraphs=tuple("".join(edited).split("\n\n")))


def _edited(rng: random.Random, piece: Piece, strangers: list[str]) -> Piece:
    return _small(rng, piece, strangers, 0.08)


def _local(rng: random.Random, piece: Piece, strangers: list[str]) -> Piece:
    """One paragraph of another story, up to a third of this one."""
    at = rng.randint(0, len(piece.paragraphs))
    fitting = [text for text in strangers if len(text) <= len(piece.body) / 3] or [min(strangers, key=len)]
    return replace(piece, paragraphs=(*piece.paragraphs[:at], rng.choice(fitting), *piece.paragraphs[at:]))


def _typography(rng: random.Random, piece: Piece, strangers: list[str]) -> Piece:
    quotes = {"“": '"', "”": '"', "’": "'", "‘": "'", "–": "-", "—": " - ", "…": "...", "é": "e", "\u00a0": " "}
    if not any(sign in piece.body for sign in quotes):
        quotes = {'"': "„", "'": "’", "-": "–", " a ": "\u00a0a ", "fi": "ﬁ"}
    text = piece.body
    for sign, other in quotes.items():
        text = text.replace(sign, other)
    if not piece.spaceless:
        text = re.sub(r"(?<=[a-z]{5})(?=[a-z]{5})", "\u00ad", text)
    return replace(piece, paragraphs=tuple(text.split("\n\n")))


def _notice(rng: random.Random, piece: Piece, strangers: list[str]) -> Piece:
    end = "This report by The Canadian Press was first published April 17, 2024. With files from The Associated Press."
    return replace(piece, paragraphs=(*piece.paragraphs, end))


def _order(rng: random.Random, piece: Piece, strangers: list[str]) -> Piece:
    first, *others = piece.paragraphs
    at = rng.randrange(max(1, len(others) - 1))
    others[at : at + 2] = reversed(others[at : at + 2])
    return replace(piece, paragraphs=(first, *others))


def _all(rng: random.Random, piece: Piece, strangers: list[str]) -> Piece:
    """Cut to a half, then edited, under another headline and dateline."""
    for edit in (_half, _small, _dateline, _headline, _typography):
        piece = edit(rng, piece, strangers)
    return piece


def _brief(rng: random.Random, piece: Piece, strangers: list[str]) -> Piece:
    """Cut to a third, then edited, with a line of the paper's own at the end."""
    for edit in (_cut, _small, _headline, _notice):
        piece = edit(rng, piece, strangers)
    return piece


EDITS: dict[str, Callable[[random.Random, Piece, list[str]], Piece]] = {
    "new headline": _headline,
    "a paragraph less": _less,
    "cut to its first half": _half,
    "cut to its first third": _cut,
    "another dateline": _dateline,
    "3 % of words edited": _small,
    "8 % of words edited": _edited,
    "a local paragraph added": _local,
    "other typography": _typography,
    "agency's notice added": _notice,
    "paragraphs in another order": _order,
    "half, edited, headline, dateline": _all,
    "third, edited, headline, notice": _brief,
}
"""Kind of edit -> what makes it, given paragraphs of other stories."""
