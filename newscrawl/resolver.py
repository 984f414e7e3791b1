"""No public site leads the crawler to a private address: names are resolved here, and what is private is left out.

The check is made on the addresses that are connected to, so it holds for links, redirects and DNS answers alike.
"""

from __future__ import annotations

import re
import socket
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from threading import Thread
from typing import TYPE_CHECKING

from scrapy.resolver import CachingHostnameResolver, HostResolution
from twisted.internet._resolver import GAIResolver
from twisted.internet.interfaces import IHostnameResolver, IResolutionReceiver
from twisted.python.threadpool import ThreadPool
from zope.interface import implementer  # type: ignore[import-untyped]

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any, Self

    from scrapy.crawler import Crawler

__all__ = ["PublicResolver", "is_host", "is_private", "literal"]

_NAT64 = IPv6Network("64:ff9b::/96")  # RFC 6052, section 2.1
_NAT64_LOCAL = IPv6Network("64:ff9b:1::/48")  # RFC 8215
_ISATAP = (0x00005EFE, 0x02005EFE)  # RFC 5214, section 6.1


def is_private(address: IPv4Address | IPv6Address) -> bool:
    """Whether an address is anything but a public one: loopback, link-local, private, unspecified, multicast, reserved.

    IPv6 addresses that carry an IPv4 one (mapped, 6to4, Teredo, NAT64, ISATAP) are what that one is.
    """
    if isinstance(address, IPv6Address):
        if address in _NAT64_LOCAL or address.is_site_local:
            return True
        carried = [address.ipv4_mapped, address.sixtofour, *(address.teredo or ())]
        if address in _NAT64 or (int(address) >> 32) & 0xFFFFFFFF in _ISATAP:
            carried.append(IPv4Address(int(address) & 0xFFFFFFFF))
        inner = [one for one in carried if one is not None]
        if inner:
            return any(map(is_private, inner))
    return not address.is_global or address.is_multicast or address.is_reserved


def literal(host: str) -> IPv4Address | IPv6Address | None:
    """The address that a host stands for without DNS, also as 2130706433, 0x7f.1 and 127.1; None for a name."""
    host = host.strip("[]").rstrip(".").lower()
    if host == "localhost" or host.endswith(".localhost"):  # RFC 6761, section 6.3
        return IPv4Address("127.0.0.1")
    try:
        return ip_address(host)
    except ValueError:
        pass
    try:
        return IPv4Address(socket.inet_aton(host)) if host and not any(map(str.isspace, host)) else None
    except (OSError, UnicodeError):
        return None


def is_host(host: str) -> bool:
    """Whether a host can be asked at all: an address, or a name of letters, digits, "-", "_" and ".".

    No label of a name is empty or too long (RFC 1035, section 2.3.4). Blanks and percent signs, in which a proxy may
    see another host than we do, are in none.
    """
    if literal(host) is not None:
        return True
    try:
        return bool(re.fullmatch(r"[\w.-]+", host) and host.encode("idna"))
    except UnicodeError:
        return False


@implementer(IHostnameResolver)
class PublicResolver:
    """Scrapy's caching resolver of IPv4 and IPv6 addresses, with a time-out, less the private addresses."""

    def __init__(self, resolver: Any, reactor: Any, timeout: float) -> None:
        self.resolver = resolver
        self.reactor = reactor
        self.timeout = timeout
        self.refused: dict[str, str] = {}
        """Name -> the private address that it was refused for."""
        self._trusted: dict[tuple[str, int], bool | None] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler, reactor: Any) -> Self:
        threads = _lonely_threads(crawler.settings.getint("REACTOR_THREADPOOL_MAXSIZE"))
        reactor.installNameResolver(GAIResolver(reactor, lambda: threads))
        inner = CachingHostnameResolver.from_crawler(crawler, reactor)
        return cls(inner, reactor, crawler.settings.getfloat("DNS_TIMEOUT"))

    def install_on_reactor(self) -> None:
        self.reactor.installNameResolver(self)

    def trust(self, host: str, port: int) -> None:
        """A proxy: its address may be private. (The port is 0 where Scrapy opens a tunnel.)"""
        self._trusted[_key(host), port] = self._trusted[_key(host), 0] = True

    def start_at(self, host: str, port: int) -> None:
        """A start address: what the name leads to at first, private or public, it may go on leading to.

        So a public start host cannot turn into a private one while the run goes on.
        """
        self._trusted.setdefault((_key(host), _port(port)), None)

    def resolveHostName(  # noqa: N802 - Twisted's name
        self,
        resolutionReceiver: Any,  # noqa: N803
        hostName: str,  # noqa: N803
        portNumber: int = 0,  # noqa: N803
        addressTypes: Sequence[type[Any]] | None = None,  # noqa: N803
        transportSemantics: str = "TCP",  # noqa: N803
    ) -> Any:
        if not is_host(hostName):
            # Twisted's resolver would fail at it without a word, and the request wait for the time-out.
            resolutionReceiver.resolutionBegan(HostResolution(hostName))
            resolutionReceiver.resolutionComplete()
            return None
        sieve = _Sieve(resolutionReceiver, lambda found: self._sift(hostName, portNumber, found))
        sieve.timer = self.reactor.callLater(self.timeout, sieve.resolutionComplete)
        return self.resolver.resolveHostName(sieve, hostName, portNumber, addressTypes, transportSemantics)

    def _sift(self, name: str, port: int, found: list[Any]) -> list[Any]:
        private = [address for address in found if is_private(ip_address(address.host))]
        for key in {(_key(name), port), (_key(name), _port(port))} & self._trusted.keys():
            if self._trusted[key] is None and found:
                self._trusted[key] = len(private) == len(found)
            if self._trusted[key]:
                return found
        public = [address for address in found if address not in private]
        if private and not public:
            self.refused[_key(name)] = str(private[0].host)
        else:
            self.refused.pop(_key(name), None)
        return public


@implementer(IResolutionReceiver)
class _Sieve:
    """Holds what a name resolves to until all is known."""

    def __init__(self, receiver: Any, sift: Callable[[list[Any]], list[Any]]) -> None:
        self.receiver = receiver
        self.sift = sift
        self.found: list[Any] = []
        self.timer: Any = None
        self.done = False

    def resolutionBegan(self, resolution: Any) -> None:  # noqa: N802
        self.receiver.resolutionBegan(resolution)

    def addressResolved(self, address: Any) -> None:  # noqa: N802
        self.found.append(address)

    def resolutionComplete(self) -> None:  # noqa: N802
        if self.done:
            return  # too late
        self.done = True
        if self.timer is not None and self.timer.active():
            self.timer.cancel()
        for address in self.sift(self.found):
            self.receiver.addressResolved(address)
        self.receiver.resolutionComplete()


def _lonely_threads(most: int) -> ThreadPool:
    """Threads that nothing waits for: the system may take half a minute to say that a name server does not answer, and
    the reactor's own threads would hold up the end of the process for as long."""
    threads = ThreadPool(0, most, "names")
    threads.threadFactory = lambda *args, **named: Thread(*args, **named, daemon=True)  # type: ignore[assignment]
    threads.start()
    return threads


def _key(name: str) -> str:
    name = name.rstrip(".").lower()
    try:
        return name if name.isascii() else name.encode("idna").decode("ascii")
    except UnicodeError:
        return name


def _port(port: int) -> int:
    """http and https of one host are one start address."""
    return 80 if port == 443 else port
