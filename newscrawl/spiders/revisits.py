"""Revisit records: pages that were found unchanged, and where the payload that they leave out can be had."""

from __future__ import annotations

from collections import OrderedDict
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from newscrawl.exceptions import DamagedError
from newscrawl.urls import canonical
from newscrawl.warc import BrokenError, page_of, record_at

if TYPE_CHECKING:
    from pathlib import Path

    from newscrawl.archive import Archive
    from newscrawl.items import Capture
    from newscrawl.warc import Page, Position

__all__ = ["Payloads"]

MOST = 200_000
"""Payloads whose places are remembered, a hundred bytes each."""


class Payloads:
    """Finds the payloads of revisit records: in the files that this run has read, else in the archive."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._places: OrderedDict[str, tuple[Path, Position]] = OrderedDict()

    def remember(self, digest: str, path: Path, position: Position) -> None:
        """A payload was read."""
        if digest:
            self._places[digest] = (path, position)
            if len(self._places) > MOST:
                self._places.popitem(last=False)

    def resolve(self, page: Page) -> Capture | None:
        """The capture of a revisit record's page, with the payload that the record only names. Where that cannot be
        found and the page is known, with status 304: it is as it was. None where the page is not known, either.
        """
        capture = page.capture
        if capture.http_status != 304:
            found = self._read(page.digest) or self._stored(page)
            if found:
                return replace(
                    capture,
                    body=found.body,
                    headers=capture.headers or found.headers,
                    http_status=capture.http_status or found.http_status,
                )
        same = page.same_as is None or canonical(page.same_as[0]) == canonical(capture.url)
        if same and self._archive.imports.known(canonical(capture.url)):
            return replace(capture, http_status=304)
        return None

    def _read(self, digest: str) -> Capture | None:
        if digest not in self._places:
            return None
        record = record_at(*self._places[digest])
        try:
            page = page_of(record) if record else None
        except BrokenError:
            return None
        return page.capture if page else None

    def _stored(self, page: Page) -> Capture | None:
        captures = self._archive.captures
        if captures is None or page.same_as is None or not page.same_as[1]:
            return None
        url, date = page.same_as
        for sighting in captures.sightings([url, canonical(url)]):
            if sighting.fetched_at[:19] == _second(date):
                with suppress(DamagedError):
                    return captures.seen(sighting)
        return None


def _second(date: str) -> str:
    """A WARC-Date to the second, as captures begin theirs."""
    try:
        moment = datetime.fromisoformat(date)
    except ValueError:
        return ""
    return (moment.astimezone(UTC) if moment.tzinfo else moment).isoformat()[:19]
