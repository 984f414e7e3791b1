"""A small archive that has one of everything the reading room shows, written through the archive's own doors.

Three days of April 2024: a story edited twice and corrected, one that was away for a while, one that vanished, one that
was taken down, a live blog, a story of an agency on two sites, kept pictures, front pages that move, stories in Arabic
and Japanese, a story that means harm, one that is long, and pages that failed.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from newscrawl import demo
from newscrawl.archive.erasing import captures_of, erase
from newscrawl.items import Link, LiveEntry
from tests.press import ARABIC, EVIL, JAPANESE, POST, SCRIPT, VALLEY, Newsstand, Press, hour, picture

__all__ = ["build"]

PIER = (
    "The council of Harbour County voted on Monday to rebuild the old pier, which a storm took in the autumn.",
    "The work will cost 1.2 million dollars and take two years, the mayor, Ann Lee, said after the vote.",
    "Two councillors voted against the plan. “It is money that we do not have,” one of them said.",
    "Work begins in the spring. Fishermen have landed their catch at the ferry wharf since the storm.",
)
PROSE = [
    path.read_text(encoding="utf-8").partition("\n\n")[2].split("\n\n")
    for path in sorted((Path(demo.__file__).parent / "stories").glob("*.txt"))
]
"""Texts of the bundled newsroom's stories."""
WIRE, NOTES = PROSE[1], PROSE[8:20]
_HARM = (
    f"{SCRIPT}<img src=x onerror='document.documentElement.dataset.harmed=1'><svg/onload=alert(1)>"
    "<iframe src=https://evil.example/frame></iframe><style>*{display:none}</style>"
    "<meta http-equiv=refresh content='0;url=https://evil.example/away'>"
    "<form action=https://evil.example/form><button autofocus>Click</button></form>"
    "'\"`{{ 7*7 }}{% raw %}</textarea></title>\u202e\x1b]0;x\x07"
)


def _pier(press: Press, at: str, *blocks: str, headline: str, **fields: Any) -> None:
    """A version of the story that is edited."""
    fields = {"authors": ["Ann Lee", "Bo Chan"], "description": "A storm took it in the autumn.", **fields}
    council = {"article_section": "Local", "published": "2024-04-15T05:30:00-03:00", "keywords": ["council"]}
    press.tell("pier", POST, at, *blocks, headline=headline, **council, **picture(POST, "pier"), **fields)


def _first_day(press: Press) -> None:
    press.run(hour(15, 9))
    links = [Link(url="https://county.example/pier", text="plan"), Link(url="javascript:alert(1)", text="x")]
    _pier(press, hour(15, 9), *PIER, headline="Council votes to rebuild pier", links=links)
    press.draw(POST, "pier", hour(15, 9), 230)
    press.tell(
        "ferry",
        POST,
        hour(15, 9),
        "The ferry to the island is late.",
        *PIER[2:],
        headline="Ferry runs late",
        article_section="Local",
        authors=["Bo Chan"],
        **picture(POST, "ferry"),
    )
    press.draw(POST, "ferry", hour(15, 9), 150)
    press.tell(
        "vanished", POST, hour(15, 10), *PROSE[16][:5], headline="Mayor owns the land", article_section="Politics"
    )
    press.tell("erased", POST, hour(15, 10), "A name that may not be told.", *PIER[2:], headline="A private matter")
    press.tell(
        "wire",
        POST,
        hour(15, 11),
        *WIRE,
        headline="Fishing season is longer",
        agency="The Canadian Press",
        article_section="Business",
    )
    press.tell("copy", VALLEY, hour(15, 12), *WIRE, headline="A longer season for the fleets", article_section="News")
    press.tell(
        "arabic",
        ARABIC,
        hour(15, 12),
        "أعلن المجلس اليوم عن بناء الميناء الجديد.",
        "يبدأ العمل في الربيع.",
        headline="المجلس يصوت لإعادة بناء الرصيف",
        description="قرار جديد",
        authors=["ليلى حداد"],
    )
    press.tell(
        "japanese",
        JAPANESE,
        hour(15, 13),
        "県議会は月曜日、古い桟橋の再建を可決した。",
        "工事は春に始まる。",
        headline="県議会、桟橋の再建を可決",
        article_section="地域",
        authors=["佐藤花子"],
    )
    press.tell(
        "hostile",
        EVIL,
        hour(15, 14),
        _HARM,
        "x" * 400,
        "Pier.",
        headline=f"Harm {_HARM}",
        description=_HARM,
        article_section=_HARM,
        authors=[_HARM],
        agency=_HARM,
        correction=_HARM,
        keywords=[_HARM],
        image_url="javascript:alert(1)",
        image_caption=_HARM,
        image_credit=_HARM,
        links=[Link(url="javascript:alert(1)", text=_HARM)],
        provenance={"headline": _HARM},
    )
    entries = [
        LiveEntry(
            headline=f"Update {n}",
            text=f"Count {n} of the votes.",
            date_published=hour(15, 10 + n),
            authors=["Ann Lee"],
        )
        for n in range(3)
    ]
    press.tell(
        "live",
        POST,
        hour(15, 14),
        *(f"{e.headline}\n\n{e.text}" for e in entries),
        headline="Election night",
        kind="liveblog",
        live_entries=entries,
        article_section="Politics",
    )
    press.tell(
        "long",
        VALLEY,
        hour(15, 15),
        *(f"Day {n}: {7 * n} boats went out to sea, and {5 * n} came home." for n in range(400)),
        headline="The whole report " + "on the pier " * 12,
        article_section="News",
    )
    for number, text in enumerate(NOTES):
        press.tell(
            f"note-{number}",
            (POST, VALLEY)[number % 2],
            hour(15, 16),
            *text[:6],
            authors=["Ann Lee"],
            headline=f"Note {number} from the harbour",
            article_section=("Local", "Business")[number % 2],
        )
    press.front(
        POST,
        hour(15, 17),
        {
            "pier": "Council votes to rebuild pier",
            "vanished": "Mayor owns the land",
            "ferry": "Ferry runs late",
            "live": "LIVE: Election night",
            "wire": "Fish",
        },
    )
    press.front(EVIL, hour(15, 17), {"hostile": _HARM})
    press.archive.flush()


