"""The article part of reading: metadata, body, dates, authors, text. Pure: no network, no files, no state."""

from newscrawl import READER_VERSION
from newscrawl.extraction.article import examine, extract, extract_document
from newscrawl.extraction.document import Document
from newscrawl.extraction.verdict import Verdict, judge

__all__ = ["READER_VERSION", "Document", "Verdict", "extract", "extract_document", "judge", "examine"]
