"""The bundled site over real HTTP: as a proxy, directly, with validators, and when it is changed."""

from __future__ import annotations

import gzip
import http.client
import re
import socket
import time
from collections.abc import Iterator
from urllib.parse import urljoin

import pytest

from newscrawl.demo.newsroom import Newsroom, build
from newscrawl.demo.server import Served, serve
from newscrawl.urls import canonical, host_of


@pytest.fixture
def served() -> Iterator[Served]:
    with serve(build()) as running:
        yield running


class Client:
    """One kept-alive connection to the proxy."""

    def __init__(self, served: Served) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", served.port, timeout=10)

    def get(self, url: str, method: str = "GET", **fields: str) -> tuple[int, dict[str, str], bytes]:
        self.connection.request(method, url, headers={k.replace("_", "-"): v for k, v in fields.items()})
        answer = self.connection.getresponse()
        return answer.status, dict(answer.getheaders()), answer.read()


def links(body: bytes, url: str) -> set[str]:
    found = re.findall(rb'<a [^>]*href="([^"]+)"', body)
    return {canonical(urljoin(url, href.decode().replace("&amp;", "&"))) for href in found}


@pytest.mark.parametrize("host", ["newsroom.test", "gazette.test"])
def test_every_article_is_reached_by_following_links_and_no_link_is_dead(served: Served, host: str) -> None:
    client, newsroom = Client(served), served.newsroom
    todo, seen = [newsroom.home(host)], {newsroom.home(host)}
    while todo:
        url = todo.pop()
        status, _, body = client.get(url)
        assert status == 200, url
        fresh = {link for link in links(body, url) if host_of(link) == host} - seen
        seen |= fresh
        todo += fresh
    assert {canonical(story.url) for story in newsroom.truth(host)} <= seen
    assert f"http://{host}/internal/desk/" in seen  # the trap is there to be found


def test_some_stories_lie_only_on_the_third_page_and_some_only_in_a_rail(served: Served) -> None:
    for host in served.newsroom.hosts:
        ways = [set(story.reachable_by) for story in served.newsroom.truth(host)]
        assert any(way == {"rail"} for way in ways)
        assert any({"section page 3"} == way - {"rail"} for way in ways)


def test_expected_teasers_stand_on_their_page_in_order(served: Served) -> None:
    client, newsroom = Client(served), served.newsroom
    for host in newsroom.hosts:
        for url in newsroom.listings(host):
            text = client.get(url)[2].decode().replace("&amp;", "&")
            at = 0
            for teaser in newsroom.expected_teasers(host, url):
                at = text.index(teaser.headline, at)
    front = newsroom.expected_teasers("newsroom.test", "http://newsroom.test/")
    assert [position for *_, position in front] == list(range(1, len(front) + 1))
    labelled = client.get("http://newsroom.test/")[2].decode().split("WATCH LIVE</span>", 1)[1]
    assert labelled.split(">", 1)[1].startswith(next(t.headline for t in front if t.rail == "Top Stories"))
    rails = {teaser.rail for teaser in front}
    assert {"", "Top Stories", "Local Spotlight", "Opinion", "Most Read"} <= rails


def test_validators_give_304(served: Served) -> None:
    client = Client(served)
    url = served.newsroom.truth("newsroom.test")[0].url
    _, fields, _ = client.get(url)
    assert client.get(url, If_None_Match=fields["ETag"])[0] == 304
    assert client.get(url, If_Modified_Since=fields["Last-Modified"])[::2] == (304, b"")
    assert client.get(url, If_None_Match='"other"')[0] == 200


