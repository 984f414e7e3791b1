"""What an address alone tells of the page behind it. Nothing here knows a site.

Newsrooms all over the world build the addresses of stories from the same parts: a slug of several words, a number or a
key, a date, a file's ending; sections have one or two short words. CJK and Indic sites have keys alone.

The patterns are for addresses in lower case (`text.folded` says why).
"""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache
from typing import Literal
from urllib.parse import unquote

from newscrawl.pagenumbers import OFFSET_NAMES, PAGE_NAMES

__all__ = ["ANY_YEAR", "Shape", "date_in", "file_type", "further", "page_number", "shape"]

Shape = Literal["front", "article", "section", "dates", "page", "label", "file", "unknown"]
"""`dates`: a calendar's address. `page`: a further page of a listing. `label`: a tag, topic or author."""

_FILES = {
    "an image": "jpg jpeg png gif webp avif svg ico bmp tif tiff heic",
    "a PDF file": "pdf",
    "a sound file": "mp3 m4a ogg oga wav aac flac opus",
    "a film": "mp4 m4v webm mov avi mkv mpg mpeg m3u8 flv wmv ogv",
    "a file": "zip gz tgz bz2 xz 7z rar doc docx xls xlsx ppt pptx odt ods odp rtf epub mobi csv apk exe dmg ics vcf"
    " css js mjs json woff woff2 ttf eot swf txt kml gpx",
}
_FILE_OF = {ending: words for words, endings in _FILES.items() for ending in endings.split()}
_PAGE_ENDINGS = re.compile(r"\.(?:s?html?|php\d?|aspx?|jspx?|cfm|do|amp|story|ece|dpbs)$")
_ENDING = re.compile(r"\.([a-z0-9]{2,5})$", re.IGNORECASE)

# Paths under which newsrooms keep the pages of tags, topics and authors; the words are those that addresses use, in
# several languages.
_ISSUES = "issues?|back-?issues|editions?|ausgaben?|numeros?|hefte?"
"""What printed editions lie below."""
_LABELS = re.compile(
    r"/(?:(?P<sure>tags?|tagg|hashtags?|keywords?|schlagworte?|stichwort|etiquetas?|mots-cles?|emneord|etiketter|authors?|autor|autoren|autores?"
    r"|autori|autore|auteurs?|byline|contributors?|journalists?|reporters?|columnists?|columnistas|autorzy|forfatter|skribent"
    r"|users?|members?)"
    r"|topics?|topic-page|themen?|temas?|sujets?|emne|amnen|aihe|argomenti|argomento|hot-topics|dossiers?|collections?|series"
    rf"|{_ISSUES}"
    r"|people|profiles?|profil|staff|writers?|redakteure?|redaktion|person|personer|by)/(?:[^/]+/)?(?P<name>[^/]+)/?$"
)
PAGE_WORDS = "page|seite|pagina|página|pag|sida|side|strona|stranica|sivu|p|halaman|trang"
"""What stands before a page's number in a path, as alternatives of a pattern."""
_PAGE_PATH = re.compile(rf"/(?:{PAGE_WORDS})[/_-]?(\d{{1,5}})/?$")
_PAGE_FILE = re.compile(r"/(?:index|list|archive|default|page|seite)[_-](\d{1,5})(?:\.s?html?)?$")
_PAGE_QUERY = re.compile(rf"(?:^|&)(?:{PAGE_NAMES}|{OFFSET_NAMES})=(\d{{1,6}})(?=&|$)")
_OFFSETS = re.compile(rf"(?:^|&)(?:{OFFSET_NAMES})=")

_YEAR = r"(?:19[89]\d|20[0-4]\d)"
_YEAR_OF = re.compile(_YEAR)  # far quicker to look for
_DATE = re.compile(rf"(?<!\d)({_YEAR})([-/_.])(0?[1-9]|1[0-2])\2(0?[1-9]|[12]\d|3[01])(?!\d)")
_COMPACT = re.compile(rf"(?<!\d)({_YEAR})(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?!\d|\.\d)")
_SPLIT_DATE = re.compile(rf"/({_YEAR})/(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])/")
_KEY_DATE = re.compile(rf"(?<=[a-z/_-])({_YEAR})(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])\d{{2,12}}(?!\d)")
_WORD_DATE = re.compile(
    rf"(?<!\d)({_YEAR})[-/](jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*[-/](0?[1-9]|[12]\d|3[01])(?!\d)"
)
ANY_YEAR = r"(?:19[5-9]\d|20[0-4]\d)"
"""Years that archives and calendars go back to, stories or not."""
_MONTH_NAMES = "jan feb mar apr may jun jul aug sep oct nov dec"
_MONTHS = {name: number for number, name in enumerate(_MONTH_NAMES.split(), 1)}
_CALENDAR = re.compile(
    rf"^(?:/(?:archi[a-z]*|{_ISSUES}))?/{ANY_YEAR}/?$"
    rf"|/{ANY_YEAR}[-/](?:0?[1-9]|1[0-2]|[a-z]{{3,9}})(?:[-/](?:0?[1-9]|[12]\d|3[01]))?/?(?:index\.\w+)?$"
    rf"|/{ANY_YEAR}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])?/?$"
)
_MONTH_ARCHIVE = re.compile(rf"/{_YEAR}[-/](?:0?[1-9]|1[0-2]|[a-z]{{3,9}})/?(?:index\.\w+)?$")

