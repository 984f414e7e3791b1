"""The fields of an `Article`, each with its source."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from newscrawl.extraction.authors import Credits, read_names
from newscrawl.extraction.dates import Moment, day_of, parse_moment, zone_of
from newscrawl.extraction.jsonld import strings, types_of
from newscrawl.extraction.metadata import Metadata, Value
from newscrawl.extraction.signs import byline_texts, date_texts
from newscrawl.extraction.text import squeeze, tidy, word_count
from newscrawl.items import Article, Link
from newscrawl.urls import absolute, canonical, domain_of, host_of

if TYPE_CHECKING:
    from newscrawl.extraction.blocks import Outline
    from newscrawl.extraction.body import Body
    from newscrawl.extraction.captions import Picture
    from newscrawl.extraction.headline import Headline
    from newscrawl.site import Site

__all__ = ["fill"]

_DATELINE = re.compile(
    r"^(?P<place>[A-ZÀ-ÞŽŠČĐŁ][A-ZÀ-ÞŽŠČĐŁ.'’\-]*(?:[ ,/]{1,2}[A-ZÀ-ÞŽŠČĐŁ][\w.'’\-]*){0,5})"
    r"\s?(?:\((?P<agency>[A-Z][\w .]{1,30})\))?\s?(?:[-–—]{1,2}|:)(?:\s|$)"
)
_UPPER = re.compile(r"^[A-ZÀ-ÞŽŠČĐŁ.'’\-]{3,}")
_CORRECTION = re.compile(
    r"^\W{0,3}(?:correction|corrections|clarification|editor[’']s note|correction appended|this (?:article|story) (?:was|has been) (?:corrected|amended|updated)|"
    r"anmerkung der redaktion|korrektur|hinweis der redaktion|rectificatif|erratum|corrección|nota del editor|rettelse|rättelse|rectificatie|errata)\b",
    re.IGNORECASE,
)


def fill(
    metadata: Metadata, outline: Outline, headline: Headline, body: Body, picture: Picture, *,
    fetched_at: datetime | None, site: Site | None,
) -> Article:  # fmt: skip
    """The article, field by field."""
    document = metadata.document
    source: dict[str, str] = {}
    article = Article(url=own_url(metadata), page_url=canonical(document.url), canonical_url=document.canonical_url)
    article.headline = headline.text
    article.alternative_headline = headline.alternative.text if headline.alternative else None
    article.article_body = body.text
    article.word_count = word_count(article.article_body)
    source["headline"], source["article_body"] = headline.source, body.source
    if headline.alternative:
        source["alternative_headline"] = headline.alternative.source
    article.image_url, article.image_caption, article.image_credit = picture.url, picture.caption, picture.credit
    source.update(picture.sources or {})
    _simple(article, metadata, source, site)
    _dates(article, metadata, outline, source, fetched_at, site)
    _authors(article, metadata, outline, source)
    _text_fields(article, body, source)
    article.links = _links(metadata, body)
    article.provenance = {name: where for name, where in source.items() if getattr(article, name, None) not in (None, "", [])}
    return article


def own_url(metadata: Metadata) -> str:
    """The page's canonical address where it is believed: inside the same site and not its front page; else its own."""
    document = metadata.document
    told = document.canonical_url
    here = canonical(document.url)
    if not told:
        return here
    there = canonical(told)
    if domain_of(host_of(there)) != domain_of(host_of(here)):
        return here
    rest = there.split("://", 1)[-1].partition("/")[2]
    return there if rest.strip("/") else here


def _first(values: list[Value]) -> Value | None:
    return next((Value(squeeze(v.text), v.source) for v in values if v.text.strip()), None)


def _simple(article: Article, metadata: Metadata, source: dict[str, str], site: Site | None) -> None:
    document, node = metadata.document, metadata.node
    meta = document.meta
    text = _first(
        [Value(t, "json-ld") for t in strings(node.get("description"))]
        + [Value(t, "microdata") for t in metadata.props("description", "abstract")]
        + [Value(t, "opengraph") for t in meta.get("og:description", ())]
        + [Value(t, "meta") for n in ("description", "twitter:description", "dc.description") for t in meta.get(n, ())]
    )
    if text:
        article.description, source["description"] = text
    section = _first(
        [Value(t, "json-ld") for t in strings(node.get("articleSection"))[:1]]
        + [Value(t, "microdata") for t in list(metadata.props("articleSection"))[:1]]
        + [Value(t, "opengraph") for t in meta.get("article:section", ())]
        + [Value(t, "meta") for n in ("section", "parsely-section", "sailthru.section", "articlesection") for t in meta.get(n, ())]
    )
    if section and len(section.text) < 80:
        article.article_section, source["article_section"] = section
    words, where = _keywords(metadata)
    article.keywords, source["keywords"] = words, where
    language = next((t for t in strings(node.get("inLanguage")) if 2 <= len(t) <= 12), None)
    if document.language and (not language or document.language.lower().startswith(language.lower()[:2])):
        article.in_language, source["in_language"] = document.language, "html"
    elif language:
        article.in_language, source["in_language"] = language.replace("_", "-"), "json-ld"
    elif site and site.language:
        article.in_language, source["in_language"] = site.language, "site"
    for value in strings(_bools(node.get("isAccessibleForFree"))):
        article.is_accessible_for_free = value.lower() not in ("false", "0", "no")
        source["is_accessible_for_free"] = "json-ld"
    if article.is_accessible_for_free is None:
        tier = (document.first_meta("article:content_tier") or "").lower()
        if tier:
            article.is_accessible_for_free = tier == "free"
            source["is_accessible_for_free"] = "opengraph"
    types = types_of(node)
    if "LiveBlogPosting" in types or "LiveBlogPosting" in metadata.page_types:
        article.kind = "liveblog"
    elif metadata.page_types & {"ImageGallery", "MediaGallery"} and article.word_count < 120:
        article.kind = "gallery"
    elif (document.first_meta("og:type") or "").startswith("video") or "VideoObject" in metadata.page_types and not node:
        article.kind = "video"


