"""What is told about a story beside its text: headline, dates, people, section, picture.

A site's description wins over what the page's data say, and they over what the page prints.
"""

from __future__ import annotations

from datetime import datetime

from newscrawl.extraction.authors import people
from newscrawl.extraction.bylines import authors
from newscrawl.extraction.captions import credit_of, lead_caption, says_something, split_credit
from newscrawl.extraction.dates import Moment, read_date
from newscrawl.extraction.draft import Draft
from newscrawl.extraction.headlines import headline
from newscrawl.extraction.jsonld import strings
from newscrawl.extraction.language import language
from newscrawl.extraction.layouts import first_text, marked, texts
from newscrawl.extraction.metadata import description, image, is_free, keywords, section
from newscrawl.extraction.published import modified
from newscrawl.extraction.text import clean

__all__ = ["put_authors", "put_dates", "put_facts", "put_headline", "put_picture"]


def put_headline(draft: Draft) -> None:
    """The visible headline, and another one for search engines or sharing."""
    if draft.layout and (words := first_text(draft.document, draft.layout.headline)):
        draft.put("headline", words, "site")
        return
    found, other = headline(draft.document, draft.node)
    if found:
        draft.put("headline", *found)
    draft.put("alternative_headline", other, "meta")


def put_dates(draft: Draft, date: tuple[Moment, str] | None, *, zone: str | None, fetched_at: datetime | None) -> None:
    """Publication and last change; `date` is what the page tells without a description."""
    if date := _described_date(draft, zone, fetched_at) or date:
        moment, source = date
        draft.put("date_published", moment.iso, _with_zone(source, moment.zone))
        draft.article.date_published_raw = moment.raw
        draft.article.date_precision = moment.precision
    title = draft.article.headline
    changed = modified(draft.document, draft.node, zone=zone, fetched_at=fetched_at, headline=title)
    if changed:
        draft.put("date_modified", changed[0].iso, _with_zone(changed[1], changed[0].zone))


def _described_date(draft: Draft, zone: str | None, fetched_at: datetime | None) -> tuple[Moment, str] | None:
    """The date in the element that the site's description names."""
    document = draft.document
    for element in marked(document, draft.layout.date_published) if draft.layout else ():
        for text in (element.get("datetime"), element.get("content"), clean(element.text_content())):
            if moment := read_date(text, zone=zone, language=language(document, draft.node)[0], fetched_at=fetched_at):
                return moment, "site"
    return None


def _with_zone(source: str, zone: str) -> str:
    return f"{source}, {zone}" if zone else source


def put_authors(draft: Draft) -> None:
    """People and the agency."""
    names, agency, source = authors(draft.document, draft.node, draft.names, draft.article.headline)
    if draft.layout and (listed := texts(draft.document, draft.layout.authors)):
        names, credited = people(listed, draft.names)
        agency, source = credited or agency, "site"
    draft.put("authors", names, source)
    draft.put("agency", agency, source)


def put_facts(draft: Draft) -> None:
    """Standfirst, section, tags, language, and whether the story is free."""
    document, node, layout = draft.document, draft.node, draft.layout
    for name, told, selector in (
        ("description", description(document, node), layout.description if layout else ""),
        ("article_section", section(document, node), layout.section if layout else ""),
    ):
        if told:
            draft.put(name, *told)
        draft.put(name, first_text(document, selector), "site")
    draft.put("keywords", *keywords(document, node))
    draft.put("in_language", *language(document, node))
    if free := is_free(document, node):
        draft.put("is_accessible_for_free", free[0] == "true", free[1])


def put_picture(draft: Draft) -> None:
    """Address, caption and credit of the lead picture."""
    address, picture, source = image(draft.document, draft.node)
    draft.put("image_url", address, source)
    if draft.layout and (words := first_text(draft.document, draft.layout.image_caption)):
        caption, credit = split_credit(words)
        named = first_text(draft.document, draft.layout.image_credit).strip("()[] ")
        draft.put("image_caption", caption, "site")
        draft.put("image_credit", named or credit, "site")
        return
    shown, credit = lead_caption(draft.captions)
    source = "html"
    if not shown and (told := strings(picture.get("caption") or picture.get("description"))):
        caption, credit = split_credit(told[0])
        shown, source = (caption if says_something(caption) else None), "json-ld"
    draft.put("image_caption", shown, source)
    credit = credit or next(iter(strings(picture.get("creditText") or picture.get("copyrightHolder"))), None)
    draft.put("image_credit", credit_of(credit), source if shown else "html")
