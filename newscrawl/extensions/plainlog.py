"""Log lines that a terminal shows and does not obey: Scrapy's own name addresses, header fields and what pages say."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from newscrawl.printing import plain_lines

if TYPE_CHECKING:
    from typing import Self

    from scrapy.crawler import Crawler

__all__ = ["PlainLogExtension"]


class PlainLogExtension:
    """Puts a filter on every handler of the root logger, for every component's lines."""

    def __init__(self) -> None:
        for handler in logging.root.handlers:
            if not any(isinstance(known, _Plain) for known in handler.filters):
                handler.addFilter(_Plain())

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls()


class _Plain(logging.Filter):
    """Takes what commands a terminal out of a line, and out of the traceback below it."""

    def filter(self, record: logging.LogRecord) -> bool:
        try:
            record.msg, record.args = plain_lines(record.getMessage()), None
        except (TypeError, ValueError):
            return True  # its arguments do not fit: logging tells that better
        if record.exc_info and not record.exc_text:
            record.exc_text = plain_lines(logging.Formatter().formatException(record.exc_info))
        return True
