"""The monitors. Each is a name, the figure that it watches, when it speaks, and its words; docs/health.md lists them.

A monitor speaks for one of two reasons: the figure is beyond a `limit`, which is wrong at any site and from the first
run on; or it has fallen to a part (`fall`) of the least that is usual, or risen to a multiple (`rise`) of the most.
"""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["MONITORS", "Monitor"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Monitor:
    """What is watched, and when that speaks."""

    name: str
    figure: str
    """Name of a figure of `archive.figures`."""
    words: str
    """What it says; `{part}`, `{whole}` and `{value}` are filled in."""
    share: bool = True
    """Whether the figure is a share of pages; False: a mean."""
    least: int = 5
    """Pages that have to be known to say anything."""
    limit: float | None = None
    """A share at which it speaks, and above, whatever is usual."""
    fall: float | None = None
    """It speaks at this part of the least that is usual, or below."""
    rise: float | None = None
    """It speaks at this multiple of the most that is usual, or above, and from `floor` on."""
    floor: float = 0.0
    samples: int = 5
    """Samples of the past that tell what is usual."""
    days: float = 0.0
    """Days of history that it needs for that."""


def _failing(name: str, words: str) -> Monitor:
    return Monitor(name=name, figure=name, words=words, least=4, limit=0.5, rise=2.0, floor=0.2)


MONITORS = (
    _failing("refused", "{part} of {whole} pages were refused (HTTP 401, 403, 429, 451)"),
    _failing("broken", "{part} of {whole} pages ended in an error of the server (HTTP 5xx)"),
    _failing("silent", "{part} of {whole} pages got no answer, or one that is none"),
    Monitor(
        name="forbidden", figure="forbidden", words="robots.txt forbids {part} of {whole} pages of stories",
        least=4, limit=0.5, rise=2.0, floor=0.3,
    ),
    Monitor(
        name="gone", figure="gone", words="{part} of {whole} new addresses of stories are not there",
        least=4, limit=0.6, rise=2.0, floor=0.3,
    ),
    Monitor(
        name="unread", figure="unread", words="{part} of {whole} pages that should tell a story told none",
        least=4, limit=0.5, rise=2.0, floor=0.3,
    ),
    Monitor(
        name="collapsed", figure="collapsed", words="{part} of {whole} stories that changed lost their text",
        least=4, limit=0.5,
    ),
    Monitor(
        name="brief", figure="brief", words="{part} of {whole} new stories have hardly a text",
        least=4, limit=0.5, rise=2.0, floor=0.3,
    ),
    Monitor(
        name="same", figure="same", words="{part} of {whole} new stories have the text of others",
        least=4, limit=0.5, rise=2.0, floor=0.3,
    ),
    Monitor(
        name="text", figure="text", words="the texts of stories have {value} characters on average",
        share=False, fall=0.34, days=2,
    ),
    Monitor(
        name="dates", figure="dated", words="{part} of {whole} stories have a date of publication",
        least=4, fall=0.34, samples=3, days=2,
    ),
    Monitor(
        name="authors", figure="signed", words="{part} of {whole} stories have an author",
        fall=0.34, days=8,
    ),
    Monitor(
        name="pictures", figure="pictured", words="{part} of {whole} stories have a picture",
        fall=0.34, days=8,
    ),
    Monitor(
        name="front", figure="front", words="the front page announces {value} stories",
        share=False, least=1, fall=0.34, samples=3,
    ),
    Monitor(
        name="blank", figure="blank", words="the front page announces nothing, and no story is found elsewhere",
        least=1, limit=1.0,
    ),
    Monitor(
        name="sections", figure="sections", words="sections announce {value} stories on average",
        share=False, least=1, fall=0.34, days=2,
    ),
    Monitor(
        name="future", figure="future", words="{part} of {whole} new stories are dated in the future",
        least=3, limit=0.5,
    ),
    Monitor(
        name="late", figure="late",
        words="{part} of {whole} new stories are dated before the last run, which did not find them",
        rise=2.0, floor=0.8, days=2,
    ),
    Monitor(
        name="edited", figure="edited", words="{part} of {whole} known stories changed",
        least=8, rise=2.0, floor=0.6, days=2,
    ),
    Monitor(
        name="bytes", figure="bytes", words="pages of stories have {value} bytes on average",
        share=False, rise=5.0, floor=1_000_000, days=2,
    ),
    Monitor(
        name="found", figure="found", words="each page leads to {value} addresses that were not known",
        share=False, rise=10.0, floor=20, days=2,
    ),
    Monitor(
        name="unkept", figure="unkept", words="{part} of {whole} new pages are not in the file of raw pages",
        least=1, limit=0.01,
    ),
)  # fmt: skip
