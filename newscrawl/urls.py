"""Addresses: their canonical form, and which of them belong to one site. Pure functions, no network."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import SplitResult, parse_qsl, urlencode, urljoin, urlsplit

from w3lib.url import canonicalize_url

from newscrawl.suffixes import suffix_of

if TYPE_CHECKING:
    from newscrawl.site import Site

__all__ = [
    "by_scheme_of",
    "absolute",
    "appendix",
    "bare",
    "canonical",
    "domain_of",
    "family",
    "host_of",
    "in_site",
    "is_web",
    "near_spellings",
    "path_of",
    "quarter",
    "without",
    "without_password",
    "without_session",
]

# Parameters that say where a reader came from and never which page he sees. docs/settings.md lists them.
TRACKING = re.compile(
    r"^(utm_\w+|mc_[ce]id|fbclid|gclid|dclid|gbraid|wbraid|msclkid|yclid|twclid|igshid|igsh|ttclid|li_fat_id|_hs(enc|mi)"
    r"|mkt_tok|oly_(anon|enc)_id|vero_id|at_(medium|campaign|custom\d|link\w*|format|ptr_name|bbc_team)|xtor|wt_mc|ns_\w+"
    r"|guccounter|guce_referrer(_sig)?|s_cid|__twitter_impression)$",
    re.IGNORECASE,
)
# What says whose visit it is. `?sid=84` and `?vid=5e9f8a` may be a story or a film, unless the path names one already
# or the address is that of a listing's further page.
_SESSION_NAME = (
    r"(?:phpsessid|jsessionid|asp(?:x?session|\.net_session)id\w*|cfid|cftoken|oscsid|zenid|session_?id|sessid)"
)
_SESSION_VALUE = r"(?:sess|session)=(?=[a-z]*\d)(?=\d*[a-z])[a-z0-9-]{16,}"
_PAGE = re.compile(r"(?:page|p|pg|paged|seite|pagina|start|offset)=\d{1,6}", re.IGNORECASE)
_SESSION_BEHIND_SLUG = re.compile(r"(?:s|sid|token|visitor|vid)=(?=[a-z]*\d)(?=\d*[a-z])[a-z0-9-]{16,}", re.IGNORECASE)
_SESSION_OF_FORUM = re.compile(r"s(?:id)?=[0-9a-f]{32}", re.IGNORECASE)  # beside the number of what it shows
_NUMBER = re.compile(r"[a-z]{1,12}=\d{1,12}", re.IGNORECASE)
_SLUG = re.compile(r"(?:[^/-]+-){3}[^/]*/?$|/[^/]*\d{5}[^/]*/?$")
_SESSION = re.compile(rf"{_SESSION_NAME}=.*|{_SESSION_VALUE}", re.IGNORECASE)
_SESSION_PATH = re.compile(rf";{_SESSION_NAME}=[^/?#;]*|/\((?:[A-Z]\([\w-]{{16,}}\))+\)(?=/)", re.IGNORECASE)
# Most addresses of most sites: nothing in them has two spellings. A sitemap has 50,000 of them.
_PLAIN = re.compile(r"https?://[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?/[a-zA-Z0-9/._~-]*", re.ASCII)
_PLAIN_QUERY = re.compile(r"{0}(?:&{0})*".format(r"[a-zA-Z0-9._~-]*(?:=[a-zA-Z0-9._~-]*)?"))
_PLAIN_HOST = re.compile(r"https?://([a-z0-9](?:[a-z0-9.-]*[a-z0-9])?)/", re.ASCII)
_NUMBERED = re.compile(r"(?:\[|%5B)\d+(?:\]|%5D)", re.IGNORECASE)
_PASSWORD = re.compile(r"^([a-z]+://)[^/?#]*@", re.IGNORECASE)
_DOTS = str.maketrans("\u3002\uff0e\uff61", "...")
"""What else stands for a dot between the labels of a name."""
MAX_LENGTH = 2_000
"""Longer addresses are traps or data; no newsroom prints them."""


def is_web(url: str) -> bool:
    """Whether `url` is an http or https address that can be asked at all."""
    try:
        parts = urlsplit(url)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and len(url) <= MAX_LENGTH and parts.port != 0
    except ValueError:
        return False


def absolute(base: str, href: str) -> str | None:
    """The absolute address that `href` means on a page at `base`; None for anything that is not a web address.

    White space and control characters are removed as browsers do (WHATWG URL, section 4.4); so are a name and password.
    """
    if _PLAIN.fullmatch(href) and "/." not in href and len(href) <= MAX_LENGTH:
        return href
    href = re.sub(r"[\t\n\r]", "", href.strip("\x00\x01\x02\x03\x04\x05\x06\x07\x08\x0b\x0c\x0e\x0f \t\n\r"))
    try:
        url = urljoin(base, href)
        url.encode()  # a lone surrogate, from an escape in JSON, is no character of any address
    except ValueError:
        return None
    return without_password(url) if is_web(url) else None


def without_password(url: str) -> str:
    """A web address without the name and password in front of its host, which say who asks and not what."""
    return _PASSWORD.sub(r"\1", url) if "@" in url else url


def without_session(url: str) -> str:
    """An address without the visit's own key: "?PHPSESSID=…", ";jsessionid=…", "/(S(…))/"."""
    if ";" in url or "/(" in url:
        url = _SESSION_PATH.sub("", url)
    address, mark, rest = url.partition("?")
    query, hash_, fragment = rest.partition("#")
    parts = query.split("&")
    kept = [part for part in parts if not _SESSION.fullmatch(part)]
    behind = [part for part in kept if _SESSION_BEHIND_SLUG.fullmatch(part)]
    if behind and (_SLUG.search(address) or any(map(_PAGE.fullmatch, parts))):
        kept = [part for part in kept if part not in behind]
    if len(query) > 36 and any(map(_NUMBER.fullmatch, kept)):
        kept = [part for part in kept if not _SESSION_OF_FORUM.fullmatch(part)]
    if len(kept) == len(parts):
        return url
    return address + (mark + "&".join(kept) if kept else "") + hash_ + fragment


