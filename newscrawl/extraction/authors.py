"""Names of people, agencies and newsrooms out of bylines."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache

from newscrawl.extraction.agencies import agencies_in, agency_name, is_agency
from newscrawl.extraction.bylinedates import from_by, without_date, without_eastern_date
from newscrawl.extraction.creditwords import (
    ARABIC_AND,
    BY,
    CUT,
    DEGREE,
    HOUSE,
    INTRO,
    JOINTS,
    LABEL,
    LEADING_ROLE,
    NOBODY,
    OTHER_TRADE,
    OTHERS,
    OUTLET,
    PICTURE,
    PLACE,
    ROLE,
    SHORT_AND,
    TONGUE_BY,
    TRAILING_ROLE,
)
from newscrawl.extraction.eastern import eastern_byline, is_eastern
from newscrawl.extraction.text import clean, key, unique

__all__ = ["Credits", "credits_of", "is_person_like", "people"]

_LONGEST = 400
"""Characters of a byline at most."""
_BRACKETS = re.compile(r"\([^()]{0,120}\)|\[[^\[\]]{0,120}\]")
_ADDRESS = re.compile(
    r"[\w.+-]{1,64}@[\w-]{1,60}(?:\.[\w-]{1,40})+|(?:https?:|www\.)\S{1,300}|@\w{2,40}", re.IGNORECASE
)
_BEFORE = re.compile(r"^[^\w(\[@©\"“„«'【（〔［「《]+")
"""Pictures and signs in front of a byline."""
_DASH = re.compile(r"\s[-–—|]\s")
_JUNK = re.compile(
    r"https?:|www\.|@|\d|[<>{}=]|^(?:published|updated|posted|submitted)\b|\b(?:veröffentlicht|aktualisiert|publicado|publiée?)\b",
    re.IGNORECASE,
)
_ARTICLE = re.compile(r"^(?:the|der|die|das|le|la|les|el|los|il|lo|de|het|o|os|a|as)\s", re.IGNORECASE)
"""What a paper's name may begin with, or may not: "Der Spiegel"."""
_DAY = re.compile(r"[\s\d/.:-]{8,20}")
_SMALL = frozenset(
    [
        "de",
        "da",
        "do",
        "dos",
        "das",
        "di",
        "del",
        "della",
        "van",
        "von",
        "der",
        "den",
        "la",
        "le",
        "el",
        "al",
        "bin",
        "ibn",
        "y",
        "e",
        "i",
        "af",
        "zu",
        "ter",
        "ten",
        "du",
        "des",
    ]  # fmt: skip
)


@dataclass(slots=True)
class Credits:
    """Whom bylines name."""

    people: list[str] = field(default_factory=list)
    agencies: list[str] = field(default_factory=list)
    house: list[str] = field(default_factory=list)
    """The newsroom itself, where it signs."""
    order: list[str] = field(default_factory=list)
    """People and agencies in the order of the byline."""


def people(names: Iterable[str], site_names: Iterable[str] = ()) -> tuple[list[str], str | None]:
    """The people and the first agency in these bylines."""
    found = credits_of(names, site_names)
    return found.people, found.agencies[0] if found.agencies else None


def credits_of(
    names: Iterable[str], site_names: Iterable[str] = (), organisations: Iterable[str] = (), language: str = ""
) -> Credits:
    """Everybody in these bylines.

    `organisations` are names that the page itself calls those of organisations; `language` (BCP 47) is the page's.
    """
    site_names = list(site_names)
    own = {key(name) for name in site_names if name}
    domains = [name.lower() for name in site_names if "." in name and " " not in name]
    companies = {key(name) for name in organisations}
    found = Credits()
    for raw in names:
        whole = clean(raw)
        if PICTURE.match(whole):
            continue
        parts, agencies = [whole], list[str]()
        if key(whole) not in companies and key(whole) not in own:
            parts, agencies = _split(whole, language) if len(whole) <= _LONGEST else ([], [])
        bracketed = _BRACKETS.findall(whole) if "(" in whole or "[" in whole else ()
        ours = any(site in bracket.lower() for bracket in bracketed for site in domains)
        for part in parts:
            if ours or _is_own(part, own) or any(site in part.lower() for site in domains):
                found.house.append(part)
            elif is_agency(part) or key(part) in companies:
                found.agencies.append(agency_name(part))
                found.order.append(agency_name(part))
            elif part.isupper() and " " not in part and is_agency(parts[0]):
                continue  # "AFP, MANILA": a place
            elif not found.house or found.people or is_person_like(part) or not part.isascii():
                found.people.append(part)  # behind the newsroom's name stand places, and people
                found.order.append(part)
        found.agencies += [name for name in agencies if not _is_own(name, own)]
    found.people, found.order = unique(found.people), unique(found.order)
    found.agencies, found.house = unique(found.agencies), unique(found.house)
    return found


