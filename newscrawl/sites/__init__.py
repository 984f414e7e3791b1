"""Described sites: one small file each, with `site = Site(…)`. docs/adding-a-site.md walks through one."""

from __future__ import annotations

from newscrawl.sites.loader import find, load

__all__ = ["find", "load"]