_NUMBER = re.compile(r"\d{4,}")
_KEY = re.compile(r"^(?=.*\d)(?=.*[a-z])[a-z0-9]{7,}$")
_UUID = re.compile(r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}")
_NODE = re.compile(r"/node/\d+/?$")
"""What Drupal calls a page that has no name, mostly a story."""
_UUID_DASHES = 4
_QUERY_ID = re.compile(
    r"(?:^|&)(?:\w*id|p|story|article|artikel|nid|aid|sid|idx|idxno|no|newsid|key|n|a)=(?=[^&\d]*\d)([\w.-]+)(?=&|$)"
)
_WORDS = re.compile(r"[-_+,. %]+")


@lru_cache(maxsize=8192)
def parts(url: str) -> tuple[str, str, str]:
    """Host (with port), path and query of an absolute address; faster than `urlsplit`."""
    rest = url.partition("://")[2].partition("#")[0]
    rest, _, query = rest.partition("?")
    host, _, path = rest.partition("/")
    return host.rpartition("@")[2].lower(), "/" + path, query


@lru_cache(maxsize=1024)
def _lowered(url: str) -> tuple[str, str]:
    """Path and query of an address in lower case."""
    _, path, query = parts(url)
    return path.lower(), query.lower()


@lru_cache(maxsize=8192)
def file_type(url: str) -> str | None:
    """What the file behind an address is, in words, "a PDF file", by its ending; None for what may be a page."""
    _, path, _ = parts(url)
    found = _ENDING.search(path)
    return _FILE_OF.get(found[1].lower()) if found else None


def page_number(url: str) -> int | None:
    """The number of the listing's page that an address names; None where it names none."""
    path, query = _lowered(url)
    found = _PAGE_QUERY.search(query) if query else None
    if found:
        if _OFFSETS.search(found[0]):
            return 2 if int(found[1]) else 1
        # `?p=123456` is WordPress's address of a story.
        return int(found[1]) if len(found[1]) <= 4 else None
    found = _PAGE_PATH.search(path) or _PAGE_FILE.search(path)
    return int(found[1]) if found else None


def further(url: str) -> int:
    """Which page of a listing, in its own order, an address is: the number is all that its query says. 0 for any other.

    The archive of a month counts as a second page: years have few of them.
    """
    path, query = _lowered(url)
    if not query and _MONTH_ARCHIVE.search(path):
        return 2
    return (page_number(url) or 0) if "&" not in query else 0


@lru_cache(maxsize=8192)
def date_in(url: str) -> str | None:
    """The day that an address carries, as an ISO 8601 date; None for none, or where it is no possible day."""
    path, query = _lowered(url)
    return _day(f"{path}?{query}" if query else path)


@lru_cache(maxsize=4096)
def _day(text: str) -> str | None:
    """The day that a path and query in lower case carry."""
    if not _YEAR_OF.search(text):
        return None
    for pattern in (_DATE, _COMPACT, _SPLIT_DATE, _KEY_DATE, _WORD_DATE):
        found = pattern.search(text)
        if found is None:
            continue
        groups = [group for group in found.groups() if group and group not in "-/_."]
        month = _MONTHS.get(groups[1][:3]) or int(groups[1])
        try:
            return date(int(groups[0]), month, int(groups[2])).isoformat()
        except ValueError:
            continue
    return None


@lru_cache(maxsize=4096)
def shape(url: str) -> tuple[Shape, int]:
    """What an address looks like, and how much it looks like a story's: about -3 (never) to 6 (surely)."""
    path, query = _lowered(url)
    if path in ("", "/") and not query:
        return "front", -3
    if file_type(url):
        return "file", -3
    if page_number(url) is not None:
        return "page", -3
    if ("/20" in path or "/19" in path) and _CALENDAR.search(path):
        return "dates", -3
    label = _LABELS.search(path)
    if label and (label["sure"] or _segment_score(_PAGE_ENDINGS.sub("", unquote(label["name"]))) < 3):
        return "label", -2
    score = _score(path, query)
    if score >= 2:
        return "article", score
    if score <= -1:
        return "section", score
    return "unknown", score


def _score(path: str, query: str) -> int:
    if _NODE.search(path):
        return 2
    segments = [segment for segment in path.split("/") if segment]
    score = 0
    ending = _PAGE_ENDINGS.search(path)
    if segments:
        segments[-1] = _PAGE_ENDINGS.sub("", segments[-1])
        if ending and segments[-1] in ("index", "default", "home", ""):
            segments.pop()
            ending = None
    best = max((_segment_score(unquote(segment)) for segment in segments[-2:]), default=-2)
    score += best
    if ending and best > -2:
        score += 1
    if len(segments) > 1 and _day(path):
        score += 2
    if query and (found := _QUERY_ID.search(query)):
        score = max(score, -1) + (3 if sum(c.isdigit() for c in found[1]) >= 3 else 1)
    if len(segments) <= 1 and best < 2 and not query:
        score -= 1
    return score


def _segment_score(segment: str) -> int:
    """How much one part of a path looks like the slug or key of a story."""
    if segment.count("-") >= _UUID_DASHES and _UUID.search(segment):
        return 4
    words = [word for word in _WORDS.split(segment) if word]
    letters = [word for word in words if not word.isdigit()]
    score = -2
    if len(letters) >= 5:
        score = 4
    elif len(letters) == 4:
        score = 3
    elif len(letters) == 3:
        score = 1
    elif len(letters) == 2:
        score = -1
    if len(segment) >= 25 and len(letters) >= 3:
        score += 1
    if _KEY.match(words[-1]) if words else False:
        score = max(score, 0) + 2
    elif _NUMBER.search(segment) and not _DATE.fullmatch(segment) and not _COMPACT.fullmatch(segment):
        digits = max(len(run) for run in _NUMBER.findall(segment))
        score = max(score, 0) + (3 if digits >= 6 else 2)
    return score
