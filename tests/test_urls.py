"""Addresses: one canonical form, and what belongs to a site."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newscrawl.site import Site
from newscrawl.urls import (
    absolute,
    appendix,
    bare,
    canonical,
    domain_of,
    family,
    host_of,
    in_site,
    is_web,
    quarter,
    without_session,
)


@pytest.mark.parametrize(
    ("address", "known_as"),
    [
        ("HTTP://WWW.Example.ORG:80/a/../b", "http://www.example.org/b"),
        ("https://example.org:443", "https://example.org/"),
        ("https://example.org./a", "https://example.org/a"),
        ("https://example.org/a#comments", "https://example.org/a"),
        ("https://example.org/a?utm_source=rss&id=3&fbclid=x", "https://example.org/a?id=3"),
        ("https://example.org/a?b=2&a=1", "https://example.org/a?a=1&b=2"),
        ("https://example.org/p?id=3", "https://example.org/p?id=3"),
        ("https://example.org/%C3%A4%7e", "https://example.org/%C3%A4~"),
        ("https://example.org/ä", "https://example.org/%C3%A4"),
        ("http://[::1]:80/x", "http://[::1]/x"),
        ("https://example.org/a;jsessionid=AB12.node1?id=3", "https://example.org/a?id=3"),
        ("https://example.org/world/?page=4&sid=00000003a7f3b2c1d9e8", "https://example.org/world/?page=4"),
        ("https://example.org/film?sid=00000003a7f3b2c1d9e8", "https://example.org/film?sid=00000003a7f3b2c1d9e8"),
        ("https://example.org/a?PHPSESSID=8f3&id=3", "https://example.org/a?id=3"),
        ("https://example.org/a?sess=0123456789abcdef01&id=3", "https://example.org/a?id=3"),
        (f"https://example.org/viewtopic.php?f=2&t=84&sid={'0a' * 16}", "https://example.org/viewtopic.php?f=2&t=84"),
        (f"https://example.org/showthread.php?s={'0a' * 16}&t=84", "https://example.org/showthread.php?t=84"),
        (f"https://example.org/film?sid={'0a' * 16}", f"https://example.org/film?sid={'0a' * 16}"),
        ("https://example.org/(S(lit3py55t21z5v55vlm25s55))/world/a.aspx", "https://example.org/world/a.aspx"),
        ("https://example.org/(A(pAr5bEBJyQ0k2F9a)S(lit3py55t21z5v55vlm25s55))/", "https://example.org/"),
        ("https://example.org/(s)-a-story/", "https://example.org/(s)-a-story/"),
        ("https://example.org/a?sid=84", "https://example.org/a?sid=84"),
        ("https://example.org/a-story-of-note?sid=0123456789abcdef01", "https://example.org/a-story-of-note"),
        ("https://example.org/a?sid=0123456789abcdef01", "https://example.org/a?sid=0123456789abcdef01"),
        ("https://example.org/video?vid=5e9f8a7b6c5d4e3f2a1b", "https://example.org/video?vid=5e9f8a7b6c5d4e3f2a1b"),
    ],
)
def test_an_address_has_one_canonical_form(address: str, known_as: str) -> None:
    assert canonical(address) == known_as


@given(st.text(max_size=60))
def test_the_canonical_form_is_its_own(path: str) -> None:
    once = canonical(f"https://example.org/{path}")
    assert canonical(once) == once


@given(st.text(max_size=200))
def test_nothing_that_a_page_can_link_to_is_an_error(href: str) -> None:
    url = absolute("https://example.org/a/", href)
    assert url is None or is_web(url)
    canonical(href)
    host_of(href)
    in_site(href, Site(name="x", home="https://example.org/", domains=("example.org/a", "example.org")))


@pytest.mark.parametrize(
    "href",
    ["javascript:alert(1)", "mailto:a@b.org", "data:text/html,x", "tel:1", "http://", "https://[", "ftp://x.org/"],
)
def test_what_is_no_web_address_is_none(href: str) -> None:
    assert absolute("https://example.org/", href) is None


@pytest.mark.parametrize(
    ("href", "url"),
    [
        ("http://bob:secret@example.org/a@b?c@d", "http://example.org/a@b?c@d"),
        ("//bob@example.org:8080/", "https://example.org:8080/"),
        ("HTTPS://a@b:c@example.org/", "https://example.org/"),
        ("https://example.org?to=a@b.org", "https://example.org?to=a@b.org"),
        ("https://example.org/@bob", "https://example.org/@bob"),
    ],
)
def test_a_link_loses_the_name_and_password_in_front_of_its_host(href: str, url: str) -> None:
    assert (absolute("https://example.org/", href) or "") == url


def test_line_breaks_inside_an_address_are_dropped_as_browsers_do() -> None:
    assert absolute("https://example.org/", " /a\n/b\t ") == "https://example.org/a/b"


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("/events/2024/05/", "/events/2031/12/", True),
        ("/world/?page=2", "/world/?page=77", True),
        ("/shop?color=red&size=1", "/shop?size=9&color=blue", True),
        ("/shop?f[0]=red&f[1]=big", "/shop?f%5B3%5D=new", True),
        ("/shop?f[0]=red", "/shop?g[0]=red", False),
        ("/tag/ferry/", "/tag/harbour/", True),
        ("/world/", "/sports/", False),
        ("/world/?page=2", "/sports/?page=2", False),
        ("/world/", "/world/?page=2", False),
    ],
)
def test_a_family_is_what_differs_in_numbers_values_or_the_last_word(one: str, other: str, same: bool) -> None:
    assert (family(f"https://example.org{one}") == family(f"https://example.org{other}")) is same


@pytest.mark.parametrize(
    ("host", "domain"),
    [
        ("www.bbc.co.uk", "bbc.co.uk"),
        ("news.example.org", "example.org"),
        ("newsroom.test", "newsroom.test"),
        ("127.0.0.1:8080", "127.0.0.1:8080"),
        ("[::1]:8080", "[::1]:8080"),
        ("localhost", "localhost"),
    ],
)
def test_the_domain_of_a_host(host: str, domain: str) -> None:
    assert domain_of(host) == domain


@pytest.mark.parametrize(
    ("address", "inside"),
    [
        ("https://example.org/atlantic", True),
        ("https://example.org/atlantic/a", True),
        ("http://www.example.org/atlantic?page=2", True),
        ("https://example.org/atlantics/a", False),
        ("https://example.org/", False),
        ("https://example.net/atlantic/", False),
    ],
)
def test_a_site_with_a_path_covers_what_lies_below_it(address: str, inside: bool) -> None:
    site = Site(name="s", home="https://example.org/atlantic/", domains=("example.org/atlantic",))
    assert in_site(address, site) is inside


@given(
    st.sampled_from(
        ["example.org", "a..b", "xn--bcher-kva.de", "127.0.0.1", "a-", "EXAMPLE.org", "example.org:80", "u@a"]
    ),
    st.lists(
        st.sampled_from(["a", "Z9", "/", ".", "..", "/./", "//", "-_~", "%7E", "?b=1&a", "#x", " ", "é"]), max_size=6
    ),
)
def test_what_is_recognised_as_plain_is_what_the_long_way_gives(host: str, pieces: list[str]) -> None:
    url = f"https://{host}/{''.join(pieces)}"
    # An empty fragment changes nothing, and takes the long way.
    assert canonical(url) == canonical(url.partition("#")[0] + "#")
    assert host_of(url) == host_of(url.replace("https", "HTTPS", 1))


_NAMES = ["a", "B", "utm_source", "PHPSESSID", "sid", "page", "x.y~-", ""]
_VALUES = ["", "=", "=1", "=b=c", "=Ab.~-_", "=abc123def456ghi789", "=+", "=%7E"]


@given(
    st.sampled_from(["/", "/p", "/a-b-c-d/", "/./x"]),
    st.lists(st.tuples(st.sampled_from(_NAMES), st.sampled_from(_VALUES)), max_size=4),
)
def test_a_plain_query_has_the_form_that_the_long_way_gives(path: str, query: list[tuple[str, str]]) -> None:
    url = f"https://example.org{path}?{'&'.join(name + value for name, value in query)}"
    assert canonical(url) == canonical(url + "#")


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("http://www.example.org/News/Story/", "https://example.org/news/story", True),
        ("https://example.org/news/story/index.html", "https://example.org/news/story", True),
        ("https://example.org//news//story", "https://example.org/news/story", True),
        ("https://example.org/s/aB3x", "https://example.org/s/Ab3x", False),
        ("https://example.org/news?id=1", "https://example.org/news?id=2", False),
        ("https://example.org/News?ID=Ab", "https://example.org/news?ID=Ab", True),
        ("https://sport.example.org/a", "https://example.org/a", False),
    ],
)
def test_spellings_of_one_address_have_one_bare_form(one: str, other: str, same: bool) -> None:
    assert (bare(one) == bare(other)) is same


@given(st.text(max_size=200))
def test_names_of_any_address_are_no_error(text: str) -> None:
    url = f"https://example.org/{text}"
    assert bare(canonical(url)) == bare(canonical(canonical(url)))
    quarter(url)
    appendix(url)
    assert without_session(without_session(url)) == without_session(url)


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("https://example.org/events/2024/05/", "example.org/events/**"),
        ("https://example.org/browse?topic=a", "example.org/browse/**"),
        ("https://example.org/2024/05/a-story/", ""),
        ("https://example.org/about", ""),
    ],
)
def test_a_quarter_is_what_lies_below_one_first_folder(url: str, name: str) -> None:
    assert quarter(url) == name


def test_an_appendix_hangs_on_a_story() -> None:
    story = "https://example.org/world/a-story"
    assert appendix(f"{story}/attachment/image-1/") == (story, "example.org/…/attachment/#")
    assert appendix(f"{story}/comments?page=3&sort=new") == (story, "example.org/…/comments?page&sort")


def test_no_address_takes_long_to_name() -> None:
    started = time.perf_counter()
    for number in range(100):
        bare(f"https://example.org/{'a' * 1_900}{number}Z")
    assert time.perf_counter() - started < 5
