"""What a page's structured data says of its story: JSON-LD, microdata, OpenGraph and meta tags, each value with its source."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from newscrawl.extraction.document import Document
from newscrawl.extraction.jsonld import strings, types_of
from newscrawl.extraction.text import fold, likeness, squeeze
from newscrawl.urls import domain_of, host_of

__all__ = ["ARTICLE_TYPES", "LIST_TYPES", "Metadata", "Value", "is_story"]

ARTICLE_TYPES = frozenset("BlogPosting LiveBlogPosting Report SocialMediaPosting Review Recipe DiscussionForumPosting".split())
LIST_TYPES = frozenset(
    "CollectionPage SearchResultsPage ProfilePage AboutPage ContactPage FAQPage ItemList Blog CheckoutPage QAPage".split()
)
_PUBLISHED = (
    "article:published_time og:article:published_time datepublished article:published og:published_time published_time parsely-pub-date"
    " sailthru.date dc.date.issued dcterms.created dc.date.created dcterms.date dc.date dcterms.issued date publish-date publishdate"
    " publish_date publication_date pubdate pub_date article_date_original cxenseparse:recs:publishtime cxenseparse:publishtime"
    " article.published date.published last-published rnews:datepublished publisheddate date_published displaydate"
    " http://ogp.me/ns/article#published_time originalpublicationdate ptime bt:pubdate shareaholic:article_published_time"
).split()
_MODIFIED = (
    "article:modified_time og:updated_time og:article:modified_time datemodified article:updated_time article:modified last-modified"
    " dcterms.modified dc.date.modified modified_time lastmod revised http://ogp.me/ns/article#modified_time"
).split()
_AUTHOR = (
    "author article:author og:article:author parsely-author sailthru.author byl dc.creator dcterms.creator cxenseparse:author"
    " dcsext.author article.author authors citation_author article:author_name dable:author rbauthors bi:author"
).split()
_SUFFIX = re.compile(r"\s{1,3}(?:[|–—·•»«]|-{1,2}|::|ㅣ|｜)\s{1,3}|\s?[|ㅣ｜]\s?")
_AMBIGUOUS = frozenset(["DC.title"])


class Value(NamedTuple):
    """A value and where it stood."""

    text: str
    source: str


def is_story(types: set[str]) -> bool:
    """Whether one of these types is a story's."""
    return any(name.endswith("Article") or name in ARTICLE_TYPES for name in types)


