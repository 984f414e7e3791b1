"""Pages that try to cost a reader more than they may. `measure` reads each in a process of its own.

`python -m tests.monsters [NAME …]` prints what each costs.
"""

from __future__ import annotations

import json
import os
import resource
import sys
import time
from collections.abc import Callable, Iterable

from newscrawl.extraction import extract
from newscrawl.items import Article

__all__ = ["MONSTERS", "URL", "measure"]

URL = "https://news.example/2024/05/a-story-of-some-length"
MB = 1_000_000
H = "<h1>The headline of a story</h1>"
TEXT = "Some words of a story that the council of a town has told to its people. "


def _ld(text: str) -> str:
    return f'<script type="application/ld+json">{text}</script>'


def _story(headline: str, **values: str) -> str:
    """A story's node with values as JSON."""
    return '{"@type":"NewsArticle","headline":' + "".join([headline, *(f',"{k}":{v}' for k, v in values.items())]) + "}"


def _nested(begin: str, end: str = "", count: int = 100_000) -> str:
    return H + begin * count + TEXT * 5 + end * count


MONSTERS: dict[str, Callable[[], bytes | str]] = {
    "nothing": lambda: b"",
    "NULs": lambda: b"\x00" * MB,
    "NULs between letters": lambda: (H + "<p>" + TEXT * 20).replace("o", "\x00o\x00"),
    "lone surrogates": lambda: H + "<p>\ud800\udfff\udc00" * 30_000,
    "UTF-16 without end": lambda: b"\xff\xfe" + "<p>\ud83d".encode("utf-16-le", "surrogatepass") * 30_000 + b"\x3d",
    # depth
    **{
        f"nested {name}": (lambda tags=tags: _nested(*tags))  # type: ignore[misc]
        for name, tags in {
            "div": ("<div>",),
            "b": ("<b>",),
            "lists": ("<ul><li>", "</li></ul>", 50_000),
            "tables": ("<table><tr><td>", "</td></tr></table>", 33_000),
            "font": ("<font>",),
            "a": ("<a href=/x>",),
            "svg": ("<svg>",),
            "classes": ("<div class='caption byline x'>",),
            "hidden": ("<div hidden>",),
            "article": ("<article class='story-body'>",),
            "spans with text": ("<span>word ", "</span>"),
            "closed divs": ("<div class=x>", "</div>"),
            "open forms": ("<form><button>",),
            "blockquotes": ("<blockquote><p>", "", 50_000),
        }.items()
    },
    "captions in captions": lambda: H + (f"{'<div class=caption>' * 180}w{'</div>' * 180}") * 500,
    # breadth
    "siblings with classes": lambda: H + "".join(f"<div class='a{n} box'>{TEXT}</div>" for n in range(100_000)),
    "one paragraph of 10 MB": lambda: f"{H}<p>{TEXT * 135_000}</p>",
    "one word of 10 MB": lambda: f"{H}<p>{'word' * 2_500_000}</p>",
    "one headline of 10 MB": lambda: f"<title>{TEXT * 70_000}</title><h1>{TEXT * 70_000}</h1><p>{TEXT * 9}",
    "20 MB of paragraphs": lambda: H + f"<p>{TEXT * 3}</p>\n" * 85_000,
    "20 MB of one script": lambda: f"{H}<p>{TEXT * 9}</p><script>{'var a = 1; ' * 1_800_000}</script>",
    "20 MB of data": lambda: f"{H}<p>{TEXT * 9}</p><img src='data:image/png;base64,{'A' * 20 * MB}'>",
    "a million breaks": lambda: f"{H}<div>{'<br>' * MB}</div>",
    "lines between breaks": lambda: H + "a few words<br><br>" * 400_000,
    "figcaptions": lambda: H + "<figure><img src=x><figcaption>Photo of a town</figcaption></figure>" * 100_000,
    "headings": lambda: H + "".join(f"<h2>Heading number {n}</h2>" for n in range(100_000)),
    "different metas": lambda: "".join(f'<meta name="n{n}" content="By Ann Lee">' for n in range(50_000)) + H,
    "dates": lambda: H + "<div class=date>vor 3 Tagen, 17. Foo 2024</div>" * 20_000,
    "bylines of dashes": lambda: H + f"<div class=byline>By Ann{'-' * 120} {'- ' * 30}</div>" * 20_000,
    "itemprops": lambda: f"{H}<div itemscope itemtype='http://schema.org/Article'>"
    + "<span itemprop='author datePublished headline description keywords'>x</span>" * 60_000,
    "nested itemscopes": lambda: H + "<div itemscope itemprop=author itemtype='x/Person'>" * 2_000 + "Ann Lee",
    "an attribute of 8 MB": lambda: f'<div class="{"a-b " * 2 * MB}">x</div>',
    "attributes": lambda: f"{H}<p {' '.join(f'a{n}=1' for n in range(200_000))}>{TEXT}",
    "credits": lambda: H + "<p>With files from The Agency of the Town</p>" * 20_000,
    "entities": lambda: f"{H}<p>{'&amp;&lt;&#x1F600;' * 300_000}",
    "comments": lambda: f"{H}{'<!-- -->' * 500_000}<p>{TEXT * 9}",
    "an open comment": lambda: f"{H}<p>{TEXT * 9}{'<!--' * 500_000}",
    "open scripts": lambda: "<script>" * 500_000,
    "open tags": lambda: "<" * 5 * MB,
    "half a tag": lambda: f"{H}<p {'a' * 5 * MB}",
    "mojibake": lambda: f"{H}<p>{'Ã©' * 2 * MB}",
    "mojibake in lines": lambda: H + "<p>Ã©tÃ© â€™ Ð°Ñ€</p>" * 40_000,
    "attributes with marks in them": lambda: H + "<p " + " ".join(f'a{n}="<b>"' for n in range(150_000)) + f">{TEXT}",
    "attributes with ends in them": lambda: H + "<p " + " ".join(f'a{n}=">"' for n in range(150_000)) + f">{TEXT}",
    "many tags with attributes": lambda: H + f"<p {' '.join(f'a{n}' for n in range(10_000))}>{TEXT}" * 80,
    "related boxes around everything": lambda: H + "<div class=related>" * 200 + f"<p>{TEXT}</p>" * 20_000,
    "galleries around short paragraphs": lambda: H + "<div class=gallery>" * 200 + "<p>a few words</p>" * 45_000,
    "captions around everything": lambda: H + "<div class=caption>" * 250 + f"<p>{TEXT}</p>" * 20_000,
    "bodies at depth": lambda: H + "<div class=article-body>" * 190 + f"<div class=article-body>{TEXT}</div>" * 15_000,
    "headings of boxes behind a story": lambda: H
    + f"<div>{''.join(f'<p class=p{n}>{TEXT * 9}</p>' for n in range(40))}</div>"
    + "".join(f"<section><h2>Part {n}</h2></section><div><p class=x{n}><a href=/>go</a></div>" for n in range(4_000)),
    "headings between paragraphs": lambda: H + "".join(f"<h2>Part {n}</h2><p>{TEXT}</p>" for n in range(4_000)),
    "links to authors in a paragraph": lambda: H + "<p>" + "<a rel=author href=/x>By Ann Lee</a> " * 30_000,
    "dates in metas": lambda: "".join(
        f'<meta name="{name}" content="vor {n} Foo 2024">'
        for n, name in enumerate(["pubdate", "date", "publishdate", "displaydate", "dc.date", "sailthru.date"] * 9)
    )
    + H,
    # JSON
    "JSON of brackets": lambda: _ld("[" * 500_000),
    "JSON, deep": lambda: _ld('{"@type":' + '{"a":' * 100_000),
    "JSON, deep and closed": lambda: _ld('{"@graph":' * 20_000 + "1" + "}" * 20_000),
    "JSON, deep enough to be read": lambda: _ld('{"@graph":[' * 900 + "1" + "]}" * 900) * 200,
    "JSON of a huge list": lambda: _ld(f"[{','.join(['1'] * 1_500_000)}]") + H,
    "JSON of huge numbers": lambda: _ld(_story("1e999", author="9" * 4_000)) + H,
    "JSON of a number too long": lambda: _ld(_story("9" * MB)) + H,
    "JSON of NaN": lambda: _ld(_story("NaN", author='[Infinity,{"name":-Infinity}]')) + H,
    "JSON of many nodes": lambda: _ld("[" + '{"@type":"Person"},' * 200_000 + "1]") + H,
    "JSON of many types": lambda: _ld('{"@type":["NewsArticle"' + ',"NewsArticle"' * 100_000 + '],"headline":"x"}') + H,
    "JSON of many authors": lambda: _ld(_story('"x"', author="[" + '{"@id":"#a"},' * 50_000 + "1]"))
    + _ld("[" + '{"@type":"Person","@id":"#b"},' * 3_000 + "1]"),
    "JSON of many words": lambda: _ld(_story('"x"', keywords=f'"{"tag, " * 500_000}"', author=f'"{"A B, " * 90}"')),
    "JSON of a long body": lambda: _ld(_story('"x"', articleBody=f'"{TEXT * 50_000}"')) + H,
    "JSON of a long caption": lambda: _ld(_story('"x"', image='{"url":"/x","caption":"' + "(a" * MB + ' - "}')),
    "JSON of a long credit": lambda: _ld(_story('"x"', image='{"url":"/x","caption":"' + "foto: " * MB + '."}')),
    "JSON of a long date": lambda: _ld(_story('"x"', datePublished=f'"{"2024-01-01 " * 400_000}"')),
    "JSON of a long headline": lambda: _ld(_story(f'"{" - x" * 300_000}"')),
    "JSON of blanks": lambda: _ld("{" + " " * 4 * MB + "x"),
    "JSON of commas": lambda: _ld('{"@type":"NewsArticle"' + ",\n " * MB + "x"),
    "broken JSON": lambda: _ld('{"@type": "NewsArticle", "headline": "A "quoted" one", ' + '"a": [1, 2, }, ' * 900),
    "long broken JSON": lambda: _ld('{"@type": "NewsArticle", "a": "' + 'x" y ' * 58_000),
    "10,000 JSON scripts": lambda: _ld(_story('"A story"', author='{"name": "A B"}')) * 10_000,
    "10,000 broken JSON scripts": lambda: _ld(_story('"A "b" c"')) * 10_000,
    # scripts
    "stories in scripts": lambda: ('<script>{"a":"<p>' + TEXT * 8 + '"}</script>') * 6_000,
    "escaped stories in scripts": lambda: ('<script>{"a":"\\u003cp>' + TEXT * 8 + '\\n"}</script>') * 6_000,
    "stories in a script": lambda: "<script>[" + ('"<p>' + TEXT * 5 + '",') * 5_000 + "]</script>",
    "escaped quotes": lambda: '<script>var a = "<p>' + '\\"' * 900_000 + "</script>",
    "short escaped quotes": lambda: "<script>\\<p>" + '"\\"' * 600_000 + "</script>",
    "states of dates": lambda: "<script>" + '{"datePublished": "2024-13-45", "authors": ["' * 9_000 + "</script>",
    "nested stories in scripts": lambda: ('<script>{"a":"<p>' + "<div>" * 1_500 + TEXT * 9 + '"}</script>') * 300,
}  # fmt: skip
"""Name -> what makes the page."""


def measure(names: Iterable[str]) -> dict[str, tuple[float, float, str]]:
    """Process time in seconds, memory in MB beyond the page's own, and what came out, for each page."""
    return {name: _measured(name) for name in names}


def _measured(name: str) -> tuple[float, float, str]:
    page = MONSTERS[name]()
    out, into = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(out)
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        began = time.process_time()
        try:
            found = extract(page, URL)
            said = "read" if isinstance(found, Article | None) else repr(found)
        except BaseException as error:  # noqa: BLE001 - that none comes is what is measured
            said = repr(error)[:300]
        seconds = time.process_time() - began
        memory = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
        os.write(into, json.dumps([seconds, memory, said]).encode())
        os._exit(0)
    os.close(into)
    with os.fdopen(out, "rb") as pipe:
        told = pipe.read()
    os.waitpid(child, 0)
    if not told:
        return 0.0, 0.0, "the reader died"
    seconds, memory, said = json.loads(told)
    return seconds, memory, said


if __name__ == "__main__":
    extract(H + f"<p>{TEXT * 9}</p>", URL)  # what is loaded once is not what a page costs
    sys.stdout.write(json.dumps(measure(sys.argv[1:] or MONSTERS)))
