"""What a page says about its story: in JSON-LD, microdata, OpenGraph and metas, and in the text around the story."""

from __future__ import annotations

import re
from itertools import islice
from typing import Any

from newscrawl.extraction.document import Document
from newscrawl.extraction.jsonld import strings, types_of
from newscrawl.extraction.microdata import own_props
from newscrawl.extraction.printed import first_picture, printed_section
from newscrawl.extraction.text import clean, key, overlap, unique
from newscrawl.urls import absolute

__all__ = [
    "STORY_TYPES",
    "description",
    "headline",
    "image",
    "is_free",
    "keywords",
    "section",
    "site_names",
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
_FORMS = frozenset(["VideoObject", "ImageGallery", "MediaGallery", "ImageObject"])
_MOST_HEADINGS = 60
_MARKS = " |·•–—:»-｜ㅣ"
_SUFFIX = re.compile(r"(?<!\s)\s+[|·•–—:»-]+\s+|\s?[｜ㅣ]\s?")

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


def site_names(document: Document) -> list[str]:
    """Names under which the page's publisher goes."""
    names = [*document.meta.get("og:site_name", ()), *document.meta.get("application-name", ())]
    for node in document.json_ld:
        if types_of(node) & {"NewsMediaOrganization", "Organization", "WebSite"}:
            names += strings(node.get("name"))
        names += strings(node.get("publisher"))
    return unique(clean(name) for name in names)


def headline(document: Document, node: dict[str, Any]) -> tuple[Found | None, str | None]:
    """The visible headline, and another one for search engines or sharing."""
    told = [clean(_unescape(s)) for s in strings(node.get("headline"))[:1]]
    names = site_names(document)
    shared = clean(document.first_meta("og:title", "twitter:title") or "")
    shared = without_site(shared, names)
    bare = without_site(document.title, names)
    hints = [h for h in (*told, shared, bare) if h]
    best: tuple[float, str] = (0.0, "")
    lone = []
    for element in islice(document.tree.iter("h1"), _MOST_HEADINGS):
        text = clean(" ".join(t for t in element.itertext()))
        if not text or len(text) > 400:
            continue
        lone.append(text)
        fit = max((overlap(text, h) for h in hints), default=0.0)
        if fit > best[0]:
            best = (fit, text)
    if best[0] >= 0.6 or (len(lone) == 1 and (best[0] >= 0.25 or _is_sentence(lone[0], names))):
        text = best[1] or lone[0]
        # a kicker inside the heading is not the headline
        for hint in hints:
            if hint != text and len(hint) > 20 and text.endswith(hint) and len(text) - len(hint) < 60:
                text = hint
                break
        found: Found = (text, "html")
    elif told:
        found = (told[0], "json-ld")
    elif shared:
        found = (shared, "opengraph")
    elif best[1] or lone:
        found = (best[1] or lone[0], "html")
    elif bare:
        found = (bare, "html")
    else:
        return None, None
    declared = [clean(_unescape(s)) for s in strings(node.get("alternativeHeadline"))[:1]]
    declared += own_props(document, "alternativeHeadline")[:1]
    other = next(
        (h for h in (*declared, *told, shared) if h and key(h) != key(found[0]) and key(found[0]) not in key(h)), None
    )
    return found, other


def _is_sentence(text: str, names: list[str]) -> bool:
    """Whether a lone `<h1>` is long enough for a headline and not the site's name."""
    return (len(text.split()) >= 4 or len(text) - len(text.encode("ascii", "ignore")) >= 8) and key(text) not in {
        key(n) for n in names
    }


def _unescape(text: str) -> str:
    if "&" not in text:
        return text
    import html

    return html.unescape(text)


def without_site(title: str, names: list[str]) -> str:
    """A title without the site's name at its end or start."""
    keys = {key(n) for n in names}
    for _ in range(2):
        parts = _SUFFIX.split(title)
        if len(parts) < 2:
            return title
        if _is_site(parts[-1], keys, title[: -len(parts[-1])]):
            title = title[: title.rfind(parts[-1])].rstrip(_MARKS)
        elif key(parts[0]) in keys:
            title = title[len(parts[0]) :].lstrip(_MARKS)
        else:
            break
    return title


def _is_site(part: str, keys: set[str], before: str) -> bool:
    """Whether the last part of a title is the site's name, or, behind a bar, short enough for one."""
    bare = key(part)
    if bare in keys or any(len(k) > 3 and (bare.startswith(k) or k.startswith(bare)) and len(bare) > 2 for k in keys):
        return True
    return before.rstrip()[-1:] in "|｜ㅣ" and len(part.split()) <= 4 <= len(before.split())


def description(document: Document, node: dict[str, Any]) -> Found | None:
    """Standfirst or summary."""
    for text in strings(node.get("description"))[:1]:
        if words := clean(_unescape(text)):
            return words, "json-ld"
    for words in own_props(document, "description")[:1]:
        return words, "microdata"
    for name, source in (("og:description", "opengraph"), ("description", "meta"), ("twitter:description", "meta")):
        if words := clean(document.first_meta(name)):
            return words, source
    return None


def section(document: Document, node: dict[str, Any]) -> Found | None:
    """Section of the newspaper."""
    for text in strings(node.get("articleSection"))[:1]:
        return clean(_unescape(text)), "json-ld"
    for words in own_props(document, "articleSection")[:1]:
        return words, "microdata"
    for name in ("article:section", "section", "parsely-section", "cxenseparse:recs:category", "sailthru.section"):
        if words := clean(document.first_meta(name)):
            return words, "opengraph" if ":" in name else "meta"
    for crumbs in document.json_ld:
        if "BreadcrumbList" in types_of(crumbs) and isinstance(crumbs.get("itemListElement"), list):
            items = [i for i in crumbs["itemListElement"] if isinstance(i, dict)]
            names = [next(iter(strings(i.get("name") or i.get("item"))), "") for i in items]
            if len(names) >= 2 and names[1] and len(names) > 2 and not names[1].startswith("http"):
                return clean(names[1]), "json-ld"
    return printed_section(document)


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
        values = [part for value in values for part in re.split("[,;]", value)]
    return unique(clean(_unescape(v)) for v in values if len(v) < 100), source


def image(document: Document, node: dict[str, Any]) -> tuple[str | None, dict[str, Any], str]:
    """Address of the lead picture, its JSON-LD node, and the source."""
    value = node.get("image")
    if isinstance(value, list):
        value = value[0] if value else None
    if isinstance(value, dict):
        address = next(iter(strings(value.get("url") or value.get("contentUrl") or value.get("@id"))), "")
        if address and (url := absolute(document.base_url, address)):
            return url, value, "json-ld"
    elif isinstance(value, str) and (url := absolute(document.base_url, value)):
        return url, {}, "json-ld"
    for name in ("og:image", "og:image:url", "twitter:image", "twitter:image:src"):
        if (shared := document.first_meta(name)) and (url := absolute(document.base_url, shared)):
            return url, {}, "opengraph" if name.startswith("og") else "meta"
    for own in own_props(document, "image"):
        if url := absolute(document.base_url, own):
            return url, {}, "microdata"
    if shown := first_picture(document):
        return shown, {}, "html"
    return None, {}, ""


def is_free(document: Document, node: dict[str, Any]) -> Found | None:
    """ "true" or "false" where the page says whether it is behind a paywall."""
    value = node.get("isAccessibleForFree")
    if value is not None:
        return ("false" if str(value).strip().lower() in ("false", "no", "0") else "true"), "json-ld"
    tier = (document.first_meta("article:content_tier", "og:article:content_tier") or "").lower()
    if tier in ("free", "metered", "locked"):
        return ("false" if tier == "locked" else "true"), "opengraph"
    return None
