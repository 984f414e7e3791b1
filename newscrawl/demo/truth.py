"""The truth about a story: what its page, in its layout, tells a perfect reader."""

from __future__ import annotations

from datetime import UTC
from zoneinfo import ZoneInfo

from newscrawl.demo.dates import in_words, iso
from newscrawl.demo.designs import Design
from newscrawl.demo.markup import plain
from newscrawl.demo.model import TEXT, Story, Truth

__all__ = ["body_of", "dateline_of", "picture_path", "truth_of", "utc_in_head"]

JSON_LD = ("jsonld", "list", "graph", "broken")
WORDS_ONLY = ("soup", "bare")
"""Layouts that print the date in words and nowhere else."""


def dateline_of(story: Story, design: Design) -> str:
    """What stands in front of the first paragraph."""
    return story.dateline + design.dash if story.dateline else ""


def body_of(story: Story, design: Design) -> str:
    """The body's plain text."""
    parts: list[str] = []
    for block in story.blocks:
        if block.kind in TEXT:
            parts += [plain(item) for item in (block.items if block.kind == "ul" else [block.text])]
    if parts:
        parts[0] = dateline_of(story, design) + parts[0]
    return "\n\n".join(parts)


def printed_body(story: Story, design: Design) -> str:
    """The body with the correction that the page prints beneath it."""
    body = body_of(story, design)
    return f"{body}\n\nCorrection: {plain(story.correction)}" if story.correction else body


def picture_path(name: str) -> str:
    """Address of a picture on its host."""
    return f"/pictures/{name}.svg"


def utc_in_head(story: Story) -> bool:
    """Whether the page gives its dates in UTC: the `list` layout does."""
    return story.layout == "list"


def truth_of(story: Story, design: Design, reachable_by: tuple[str, ...]) -> Truth:
    """What a perfect reader makes of the story's page."""
    base = f"http://{story.host}"
    words_only = story.layout in WORDS_ONLY
    bare = story.layout == "bare"
    published, modified = story.published, story.modified
    if words_only and story.printed_zone:
        published = published.astimezone(ZoneInfo(story.printed_zone))
    if utc_in_head(story):
        published = published.astimezone(UTC)
        modified = modified.astimezone(UTC) if modified else None
    authors = story.authors
    picture = story.picture
    aliases = [f"{base}{path}" for path in story.old_paths]
    if not bare:
        aliases += [f"{base}{story.path}?print=1", f"{base}/amp{story.path}"]
    return Truth(
        url=base + story.path,
        headline=story.headline,
        alternative_headline=None if words_only else story.alternative_headline,
        description=None if bare else story.description,
        article_body=printed_body(story, design),
        authors=list(authors),
        article_section=design.section_name(story.section),
        keywords=[] if words_only else list(story.keywords),
        date_published=iso(published),
        date_published_utc=iso(story.published.astimezone(UTC)),
        date_modified=iso(modified) if modified and not words_only else None,
        date_printed=in_words(story.published, story.printed_zone) if words_only else None,
        date_precision="minute" if words_only else "second",
        zone_given=not words_only or story.printed_zone is not None,
        image_url=base + picture_path(picture.name) if picture else None,
        image_caption=plain(picture.caption) if picture else None,
        image_credit=picture.credit or None if picture else None,
        dateline=story.dateline,
        agency=story.agency,
        in_language=story.language,
        is_accessible_for_free=story.free if story.layout in JSON_LD else None,
        correction=plain(story.correction) if story.correction else None,
        kind=story.kind,
        layout=story.layout,
        aliases=tuple(aliases),
        wire_id=story.wire_id,
        reachable_by=reachable_by,
    )
