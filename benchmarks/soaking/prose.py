"""Made-up news in endless supply: as many different sentences as a busy agency writes in a year."""

from __future__ import annotations

from random import Random

__all__ = ["headline", "paragraph", "person"]

_WHO = (
    "council mayor ministry hospital university court union airport museum orchestra library ferry railway brewery bakery "
    "school college harbour theatre parish brigade police cooperative association company charity regulator jury committee "
    "choir festival archive laboratory shipyard foundry quarry vineyard orchard dairy reservoir power-station clinic"
).split()
_WHERE = (
    "Ashbury Merrow Tern-Narrows Gannet-Harbour Oldcastle Kilbrook Ferndale Westhaven Northgate Saltmarsh Brackley Dunmore "
    "Elmswell Fairview Glenrock Hartwood Inverlea Kingsmere Lowfield Marlbank Netherby Oakridge Penhale Quarrington Redcliff "
    "Stonebridge Thornbury Upwell Valebrook Whitmore Yarrow Zetland"
).split()
_DID = (
    "approved rejected postponed delayed announced questioned reopened closed expanded sold bought restored inspected "
    "cancelled defended criticised repaired rebuilt measured counted published withdrew doubled halved replaced renamed"
).split()
_WHAT = (
    "budget bridge contract timetable licence survey building levy strike exhibition merger pipeline vaccine roof engine "
    "statue footpath curriculum pension harvest ferry tunnel orchard lighthouse archive concert festival fleet reactor "
    "warehouse wetland playground cinema market station turbine"
).split()
_KIND = (
    "long-awaited disputed new unfinished costly popular historic temporary municipal regional damaged flooded modern "
    "neglected promising secret annual record-breaking controversial modest"
).split()
_WHY = (
    "after {n} residents signed a petition",
    "because the estimate of {n} thousand turned out to be wrong",
    "although {n} workers had asked for more time",
    "in a vote that ended {n} to {m}",
    "while the neighbouring town waits for its own {what}",
    "to the surprise of {person}, who had argued against it for {m} years",
    "as engineers found {n} cracks in the old {what}",
    "before the {what} opens on {m} sites at once",
)
_SAID = (
    "“We counted {n} of them, and every one belongs to {where},” said {person}, who leads the {who}.",
    "“Nobody has asked about the {what} in {m} years,” {person} of the {who} told reporters.",
    "{person} said the {kind} {what} would cost {n} a day if the {who} in {where} did nothing.",
    "A spokesman for the {who}, {person}, called the {kind} {what} “a matter of {m} weeks, not of {n} days”.",
)
_FIRST = "Maren Priya Owen Tilda Hugo Nadia Felix Greta Idris Jonas Kirsten Lars Mina Noor Oskar Petra Ravi Selma".split()
_LAST = "Holloway Vosper Quill Tarrant Brandt Okafor Lindqvist Marsh Pell Rhodes Sato Thorne Usher Vale Wren Yates".split()


def person(rng: Random) -> str:
    """A name."""
    return f"{rng.choice(_FIRST)} {rng.choice(_LAST)}"


def headline(rng: Random) -> str:
    """A headline."""
    return _fill("{Where} {who} {did} {kind} {what} {why}", rng)


def paragraph(rng: Random) -> str:
    """Three sentences."""
    plain = "The {who} in {where} {did} the {kind} {what} {why}."
    return " ".join(_fill(template, rng) for template in (plain, rng.choice(_SAID), plain))


def _fill(template: str, rng: Random) -> str:
    """A template with its words; those of the reason are filled as well."""
    why = rng.choice(_WHY)
    where = rng.choice(_WHERE).replace("-", " ")
    text = template.replace("{why}", why)
    return text.format(
        who=rng.choice(_WHO),
        where=where,
        Where=where,
        did=rng.choice(_DID),
        kind=rng.choice(_KIND),
        what=rng.choice(_WHAT),
        person=person(rng),
        n=rng.randint(13, 9800),
        m=rng.randint(2, 12),
    )
