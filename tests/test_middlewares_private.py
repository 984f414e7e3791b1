"""A site cannot lead the crawler to private addresses, by links, redirects or names."""

from __future__ import annotations

import socket
from ipaddress import ip_address
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from scrapy import Request
from twisted.internet.address import IPv4Address, IPv6Address

from newscrawl.resolver import PublicResolver, is_host, is_private, literal
from tests.crawling import HASTE, rows, scrapy
from tests.mannered import Answer, Site, page, serve


def local_name() -> str:
    """A name, other than localhost, that this machine resolves to a private address; empty if there is none."""
    for name in (socket.gethostname(), "ip6-localhost", "ip6-loopback"):
        try:
            found = {info[4][0] for info in socket.getaddrinfo(name, 80)}
        except OSError:
            continue
        if literal(name) is None and all(is_private(ip_address(address)) for address in found):
            return name
    return ""


def crawl(tmp_path: Path, home: str, *hosts: str, proxy: str = "") -> dict[str, tuple[str, str]]:
    """Crawl a site that says these hosts are its own; address -> state and reason."""
    sites = tmp_path / "sites"
    sites.mkdir()
    (sites / "mine.py").write_text(
        f"from newscrawl.site import Site\nsite = Site(name='mine', home='{home}', domains={hosts!r})\n"
    )
    archive = tmp_path / "archive.db"
    args = ("crawl", "mine", *HASTE, "-s", f"SITES={sites}", "-s", "RETRY_TIMES=0")
    done = scrapy(*args, archive=archive, proxy=proxy)
    assert "Traceback" not in done.stderr, done.stderr
    return {url: (state, reason) for url, state, reason in rows(archive, "SELECT url, state, reason FROM pages")}


def elsewhere(port: int) -> list[str]:
    return [f"127.0.0.2:{port}", f"2130706433:{port}", f"0x7f.1:{port}", f"[::ffff:7f00:1]:{port}", f"localhost:{port}",
            f"[::1]:{port}", f"[64:ff9b::7f00:1]:{port}", f"[2002:7f00:1::]:{port}"]  # fmt: skip


def own_pages(site: Site) -> None:
    site.pages["/robots.txt"] = Answer(b"")
    site.pages["/news/here"] = page()


def test_links_and_redirects_to_private_addresses_are_not_followed(tmp_path: Path) -> None:
    with serve() as site:
        own_pages(site)
        hosts = elsewhere(site.port)
        links = [f"http://{host}/news/link" for host in hosts]
        site.pages["/"] = page("/news/here", "/news/away", *links)
        site.pages["/news/away"] = Answer(b"", 302, {"Location": f"http://127.0.0.2:{site.port}/news/target"})
        site.pages["/news/link"] = site.pages["/news/target"] = page()
        found = crawl(tmp_path, site.home, site.host, *hosts)
        assert {name.partition("/")[0] for name, _ in site.asked} == {site.host}
        assert "/news/link" not in site.paths()
        assert "/news/here" in site.paths()  # the start host itself goes on
    refused = {url: reason for url, (state, reason) in found.items() if state == "skipped"}
    assert refused[f"http://127.0.0.2:{site.port}/news/target"] == "leads to a private address (127.0.0.2)"
    assert refused[f"http://localhost:{site.port}/news/link"] == "leads to a private address (127.0.0.1)"
    assert len([reason for reason in refused.values() if reason.startswith("leads to a private address")]) >= 8


@pytest.mark.skipif(not local_name(), reason="this machine has no such name")
def test_a_name_that_resolves_to_a_private_address_is_not_asked(tmp_path: Path) -> None:
    name = local_name()
    with serve() as site:
        own_pages(site)
        site.pages["/"] = page(f"http://{name}:{site.port}/news/link")
        found = crawl(tmp_path, site.home, site.host, f"{name}:{site.port}")
        assert {name.partition("/")[0] for name, _ in site.asked} == {site.host}
    state, reason = found[f"http://{name}:{site.port}/news/link"]
    assert state == "skipped"
    assert reason.startswith("leads to a private address (")
    assert rows(tmp_path / "archive.db", "SELECT due_at FROM pages WHERE url LIKE '%/link'") == [None]


