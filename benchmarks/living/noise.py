"""What differs between two fetches of a page that says the same."""

from __future__ import annotations

import html
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from random import Random

from benchmarks.living.prose import fillers

__all__ = ["Noise"]

Link = tuple[str, str]
"""Address and headline."""

_HEX = "0123456789abcdef"
_AGO = {
    "en": ("{} minutes ago", "{} hours ago", "{} days ago"),
    "es": ("hace {} minutos", "hace {} horas", "hace {} días"),
}


@dataclass
class Noise:
    """One fetch: every method gives something else next time."""

    rng: Random
    now: datetime
    language: str
    others: Sequence[Link]
    """Other stories of the site."""

    def __post_init__(self) -> None:
        self.quotes = self.rng.choice(("typographic", "named", "numbers", "straight"))

    def text(self, words: str) -> str:
        """Words in HTML; quotation marks and apostrophes are written in one of four ways."""
        made = html.escape(words, quote=False)
        if self.rng.random() < 0.2:
            made = made.replace(" million", "\u00a0million").replace(" euros", "&nbsp;euros")
        forms = {
            "typographic": {},
            "named": {"“": "&ldquo;", "”": "&rdquo;", "’": "&rsquo;", "'": "&rsquo;", "«": "&laquo;", "»": "&raquo;"},
            "numbers": {"“": "&#8220;", "”": "&#8221;", "'": "&#8217;", "«": "&#171;", "»": "&#xBB;"},
            "straight": {"“": '"', "”": '"', "’": "'"},
        }[self.quotes]
        for mark, form in forms.items():
            made = made.replace(mark, form)
        return made

    def plain(self, words: str) -> str:
        """The same for data that are no HTML."""
        return html.unescape(self.text(words))

    def linked(self, words: str) -> str:
        """The same, with a link on one word now and then, whose address says where it was."""
        made = self.text(words)
        head, _, last = made.rpartition(" ")
        if self.rng.random() < 0.7 or not head or not last.rstrip(".").isalpha():
            return made
        word, end = last.rstrip("."), "." * last.endswith(".")
        return f'{head} <a href="/topic/{word.lower()}?ref=story-{self.token(6)}">{word}</a>{end}'

    def moment(self, then: datetime) -> str:
        """A moment for machines, in one of the forms that servers of one site write."""
        forms = (
            then.isoformat(),
            then.astimezone(UTC).isoformat(),
            then.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.000Z"),
        )
        return self.rng.choice(forms)

    def attributes(self, **named: str) -> str:
        """Attributes in any order; a trailing underscore and others stand for a hyphen."""
        pairs = [f'{name.strip("_").replace("_", "-")}="{html.escape(value)}"' for name, value in named.items()]
        self.rng.shuffle(pairs)
        return " ".join(pairs)

    def token(self, length: int = 16) -> str:
        """A nonce, a hash, an id."""
        return "".join(self.rng.choice(_HEX) for _ in range(length))

    def count(self, low: int = 3, high: int = 9000) -> int:
        """Views, shares, comments, people reading."""
        return self.rng.randint(low, high)

    def ago(self, then: datetime) -> str:
        """How long since, in words."""
        minutes = max(1, int((self.now - then).total_seconds() // 60))
        forms = _AGO[self.language]
        if minutes < 60:
            return forms[0].format(minutes)
        return forms[1].format(minutes // 60) if minutes < 2880 else forms[2].format(minutes // 1440)

    def rail(self, number: int = 4) -> list[Link]:
        """Some other stories."""
        return self.rng.sample(list(self.others), min(number, len(self.others)))

    def newsletter(self) -> str:
        """One of the offers that rotate; often none."""
        return self.rng.choice((*fillers()["newsletter"], "", ""))

    def advert(self) -> str:
        """An advertisement's words."""
        return self.rng.choice(fillers()["advert"])

    def picture(self, host: str, name: str, pattern: str) -> str:
        """The address of a picture, in another size and on another host each time, signed anew."""
        width = self.rng.choice((640, 960, 1024, 1280))
        return pattern.format(
            cdn=f"cdn{self.rng.randint(1, 4)}.{host.removeprefix('www.')}",
            host=host, name=name, width=width, height=width * 2 // 3,
            token=self.token(20), stamp=self.count(1_700_000_000, 1_800_000_000),
        )  # fmt: skip
