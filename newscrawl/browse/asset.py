"""Addresses of the files under `static/`: with a digest, so that a browser may keep them for good."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

__all__ = ["address"]

STATIC = Path(__file__).parent / "static"


@cache
def address(name: str) -> str:
    """Address of a file: "base.css" -> "/assets/base.css?v=0f3a…". Raises OSError where there is none."""
    return f"/assets/{name}?v={hashlib.sha256((STATIC / name).read_bytes()).hexdigest()[:10]}"