@pytest.mark.skipif(not local_name(), reason="this machine has no such name")
def test_a_crawl_may_start_at_a_name_with_a_private_address(tmp_path: Path) -> None:
    name = local_name()
    with serve() as site:
        own_pages(site)
        site.pages["/"] = page("/news/here")
        crawl(tmp_path, f"http://{name}:{site.port}/", f"{name}:{site.port}")
    assert "/news/here" in site.paths()


def test_robots_txt_leads_nowhere_private_either(tmp_path: Path) -> None:
    with serve() as site, serve("127.0.0.2") as inner:
        own_pages(site)
        site.pages["/robots.txt"] = Answer(b"", 301, {"Location": f"http://127.0.0.2:{inner.port}/admin"})
        site.pages["/"] = page("/news/here")
        crawl(tmp_path, site.home, site.host)
    assert inner.asked == []


def test_a_proxy_is_trusted_with_names_and_not_with_numbers(tmp_path: Path) -> None:
    with serve() as site:
        own_pages(site)
        site.pages["/"] = page(
            "/news/here",
            "http://10.0.0.1/news/link",
            "http://localhost/news/link",
            "http://10.0.0.1 .example.org/news/link",
            "/news/away",
        )
        site.pages["/news/away"] = Answer(b"", 302, {"Location": "http://127.0.0.1%00.example.org/news/link"})
        proxy = f"http://localhost:{site.port}"
        found = crawl(tmp_path, "http://example.org/", "example.org", "10.0.0.1", "localhost", proxy=proxy)
    assert {name.partition("/")[0] for name, _ in site.asked} == {"example.org"}
    assert "/news/here" in site.paths()
    assert found["http://10.0.0.1/news/link"] == ("skipped", "leads to a private address (10.0.0.1)")
    assert [state for state, reason in found.values() if "its host is no name" in reason] == ["skipped"] * 2


@pytest.mark.skipif(not socket.has_ipv6, reason="no IPv6 here")
def test_ipv6_sites_are_crawled(tmp_path: Path) -> None:
    with serve("::1") as site:
        own_pages(site)
        site.pages["/"] = page("/news/here")
        crawl(tmp_path, f"http://[::1]:{site.port}/", f"[::1]:{site.port}")
    assert "/news/here" in site.paths()


PRIVATE = (
    "127.0.0.1 10.1.2.3 172.16.0.1 192.168.1.1 169.254.169.254 0.0.0.0 100.64.0.1 224.0.0.1 240.0.0.1 255.255.255.255"
    " ::1 :: ::ffff:10.0.0.1 fe80::1 fe80::1%eth0 fc00::1 fec0::1 ff02::1 64:ff9b::7f00:1 64:ff9b:1::808:808"
    " 2002:7f00:1:: 2002:a00:1:: 2001:0:a00:1:: ::127.0.0.1 2001:db8::1 2606:4700::5efe:7f00:1"
)


@pytest.mark.parametrize("address", PRIVATE.split())
def test_addresses_that_are_private(address: str) -> None:
    assert is_private(ip_address(address))


@pytest.mark.parametrize("address", ["8.8.8.8", "2606:4700::1111", "64:ff9b::808:808", "::ffff:8.8.8.8"])
def test_addresses_that_are_public(address: str) -> None:
    assert not is_private(ip_address(address))


@pytest.mark.parametrize(
    "host", ["2130706433", "0x7f.1", "127.1", "0177.0.0.1", "localhost", "a.LOCALHOST.", "127.0.0.1."]
)
def test_hosts_that_are_loopback_without_dns(host: str) -> None:
    assert str(literal(host)) == "127.0.0.1"


@pytest.mark.parametrize("host", ["example.org", "cafe", "newsroom.test", "", "1.2.3.4.example", "127.0.0.1 x"])
def test_hosts_that_are_names(host: str) -> None:
    assert literal(host) is None


@pytest.mark.parametrize("host", ["example.org", "a_b.example", "münchen.example", "10.0.0.1", "::1", "fe80::1%25eth0"])
def test_hosts_that_can_be_asked(host: str) -> None:
    assert is_host(host)


