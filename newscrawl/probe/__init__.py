"""One page, read for a person to look at: what it was taken for, every field, and what became of each piece of text."""

from newscrawl.probe.page import Piece, Probe, probe, saved
from newscrawl.probe.show import as_json, as_text

__all__ = ["Piece", "Probe", "as_json", "as_text", "probe", "saved"]