def test_gzip_and_head(served: Served) -> None:
    client = Client(served)
    url = served.newsroom.home("newsroom.test")
    plain = client.get(url)[2]
    _, fields, packed = client.get(url, Accept_Encoding="gzip")
    assert fields["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed) == plain
    status, fields, body = client.get(url, method="HEAD")
    assert (status, body, fields["Content-Length"]) == (200, b"", str(len(plain)))


def test_asked_directly_its_links_stay_where_it_was_asked(served: Served) -> None:
    client = Client(served)
    body = client.get("/")[2].decode()
    assert f"http://127.0.0.1:{served.port}/" in body
    assert "http://newsroom.test" not in body
    assert "Harbour Gazette" in client.get("/", Host="gazette.test")[2].decode()
    assert client.get("/news/page/2/", Host=f"gazette.localhost:{served.port}")[0] == 200


def test_connect_and_strange_hosts_are_refused_with_a_reason(served: Served) -> None:
    status, _, body = Client(served).get("newsroom.test:443", method="CONNECT")
    assert status == 405
    assert b"plain http" in body
    assert Client(served).get("http://elsewhere.test/")[0] == 502


def test_nonsense_is_answered_with_400(served: Served) -> None:
    with socket.create_connection(("127.0.0.1", served.port), timeout=10) as line:
        line.sendall(b"HELLO\r\n\r\n")
        assert line.recv(100).startswith(b"HTTP/1.1 400")


def test_twins_name_the_story_as_canonical(served: Served) -> None:
    client = Client(served)
    for story in served.newsroom.truth("newsroom.test")[:12]:
        for alias in story.aliases:
            assert f'<link rel="canonical" href="{story.url}">' in client.get(alias)[2].decode()


def test_old_pages_are_windows_1252_and_the_header_does_not_say_so(served: Served) -> None:
    story = next(s for s in served.newsroom.truth("newsroom.test") if s.headline.startswith("Sable Point light"))
    _, fields, body = Client(served).get(story.url)
    assert fields["Content-Type"] == "text/html"
    assert "“Chez Zélie”" in body.decode("windows-1252")


def test_feed_sitemaps_and_robots(served: Served) -> None:
    client = Client(served)
    assert b"Disallow: /internal/" in client.get("http://newsroom.test/robots.txt")[2]
    for url, what in served.newsroom.furniture("newsroom.test").items():
        status, fields, body = client.get(url)
        assert status == 200, url
        assert ("xml" in fields["Content-Type"]) == (what in ("feed", "sitemap")), url
        assert body


def test_requests_are_logged(served: Served) -> None:
    Client(served).get("http://newsroom.test/robots.txt", User_Agent="probe/1")
    last = served.newsroom.requests[-1]
    assert (last.host, last.target, last.user_agent) == ("newsroom.test", "/robots.txt", "probe/1")


def changed(newsroom: Newsroom) -> str:
    return next(
        story.url for story in newsroom.truth("newsroom.test") if story.layout == "jsonld" and story.kind == "article"
    )


def test_edited_moved_and_removed(served: Served) -> None:
    client, newsroom = Client(served), served.newsroom
    url = changed(newsroom)
    tag = client.get(url)[1]["ETag"]
    newsroom.edit(url, headline="Another headline altogether", article_body="One.\n\nTwo.")
    status, fields, body = client.get(url, If_None_Match=tag)
    assert status == 200
    assert fields["ETag"] != tag
    assert b"Another headline altogether" in body
    newsroom.move(url, "/local/moved-1.1")
    status, fields, _ = client.get(url)
    assert (status, fields["Location"]) == (301, "http://newsroom.test/local/moved-1.1")
    newsroom.remove("http://newsroom.test/local/moved-1.1", status=410)
    assert client.get("http://newsroom.test/local/moved-1.1")[0] == 410
    assert all(story.headline != "Another headline altogether" for story in newsroom.truth("newsroom.test"))


def test_failures_pass_after_so_many_times(served: Served) -> None:
    client = Client(served)
    served.newsroom.fail(r"^newsroom\.test/world/$", 503, times=2)
    assert [client.get("http://newsroom.test/world/")[0] for _ in range(3)] == [503, 503, 200]


def test_a_delayed_page_comes_late_and_the_others_do_not(served: Served) -> None:
    client = Client(served)
    served.newsroom.delay(r"/world/$", 0.3)
    begin = time.monotonic()
    assert client.get("http://newsroom.test/about/")[0] == 200
    assert time.monotonic() - begin < 0.25
    assert client.get("http://newsroom.test/world/")[0] == 200
    assert time.monotonic() - begin >= 0.3