def is_person_like(name: str) -> bool:
    """Whether words look like a person's name: two to four of them, each with a capital, nothing else."""
    words = name.split()
    if not 2 <= len(words) <= 4 or len(name) > 45 or _JUNK.search(name) or ROLE.search(name) or NOBODY.fullmatch(name):
        return False
    if any(w.endswith(".") and len(w) > 5 for w in words[:-1]):
        return False  # a motto: "Independent. Honest."
    solid = [w for w in words if w.lower() not in _SMALL]
    return len(solid) >= 2 and all(
        w[0].isupper() and w.strip(".'’-").replace("-", "").replace("’", "").replace("'", "").replace(".", "").isalpha()
        for w in solid
    )


def _is_own(name: str, own: set[str]) -> bool:
    """Whether a name is the newsroom's: its own, or its own with "Redaktion", "Staff" or a department beside it."""
    bare = key(name)
    if bare in own or key(_ARTICLE.sub("", name)) in own or HOUSE.match(name) and not is_agency(name):
        return True
    for other in own:
        if (
            len(other) >= 3
            and (bare.startswith(other) or bare.endswith(other))
            and (ROLE.search(name) or name.isupper())
        ):
            return True
        if len(other) >= 5 and (
            bare.startswith(other) or other.startswith(key(name.split()[0])) and len(key(name.split()[0])) >= 6
        ):
            return True
    if is_eastern(name) and any(other.startswith(bare) for other in own):
        return True  # portals sign for what others wrote
    words = name.split()
    return len(words) <= 3 and any(ROLE.fullmatch(w.strip(".-")) for w in words) and not is_agency(name)


@lru_cache(maxsize=2_048)
def _split(raw: str, language: str) -> tuple[list[str], list[str]]:
    """The single names of one byline, and the agencies that its brackets name; nobody changes the lists.

    A newsroom has some dozens of authors for all of its stories, so few bylines are new.
    """
    raw = from_by(_BEFORE.sub("", raw))
    if is_eastern(raw):
        named, wires = eastern_byline(without_eastern_date(BY.sub("", _ADDRESS.sub(" ", raw))))
        return [n for n in [*named, *wires] if not _JUNK.search(n) and len(n) <= 40 and not NOBODY.fullmatch(n)], []
    text, agencies = raw, list[str]()
    if "(" in raw or "[" in raw:
        raw = OTHER_TRADE.sub("", raw)
        agencies = [name for bracket in _BRACKETS.findall(raw) for name in agencies_in(bracket[1:-1])]
        text = _BRACKETS.sub(" ", raw)
    text = clean(_ADDRESS.sub(" ", text))
    fields = text.split("|")
    if len(fields) == 3 and _DAY.fullmatch(fields[2]) and is_person_like(BY.sub("", fields[0]).strip()):
        text = fields[0]  # "Jane Doe | Port Ann | 17/04/2024"
    text = OTHERS.sub("", LABEL.sub("", without_date(text)))
    text = DEGREE.sub("", BY.sub("", INTRO.sub("", text)))
    if own_by := TONGUE_BY.get(language[:2].lower()):
        text = own_by.sub("", text)
    text = CUT.split(PLACE.sub("", text))[0]
    names: list[str] = []
    pieces = [p for piece in JOINTS.split(text) if piece for p in SHORT_AND.split(piece)]
    pieces = [p for piece in pieces for p in (_arabic(piece) if "\u0600" <= piece[-1:] <= "\u06ff" else [piece])]
    for i, piece in enumerate(pieces):
        name = _name(piece, first=not names)
        if (
            not name
            or _JUNK.search(name)
            or len(name) > 60
            or len(name.split()) > 6
            or BY.fullmatch(f"{name} ")
            or NOBODY.fullmatch(name)
            or not any(c.isalpha() for c in name)
        ):
            continue
        if i and not is_agency(name) and _is_remark(name, names):
            continue
        names += _with_agency(name)
    return names, agencies


