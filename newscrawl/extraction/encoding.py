"""From bytes to text, in the order of the WHATWG encoding standard; repairs mojibake where that is certain."""

from __future__ import annotations

import codecs
import re

from w3lib.encoding import html_body_declared_encoding, read_bom, resolve_encoding

__all__ = ["repair_mojibake", "to_utf8", "well_formed"]

_DETECTION_BYTES = 200_000
"""Detection looks at no more than this: enough for certainty, cheap on pages of megabytes."""
_PIECE = 16_384
"""Bytes that are checked at once."""
_MAX_RUN = 5_000
"""Longest stretch of text between two tags that is repaired at once."""

_MAX_RUNS = 20_000
"""Stretches that are repaired at most."""

# UTF-8 read as windows-1252: a lead byte's character followed by a continuation byte's. Only pairs that no language
# writes: "Ã©", "Â ", "â€™", "Ð°", "Ñ€".
_SUSPECT = re.compile(
    "[\u00c2\u00c3][\u0080-\u00a9\u00ab-\u00b9\u00bc-\u00bf\u20ac\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152"
    "\u017d\u2018\u2019\u201c\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\u017e\u0178]"
    "|\u00e2\u20ac|\u00e2\u201e\u00a2|[\u00d0\u00d1][\u0080-\u00bf\u20ac\u201a\u0192\u201e]"
)
_MARK = re.compile(
    rb"\xc3(?:[\x82\x83\x90\x91](?:[\xc2\xc5\xc6\xcb]|\xe2[\x80\x82\x84])|\xa2\xe2(?:\x82\xac|\x80\x9e))"
)
"""The first bytes of every suspect, in UTF-8: far quicker to look for."""
_RUN = re.compile(r"[^<>\n]+")


def well_formed(text: str) -> bytes:
    """The text in UTF-8, without lone surrogates (pairs are joined)."""
    try:
        return text.encode("utf-8")
    except UnicodeEncodeError:
        return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace").encode("utf-8")


def to_utf8(html: bytes, header: str | None = None) -> tuple[bytes, str]:
    """A page in UTF-8, without byte order mark, and the name of the encoding that it came in.

    `header` is the charset parameter of the HTTP Content-Type.
    """
    text, name = _decode(html, header)
    return (html if text is None else well_formed(text)), name


def _decode(html: bytes, header: str | None = None) -> tuple[str | None, str]:
    """The text of a page and the name of the encoding that gave it; None: it is sound UTF-8 as it is.

    `header` is the charset parameter of the HTTP Content-Type. Order: byte order mark, header, `<meta charset>`,
    detection. Two departures from the standard, because news servers lie in both directions: bytes that are valid UTF-8
    beyond ASCII are never anything else, and a page that calls itself UTF-8 and is mostly invalid is detected.
    """
    encoding_of_mark, mark = read_bom(html)
    if encoding_of_mark and mark:
        return html[len(mark) :].decode(encoding_of_mark, "replace"), encoding_of_mark
    declared = resolve_encoding(header) if header else None
    sound = _is_utf8(html)
    if sound and not (declared or "").startswith(("utf-16", "utf-32")) and not html.isascii():
        return None, "utf-8"
    declared = declared or html_body_declared_encoding(html[:4096])
    declared = str(declared) if declared else None
    if declared and declared.startswith(("utf-16", "utf-32")) and html[:1] == b"<" and html[1:2] != b"\x00":
        declared = None  # the declaration could be read byte by byte, so it cannot be true
    if declared and declared.startswith(("utf-16", "utf-32")):
        return html.decode(declared, "replace"), declared
    if sound:
        if declared is None or declared == "utf-8" or not html.isascii():
            return None, "utf-8"
    elif declared == "utf-8":
        text = html.decode("utf-8", "replace")
        broken = text.count("\ufffd")
        if broken * 3 < sum(1 for c in text[:_DETECTION_BYTES] if c > "\x7f") or broken < 3:
            return text, "utf-8"
        declared = None
    encoding = declared or _detect(html)
    try:
        return html.decode(encoding, "replace"), encoding
    except (LookupError, ValueError, UnicodeError):
        return html.decode("cp1252", "replace"), "cp1252"


def _is_utf8(html: bytes) -> bool:
    """Whether the bytes are UTF-8; looked at piece by piece, which a processor's cache can hold."""
    start, size = 0, len(html)
    try:
        while start < size:  # (a character that a piece's end cuts belongs to the next piece)
            start += codecs.utf_8_decode(html[start : start + _PIECE], "strict", start + _PIECE >= size)[1]
    except UnicodeDecodeError:
        return False
    return True


def _detect(html: bytes) -> str:
    """The encoding that the bytes look like; windows-1252 where nothing is known."""
    import cchardet

    try:
        found = cchardet.detect(html[:_DETECTION_BYTES])
    except (ValueError, UnicodeError):
        return "cp1252"
    name = found.get("encoding") if (found.get("confidence") or 0) > 0.3 else None
    resolved = resolve_encoding(name) if name else None
    return str(resolved) if resolved and not str(resolved).startswith("utf-8") else "cp1252"


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
