"""newscrawl archives news sites into one SQLite file."""

__version__ = "0.1.0"

READER_VERSION = "7"
"""Changes whenever the reader gives other results for the same page. It stands here since the archive is asked for it
by processes that never load the reader."""
