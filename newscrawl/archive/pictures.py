"""When two addresses show the same picture: services that cut pictures to size give each size an address of its own."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, unquote, urlsplit

__all__ = ["picture_key"]

_ENDING = re.compile(r"\.(?:jpe?g|png|webp|avif|gif)$")
_NUMBER = re.compile(r"\d+")
_SIZE = re.compile(
    r"(?<![a-z0-9])(?:\d{2,4}x\d{2,4}|(?:w|h|q|width|height|quality)[_=-]?\d{1,4}|(?:scaled|small|medium|large|thumb)|\d{3,4}(?:w|px)|@?[123]x)(?![a-z0-9])"
)
"""A size within a name: "-1024x683", "_w800", "@2x"."""
_CUT = re.compile(
    r".*[=,:(!].*|[a-z]{1,2}_[\w.-]+|\d{1,4}x\d{1,4}|\d+(?:_\d+){3}|(?!(?:19|20)\d\d$)\d{3,4}"
    r"|fit-in|smart|crop(?:ped)?|resized?|resizer|scaled?|thumb(?:nail)?s?|small|medium|large|full|original|master|x?[sml]"
)
"""A part of a path that says how the picture is cut, and not which it is."""
_SIGNATURE = re.compile(r"[\w-]{20,}={0,2}")
_WITHIN = re.compile(r"https?:/{1,2}(.+)")
_NAMING = frozenset({"id", "img", "image", "src", "file", "url", "media", "uuid", "path", "p", "u"})
"""Parameters that say which picture a script shows."""


def picture_key(url: str | None) -> str:
    """What all sizes of a picture have in common: host without numbers, path without sizes and signatures.

    Empty for no picture.
    """
    text = unquote((url or "").strip())
    if within := _WITHIN.search(text, 8):  # a service that is told where the picture is
        text = "https://" + within[1].lstrip("/")
    try:
        parts = urlsplit(text)
        host = parts.hostname or ""
    except ValueError:
        return text
    *folders, name = [segment for segment in parts.path.lower().split("/") if segment] or [""]
    stem = _SIZE.sub("", _ENDING.sub("", name)).strip("-_.@")
    told = "" if re.fullmatch(r"\d{3,4}", stem) else stem  # "500.jpg" is a size
    cut = [bool(_CUT.fullmatch(folder)) for folder in folders]
    signed = [bool(told) and bool(_SIGNATURE.fullmatch(f)) and any(cut[n:]) for n, f in enumerate(folders)]
    kept = [f for f, is_cut, is_signed in zip(folders, cut, signed, strict=True) if not is_cut and not is_signed]
    named = []
    if not _ENDING.search(name):  # a script, or a picture without its ending
        named = [f"{key}={value}" for key, value in parse_qsl(parts.query) if key.lower() in _NAMING]
    return "/".join((_NUMBER.sub("", host), *kept, told, *named)) if text else ""