class Metadata:
    """Structured data of a page about its story."""

    def __init__(self, document: Document) -> None:
        self.document = document

    @cached_property
    def node(self) -> dict[str, Any]:
        """The JSON-LD node of the page's own story; empty where there is none."""
        stories = [n for n in self.document.json_ld if is_story(types_of(n))]
        if not stories:
            return {}
        if len(stories) == 1:
            return stories[0]
        here = _bare(self.document.url)
        canonical = _bare(self.document.canonical_url or "")
        title = self.document.first_meta("og:title") or self.document.title

        def rank(node: dict[str, Any]) -> float:
            address = {_bare(u) for u in (*strings(node.get("url")), *_ids(node.get("mainEntityOfPage")), *_ids(node.get("@id")))}
            score = 4.0 if here in address or canonical and canonical in address else 0.0
            score += 3 * likeness(" ".join(strings(node.get("headline"))[:1]), title)
            score += 0.5 * sum(bool(node.get(k)) for k in ("headline", "datePublished", "author", "articleBody", "image"))
            return score

        return max(stories, key=rank)

    @cached_property
    def stories(self) -> int:
        """How many nodes of different stories there are."""
        return len({fold(" ".join(strings(n.get("headline"))[:1])) for n in self.document.json_ld if is_story(types_of(n))})

    @cached_property
    def page_types(self) -> set[str]:
        """All types that JSON-LD and microdata name."""
        found: set[str] = set()
        for node in self.document.json_ld:
            found |= types_of(node)
        return found | {_type(e) for e in self.scopes}

    @cached_property
    def scopes(self) -> list[Any]:
        """Elements with an itemtype."""
        return [e for e in self.document.tree.iterfind(".//*[@itemtype]")]

    @cached_property
    def microdata(self) -> dict[str, list[Any]]:
        """itemprop -> elements of the page's own story; empty where microdata describes none or several."""
        stories = [e for e in self.scopes if is_story({_type(e)})]
        stories = [e for e in stories if e.get("itemprop") in (None, "", "mainEntity", "mainEntityOfPage", "blogPost")]
        if not stories or len(stories) > 3:
            return {}
        root = max(stories, key=lambda e: sum(1 for _ in e.iterfind(".//p"))) if len(stories) > 1 else stories[0]
        found: dict[str, list[Any]] = {}
        for element in root.iterfind(".//*[@itemprop]"):
            for name in (element.get("itemprop") or "").split():
                found.setdefault(name, []).append(element)
        return found

    def props(self, *names: str) -> Iterator[str]:
        """Contents of the story's microdata properties."""
        for name in names:
            for element in self.microdata.get(name, ()):
                text = content_of(element)
                if text:
                    yield text

    @cached_property
    def site_names(self) -> list[str]:
        """Names of the site, as it calls itself."""
        names = [*self.document.meta.get("og:site_name", ()), *self.document.meta.get("application-name", ())]
        names += self.document.meta.get("apple-mobile-web-app-title", [])
        names += strings(self.node.get("publisher"))
        for node in self.document.json_ld:
            if types_of(node) & {"WebSite", "NewsMediaOrganization"}:
                names += strings(node.get("name"))
        host = host_of(self.document.url)
        domain = domain_of(host)
        names += [domain, host.removeprefix("www."), domain.split(".")[0]]
        return [squeeze(n) for n in dict.fromkeys(names) if n and len(n) < 80]

    @cached_property
    def headlines(self) -> list[Value]:
        """Headlines that the page's data gives, the most trustworthy first."""
        found = [Value(t, "json-ld") for t in strings(self.node.get("headline"))[:1]]
        found += [Value(t, "microdata") for t in list(self.props("headline"))[:1]]
        found += [Value(t, "opengraph") for t in self.document.meta.get("og:title", ())[:1]]
        found += [Value(t, "meta") for n in ("twitter:title", "dc.title", "title") for t in self.document.meta.get(n, ())[:1]]
        found += [Value(self.document.title, "title")] if self.document.title else []
        return [Value(squeeze(_unescape(v.text)), v.source) for v in found if v.text.strip()]

    def without_site(self, title: str) -> str:
        """A title without the site's name behind or before it."""
        ours = {fold(n) for n in self.site_names}
        pieces = _SUFFIX.split(title)
        while len(pieces) > 1 and (fold(pieces[-1]) in ours or _is_ours(pieces[-1], ours)):
            cut = title.rfind(pieces[-1])
            title = title[:cut].rstrip(" |–—·•»«-:ㅣ｜")
            pieces.pop()
        if len(pieces) > 1 and fold(pieces[0]) in ours:
            title = title[len(pieces[0]) :].lstrip(" |–—·•»«-:ㅣ｜")
        return title.strip()

    @cached_property
    def published(self) -> list[Value]:
        """Dates of publication, the most trustworthy first."""
        found = [Value(t, "json-ld") for key in ("datePublished", "dateCreated", "uploadDate") for t in strings(self.node.get(key))]
        found += [Value(t, "microdata") for t in self.props("datePublished", "dateCreated")]
        found += [Value(t, _source(n)) for n in _PUBLISHED for t in self.document.meta.get(n, ())]
        if not self.node:
            for node in self.document.json_ld:
                if types_of(node) & {"WebPage", "VideoObject", "ItemPage", "MediaGallery", "ImageGallery"}:
                    found += [Value(t, "json-ld") for k in ("datePublished", "uploadDate") for t in strings(node.get(k))]
        return found

    @cached_property
    def modified(self) -> list[Value]:
        """Dates of the last change."""
        found = [Value(t, "json-ld") for t in strings(self.node.get("dateModified"))]
        found += [Value(t, "microdata") for t in self.props("dateModified")]
        return found + [Value(t, _source(n)) for n in _MODIFIED for t in self.document.meta.get(n, ())]

    @cached_property
    def authors(self) -> list[tuple[str, list[str], list[str]]]:
        """(source, bylines, those of them that the page calls organisations), the most trustworthy first."""
        names: list[str] = []
        companies: list[str] = []
        for key in ("author", "creator", "contributor"):
            for author in _flat(self.node.get(key)):
                if isinstance(author, dict):
                    if "@id" in author and "name" not in author:
                        author = self._by_id(str(author["@id"])) or author
                    name = _person(author)
                    names += name
                    if any("Organization" in t or t == "Corporation" for t in types_of(author)) and "Person" not in types_of(author):
                        companies += name
                elif isinstance(author, str):
                    names.append(_unescape(author))
            if names:
                break
        found = [("json-ld", names, companies)] if names else []
        micro = [squeeze(_byline(e)) for e in self.microdata.get("author", ())]
        if any(micro):
            found.append(("microdata", [m for m in micro if m], []))
        for name in _AUTHOR:
            values = [v for v in self.document.meta.get(name, ()) if not v.startswith(("http:", "https:", "@"))]
            if values:
                found.append((_source(name), values, []))
        return found

    def _by_id(self, identity: str) -> dict[str, Any] | None:
        return next((n for n in self.document.json_ld if n.get("@id") == identity and n.get("name")), None)


