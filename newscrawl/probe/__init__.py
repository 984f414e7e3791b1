"""One page, read for a person to look at: what it was taken for, every field, and what became of each piece of text.

`newscrawl.probe.page` makes it, and loads the whole reader: it is imported where a page is read.
"""

from newscrawl.printing import plain
from newscrawl.probe.show import as_json, as_text

__all__ = ["as_json", "as_text", "plain"]
