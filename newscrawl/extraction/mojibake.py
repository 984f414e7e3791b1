"""Repairs text that was encoded twice (mojibake), where that is certain."""

from __future__ import annotations

import re

from newscrawl.late import late

__all__ = ["repair_mojibake"]

_MAX_RUN = 5_000
"""Longest stretch of text between two tags that is repaired at once."""
_MAX_RUNS = 20_000
"""Stretches that are repaired at most."""

# UTF-8 read as windows-1252: a lead byte's character followed by a continuation byte's. Only pairs that no language
# writes: "Ã©", "Â ", "â€™", "Ð°", "Ñ€".
_SUSPECT = late(
    "[\u00c2\u00c3][\u0080-\u00a9\u00ab-\u00b9\u00bc-\u00bf\u20ac\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152"
    "\u017d\u2018\u2019\u201c\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\u017e\u0178]"
    "|\u00e2\u20ac|\u00e2\u201e\u00a2|[\u00d0\u00d1][\u0080-\u00bf\u20ac\u201a\u0192\u201e]"
)
_MARK = re.compile(
    rb"\xc3(?:[\x82\x83\x90\x91](?:[\xc2\xc5\xc6\xcb]|\xe2[\x80\x82\x84])|\xa2\xe2(?:\x82\xac|\x80\x9e))"
)
"""The first bytes of every suspect, in UTF-8: far quicker to look for."""
_RUN = re.compile(r"[^<>\n]+")


def repair_mojibake(source: bytes) -> bytes:
    """UTF-8 with double-encoded stretches repaired, each for itself, and only where the repair is certain."""
    if b"\xc3" not in source or not _MARK.search(source):
        return source
    text = source.decode("utf-8")
    if not _SUSPECT.search(text):
        return source
    from ftfy import fix_encoding

    room = iter(range(_MAX_RUNS))

    def repair(match: re.Match[str]) -> str:
        run = match.group()
        if len(run) > _MAX_RUN or not _SUSPECT.search(run) or next(room, None) is None:
            return run
        fixed = fix_encoding(run)
        # A repair shortens the run and leaves nothing suspicious; otherwise it was a guess.
        return fixed if len(fixed) < len(run) and not _SUSPECT.search(fixed) else run

    return _RUN.sub(repair, text).encode("utf-8")
