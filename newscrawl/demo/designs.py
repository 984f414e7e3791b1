"""The two newsrooms: what they are called, how their addresses look, where their clocks stand."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["DESIGNS", "Design"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Design:
    """A newsroom without its stories."""

    host: str
    name: str
    motto: str
    time_zone: str
    language: str
    sections: tuple[tuple[str, str], ...]
    """(slug, name), in the order of the menu."""
    deep_section: str
    """The section whose older stories stand on its third and later pages and nowhere else."""
    printed_zones: tuple[str, ...]
    """Zones in which dates in words are printed, by turns."""
    tag: tuple[str, str]
    author: tuple[str, str]
    path_pages: bool
    """Whether page 2 of a listing is `/news/page/2/` and not `?page=2`."""
    feed: str
    dash: str
    """What stands between dateline and text."""
    stylesheet: str
    county: str

    def section_name(self, slug: str) -> str:
        """The section's name as the menu prints it."""
        return dict(self.sections)[slug]

    def page_target(self, path: str, page: int) -> str:
        """Address of page `page` of the listing at `path`."""
        if page == 1:
            return path
        return f"{path}page/{page}/" if self.path_pages else f"{path}?page={page}"


DESIGNS = (
    Design(
        host="newsroom.test",
        name="The Merrow Current",
        motto="News from the Merrow Shore since 1891",
        time_zone="America/Halifax",
        language="en-CA",
        sections=(
            ("local", "Local"), ("atlantic", "Atlantic"), ("world", "World"), ("politics", "Politics"),
            ("business", "Business"), ("sports", "Sports"), ("arts", "Arts & Life"), ("opinion", "Opinion"),
        ),
        deep_section="local",
        printed_zones=("America/New_York", "America/Halifax"),
        tag=("ferry", "Ferry"),
        author=("maren-holloway", "Maren Holloway"),
        path_pages=False,
        feed="/feed.xml",
        dash=" - ",
        stylesheet="newsroom.css",
        county="Merrow County",
    ),
    Design(
        host="gazette.test",
        name="Harbour Gazette",
        motto="Independent. Tidal. Daily.",
        time_zone="Europe/London",
        language="en-GB",
        sections=(
            ("news", "News"), ("politics", "Politics"), ("business", "Business"),
            ("sport", "Sport"), ("culture", "Culture"), ("environment", "Environment"),
        ),
        deep_section="news",
        printed_zones=("Europe/London",),
        tag=("harbour", "Harbour"),
        author=("idris-pell", "Idris Pell"),
        path_pages=True,
        feed="/feed/",
        dash=" — ",
        stylesheet="gazette.css",
        county="Pellan Bay",
    ),
)  # fmt: skip