def _arabic(piece: str) -> list[str]:
    """Two names that one word joins, where each of them has two words at least."""
    for joint in ARABIC_AND.finditer(piece):
        if len(piece[: joint.start()].split()) >= 2 <= len(piece[joint.end() :].split()):
            return [piece[: joint.start()], *_arabic(piece[joint.end() :])]
    return [piece]


def _name(piece: str, *, first: bool) -> str:
    """One name of a byline without roles, labels and marks around it."""
    piece = LABEL.sub("", BY.sub("", piece.strip(" .,:;|/–—-")))
    parts = [part for part in _DASH.split(LEADING_ROLE.sub("", piece)) if part]
    if not parts:
        return ""
    # "القاهرة - أحمد علي": a place stands before the name.
    behind = first and len(parts) > 1 and " " not in parts[0].strip() and 2 <= len(parts[1].split()) <= 4
    name = clean(parts[1] if behind else parts[0]).strip(" .,:;|/–—-*_\"“”«»'")
    name = _once(name)
    bare = TRAILING_ROLE.sub("", name)
    return _titled(bare if len(bare.split()) >= 2 else name)


def _once(name: str) -> str:
    """A name that is printed twice: for wide screens and for narrow ones, or once more as a handle."""
    half = len(name) // 2
    for second in (half, half + 1):
        if " " in name[:half] and name[:half] == name[second:]:
            return name[:half]
    before, _, last = name.rpartition(" ")
    return before if last.islower() and len(last) > 5 and key(before) == last else name


def _with_agency(name: str) -> list[str]:
    """A name, and the agency that stands right behind it: "JANE DOE Associated Press"."""
    words = name.split()
    for cut in (2, 3):
        if len(words) > cut and is_agency(" ".join(words[cut:])) and is_person_like(" ".join(words[:cut])):
            return [_titled(" ".join(words[:cut])), " ".join(words[cut:])]
    return [name]


def _is_remark(name: str, before: list[str]) -> bool:
    """Whether what stands behind a name is no second one: a role, a place, an editor's initials."""
    if ROLE.search(name) or before and OUTLET.search(name):
        return True  # "Jane Doe, Senior Reporter"
    words = name.split()
    if words[0][:1].islower() and name.isascii() or words[0].lower() in ("envoyée", "rédactrice"):
        return words[0] not in _SMALL or len(words) <= 2  # "envoyée spéciale à Kiev"
    if len(words) >= 3 and any(w.isalpha() and w.islower() and len(w) > 3 and w not in _SMALL for w in words):
        return True  # "professor at the University of Example"
    # "Anna Müller, Berlin": a single word behind a full name is a place.
    return len(words) == 1 and any(is_person_like(other) for other in before) and name[:1].isupper()


def _titled(name: str) -> str:
    """A person's name in capitals as it is written elsewhere: "JANE O'NEILL" -> "Jane O'Neill"."""
    words = name.split()
    if not 2 <= len(words) <= 4 or not name.isupper() or is_agency(name) or ROLE.search(name):
        return name
    # Abbreviations are no names: "MDR SACHSEN".
    if any(len(w) <= 4 and w.isalpha() and not re.search("[AEIOUYÄÖÜÁÉÍÓÚÀÈАЕЁИОУЫЭЮЯІЇЄ]", w) for w in words):
        return name
    return " ".join(w if len(w) <= 2 or "." in w else _capital(w) for w in words)


def _capital(word: str) -> str:
    return re.sub(r"[^\W\d_]+", lambda m: m[0].capitalize(), word)
