"""From bytes to text, in the order of the WHATWG encoding standard."""

from __future__ import annotations

import codecs
import re

from w3lib.encoding import html_body_declared_encoding, read_bom, resolve_encoding

__all__ = ["to_utf8", "well_formed"]

_DETECTION_BYTES = 200_000
"""Detection looks at no more than this: enough for certainty, cheap on pages of megabytes."""
_WESTERN = re.compile("[\xa0-\xff\u2010-\u2122]")
"""Letters, quotes and dashes that bytes of other charsets hardly ever give by chance: one for forty broken ones."""
_BROKEN = re.compile("[\udc80-\udcff]+")
"""Bytes that are no UTF-8, as `surrogateescape` writes them."""
_STRAY = re.compile("(?<![\udc80-\udcff])[\udc80-\udc9f](?![\udc80-\udcff])")
_PIECE = 16_384
"""Bytes that are checked at once."""


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
        beyond = sum(1 for c in text[:_DETECTION_BYTES] if c > "\x7f")
        if broken * 3 < beyond or broken < 8 * len(_WESTERN.findall(text)) or broken < 3:
            return _with_strays(html), "utf-8"
        # (the header lies: the page's own word, where that is another one)
        own = html_body_declared_encoding(html[:4096])
        declared = str(own) if own and str(own) != "utf-8" and not str(own).startswith(("utf-16", "utf-32")) else None
    encoding = declared or _detect(html)
    try:
        return html.decode(encoding, "replace"), encoding
    except (LookupError, ValueError, UnicodeError):
        return html.decode("cp1252", "replace"), "cp1252"


def _with_strays(html: bytes) -> str:
    """A page in UTF-8 into which text of another charset was pasted: its quotes and dashes are windows-1252's."""
    text = _STRAY.sub(
        lambda match: bytes([ord(match[0]) - 0xDC00]).decode("cp1252", "replace"),
        html.decode("utf-8", "surrogateescape"),
    )
    return _BROKEN.sub("\ufffd", text)


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
    if name and name.startswith("IBM") and name != "IBM866":
        return "cp1252"  # the web has no other charset of DOS (WHATWG); Icelandic and Portuguese look like them
    resolved = resolve_encoding(name) if name else None
    return str(resolved) if resolved and not str(resolved).startswith("utf-8") else "cp1252"