@pytest.mark.parametrize(
    "host", ["", "10.0.0.1 .example.org", "localhost%00.example.org", "%31%30.0.0.1", "a..example"]
)
def test_hosts_in_which_a_proxy_may_see_another_one(host: str) -> None:
    assert not is_host(host)


TRICKS = [
    "http://１２７.0.0.1/",  # noqa: RUF001
    "http://127。0。0。1/",
    "http://①②⑦.0.0.1/",
    "http://127.0.0.1\\@paper.test/",
    "http://paper.test@127.0.0.1/",
    "http://paper.test:80@127.0.0.1/",
    "http://127.0.0.1#@paper.test/",
    "http://127.0.0.1?@paper.test/",
    "http://[::1%25lo]/",
    "http://[fe80::1%25eth0]/",
    "http://[::ffff:127.0.0.1%25x]/",
    "http://127.0.0.1..:80/",
    "http://017700000001/",
    "http://0/",
    "http://a.localhost./",
]


@pytest.mark.parametrize("url", TRICKS)
def test_addresses_that_hide_a_private_one(url: str) -> None:
    address = literal(urlsplit(Request(url).url).hostname or "")
    assert address is not None
    assert is_private(address)


class Names:
    """A resolver with answers of the test's own, and the reactor's clock."""

    def __init__(self) -> None:
        self.answers: list[str] = []
        self.silent = False
        self.late: list[Any] = []

    def resolveHostName(self, receiver: Any, *_: object) -> None:  # noqa: N802
        receiver.resolutionBegan(None)
        for answer in self.answers:
            kind = IPv6Address if ":" in answer else IPv4Address
            receiver.addressResolved(kind("TCP", answer, 80))
        if not self.silent:
            receiver.resolutionComplete()

    def callLater(self, _: float, call: Any) -> Any:  # noqa: N802
        self.late.append(call)
        return None


class Receiver:
    def __init__(self) -> None:
        self.got: list[str] = []
        self.complete = 0

    def resolutionBegan(self, _: object) -> None:  # noqa: N802
        """Not of interest."""

    def addressResolved(self, address: Any) -> None:  # noqa: N802
        self.got.append(address.host)

    def resolutionComplete(self) -> None:  # noqa: N802
        self.complete += 1


def ask(resolver: PublicResolver, names: Names, host: str, *answers: str, port: int = 80) -> list[str]:
    names.answers = list(answers)
    receiver = Receiver()
    resolver.resolveHostName(receiver, host, port)
    return receiver.got


@pytest.mark.parametrize("host", ["www..example.org", "a" * 64 + ".example.org", "", "\u0442" * 64])
def test_a_name_that_is_none_is_answered_at_once(host: str) -> None:
    names = Names()
    names.silent = True
    receiver = Receiver()
    PublicResolver(names, names, 5).resolveHostName(receiver, host, 80)
    assert (receiver.got, receiver.complete, names.late) == ([], 1, [])


def test_private_answers_are_left_out() -> None:
    names = Names()
    resolver = PublicResolver(names, names, 5)
    assert ask(resolver, names, "a.example", "10.0.0.1", "8.8.8.8", "::1", "2606:4700::1111") == [
        "8.8.8.8",
        "2606:4700::1111",
    ]
    assert resolver.refused == {}
    assert ask(resolver, names, "a.example", "10.0.0.1") == []
    assert resolver.refused == {"a.example": "10.0.0.1"}


def test_a_public_start_host_does_not_turn_private() -> None:
    names = Names()
    resolver = PublicResolver(names, names, 5)
    resolver.start_at("a.example", 443)
    resolver.start_at("intranet", 80)
    assert ask(resolver, names, "a.example", "8.8.8.8", port=443) == ["8.8.8.8"]
    assert ask(resolver, names, "a.example", "127.0.0.1", port=443) == []
    assert ask(resolver, names, "intranet", "10.0.0.1") == ["10.0.0.1"]
    assert ask(resolver, names, "intranet", "10.0.0.1", port=8080) == []


def test_a_resolver_that_stays_silent_is_given_up() -> None:
    names = Names()
    names.silent = True
    receiver = Receiver()
    PublicResolver(names, names, 5).resolveHostName(receiver, "a.example", 80)
    assert receiver.complete == 0
    names.late[0]()
    names.late[0]()
    assert receiver.complete == 1
