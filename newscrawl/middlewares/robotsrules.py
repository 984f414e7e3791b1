"""One robots.txt, read by RFC 9309. Protego matches the paths; which group is ours is decided here."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from protego import Protego
from scrapy.robotstxt import RobotParser

from newscrawl.robotsmeta import product_token

if TYPE_CHECKING:
    from typing import Self

    from scrapy.crawler import Crawler

__all__ = ["MAX_BYTES", "RobotsRules"]

MAX_BYTES = 500 * 1024
"""What is parsed of a robots.txt (RFC 9309, section 2.5)."""
_AGENT = re.compile(r"^([ \t]*user[- ]?agent[ \t]*:?[ \t]*)([^\r\n#]*)", re.IGNORECASE | re.MULTILINE)
_US, _OTHERS = "us", "others"


class RobotsRules(RobotParser):
    """What a robots.txt allows one crawler, named by its product token. Empty: everything."""

    def __init__(self, body: bytes = b"", token: str = "") -> None:
        text = "" if _is_markup(body) else _head(body).decode("utf-8-sig", errors="replace")
        self.text = text.replace("\r\n", "\n").replace("\r", "\n")  # section 2.2: any of the three ends a line
        """What is parsed."""

        def rename(line: re.Match[str]) -> str:
            # Protego takes "news" for a name of "newscrawl"; section 2.2.1 wants the whole token, case aside.
            name = line[2].strip()
            if name != "*":
                name = _US if product_token(name).lower() == token.lower() else _OTHERS
            return line[1] + name

        rules = Protego.parse(_AGENT.sub(rename, self.text))
        self._rules = rules
        self.delay: float = max(0.0, rules.crawl_delay(_US) or 0.0)
        """Seconds between requests, where `Crawl-delay` names them (outside the RFC, but widely used)."""
        self.sitemaps: list[str] = list(dict.fromkeys(rules.sitemaps))
        """Addresses in `Sitemap:` lines, as written; they belong to no group (section 2.2.4)."""

    @classmethod
    def from_crawler(cls, crawler: Crawler, robotstxt_body: bytes) -> Self:
        settings = crawler.settings
        return cls(robotstxt_body, product_token(settings["ROBOTSTXT_USER_AGENT"] or settings["USER_AGENT"]))

    def allowed(self, url: str | bytes, user_agent: str | bytes = "") -> bool:
        return self._rules.can_fetch(url if isinstance(url, str) else url.decode(), _US)

    def crawl_delay(self, user_agent: str | bytes = "") -> float | None:
        return self.delay or None


def _head(body: bytes) -> bytes:
    """What is parsed; a line that was cut could mean something else than the whole one."""
    return body if len(body) <= MAX_BYTES else body[:MAX_BYTES].rpartition(b"\n")[0]


def _is_markup(body: bytes) -> bool:
    """Whether a page was served in its place; by its looks, since many servers send rules as text/html."""
    return body[:1000].removeprefix(b"\xef\xbb\xbf").lstrip()[:1] == b"<"
