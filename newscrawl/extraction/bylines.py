"""Who wrote a story, from every place where a page may tell it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any, NamedTuple, cast

from lxml.etree import XPath
from lxml.html import HtmlElement

from newscrawl.extraction.authors import Credits, credits_of, is_person_like
from newscrawl.extraction.creditwords import BY, INTRO, OTHERS
from newscrawl.extraction.document import Document
from newscrawl.extraction.jsonld import strings, types_of
from newscrawl.extraction.language import language
from newscrawl.extraction.microdata import own_props
from newscrawl.extraction.namelines import apart
from newscrawl.extraction.near import surroundings
from newscrawl.extraction.printed import credited_agency
from newscrawl.extraction.printedbylines import printed_byline
from newscrawl.extraction.scripts import authors_in_scripts
from newscrawl.extraction.text import clean, key
from newscrawl.extraction.timetags import heads_story
from newscrawl.urls import domain_of, host_of

__all__ = ["authors"]

_META = (
    "author", "article:author", "og:article:author", "parsely-author", "sailthru.author", "dc.creator",
    "dcterms.creator", "byl",
    "cxenseparse:author", "article.author", "dcsext.author", "authors", "citation_author", "article:author_name",
    "dable:author", "article_author", "articleauthor", "content_author", "og:author", "byline",
)  # fmt: skip
_OWNERS = ("copyright", "publisher", "dc.publisher", "dcterms.publisher", "dc.rights", "owner", "organization")
_LONGEST_OWNER = 60
_SIGNED = XPath("(descendant::a/@rel[. = 'author']/parent::a)[position() <= 40]")
"""Links to authors; more are not looked at."""
_PARTED = re.compile(r"\s[-–—|·•»]+\s|(?<=[\u3400-\u9fff])_(?=[\u3400-\u9fff])")
_MARKUP = re.compile(r"</?[a-z][^<>]{0,300}>", re.IGNORECASE)
_REVERSED = re.compile(r"^([^\s,]{2,30}), ([^\s,]{1,30}(?: [^\s,]{1,30})?)$")
"""How catalogues write a name: "Doe, Jane"."""
_HANGUL = re.compile(r"[\uac00-\ud7af]")
_LONGEST_BYLINE = 400
"""Characters, white space counted, of a box with several linked authors at most."""


class _Told(NamedTuple):
    names: list[str]
    organisations: list[str]
    source: str


def authors(
    document: Document, node: dict[str, Any], site_names: list[str], headline: str
) -> tuple[list[str], str | None, str]:
    """Authors, the agency, and where they are told.

    Authors are people. An agency that the page signs with as if it were a person ("author": {"@type": "Person",
    "name": "The Associated Press"}) stays among them and is the `agency` as well; where nobody else is named at all,
    the newsroom, or an account, signs for itself, as the page's data has it.
    """
    agency = next(iter(clean(s) for s in strings(node.get("sourceOrganization"))), None)
    agency = agency or next((clean(t) for t in own_props(document, "sourceOrganization")), None)
    agency = agency or credited_agency(document)
    domain = domain_of(host_of(document.url))
    site_names = [
        *site_names,
        *_owners(document),
        *_behind_title(document.title, headline),
        domain,
        domain.split(".")[0],
    ]
    tongue = language(document, node)[0] or ""
    signed_by_agency = False
    house: tuple[list[str], str] | None = None
    account: tuple[list[str], str] | None = None
    wire: tuple[list[str], str] | None = None
    for told in _told(document, node):
        found = credits_of(told.names, site_names, told.organisations, tongue)
        companies = {key(o) for o in told.organisations}
        agency = agency or next(iter(found.agencies), None)
        signed = [name for name in found.order if key(name) not in companies]
        if found.people and all(map(_is_handle, found.people)):
            account = account or (found.people, told.source)
            continue
        if found.people:
            if len(signed) == 1 and told.source in ("meta", "opengraph"):
                signed = _whole_list(document, signed[0], headline, site_names, tongue) or signed
            return signed, agency, told.source
        if signed:
            wire = wire or (_as_printed(told.names, found), told.source)
        elif found.house:
            house = house or (_as_printed(told.names, found)[:1], told.source)
        if found.agencies:
            signed_by_agency = True
            break
    if wire is not None:
        return wire[0], agency, wire[1]
    if not signed_by_agency:
        around = surroundings(document, headline)
        printed = credits_of(printed_byline(around, site_names, tongue, strict=house is not None), site_names)
        if printed.people:
            return printed.people, agency or next(iter(printed.agencies), None), "html"
        agency = agency or next(iter(printed.agencies), None)
        if printed.house and house is None:
            house = (printed.house[:1], "html")
    scripted = [n for n in authors_in_scripts(document) if is_person_like(n)]
    if scripted:
        return scripted, agency, "embedded state"
    if nobody := house or account:
        return nobody[0], agency, nobody[1]
    return [], agency, "html" if agency else ""


def _is_handle(name: str) -> bool:
    """Whether a name in the page's data is an account's in the editorial system: "jdoe", "editor2"."""
    return name.isascii() and name.islower() and " " not in name


def _whole_list(document: Document, first: str, headline: str, site_names: list[str], tongue: str) -> list[str]:
    """All authors, as the page prints them where a meta tells the first one alone."""
    linked = _first_byline(_signed(document))
    if len(linked) < 2:
        linked = printed_byline(surroundings(document, headline), site_names, tongue, strict=True)
    named = credits_of(linked, site_names).people
    return named if first in named and all(is_person_like(name) for name in named) else []


def _owners(document: Document) -> list[str]:
    """Organisations that own the page, as its metas tell; some metas have them for the author, too."""
    told = [(clean(value), name) for name in _OWNERS for value in document.meta.get(name, ())[:1]]
    own = [value for value, name in told if "publisher" in name or not is_person_like(value)]
    return [value for value in own if 3 < len(value) <= _LONGEST_OWNER]


def _behind_title(title: str, headline: str) -> list[str]:
    """The outlet, which stands last behind the headline in a page's title: "Council votes – Local – Example"."""
    last = _PARTED.split(clean(title))[-1]
    begins = headline and key(title).startswith(key(headline))
    return [last] if begins and 3 < len(last) < 40 and key(last) not in key(headline) else []


