"""Names under which a page's publisher goes."""

from __future__ import annotations

from newscrawl.extraction.agencies import is_agency
from newscrawl.extraction.document import Document
from newscrawl.extraction.jsonld import strings, types_of
from newscrawl.extraction.text import clean, unique

__all__ = ["site_names"]


def site_names(document: Document) -> list[str]:
    """Names of the publisher, as the page's metas and data tell them."""
    names = [*document.meta.get("og:site_name", ()), *document.meta.get("application-name", ())]
    for node in document.json_ld:
        types = types_of(node)
        if types & {"NewsMediaOrganization", "Organization", "WebSite"}:
            # An organisation that the data tell of may be the agency that wrote the story.
            names += [n for n in strings(node.get("name")) if types != {"Organization"} or not is_agency(n)]
        names += strings(node.get("publisher"))
    return unique(clean(name) for name in names)
