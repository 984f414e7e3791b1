"""Reading WARC files (ISO 28500): records of any writer, however broken, as captures; and folders of saved pages."""

from newscrawl.warc.folder import saved_pages
from newscrawl.warc.pages import Page, page_of
from newscrawl.warc.records import Position, Record, record_at, records
from newscrawl.warc.streams import BrokenError

__all__ = ["BrokenError", "Page", "Position", "Record", "page_of", "record_at", "records", "saved_pages"]
