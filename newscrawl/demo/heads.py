# ruff: noqa: E501 - lines of HTML are left as long as they are
"""The head of an article page: canonical link, JSON-LD in its forms, OpenGraph, plain meta."""

from __future__ import annotations

import json
from datetime import UTC
from typing import Any

from newscrawl.demo.dates import iso
from newscrawl.demo.markup import attribute, plain
from newscrawl.demo.model import Story
from newscrawl.demo.press import Press
from newscrawl.demo.truth import JSON_LD, body_of, picture_path, utc_in_head

__all__ = ["article_head"]

_TYPES = {"article": "NewsArticle", "liveblog": "LiveBlogPosting", "gallery": "ImageGallery", "video": "VideoObject"}


def article_head(press: Press, story: Story, *, canonical: bool = True) -> str:
    """All that a layout tells in the head."""
    lines = [f'<link rel="canonical" href="{press.base}{story.path}">'] if canonical else []
    if story.layout != "bare":
        lines.append(f'<link rel="amphtml" href="{press.base}/amp{story.path}">')
    if story.layout != "microdata":
        lines.append(_meta("name", "description", plain(story.description)))
    if story.layout == "opengraph" or story.layout in JSON_LD:
        lines += _open_graph(press, story)
    if story.layout in JSON_LD:
        lines.append(json_ld(press, story))
    return "\n".join(lines)


def _meta(kind: str, name: str, content: str) -> str:
    return f'<meta {kind}="{name}" content="{attribute(content)}">'


def _open_graph(press: Press, story: Story) -> list[str]:
    lines = [
        _meta("property", "og:site_name", press.design.name),
        _meta("property", "og:type", "video.other" if story.kind == "video" else "article"),
        _meta("property", "og:title", story.alternative_headline or story.headline),
        _meta("property", "og:url", press.base + story.path),
        _meta("property", "og:description", plain(story.description)),
        _meta("name", "twitter:card", "summary_large_image"),
    ]
    if story.picture:
        lines.append(_meta("property", "og:image", press.base + picture_path(story.picture.name)))
    if story.layout == "opengraph":
        lines.append(_meta("property", "article:published_time", iso(story.published)))
        if story.modified:
            lines.append(_meta("property", "article:modified_time", iso(story.modified)))
        lines.append(_meta("property", "article:section", press.design.section_name(story.section)))
        lines += [_meta("property", "article:tag", word) for word in story.keywords]
        if story.authors:
            lines.append(_meta("name", "author", " and ".join(story.authors)))
    return lines


def json_ld(press: Press, story: Story) -> str:
    """The JSON-LD block in the form that the layout has."""
    node = _node(press, story)
    context = "https://schema.org"
    if story.layout == "list":
        crumbs = {"@context": context, "@type": "BreadcrumbList", "itemListElement": []}
        data: Any = [crumbs, {"@context": context, **node}]
    elif story.layout == "graph":
        site = {"@type": "WebSite", "@id": f"{press.base}/#site", "name": press.design.name, "url": f"{press.base}/"}
        page = {
            "@type": "WebPage",
            "@id": press.base + story.path,
            "name": story.headline,
            "isPartOf": {"@id": site["@id"]},
        }
        data = {"@context": context, "@graph": [site, page, node]}
    else:
        data = {"@context": context, **node}
    words = json.dumps(data, ensure_ascii=False, indent=1 if story.layout == "broken" else None).replace("</", "<\\/")
    if story.layout == "broken":  # the comma that a template leaves behind when its last field is empty
        words = words[: words.rindex("\n")] + ",\n}"
    return f'<script type="application/ld+json">{words}</script>'


def _node(press: Press, story: Story) -> dict[str, Any]:
    published, modified = story.published, story.modified
    if utc_in_head(story):
        published, modified = published.astimezone(UTC), modified and modified.astimezone(UTC)
    zulu = "Z" if utc_in_head(story) else "+00:00"
    authors: list[dict[str, str]] = [{"@type": "Person", "name": name} for name in story.authors]
    if story.credit == "byline" and story.agency:
        authors.append({"@type": "Organization", "name": story.agency})
    node: dict[str, Any] = {
        "@type": _TYPES[story.kind],
        "mainEntityOfPage": {"@type": "WebPage", "@id": press.base + story.path},
        "headline": story.headline,
        "description": plain(story.description),
        "datePublished": iso(published).replace("+00:00", zulu),
        "inLanguage": story.language,
        "articleSection": press.design.section_name(story.section),
        "keywords": ", ".join(story.keywords) if story.layout == "graph" else story.keywords,
        "author": authors[0] if len(authors) == 1 else authors,
        "publisher": {"@type": "NewsMediaOrganization", "name": press.design.name},
    }
    if story.kind == "video":
        node |= {"name": story.headline, "uploadDate": node["datePublished"], "duration": "PT2M41S"}
    if story.alternative_headline:
        node["alternativeHeadline"] = story.alternative_headline
    if modified:
        node["dateModified"] = iso(modified).replace("+00:00", zulu)
    if story.picture:
        node["image"] = {"@type": "ImageObject", "url": press.base + picture_path(story.picture.name), "width": 1280}
    if story.agency:
        node["sourceOrganization"] = {"@type": "Organization", "name": story.agency}
    if story.free is not None:
        node["isAccessibleForFree"] = story.free
    if story.correction:
        node["correction"] = plain(story.correction)
    if story.kind == "article" and len(story.key) % 4 == 0:
        node["articleBody"] = body_of(story, press.design)
    return node
