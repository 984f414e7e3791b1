"""Stories that are told in pictures: galleries, whose captions are their text, and films."""

from __future__ import annotations

import re

from newscrawl.extraction.captions import says_something
from newscrawl.extraction.draft import Draft
from newscrawl.extraction.jsonld import strings, types_of
from newscrawl.extraction.text import clean, count_words, key, unique
from newscrawl.late import late

__all__ = ["put_form"]

_GALLERIES = frozenset(("ImageGallery", "MediaGallery"))
_FEWEST = 4
"""Captions that make a gallery where the page's data do not call it one."""
_CAPTION = 20
"""Characters of a caption that tells something."""
_LITTLE = 150
"""Words of a text that hardly is one, beside pictures."""
_FILM = 200
"""Words of a text beneath a film; a longer one is a story of its own."""
_PLAYER = late(
    r"^(?:this video (?:can ?not|can't) be played|media playback is.{0,60}|video (?:player|unavailable)"
    r"|play(?:ing)? (?:video|now|next)|to play this video.{0,60}|please enable javascript.{0,60}"
    r"|your browser does not support.{0,60}|das video kann.{0,60}|video (?:abspielen|starten)|lecture|lire la vidéo"
    r"|reproducir|ver vídeo|(?:current time|duration|remaining time|loaded|progress|volume|mute|unmute|fullscreen"
    r"|captions?|subtitles?|chapters|quality|settings|autoplay|skip ad|stream type|playback rate|share this video"
    r"|close)[\d\s:%/.x-]*|\d{1,2}:\d{2}(?: ?/ ?\d{1,2}:\d{2})?)\W{0,3}$",
    re.IGNORECASE,
)
"""Words of video players."""


def put_form(draft: Draft) -> None:
    """The form of a story that is no live blog; the text of a gallery and of a film."""
    article = draft.article
    if article.kind != "article":
        return
    if len(draft.captions) < _FEWEST and article.word_count >= _FILM:
        return
    typed = [node for node in draft.document.json_ld if types_of(node) & _GALLERIES]
    captions = _captions(draft, typed) if typed or len(draft.captions) >= _FEWEST else []
    if not typed and len(draft.article.article_body) > 2 * sum(map(len, captions)):
        captions = []
    held = {key(caption) for caption in captions}
    lines = [line for line in article.article_body.split("\n\n") if line and key(line) not in held]
    text, shown = sum(map(len, lines)), sum(map(len, captions))
    if typed and article.word_count < _LITTLE or len(captions) >= _FEWEST and text < 0.8 * shown:
        article.kind = "gallery"
        if captions and text < shown:
            _put_lines(draft, [*lines, *captions])
    elif article.word_count < _FILM and _is_film(draft):
        article.kind = "video"
        _put_film(draft, lines)


def _captions(draft: Draft, typed: list[dict[str, object]]) -> list[str]:
    """The captions of the story's pictures, in order; those of the data where the page prints none."""
    told = [c.text for c in draft.captions if c.of_story and len(c.text) >= _CAPTION and says_something(c.text)]
    if not told:
        for node in typed:
            for name in ("image", "associatedMedia", "hasPart"):
                pictures = node.get(name)
                for picture in pictures if isinstance(pictures, list) else [pictures]:
                    if isinstance(picture, dict):
                        told += map(clean, strings(picture.get("caption") or picture.get("description"))[:1])
    return unique(told)


def _is_film(draft: Draft) -> bool:
    form = (draft.document.first_meta("og:type") or "").lower()
    return form.startswith("video") or "VideoObject" in types_of(draft.node)


def _put_film(draft: Draft, lines: list[str]) -> None:
    """The text of a film: what stands beneath it, without the player's words; its description where that is all."""
    kept = [line for line in lines if not _PLAYER.match(line)]
    told = draft.article.description or ""
    if told and key(told)[:80] not in key("".join(kept)) and sum(map(len, kept)) < len(told):
        kept = [told]
    if kept != lines:
        _put_lines(draft, kept)


def _put_lines(draft: Draft, lines: list[str]) -> None:
    article = draft.article
    source = article.provenance.get("article_body", "html")
    draft.put("article_body", "\n\n".join(lines), source)
    article.word_count = count_words(article.article_body)
