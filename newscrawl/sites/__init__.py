"""Described sites: one small file each, with `site = Site(…)`. docs/adding-a-site.md walks through one."""

from __future__ import annotations

from newscrawl.sites.loader import find, load, own, with_bundled

__all__ = ["find", "load", "own", "with_bundled"]