def _second_day(press: Press) -> None:
    press.run(hour(16, 9), ["post.example: 3 pages failed"])
    dearer = PIER[1].replace("1.2", "2.1")
    _pier(press, hour(16, 9), PIER[0], dearer, *PIER[2:], headline="Council votes to rebuild pier")
    press.settle(POST, "https://post.example/news/vanished", hour(16, 10), outcome="gone", http_status=410)
    press.settle(POST, "https://post.example/news/ferry", hour(16, 10), outcome="gone", http_status=404)
    press.settle(
        POST, "https://post.example/news/lost", hour(16, 10), outcome="failed", http_status=500, reason="HTTP 500"
    )
    press.front(POST, hour(16, 11), {"ferry": "Ferry runs late", "pier": "Pier will cost 2.1 million", "wire": "Fish"})
    press.archive.flush()


def _third_day(press: Press) -> None:
    press.run(hour(17, 9))
    late = {"authors": ["Ann Lee"], "date_modified": "2024-04-17T05:00:00-03:00"}
    _pier(
        press,
        hour(17, 9),
        PIER[0],
        PIER[1].replace("1.2", "2.1"),
        PIER[3],
        headline="Pier to cost nearly twice as much",
        correction="An earlier version gave a wrong sum.",
        **late,
    )
    for name, status in (("vanished", 410), ("ferry", 404)):
        press.settle(POST, f"https://post.example/news/{name}", hour(17, 10), outcome="gone", http_status=status)
    press.archive.flush()
    press.tell(
        "ferry",
        POST,
        hour(17, 12),
        "The ferry to the island is late.",
        *PIER[2:],
        headline="Ferry runs late",
        article_section="Local",
        authors=["Bo Chan"],
        published=hour(15, 9),
        **picture(POST, "ferry"),
    )
    press.front(
        POST, hour(17, 13), {"pier": "Pier to cost nearly twice as much", "ferry": "Ferry is back", "note-0": "A note"}
    )
    press.archive.flush()


def build(folder: Path) -> Newsstand:
    """Write the archive (and its captures) into a folder."""
    stand = Newsstand(folder / "archive.db")
    press = Press(stand)
    for day in (_first_day, _second_day, _third_day):
        day(press)
    archive, url = press.archive, "https://post.example/news/erased"
    assert archive.captures
    archive.captures.erase(captures_of(archive, url))
    erase(archive.db, url, at=hour(17, 14), reason="at the family's wish")
    ids = dict(archive.db.conn.execute("SELECT aliases.url, article_id FROM aliases").fetchall())
    stand.stories = {name: ids[url] for name, (_, url) in press.addresses.items()}
    sql = "SELECT url, payload_digest FROM captures ORDER BY fetched_at"
    kept = dict(archive.captures.db.conn.execute(sql).fetchall())
    stand.pages = {name: kept[url] for name, (_, url) in press.addresses.items() if url in kept}
    archive.close()
    return stand
