"""Reads the stored pages of sites again and says, field by field, what is as expected."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

from newscrawl import sites
from newscrawl.exceptions import SiteError
from newscrawl.printing import json_line, plain
from newscrawl.probe.lines import WIDTH, cut, wrapped
from newscrawl.probe.saving import pages_of
from newscrawl.probe.stored import UNTOLD, Compared, check, load, names

__all__ = ["as_check_json", "as_check_text", "check_site", "sites_with_pages"]

_BUNDLED = Path(__file__).parents[2] / "tests" / "sites"
"""Stored pages of the sites that newscrawl brings along, in its repository."""
_NAME = 17


def sites_with_pages(folder: Path) -> list[str]:
    """The user's sites that have stored pages."""
    return sorted(path.name for path in (folder / "pages").glob("*") if names(path))


def check_site(name: str, folder: Path, bundled: Path = _BUNDLED) -> list[Compared]:
    """Every field of every stored page of a site. Raises SiteError where there is nothing to check."""
    described, warnings = sites.load(folder)
    if name not in described:
        mine = next((line for line in warnings if line.startswith(str(folder / f"{name}.py"))), None)
        raise SiteError(mine or f"there is no site {plain(name)}; `scrapy list` shows them")
    pages = load(pages_of(folder, name)) or load(bundled / name)
    if not pages:
        raise SiteError(
            f"{name} has no stored pages in {pages_of(folder, name)}: store some, scrapy probe ADDRESS --save {name}"
        )
    return [compared for page in pages for compared in check(page, described[name])]


def as_check_text(name: str, results: list[Compared]) -> str:
    """Page by page; what is as expected in one line, else both side by side."""
    return "\n".join(_lines(name, results))


def as_check_json(name: str, results: list[Compared]) -> str:
    """One JSON object a line for each field."""
    told = [
        {
            "site": name,
            "page": r.page,
            "field": r.name,
            "ok": r.ok,
            "expected": r.expected,
            "read": r.read,
            "why": r.why,
        }
        for r in results
    ]
    return "\n".join(map(json_line, told))


def _lines(name: str, results: list[Compared]) -> Iterator[str]:
    indent = " " * (_NAME + 10)
    for page, fields in groupby(results, key=lambda result: result.page):
        yield plain(f"{name}/{page}")
        for result in fields:
            if result.ok:
                yield f"  ok     {result.name:<{_NAME}} {_short(result.read)}".rstrip()
                continue
            if result.expected != UNTOLD:
                yield f"  WRONG  {result.name:<{_NAME}} expected {_short(result.expected)}"
                yield f"  {'':<{_NAME + 8}}read     {_short(result.read)}"
                yield from wrapped(result.why, indent, indent) if result.why else ()
                continue
            yield from wrapped(result.why, indent, f"  WRONG  {result.name:<{_NAME}} ")
    good = sum(result.ok for result in results)
    pages = len({result.page for result in results})
    yield f"{name}: {good} of {len(results)} fields as expected, on {pages} page{'' if pages == 1 else 's'}"


def _short(value: object) -> str:
    if value is None:
        return "nothing"
    text = json.dumps(value, ensure_ascii=False) if isinstance(value, (list, dict, bool)) else str(value)
    return cut(plain(text), WIDTH - _NAME - 19)
