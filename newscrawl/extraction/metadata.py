"""What a page says about its story: in JSON-LD, microdata, OpenGraph and metas, and in the text around the story."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from itertools import islice
from typing import Any

from newscrawl.extraction.document import Document
from newscrawl.extraction.jsonld import strings, types_of
from newscrawl.extraction.microdata import own_props
from newscrawl.extraction.pictures import is_blank
from newscrawl.extraction.printed import first_picture, printed_section
from newscrawl.extraction.text import clean, key, overlap, unique
from newscrawl.urls import absolute

__all__ = [
    "STORY_TYPES",
    "description",
    "image",
    "is_free",
    "keywords",
    "section",
    "story_node",
]

STORY_TYPES = frozenset(
    [
        "AdvertiserContentArticle",
        "AnalysisNewsArticle",
        "Article",
        "AskPublicNewsArticle",
        "BackgroundNewsArticle",
        "BlogPosting",
        "DiscussionForumPosting",
        "LiveBlogPosting",
        "NewsArticle",
        "OpinionNewsArticle",
        "Report",
        "ReportageNewsArticle",
        "Review",
        "ReviewNewsArticle",
        "SatiricalArticle",
        "ScholarlyArticle",
        "SocialMediaPosting",
        "TechArticle",
    ]  # fmt: skip
)
_TAG = re.compile(r"</?(?P<name>[a-z][a-z0-9]{0,10})(?:\s[^<>]{0,300})?/?>", re.IGNORECASE)
_WORDS = frozenset(("a", "b", "i", "u", "em", "strong", "span", "small", "sub", "sup", "mark", "abbr", "cite", "q"))
"""Tags that part no words."""
_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
"""What an editorial system calls a story: no keyword."""
_FORMS = frozenset(["VideoObject", "ImageGallery", "MediaGallery", "ImageObject"])

Found = tuple[str, str]
"""A value and where it came from."""


def story_node(document: Document) -> dict[str, Any]:
    """The JSON-LD node of the page's story; empty where there is none, or several of equal right."""
    nodes = [n for n in document.json_ld if types_of(n) & STORY_TYPES]
    if not nodes:  # a film or a gallery that is the whole story
        nodes = [n for n in document.json_ld if types_of(n) & _FORMS and n.get("headline")]
    if not nodes:
        return {}
    title = document.first_meta("og:title") or document.title

    def fit(node: dict[str, Any]) -> float:
        told = next(iter(strings(node.get("headline") or node.get("name"))), "")
        points = (
            2 * overlap(told, title)
            + ("articleBody" in node)
            + 0.5 * ("datePublished" in node)
            + 0.3 * ("author" in node)
        )
        return points - 1.5 * bool(types_of(node) & {"Review", "SocialMediaPosting", "DiscussionForumPosting"})

    return max(nodes, key=fit)


def description(document: Document, node: dict[str, Any]) -> Found | None:
    """Standfirst or summary."""
    for text in strings(node.get("description"))[:1]:
        if words := _plain(text):
            return words, "json-ld"
    for words in own_props(document, "description")[:1]:
        return words, "microdata"
    for name, source in (("og:description", "opengraph"), ("description", "meta"), ("twitter:description", "meta")):
        if words := _plain(document.first_meta(name) or ""):
            return words, source
    return None


def _plain(text: str) -> str:
    """Words that may be escaped, once or twice, and hold markup: "<p>Here&amp;#x27;s a look"."""
    text = html.unescape(html.unescape(text)) if "&" in text else text
    return clean(_TAG.sub(lambda tag: "" if tag["name"].lower() in _WORDS else " ", text) if "<" in text else text)


def section(document: Document, node: dict[str, Any]) -> Found | None:
    """Section of the newspaper; a name that only machines read gives way to one that the page prints."""
    told = list(islice(_sections(document, node), 8))
    readable = next((found for found in told if _READABLE.match(found[0])), None)
    if readable is None or readable[0].islower():
        printed = printed_section(document)
        # "politics" is printed as "Politics"; another name is taken for a machine's alone.
        if printed and (not told or readable is None or key(printed[0]) == key(readable[0])):
            return printed
    return readable or (told[0] if told else None)


