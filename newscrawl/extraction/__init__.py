"""The article part of reading: a page in, an `Article` or nothing out. Pure."""

from __future__ import annotations

from newscrawl.extraction.article import READER_VERSION, examine, extract, extract_document, judge
from newscrawl.extraction.document import Document
from newscrawl.extraction.verdict import Verdict

__all__ = ["READER_VERSION", "Document", "Verdict", "examine", "extract", "extract_document", "judge"]