@lru_cache(maxsize=20_000)
def canonical(url: str) -> str:
    """The one form under which an address is known: lower-case scheme and host, no default port, no fragment, no
    tracking parameters and session keys, percent-encoding and the order of the query normalised (RFC 3986, section 6).

    An address that cannot be parsed is returned as it is.
    """
    address, mark, query = url.partition("?")
    if _PLAIN.fullmatch(address) and "/." not in address:
        if not mark:
            return url
        if _PLAIN_QUERY.fullmatch(query):
            return _with_plain_query(url)
    try:
        parts = urlsplit(without_session(url.strip()))
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return url
    if port == {"http": 80, "https": 443}.get(parts.scheme):
        port = None
    host = host.rstrip(".")
    netloc = f"[{host}]" if ":" in host else host
    if port is not None:
        netloc += f":{port}"
    query = parts.query
    if query:
        pairs = [(k, v) for k, v in parse_qsl(query, keep_blank_values=True) if not TRACKING.match(k)]
        if len(pairs) != query.count("&") + 1:  # leave the query's own spelling alone where nothing was dropped
            query = urlencode(pairs)
    path = re.sub(r"/(?:\./)+", "/", parts.path) or "/"
    bare = SplitResult(parts.scheme.lower(), netloc, path, query, "").geturl()
    try:
        return str(canonicalize_url(bare))
    except (ValueError, UnicodeError):
        return bare


def _with_plain_query(url: str) -> str:
    """The canonical form of an address of which the names and values of its query alone may have another order."""
    address, _, query = without_session(url).partition("?")
    named = [part.partition("=") for part in query.split("&") if part]
    kept = sorted((name, value) for name, _, value in named if not TRACKING.match(name))
    return address + ("?" + "&".join(f"{name}={value}" for name, value in kept) if kept else "")


@lru_cache(maxsize=20_000)
def host_of(url: str) -> str:
    """Host in lower case, with the port where it is not the scheme's own; empty if there is none."""
    if plain := _PLAIN_HOST.match(url):
        return plain[1]
    try:
        parts = urlsplit(url)
        host, port = (parts.hostname or "").rstrip("."), parts.port
    except ValueError:
        return ""
    if ":" in host:
        host = f"[{host}]"
    return host if port is None or port == {"http": 80, "https": 443}.get(parts.scheme) else f"{host}:{port}"


@lru_cache(maxsize=20_000)
def domain_of(host: str) -> str:
    """The registrable domain of a host; the host with its port for IP addresses and names without a public suffix."""
    bare = host.rsplit(":", 1)[0] if not host.endswith("]") else host
    bare = bare.strip().translate(_DOTS).rstrip(".")
    suffix = suffix_of(bare)
    label = bare.removesuffix(suffix).removesuffix(".").rpartition(".")[2] if suffix else ""
    return f"{label}.{suffix}" if label else host