def _as_printed(names: list[str], found: Credits) -> list[str]:
    """The names of a byline of organisations: whole, as it stands ("Le Figaro et AFP")."""
    if found.house and found.agencies and len(names) == 1:
        return [clean(names[0])]
    return found.order or [BY.sub("", INTRO.sub("", clean(n))) for n in names[:1]]


def _told(document: Document, node: dict[str, Any]) -> Iterator[_Told]:
    """Bylines in the page's data, the most trustworthy first; on most pages the first one is all that is asked for."""
    return (told for told in _places(document, node) if told.names)


def _places(document: Document, node: dict[str, Any]) -> Iterator[_Told]:
    for prop in ("author", "creator"):
        names, organisations = _resolved(document, node.get(prop))
        yield _Told(names, organisations, "json-ld")
    yield _Told(own_props(document, "author"), [], "microdata")
    for name in _META:
        values = [v for v in document.meta.get(name, ()) if not v.startswith(("http:", "https:", "//", "@", "www."))]
        # "Jane Doe / Journalist": what stands behind the name is no second one, nor are portals behind Korean papers
        values = [(v.split(" | ")[0] if _HANGUL.search(v) else v).split(" / ")[0] for v in values]
        if name.startswith(("dc", "citation")):
            values = [_REVERSED.sub(r"\2 \1", clean(v)) for v in values]
        yield _Told(values, [], "opengraph" if ":" in name else "meta")
    for label, data in (("twitter:label1", "twitter:data1"), ("twitter:label2", "twitter:data2")):
        if BY.fullmatch(f"{document.first_meta(label)} "):
            yield _Told(list(document.meta.get(data, ())[:1]), [], "opengraph")
    yield _Told(_first_byline(_signed(document)), [], "html")


def _signed(document: Document) -> list[tuple[HtmlElement, str]]:
    """The first links to authors and their bylines."""
    linked = [(a, _whole(a)) for a in cast("list[HtmlElement]", _SIGNED(document.tree)) if not _in_teaser(a)]
    # names in small letters are handles of editorial systems
    return [(a, t) for a, t in linked[:6] if t != t.lower() and len(t) < 140]


def _first_byline(linked: list[tuple[HtmlElement, str]]) -> list[str]:
    """The names of the links to authors that stand together first: further down are those of other stories."""
    if len({name for _, name in linked}) < 2:
        return [name for _, name in linked]
    box = linked[0][0]
    for above in box.iterancestors():
        if above.tag == "body" or len(above.text_content()) > _LONGEST_BYLINE:
            break
        box = above
    return [name for anchor, name in linked if any(above is box for above in (anchor, *anchor.iterancestors()))]


def _resolved(document: Document, value: Any, depth: int = 0) -> tuple[list[str], list[str]]:
    """Names of authors, and those that are organisations'; references (`@id`) are looked up among the page's nodes."""
    names: list[str] = []
    organisations: list[str] = []
    for item in (value if isinstance(value, list) else [value])[:40]:
        if isinstance(item, list) and depth < 3:
            inner = _resolved(document, item, depth + 1)
            names += inner[0]
            organisations += inner[1]
            continue
        if isinstance(item, str) and item.lstrip()[:1] == "{":
            item = _parsed(item)
        if isinstance(item, dict) and isinstance(item.get("name"), list):
            item = {**item, "name": ", ".join(strings(item["name"]))}
        if isinstance(item, dict) and "name" not in item:
            item = next(
                (n for n in document.json_ld if "@id" in item and n.get("@id") == item["@id"] and "name" in n), None
            )
        words = [clean(_MARKUP.sub(" ", _unescaped(n))) for n in strings(item)]
        names += words
        if isinstance(item, dict):
            types = types_of(item)
            if any(t.endswith(("Organization", "Corporation")) for t in types) and "Person" not in types:
                organisations += words
    return names, organisations


def _parsed(text: str) -> Any:
    """What some systems write into a string: "{\\"@type\\": \\"Person\\", …}"; the string itself where it is none."""
    try:
        return json.loads(text)
    except ValueError:
        return text


def _unescaped(text: str) -> str:
    if "&" not in text:
        return text
    import html

    return html.unescape(text)


def _whole(anchor: HtmlElement) -> str:
    """The byline that a linked author stands in, "By A and B", where the link holds A alone; else the link's words.
    Empty for people of other trades ("Illustration by C")."""
    words, above = apart(anchor, clean(anchor.text_content())), anchor.getparent()
    line = above.text_content() if above is not None and above.tag not in ("body", "html") else ""
    line = clean(line) if len(line) < 2_000 else ""
    if len(line) >= 140:
        return words
    if BY.match(line):
        return line
    return "" if OTHERS.sub("", f"A, {line}") == "A" else words


def _in_teaser(element: HtmlElement) -> bool:
    """Whether an element belongs to another story's teaser or to a comment."""
    for above in element.iterancestors():
        if above.tag in ("aside", "nav", "footer") and not heads_story(above):
            return True
        if above.tag in ("article", "main", "body"):
            return False
    return False