def _bools(value: Any) -> Any:
    values = value if isinstance(value, list) else [value]
    return [str(v) if isinstance(v, bool) else v for v in values]


def _keywords(metadata: Metadata) -> tuple[list[str], str]:
    meta = metadata.document.meta
    sources: list[tuple[list[str], str]] = [
        (strings(metadata.node.get("keywords")), "json-ld"),
        (list(metadata.props("keywords")), "microdata"),
        (meta.get("article:tag", []), "opengraph"),
        ([t for n in ("news_keywords", "keywords", "parsely-tags", "sailthru.tags") for t in meta.get(n, ())[:1]][:1], "meta"),
    ]
    for values, where in sources:
        found: dict[str, str] = {}
        for value in values:
            pieces = re.split(r"[,;]", value) if len(values) == 1 else [value]
            for piece in map(squeeze, pieces):
                if piece and len(piece) < 100:
                    found.setdefault(piece.casefold(), piece)
        if found:
            return list(found.values())[:60], where
    return [], ""


def _dates(
    article: Article, metadata: Metadata, outline: Outline, source: dict[str, str], fetched_at: datetime | None, site: Site | None
) -> None:
    zone = site.time_zone if site else None
    language = article.in_language or (site.language if site else None)
    country = site.country if site else None
    limit = fetched_at.astimezone(UTC) if fetched_at else None

    def read(values: list[Value]) -> tuple[Moment, str] | None:
        for value in values:
            moment = parse_moment(value.text, zone=zone, language=language, country=country, now=limit)
            if moment is None:
                continue
            where = value.source + (f", {moment.zone}" if moment.zone else "")
            if limit and moment.at > limit:
                if moment.at - limit > timedelta(hours=14) or not (moment.zone or moment.precision == "day"):
                    continue
                # Only the assumed zone can have put it after the visit: the day is sure, the hour is not.
                day = moment.at.replace(hour=0, minute=0, second=0)
                moment = Moment(min(day, limit), "day", moment.zone, moment.raw)
                where += ", hour left out"
            return moment, where
        return None

    found = read(metadata.published)
    if found is None:
        found = read(date_texts(metadata, outline, article.headline))
    if found is not None:
        moment, source["date_published"] = found
        article.date_published, article.date_precision = moment.iso, moment.precision
        article.date_published_raw = moment.raw
    elif (day := day_of(metadata.document.url)) is not None and (limit is None or day <= limit.date()):
        tz, note = zone_of(zone)
        article.date_published = datetime(day.year, day.month, day.day, tzinfo=tz).isoformat(timespec="seconds")
        article.date_precision, source["date_published"] = "day", f"url, {note}"
    changed = read(metadata.modified)
    if changed is not None:
        article.date_modified, source["date_modified"] = changed[0].iso, changed[1]


def _authors(article: Article, metadata: Metadata, outline: Outline, source: dict[str, str]) -> None:
    """The people who sign; where nobody does, the organisation that the page itself names as the author."""
    site_names = metadata.site_names
    told: list[tuple[str, Credits]] = []
    for where, names, companies in metadata.authors:
        told.append((where, read_names(names, site_names=site_names, organisations=companies)))
        if told[-1][1].people:
            break
    if not any(c.people for _, c in told):
        texts = byline_texts(metadata, outline, article.headline)
        if texts:
            told.append(("html", read_names(texts, site_names=site_names)))
    for where, found in told:
        if found.people:
            article.authors, source["authors"] = found.people, where
            break
    else:
        for where, found in told:
            if found.house:
                article.authors, source["authors"] = found.house[:1], where
                break
    agency = [a for _, c in told for a in c.agencies]
    agency += strings(metadata.node.get("sourceOrganization"))
    if agency:
        article.agency, source["agency"] = squeeze(agency[0]), next((w for w, c in told if c.agencies), "json-ld")


def _text_fields(article: Article, body: Body, source: dict[str, str]) -> None:
    """What stands in the text itself: its dateline, corrections."""
    if body.blocks:
        match = _DATELINE.match(body.blocks[0].text)
        if match and _UPPER.match(match["place"]) and len(match["place"]) < 60:
            article.dateline, source["dateline"] = match["place"].strip(" ,"), "html"
            if match["agency"] and not article.agency:
                article.agency, source["agency"] = match["agency"], "html"
    notes = [b.text for b in body.blocks if b.weight < 1500 and _CORRECTION.match(b.text)]
    if notes:
        article.correction, source["correction"] = "\n\n".join(notes), "html"


def _links(metadata: Metadata, body: Body) -> list[Link]:
    links: list[Link] = []
    for block in body.blocks:
        for anchor in block.anchors:
            url = absolute(metadata.document.base_url, anchor.get("href") or "")
            text = tidy(" ".join(anchor.itertext()))
            if url and text:
                links.append(Link(url=url, text=text))
    return links[:500]