def path_of(url: str) -> str:
    """Path and query, which the patterns of a site description are searched in."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    return (parts.path or "/") + (f"?{parts.query}" if parts.query else "")


@lru_cache(maxsize=20_000)
def family(url: str) -> str:
    """What addresses that differ in numbers, values or their last word have in common: "example.org/events/#/#/?sort".

    Segments with a digit become #, the last of several segments *, and of the query the names stay, those that are
    numbered ("f[0]", "f[1]": facets on facets) as one.
    """
    path, _, query = path_of(url).partition("?")
    segments = ["#" if re.search(r"\d", segment) else segment for segment in path.split("/")]
    filled = [i for i, segment in enumerate(segments) if segment]
    if len(filled) > 1 and segments[filled[-1]] != "#":
        segments[filled[-1]] = "*"
    return host_of(url) + "/".join(segments) + _names(query)


def _names(query: str) -> str:
    """The names in a query, each once, numbers in brackets as #: "?f[#]&sort"."""
    names = {_NUMBERED.sub("[#]", part.partition("=")[0]) for part in query.split("&") if part}
    return "?" + "&".join(sorted(names)) if names else ""


@lru_cache(maxsize=20_000)
def quarter(url: str) -> str:
    """The part of a host that addresses below one first folder make up: "example.org/events/**".

    Empty where there is no folder or it is a number: a date or key holds nothing together.
    """
    path, _, query = path_of(url).partition("?")
    first, _, rest = path[1:].partition("/")
    return f"{host_of(url)}/{first}/**" if first and (rest or query) and not re.search(r"\d", first) else ""


@lru_cache(maxsize=20_000)
def appendix(url: str) -> tuple[str, str]:
    """An address without its last part, and the name of that part: what may hang on a story's address.

    ("https://example.org/world/a-story", "example.org/…/attachment/#") for "…/world/a-story/attachment/image-1/".
    """
    head, _, query = url.partition("?")
    parts = head.rstrip("/").split("/")
    last = 2 if re.search(r"\d", parts[-1]) else 1
    words = [re.sub(r".*\d.*", "#", part) for part in parts[-last:]]
    if words[0] == "#":
        return "", ""
    name = f"{host_of(url)}/…/" + "/".join(words) + _names(query)
    return "/".join(parts[:-last]), name


_INDEX = re.compile(r"/(?:index|default|home)\.\w{2,5}$", re.IGNORECASE)
_MIXED_KEY = re.compile(r"(?<![A-Za-z0-9])(?=[a-z0-9]*[A-Z])(?=[A-Z0-9]*[a-z])(?=[A-Za-z]*\d)[A-Za-z0-9]{4,}")


@lru_cache(maxsize=20_000)
def bare(url: str) -> str:
    """What the usual spellings of one address have in common, for a canonical address: no scheme, www, index file,
    doubled slash, slash at the end, or case of words.

    Keys of letters in both cases and digits ("/s/aB3x") keep their case.
    """
    rest = url.partition("://")[2]
    address, mark, query = rest.partition("?")
    host, _, path = address.partition("/")
    path = re.sub("//+", "/", _INDEX.sub("", "/" + path)).rstrip("/")
    if not path.islower() and not _MIXED_KEY.search(path):
        path = path.lower()
    return host.removeprefix("www.") + path + mark + query


def without(url: str, names: frozenset[str]) -> str:
    """A canonical address without some parameters of its query."""
    address, mark, query = url.partition("?")
    if not mark:
        return url
    kept = "&".join(part for part in query.split("&") if part.partition("=")[0] not in names)
    return f"{address}?{kept}" if kept else address


def in_site(url: str, site: Site) -> bool:
    """Whether an address belongs to a site: to one of its domains, and below the path where the domain carries one."""
    host = host_of(url)
    if not host:
        return False
    for entry in site.domains:
        domain, _, path = entry.partition("/")
        if domain == host or domain == domain_of(host):
            if not path:
                return True
            here = path_of(url)
            prefix = "/" + path.rstrip("/")
            if here == prefix or here.startswith((prefix + "/", prefix + "?")):
                return True
    return False


def near_spellings(url: str) -> list[str]:
    """An address by either scheme, with and without a slash at the end of its path."""
    path, mark, query = url.partition("://")[2].partition("?")
    return [f"{scheme}://{path.rstrip('/')}{slash}{mark}{query}" for scheme in ("http", "https") for slash in ("", "/")]


def by_scheme_of(page: str, url: str) -> str:
    """An address on a page's own host by the scheme that the page was had by: many a site writes the other one."""
    scheme, _, rest = page.partition("://")
    if url.startswith(f"{scheme}://"):
        return url
    host = rest.partition("/")[0]
    if ":" in host or not url.partition("://")[2].startswith(f"{host}/"):
        return url  # another host, or a port that speaks one of them
    return f"{scheme}://{url.partition('://')[2]}"
