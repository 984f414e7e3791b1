"""Public suffixes are those of tldextract, whose list they come from."""

from __future__ import annotations

from collections.abc import Iterator

import idna
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tldextract import TLDExtract

from newscrawl.suffixes import suffix_of
from newscrawl.urls import domain_of

OTHERS = {
    private: TLDExtract(suffix_list_urls=(), cache_dir=None, include_psl_private_domains=private)
    for private in (False, True)
}
RULES = OTHERS[True].tlds
"""All that the list says, private suffixes too: "co.uk", "*.ck", "!www.ck", "рф"."""

LABELS = ["com", "uk", "co", "ck", "www", "xn--p1ai", "рф"]


def names(rule: str) -> Iterator[str]:
    """Names that a rule says something about, in both spellings."""
    plain = rule.removeprefix("!").removeprefix("*.")
    for name in {plain, ".".join(idna.encode(label).decode() for label in plain.split("."))}:
        yield from (f"{before}{name}" for before in ("", "a.", "www.", "b.a.", "c.b.a."))


@pytest.mark.parametrize("private", [False, True])
def test_every_rule_of_the_list_is_followed(private: bool) -> None:
    assert len(RULES) > 9_000
    other = OTHERS[private]
    differing = {
        name for rule in RULES for name in names(rule) if suffix_of(name, private=private) != other(name).suffix
    }
    # Where a rule for a longer name stands beside one for all names, tldextract forgets the second.
    assert all(f"*.{name.partition('.')[2]}" in RULES for name in differing)
    assert len(differing) < 20


def test_no_other_line_of_the_list_is_a_rule() -> None:
    assert {suffix_of(name) for name in ("", "a", "a.", "// com", "a.// com", "localhost", "xn--com-", "xn--")} == {""}


@given(
    st.lists(
        st.one_of(
            st.text("abXN-é中.1", max_size=6), st.sampled_from(["com", "uk", "co", "ck", "www", "xn--p1ai", "рф"])
        )
    )
    .map(".".join)
    .filter(lambda name: not name.startswith("["))
)
def test_any_name_has_the_domain_that_tldextract_finds(name: str) -> None:
    found = OTHERS[False](name)
    assert domain_of(name) == (f"{found.domain}.{found.suffix}" if found.suffix and found.domain else name)


@pytest.mark.parametrize(
    ("name", "suffix"),
    [("news.example.co.uk", "co.uk"), ("www.ck", "ck"), ("Example.Org", "Org"), ("a.xn--p1ai", "xn--p1ai")],
)
def test_a_suffix_is_given_as_the_name_has_it(name: str, suffix: str) -> None:
    assert suffix_of(name) == suffix


def test_suffixes_of_companies_count_where_they_are_asked_for() -> None:
    assert suffix_of("a.github.io") == "io"
    assert suffix_of("a.github.io", private=True) == "github.io"
