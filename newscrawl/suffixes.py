"""Public suffixes: the names under which anybody may register one of his own ("co.uk"). Pure but for the list's file.

The list is the one that tldextract brings along. Its code is left alone: an HTTP library comes with it, and it takes
the list apart into forty thousand objects, a tenth of a second for every process that asks one name.
"""

from __future__ import annotations

from contextlib import suppress
from functools import cache
from importlib.util import find_spec
from pathlib import Path

__all__ = ["suffix_of"]

_PRIVATE = "// ===BEGIN PRIVATE DOMAINS==="


def suffix_of(name: str, *, private: bool = False) -> str:
    """The public suffix of a host name, with the labels as they are; empty where the list has none.

    `private`: also suffixes of companies that give names away ("github.io"), which matter to cookies.
    """
    labels = name.split(".")
    plain = [_decoded(label.lower()) for label in labels]
    rules = _rules(private=private)
    for start in range(len(labels)):
        rule, below = ".".join(plain[start:]), ".".join(plain[start + 1 :])
        if f"!{rule}" in rules:
            return ".".join(labels[start + 1 :])
        if rule in rules or f"*.{below}" in rules:
            return ".".join(labels[start:])
    return ""


@cache
def _rules(*, private: bool) -> frozenset[str]:
    """The lines of the list. Its comments are among them: no name looks like one."""
    spec = find_spec("tldextract")
    assert spec is not None
    assert spec.origin is not None
    text = Path(spec.origin).with_name(".tld_set_snapshot").read_text(encoding="utf-8")
    return frozenset((text if private else text.partition(_PRIVATE)[0]).split("\n"))


def _decoded(label: str) -> str:
    """A label as the list writes it: "рф" for "xn--p1ai"."""
    if label.startswith("xn--"):
        with suppress(UnicodeError):
            decoded = label[4:].encode("ascii").decode("punycode")
            return label if decoded.isascii() else decoded
    return label