_READABLE = re.compile(r"^(?!https?:)(?![\w-]*_)(?!.*[/|])(?![a-z0-9]+(?:-[a-z0-9]+)+$)(?!\d+$).{2,60}$")
"""Names of sections that people read: no "news_news", "sport-fussball" or address."""


def _sections(document: Document, node: dict[str, Any]) -> Iterator[Found]:
    """Sections that the page's data tell, the most trustworthy first."""
    for text in strings(node.get("articleSection"))[:3]:
        if words := _first_of_list(clean(html.unescape(html.unescape(text)))):
            yield words, "json-ld"
    for words in own_props(document, "articleSection")[:1]:
        yield words, "microdata"
    for name in ("article:section", "section", "parsely-section", "cxenseparse:recs:category", "sailthru.section"):
        if words := _first_of_list(clean(html.unescape(document.first_meta(name) or ""))):
            yield words, "opengraph" if ":" in name else "meta"
    for crumbs in document.json_ld:
        if "BreadcrumbList" in types_of(crumbs) and isinstance(crumbs.get("itemListElement"), list):
            items = [i for i in crumbs["itemListElement"] if isinstance(i, dict)]
            names = [next(iter(strings(i.get("name") or i.get("item"))), "") for i in items]
            if len(names) > 2 and names[1] and not names[1].startswith("http"):
                yield clean(html.unescape(names[1])), "json-ld"


def _first_of_list(words: str) -> str:
    """The first of three and more names in one field: "Sport,Football,Premier League"."""
    parts = words.split(",")
    return parts[0].strip() if len(parts) > 2 else words


def keywords(document: Document, node: dict[str, Any]) -> tuple[list[str], str]:
    """Tags, and where they came from."""
    values = strings(node.get("keywords"))
    source = "json-ld"
    if not values:
        values, source = own_props(document, "keywords"), "microdata"
    if not values:
        values, source = document.meta.get("article:tag", []), "opengraph"
    if not values:
        values, source = [*document.meta.get("news_keywords", ()), *document.meta.get("keywords", ())], "meta"
    if len(values) == 1 or source == "meta":
        values = [part for value in values for part in re.split("[,;،、，；]", value)]
    return unique(clean(html.unescape(v)) for v in values if len(v) < 100 and not _UUID.fullmatch(v)), source


def image(document: Document, node: dict[str, Any]) -> tuple[str | None, dict[str, Any], str]:
    """Address of the lead picture, its JSON-LD node, and the source."""
    for address, picture, source in _pictures(document, node):
        if address and not is_blank(address) and (url := absolute(document.base_url, address)):
            return url, picture, source
    if shown := first_picture(document):
        return shown, {}, "html"
    return None, {}, ""


def _pictures(document: Document, node: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any], str]]:
    """Addresses of lead pictures that the page's data tell, the most trustworthy first."""
    value = node.get("image")
    if isinstance(value, list):
        value = value[0] if value else None
    if isinstance(value, dict):
        named = next(iter(strings(value.get("@id"))), "")
        # "…/#primaryimage" is no address, but the name of another node
        nodes = [value, *(n for n in document.json_ld if named and n.get("@id") == named)]
        told = (address for n in nodes for address in strings(n.get("url") or n.get("contentUrl"))[:1])
        yield next(told, "" if "#" in named else named), value, "json-ld"
    elif isinstance(value, str):
        yield value.strip(), {}, "json-ld"
    for name in ("og:image", "og:image:url", "twitter:image", "twitter:image:src"):
        yield document.first_meta(name) or "", {}, "opengraph" if name.startswith("og") else "meta"
    for own in own_props(document, "image"):
        yield own, {}, "microdata"


def is_free(document: Document, node: dict[str, Any]) -> Found | None:
    """ "true" or "false" where the page says whether it is behind a paywall."""
    value = node.get("isAccessibleForFree")
    if value is not None:
        return ("false" if str(value).strip().lower() in ("false", "no", "0") else "true"), "json-ld"
    parts = node.get("hasPart")
    for part in parts[:20] if isinstance(parts, list) else [parts]:
        if isinstance(part, dict) and str(part.get("isAccessibleForFree")).strip().lower() in ("false", "no", "0"):
            return "false", "json-ld"
    tier = (document.first_meta("article:content_tier", "og:article:content_tier") or "").lower()
    if tier in ("free", "metered", "locked"):
        return ("false" if tier == "locked" else "true"), "opengraph"
    return None