def content_of(element: Any) -> str:
    """The value of an element with an itemprop (HTML standard, "values" of microdata)."""
    for name in ("content", "datetime"):
        value = element.get(name)
        if value and value.strip():
            return str(value).strip()
    if element.tag in ("a", "link"):
        return squeeze("".join(element.itertext())) or element.get("href") or ""
    if element.tag in ("img", "video", "audio", "source"):
        return element.get("src") or element.get("data-src") or ""
    return squeeze(" ".join(element.itertext()))[:20_000]


def _byline(element: Any) -> str:
    inner = next((e for e in element.iterfind(".//*[@itemprop='name']")), None)
    return content_of(inner if inner is not None else element)[:200]


def _person(author: dict[str, Any]) -> list[str]:
    name = author.get("name")
    if isinstance(name, dict | list):
        return [_unescape(n) for n in strings(name)]
    if isinstance(name, str) and name.strip():
        return [_unescape(name)]
    parts = [author.get("givenName"), author.get("familyName")]
    joined = " ".join(str(p) for p in parts if isinstance(p, str) and p)
    return [joined] if joined else []


def _flat(value: Any) -> list[Any]:
    items, todo = [], [value]
    while todo and len(items) < 50:
        item = todo.pop(0)
        if isinstance(item, list):
            todo[:0] = item[:50]
        elif item is not None:
            items.append(item)
    return items


def _ids(value: Any) -> list[str]:
    found = []
    for item in _flat(value):
        if isinstance(item, str):
            found.append(item)
        elif isinstance(item, dict):
            found += [str(item[k]) for k in ("@id", "url") if isinstance(item.get(k), str)]
    return found


def _bare(url: str) -> str:
    try:
        parts = urlsplit(url)
    except ValueError:
        return url
    return f"{parts.netloc.removeprefix('www.')}{parts.path.rstrip('/')}".lower()


def _type(element: Any) -> str:
    return (element.get("itemtype") or "").strip().rstrip("/").rpartition("/")[2]


def _source(name: str) -> str:
    return "opengraph" if name.startswith(("og:", "article:", "http://ogp.me")) else "meta"


def _unescape(text: str) -> str:
    if "&" in text and ";" in text:
        from html import unescape

        return unescape(text)
    return text


def _is_ours(piece: str, ours: set[str]) -> bool:
    key = fold(piece).replace(" ", "")
    return any(o.replace(" ", "") == key or (len(o) > 4 and key.endswith(o.replace(" ", "")) and len(key) < 2 * len(o)) for o in ours)
