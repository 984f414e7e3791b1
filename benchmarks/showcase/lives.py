"""What becomes of the stories: edits, corrections, edits taken back, pages that vanish, move and come back."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from random import Random

from benchmarks.showcase.model import FIRST, LAST, Block, Story, Text

__all__ = ["live"]

_NUMBER = re.compile(r"(?<![\d.,])[1-9]\d(?![\d.,:])")
_NOTES = {
    "en": "An earlier version of this story gave the figure as {old}. It is {new}.",
    "fr": "Une première version de cet article donnait le chiffre de {old}. Il s’agit de {new}.",
    "el": "Σε προηγούμενη μορφή του κειμένου ο αριθμός ήταν {old}. Το σωστό είναι {new}.",
    "ar": "ورد في نسخة سابقة الرقم {old}، والصحيح {new}.",
    "ja": "当初の記事で{old}とあったのは{new}の誤りでした。",
}


def live(stories: list[Story]) -> None:
    """Give every story its fate."""
    for story in stories:
        if story.key in _BY_HAND:
            _BY_HAND[story.key](story)
        elif story.published >= FIRST - timedelta(days=1):
            _by_chance(story, Random(f"life {story.key}"))


# -- by chance ----------------------------------------------------------------------------------------------------


def _by_chance(story: Story, rng: Random) -> None:
    chance = rng.random()
    if chance < 0.24:
        _edit(story, rng)
    elif chance < 0.262:
        gone = story.published.astimezone(UTC) + timedelta(hours=rng.uniform(20, 90))
        back = gone + timedelta(hours=rng.uniform(60, 120)) if rng.random() < 0.25 else LAST + timedelta(days=9)
        story.absent.append((gone, back))
    elif chance < 0.272:
        story.moved = (story.published.astimezone(UTC) + timedelta(hours=rng.uniform(18, 60)), f"{story.path}-updated")
    elif chance < 0.280:
        story.broken = True
    elif chance < 0.288:
        story.missing = True
    text = story.texts[0][1]
    other = story.short or text.alternative
    if other and rng.random() < 0.35:
        story.tested, story.short = (text.headline, other), None
    elif text.alternative and rng.random() < 0.4:
        story.short = text.alternative


def _edit(story: Story, rng: Random) -> None:
    """One to three edits, the first ones soon."""
    after = timedelta(0)
    for turn in range(rng.choice((1, 1, 1, 2, 2, 3))):
        after += timedelta(hours=rng.choice((2, 4, 7, 11, 26)) * (1 + turn) * rng.uniform(0.8, 1.2))
        text = story.texts[-1][1]
        edits = [_number, _paragraph_out, _paragraph_in, _headline, _correction, _byline]
        rng.shuffle(edits)
        changed = next((new for edit in edits if (new := edit(story, text, rng)) and new != text), None)
        if changed is None:
            return
        story.edit(after, changed)
        if changed.headline != text.headline and rng.random() < 0.5:  # the old one was better
            after += timedelta(hours=rng.uniform(5, 14))
            story.edit(after, text)
            return


def _figure(text: Text, rng: Random) -> tuple[tuple[Block, ...], str, str] | None:
    """The blocks with another number in one of the later ones, what it was, and what it is now."""
    places = [n for n, (kind, words) in enumerate(text.blocks) if n and kind == "p" and _NUMBER.search(words)]
    if not places:
        return None
    place = rng.choice(places)
    kind, words = text.blocks[place]
    old = _NUMBER.findall(words)[0]
    new = str(int(old) + rng.choice((-3, -2, 2, 4, 7, 9)))
    blocks = [*text.blocks]
    blocks[place] = (kind, _NUMBER.sub(new, words, count=1))
    return tuple(blocks), old, new


def _number(story: Story, text: Text, rng: Random) -> Text | None:
    found = _figure(text, rng)
    return replace(text, blocks=found[0]) if found else None


def _correction(story: Story, text: Text, rng: Random) -> Text | None:
    found = _figure(text, rng)
    if found is None or text.correction:
        return None
    note = _NOTES[story.language[:2]].format(old=found[1], new=found[2])
    return replace(text, blocks=found[0], correction=note)


def _paragraph_out(story: Story, text: Text, rng: Random) -> Text | None:
    places = [n for n, (kind, _) in enumerate(text.blocks) if n > 1 and kind == "p"]
    if len(places) < 4:
        return None
    place = rng.choice(places[:-1])
    return replace(text, blocks=(*text.blocks[:place], *text.blocks[place + 1 :]))


def _paragraph_in(story: Story, text: Text, rng: Random) -> Text | None:
    """The version so far lacks what the new one has: the earlier ones are made shorter."""
    if len(text.blocks) < 7 or len(story.texts) > 1 or text.blocks[-2][0] != "p":
        return None
    since, first = story.texts[0]
    story.texts[0] = (since, replace(first, blocks=(*first.blocks[:-2], first.blocks[-1])))
    return text


def _headline(story: Story, text: Text, rng: Random) -> Text | None:
    other = story.short or text.alternative
    return replace(text, headline=other) if other and other != text.headline else None


def _byline(story: Story, text: Text, rng: Random) -> Text | None:
    if text.agency or len(text.authors) != 1:
        return None
    staff = set(_BYLINES.get(story.paper.key, ())) - set(text.authors)
    return replace(text, authors=(*text.authors, sorted(staff)[rng.randrange(len(staff))])) if staff else None


_BYLINES = {
    "merrow": ("Maren Holloway", "Tobias Grieve", "Orla Penhallow"), "pellan": ("Idris Pell", "Gideon Lamprey"),
    "fr": ("Anaïs Le Bihan", "Mathurin Caradec"), "ja": ("水城 遥", "渡会 俊"), "el": ("Λένα Αρμύρα", "Παύλος Σταθάς"),
    "ar": ("دانا الموجي", "فراس عطية"),
}  # fmt: skip


# -- by hand ------------------------------------------------------------------------------------------------------


def _said(text: Text, *pairs: tuple[str, str]) -> Text:
    """A text in which some words are others; those of a block that becomes empty take it out."""
    blocks = list(text.blocks)
    for old, new in pairs:
        place = next(n for n, (_, words) in enumerate(blocks) if old in words)
        blocks[place] = (blocks[place][0], blocks[place][1].replace(old, new))
    return replace(text, blocks=tuple(block for block in blocks if block[1]))


def _without(text: Text, start: str) -> Text:
    kept = tuple(block for block in text.blocks if not block[1].startswith(start))
    assert len(kept) < len(text.blocks), start
    return replace(text, blocks=kept)


def _ferry(story: Story) -> None:
    """A quiet headline, a figure, a paragraph that is deleted without a word, and at last a correction."""
    final = story.texts[0][1]
    sure = replace(final, headline="Province to restore Tern Narrows ferry after eleven winters")
    first = _said(sure, ("$640,000", "$460,000"), ("fifty-two kilometres", "forty-two kilometres"))
    second = replace(first, headline=final.headline)
    third = _said(second, ("$460,000", "$640,000"))
    fourth = _without(_without(third, "Not everyone is pleased"), "“I’ll be on the first boat")
    fifth = _said(
        replace(fourth, correction="An earlier version of this story gave the length of the road around the bay as"
                " forty-two kilometres. It is fifty-two."),
        ("forty-two kilometres", "fifty-two kilometres"),
    )  # fmt: skip
    story.texts = [(story.published, first)]
    for hours, text in ((3.5, second), (8, third), (23, fourth), (52, fifth)):
        story.edit(timedelta(hours=hours), text)
    story.tested = (sure.headline, "The ferry is coming home")
    story.weight = 4.0


def _water(story: Story) -> None:
    final = replace(story.texts[0][1], correction="An earlier version of this story said that the advisory lasted for"
                    " seventeen days. It lasted for nineteen.")  # fmt: skip
    headline = final.headline.replace("nineteen", "seventeen")
    story.texts = [(story.published, replace(final, headline=headline, correction=None))]
    story.edit(timedelta(hours=4), final)
    story.weight = 3.0


def _bakery(story: Story) -> None:
    final = replace(story.texts[0][1], correction="An earlier version of this story gave the wrong age for the oven."
                    " It was built in 1889.")  # fmt: skip
    first = replace(final, correction=None, description=final.description.replace("great-grandfather", "grandfather"))
    story.texts = [(story.published, _said(first, ("Her great-grandfather built it", "Her grandfather built it")))]
    story.edit(timedelta(hours=9), final)


def _hockey(story: Story) -> None:
    """A headline that is tried, taken back, and tried again."""
    text = story.texts[0][1]
    other = replace(text, headline="71 saves, three overtimes, and a shift at five: Mariners lose the final")
    for hours, version in ((4, other), (9, text), (16, other), (25, text)):
        story.edit(timedelta(hours=hours), version)
    story.tested = (text.headline, "Lost the final, won the town")
    story.weight = 2.6


def _clinic(story: Story) -> None:
    """Vanishes for three days, and comes back without its last lines."""
    story.absent.append((datetime(2024, 4, 11, 9, tzinfo=UTC), datetime(2024, 4, 14, 12, tzinfo=UTC)))
    story.edit(timedelta(days=5, hours=2), _without(story.texts[0][1], "The health authority pays"))


def _lighthouse(story: Story) -> None:
    story.moved = (datetime(2024, 4, 13, 15, tzinfo=UTC), "atlantic/a-night-without-the-sable-point-light")


def _fog(story: Story) -> None:
    """An edit that is taken back."""
    text = story.texts[0][1]
    story.edit(timedelta(hours=6), replace(text, blocks=text.blocks[:-1]))
    story.edit(timedelta(hours=22), text)


def _fortune(story: Story) -> None:
    """Is there for two days; then it is not."""
    story.absent.append((datetime(2024, 4, 16, 8, tzinfo=UTC), LAST + timedelta(days=9)))


def _eels(story: Story) -> None:
    text = story.texts[0][1]
    first = _said(text, ("4,870", "4,780"), ("£90,000", "£60,000"))
    story.texts = [(story.published, first)]
    story.edit(timedelta(hours=5), _said(first, ("4,780", "4,870")))
    note = "This article was amended on 14 April 2024. The price of a concrete pass was £90,000, not £60,000."
    story.edit(timedelta(hours=27), replace(text, correction=note))


def _storm(story: Story) -> None:
    """A live blog that grows through the day; one entry is edited, one is taken out again."""
    text = story.texts[0][1]
    lead = text.blocks[0]
    for halves in range(32):
        hours = halves / 2
        now = story.published + timedelta(hours=hours)
        shown = [entry for entry in _ENTRIES if entry[0] <= f"{now:%H:%M}" and not (entry[3] and hours > entry[3])]
        blocks: list[Block] = [lead]
        for at, headline, words, _ in reversed(shown):
            moment = story.published.replace(hour=int(at[:2]), minute=int(at[3:]))
            blocks += [("time", moment.isoformat()), ("h2", headline), ("p", words)]
        version = replace(text, blocks=tuple(blocks))
        if not halves:
            story.texts = [(story.published, version)]
        elif version != story.texts[-1][1]:
            story.edit(timedelta(hours=hours), version)
    story.weight = 5.0


_ENTRIES = (
    ("06:20", "High water", "The tide stood 61 centimetres above the forecast at the town wharf. Two sheds and a rowing"
     " boat are on Water Street, where they do not belong.", 0),
    ("07:45", "Schools are closed", "All schools from Sable Point to Saltbrook stay closed today, the county says. The"
     " library in Port Merrow is open, and has put the kettle on.", 0),
    ("08:30", "Power out at 410 addresses", "A spruce has taken down the line behind Cannery Lane in Gannet Harbour."
     " The utility has two crews on the road.", 3),
    ("09:10", "Power out at 630 addresses", "A spruce has taken down the line behind Cannery Lane in Gannet Harbour,"
     " and a second one the line to the fish plant. Three crews are on the road.", 0),
    ("11:05", "A school bus, a snowbank, a happy end", "Fourteen pupils spent an hour in a bus on Lighthouse Road. They"
     " were sung to by the driver, and none of them has asked for it to be repeated.", 0),
    ("12:40", "Ferry stays at the wharf", "There will be no crossing before tomorrow noon. Passengers with a hospital"
     " letter are asked to call the harbour office.", 0),
    ("14:00", "Highway 311 is under water again", "The road is closed between Lower Tern and the church. It is the"
     " twentieth day since last fall.", 0),
    ("15:15", "Lights on in Gannet Harbour", "Crews have put 410 of 630 houses back on the grid. The rest should have"
     " power by midnight, the utility says.", 0),
    ("17:40", "The wind turns", "It has gone to the southwest, says Ursula Lamprey at the Sable Point light, and that"
     " means the worst is over for everyone east of Saltbrook.", 0),
)  # fmt: skip
"""Local time, headline and words of each entry; and after how many hours of the blog it is taken out (0: never)."""

_BY_HAND: dict[str, Callable[[Story], None]] = {
    "merrow-010-ferry": _ferry, "merrow-080-correction-water": _water, "merrow-090-bakery": _bakery,
    "merrow-110-hockey": _hockey, "merrow-130-clinic": _clinic, "merrow-100-lighthouse": _lighthouse,
    "merrow-120-opinion": _fog, "merrow-070-paywall": _fortune, "pellan-150-gazette-eels": _eels,
    "merrow-030-liveblog": _storm,
}  # fmt: skip
