"""The hosts of a newsroom: which of them are followed, and what each answers for addresses that do not exist."""

from __future__ import annotations

import json
import re
from dataclasses import asdict
from typing import TYPE_CHECKING

from newscrawl.items import Missing
from newscrawl.reasons import ELSEWHERE
from newscrawl.urls import domain_of, host_of

if TYPE_CHECKING:
    from sqlite_utils import Database

    from newscrawl.site import Site

__all__ = ["Hosts"]

# What newsrooms run beside their news, in their own menu or not. A description that names such a host is believed.
_NO_NEWS = re.compile(
    r"(?:shop|store|abos?|abo-?shop|subscri(?:be|ptions?)|suscripcion(?:es)?|abonnements?|abonneren|tickets?|accounts?|konto|mein"
    r"|login|log-?in|auth|sso|profil|profile|users?|secure|pay|epaper|e-paper|e-?edition|kiosk|jobs?|careers?|karriere|stellen\w*"
    r"|immobilien|trauer|obituaries|anzeigen|kleinanzeigen|classifieds|marktplatz|ads?|advertis\w+|werbung"
    r"|media(?:daten|kit)|help|hilfe|support|faq|spiele|quiz|gutscheine|coupons?|vouchers?|deals|partner|reisen|newsletters?"
    r"|cdn|static|assets|img|images?|api|mail|events?|forum)\d*",
)


class Hosts:
    """The hosts of the sites of one archive. Methods that write say so."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._followed: dict[str, set[str]] = {}

    def follows(self, site: Site, url: str) -> bool:
        """Whether addresses of a host are asked: the front page's own, what the description names, the menu's."""
        host = host_of(url)
        if _plain(host) in self._of(site):
            return True
        home = domain_of(host_of(site.home))
        return domain_of(host) != home  # it belongs to the site, so its description names it

    def _of(self, site: Site) -> set[str]:
        known = self._followed.get(site.name)
        if known is None:
            fronts = [host_of(url) for url in (site.home, *site.front_pages)]
            named = [domain.partition("/")[0] for domain in site.domains]
            sql = "SELECT host FROM site_hosts WHERE site = ? AND menu"
            learnt = [row["host"] for row in self._db.conn.execute(sql, (site.name,))]
            known = self._followed[site.name] = {_plain(host) for host in (*fronts, *named, *learnt)}
        return known

    def admit(self, site: Site, host: str, at: str) -> None:
        """Follow a host from now on (writes; call it inside a transaction), also what was found there before."""
        if _plain(host) in self._of(site) or _NO_NEWS.fullmatch(host.partition(".")[0]):
            return
        self._of(site).add(_plain(host))
        self._db.conn.execute(
            "INSERT INTO site_hosts (site, host, since, menu) VALUES (?, ?, ?, 1) ON CONFLICT DO UPDATE SET menu = 1",
            (site.name, host, at),
        )
        waiting = "site = ? AND reason = ? AND url LIKE '%://' || ? || '/%'"
        self._db.conn.execute(
            f"UPDATE pages SET state = 'pending', reason = NULL WHERE state = 'skipped' AND {waiting}",
            (site.name, ELSEWHERE, host),
        )

    def missing(self, site: str) -> dict[str, Missing]:
        """What the hosts of a site answer for addresses that do not exist, by host."""
        sql = "SELECT host, missing FROM site_hosts WHERE site = ? AND missing IS NOT NULL"
        return {row["host"]: Missing(**json.loads(row["missing"])) for row in self._db.conn.execute(sql, (site,))}

    def keep_missing(self, site: str, host: str, answer: Missing, at: str) -> None:
        """Remember such an answer (writes; call it inside a transaction)."""
        self._db.conn.execute(
            "INSERT INTO site_hosts (site, host, since, missing) VALUES (?, ?, ?, ?)"
            " ON CONFLICT DO UPDATE SET missing = excluded.missing",
            (site, host, at, json.dumps(asdict(answer), ensure_ascii=False)),
        )


def _plain(host: str) -> str:
    return host.removeprefix("www.")
