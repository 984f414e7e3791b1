"""Plans the pages: which story stands in which rail. What is drawn and what is true both come from here."""

from __future__ import annotations

from heapq import nsmallest

from newscrawl.demo.designs import Design
from newscrawl.demo.markup import plain
from newscrawl.demo.model import Item, Listing, Rail, Story

__all__ = ["Plan"]

_UTM = "utm_source={}&utm_medium=rail&utm_campaign=home"


class Plan:
    """The pages of one newsroom as its stories stand now."""

    def __init__(self, design: Design, stories: list[Story], per_page: int) -> None:
        self.design = design
        self.stories = [story for story in stories if story.gone is None]
        self.per_page = per_page
        self.by_section: dict[str, list[Story]] = {slug: [] for slug, _ in design.sections}
        for story in self.stories:
            if story.listed:
                self.by_section[story.section].append(story)
        deep = self.by_section[design.deep_section][2 * per_page :]
        self.deep = {story.key for story in deep}
        self.open = [story for story in self.stories if story.listed and story.key not in self.deep]
        self._most_read = nsmallest(5, self.open, key=lambda s: s.key[::-1])
        self._children: dict[str, list[Story]] = {}
        for story in self.stories:
            if story.parent:
                self._children.setdefault(story.parent, []).append(story)
        self.front = self._front()
        self.listings = {listing.target: listing for listing in self._all()}

    def _all(self) -> list[Listing]:
        design = self.design
        pages = [self.front]
        for slug, name in design.sections:
            pages += self._pages(f"/{slug}/", name, "section", self.by_section[slug], slug)
        slug, name = design.tag
        pages += self._pages(f"/tag/{slug}/", name, "tag", [s for s in self.open if slug in s.keywords])
        slug, name = design.author
        pages += self._pages(f"/author/{slug}/", name, "author", [s for s in self.open if name in s.authors])
        return pages

    def _pages(self, path: str, name: str, kind: str, stories: list[Story], section: str = "") -> list[Listing]:
        size = self.per_page
        count = max(1, -(-len(stories) // size))
        heading = {"section": f"Latest in {name}", "tag": f"Stories about {name}", "author": f"Stories by {name}"}[kind]
        found = []
        for page in range(1, count + 1):
            part = stories[(page - 1) * size : page * size]
            rails = [Rail(heading, [Item(s, s.headline, s.description, picture=True) for s in part], "river")]
            if kind == "section":
                rails.append(self.most_read())
            target = self.design.page_target(path, page)
            found.append(Listing(target, name, kind, rails, page, count, section))  # type: ignore[arg-type]
        return found

    def _front(self) -> Listing:
        pool = sorted(self.open, key=lambda s: (not s.hand_written, -s.published.timestamp()))
        by_hand = [s for s in pool if s.hand_written] or pool
        live = [s for s in self.open if s.kind in ("liveblog", "video")]
        news = [s for s in by_hand if s not in live and s.section != "opinion"]
        lead, news = news[:3], news[3:]
        rails = [Rail("", [Item(s, s.headline, s.description, picture=True) for s in lead], "lead")]
        top = [Item(s, s.headline, s.description, label="WATCH LIVE") for s in live[:1]]
        top += [Item(s, s.headline, s.description if i < 1 else None, picture=i < 1) for i, s in enumerate(news[:5])]
        rails.append(Rail("Top Stories", top, "text"))
        local = self.by_section[self.design.sections[0][0]]
        spotlight: list[Story] = []
        for story in [*local, *self.open]:  # two teasers that begin alike would look like one story told twice
            start = story.spotlight[:14]
            if story.key in self.deep or not start or story.wire_id or story in lead:
                continue
            if len(spotlight) < 5 and all(not other.spotlight.startswith(start) for other in spotlight):
                spotlight.append(story)
        rails.append(Rail("Local Spotlight", [Item(s, plain(s.spotlight), picture=True) for s in spotlight], "grid"))
        for slug, name in self.design.sections[1:]:
            shown = [s for s in self.by_section[slug] if s.key not in self.deep and s not in lead][:3]
            look = "voices" if slug == "opinion" else "grid"
            items = [
                Item(s, s.headline, s.description if i == 0 else None, picture=i == 0) for i, s in enumerate(shown)
            ]
            if items:
                rails.append(Rail(name, items, look, f"/{slug}/"))  # type: ignore[arg-type]
        rails.append(self.most_read())
        return Listing("/", self.design.name, "front", rails)

    def most_read(self) -> Rail:
        """The ranked list that stands on many pages; its links carry tracking parameters."""
        items = [Item(s, s.headline, query=_UTM.format("mostread")) for s in self._most_read]
        return Rail("Most Read", items, "ranked")

    def article_rails(self, story: Story) -> list[Rail]:
        """What stands below an article."""
        children = self._children.get(story.key, [])
        same = [s for s in self.by_section[story.section] if s is not story]
        if story.section == self.design.deep_section:
            same = [s for s in same if s.key not in self.deep]
        start = next((i for i, s in enumerate(same) if s.published < story.published), 0)
        near = (same[start:] + same[:start])[:3]
        related = [Item(s, s.headline, picture=True) for s in [*children, *near]][:4]
        query = _UTM.format("article").replace("home", "related")
        for item in related[-1:]:
            item.query = query
        rails = [Rail("Related Stories", related, "grid")]
        top = next(rail for rail in self.front.rails if rail.heading == "Top Stories")
        spotlight = next(rail for rail in self.front.rails if rail.heading == "Local Spotlight")
        rails.append(
            Rail(f"{self.design.name} Top Stories", [i for i in top.items if i.story is not story][:4], "text")
        )
        rails.append(Rail("Local Spotlight", [i for i in spotlight.items if i.story is not story][:3], "text"))
        return rails

    def in_sitemap(self) -> list[Story]:
        """The stories that the sitemaps name: neither the deep ones nor those in no listing."""
        return self.open
