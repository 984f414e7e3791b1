"""What editors do to stories, and what an archive should say of it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from random import Random

from benchmarks.living.model import Change, Site, Story, Text
from benchmarks.living.prose import Cast

__all__ = ["EDITS", "edit"]

_NUMBER = re.compile(r"\b\d{2,3}\b")
_MODIFIED = ("date_modified",)
_CORRECTIONS = {
    "en": "Correction: An earlier version of this story gave a wrong {thing} for {name}. It has been put right.",
    "es": "Fe de errores: una versión anterior de esta noticia daba {thing} equivocado de {name}.",
}
_NOTES = {
    "en": "Editor's note: This story has been changed to make clear what {name} said about the {thing}.",
    "es": "Nota de la redacción: este texto se ha modificado para aclarar {thing} que dio {name}.",
}
_THINGS = {"en": ("age", "title", "date", "sum"), "es": ("la edad", "el cargo", "la fecha", "la suma")}


def _unused(story: Story) -> str:
    """A paragraph that the story has never had; empty: there is none left."""
    had = {words for text in story.texts.values() for words in text.paragraphs}
    return next((words for words in story.spare if words not in had), "")


Edit = Callable[[Story, Text, Random, Site], tuple[Text, Change]]


def edit(kind: str, story: Story, visit: int, rng: Random, site: Site) -> None:
    """Change a story before a visit; later texts that are planned already stay as they are."""
    before = story.text(visit - 1)
    after, change = EDITS[kind](story, before, rng, site)
    if after.words in [text.words for text in story.texts.values()]:
        after, change = _word(story, before, rng, site)
    story.texts[visit] = after
    story.changes.append(replace(change, visit=visit, kind=kind))


def _body(new: str = "", old: str = "", *fields: str) -> Change:
    return Change(0, "", fields or ("article_body",), (*_MODIFIED, "description"), new, old)


def _paragraph(story: Story, text: Text, rng: Random, site: Site) -> tuple[Text, Change]:
    at = rng.randrange(1, len(text.paragraphs))
    old, new = text.paragraphs[at], _unused(story)
    if not new:
        return _word(story, text, rng, site)
    body = (*text.paragraphs[:at], new, *text.paragraphs[at + 1 :])
    return replace(text, paragraphs=body), _body(new, old)


def _word(story: Story, text: Text, rng: Random, site: Site) -> tuple[Text, Change]:
    at = rng.randrange(1, len(text.paragraphs))
    words = text.paragraphs[at].split(" ")
    where = rng.randrange(1, len(words) - 1)
    fresh = {"en": ("perhaps", "nearly", "reportedly"), "es": ("quizá", "casi", "presuntamente")}[site.language]
    words.insert(where, rng.choice(fresh))
    new = " ".join(words)
    body = (*text.paragraphs[:at], new, *text.paragraphs[at + 1 :])
    return replace(text, paragraphs=body), _body(new)


def _number(story: Story, text: Text, rng: Random, site: Site) -> tuple[Text, Change]:
    places = [at for at, words in enumerate(text.paragraphs) if _NUMBER.search(words)]
    if not places:
        return _word(story, text, rng, site)
    at = rng.choice(places)
    new = _NUMBER.sub(lambda match: str(int(match[0]) % 90 + 11), text.paragraphs[at], count=1)
    return replace(text, paragraphs=(*text.paragraphs[:at], new, *text.paragraphs[at + 1 :])), _body(new)


def _added(story: Story, text: Text, rng: Random, site: Site) -> tuple[Text, Change]:
    at = rng.randrange(2, len(text.paragraphs) + 1)
    new = _unused(story)
    if not new:
        return _word(story, text, rng, site)
    return replace(text, paragraphs=(*text.paragraphs[:at], new, *text.paragraphs[at:])), _body(new)


def _removed(story: Story, text: Text, rng: Random, site: Site) -> tuple[Text, Change]:
    at = rng.randrange(2, len(text.paragraphs))
    body = (*text.paragraphs[:at], *text.paragraphs[at + 1 :])
    return replace(text, paragraphs=body), _body(old=text.paragraphs[at])


def _headline(story: Story, text: Text, rng: Random, site: Site) -> tuple[Text, Change]:
    new = story.second_headline if text.headline == story.draft_headline else story.draft_headline
    change = Change(0, "", ("headline",), (*_MODIFIED, "alternative_headline", "image_caption"), new, text.headline)
    return replace(text, headline=new), change


def _both(story: Story, text: Text, rng: Random, site: Site) -> tuple[Text, Change]:
    first, one = _headline(story, text, rng, site)
    second, two = _paragraph(story, first, rng, site)
    return second, replace(one, fields=(*one.fields, *two.fields), allowed=(*one.allowed, *two.allowed))


def _standfirst(story: Story, text: Text, rng: Random, site: Site) -> tuple[Text, Change]:
    new = story.second_standfirst
    return replace(text, standfirst=new), Change(0, "", ("description",), _MODIFIED, new, text.standfirst)


def _author(story: Story, text: Text, rng: Random, site: Site) -> tuple[Text, Change]:
    new = Cast(rng, site.language).person()
    return replace(text, authors=(*text.authors, new)), Change(0, "", ("authors",), _MODIFIED, new)


def _picture(story: Story, text: Text, rng: Random, site: Site) -> tuple[Text, Change]:
    new = f"{text.image}-b"
    return replace(text, image=new), Change(0, "", ("image_url",), (*_MODIFIED, "image_caption"), new)


def _caption(story: Story, text: Text, rng: Random, site: Site) -> tuple[Text, Change]:
    new = story.second_caption
    return replace(text, caption=new), Change(0, "", ("image_caption",), _MODIFIED, new, text.caption)


def _date(story: Story, text: Text, rng: Random, site: Site) -> tuple[Text, Change]:
    new = text.published - timedelta(days=rng.randint(1, 2), minutes=17)
    return replace(text, published=new), Change(0, "", ("date_published",), _MODIFIED, new.isoformat())


def _correction(story: Story, text: Text, rng: Random, site: Site) -> tuple[Text, Change]:
    new = _said(_CORRECTIONS, rng, site)
    return replace(text, correction=new), _body(new, "", "correction|article_body")


def _note(story: Story, text: Text, rng: Random, site: Site) -> tuple[Text, Change]:
    new = _said(_NOTES, rng, site)
    return replace(text, note=new), _body(new, "", "correction|article_body")


def _said(forms: dict[str, str], rng: Random, site: Site) -> str:
    name = Cast(rng, site.language).person()
    return forms[site.language].format(thing=rng.choice(_THINGS[site.language]), name=name)


def _section(story: Story, text: Text, rng: Random, site: Site) -> tuple[Text, Change]:
    new = rng.choice([section for section in site.sections if section != text.section])
    return replace(text, section=new), Change(0, "", ("article_section",), (*_MODIFIED, "keywords"), new, text.section)


EDITS: dict[str, Edit] = {
    "paragraph": _paragraph,
    "word": _word,
    "number": _number,
    "added": _added,
    "removed": _removed,
    "headline": _headline,
    "both": _both,
    "standfirst": _standfirst,
    "author": _author,
    "picture": _picture,
    "caption": _caption,
    "date": _date,
    "correction": _correction,
    "note": _note,
    "section": _section,
}
"""What is done to a text, and what has to be seen of it."""
