# ruff: noqa: E501
"""The seed's article, rebuilt as pages in the reading order of its capture, must come out word for word."""

from __future__ import annotations

import html
import json
from pathlib import Path
from typing import Any

import pytest

from newscrawl.extraction import extract

SEED = Path(__file__).resolve().parents[2] / "shared" / "seed" / "expected.json"
pytestmark = pytest.mark.skipif(not SEED.exists(), reason="the seed is not beside the project")

OLD = "https://www.ctvnews.ca/world/russia-begins-withdrawing-peacekeeping-forces-from-karabakh-1.6850000"
NEW = "https://www.ctvnews.ca/world/article/russia-begins-withdrawing-peacekeeping-forces-from-karabakh/"
FIELDS = ("headline", "dateline", "image_caption", "image_credit", "article_body")


def seed() -> dict[str, Any]:
    told: dict[str, Any] = json.loads(SEED.read_text(encoding="utf-8"))
    return told


def paragraphs(told: dict[str, Any]) -> list[str]:
    """The story's blocks as the capture has them: the dateline stands alone."""
    first, *rest = told["article_body"].split("\n\n")
    dateline, text = first.split(" - ", 1)
    return [f"{dateline} -", text, *rest]


def teasers(told: dict[str, Any], tag: str) -> str:
    """Both rails, as boxes of headings and paragraphs right behind the story."""
    [[title, text]] = told["teasers"]["CTVNews.ca Top Stories"]
    local = told["teasers"]["Local Spotlight"]
    e = html.escape
    return (
        f"<div><h2>CTVNews.ca Top Stories</h2><{tag}><span>WATCH LIVE</span></{tag}>"
        f'<{tag}><a href="/canada/x-1.70555"><span>WATCH LIVE</span> {e(title)}</a></{tag}><{tag}>{e(text)}</{tag}></div>'
        "<div><h2>Local Spotlight</h2>" + "".join(f"<{tag}>{e(t)}</{tag}>" for t in local) + "</div>"
    )


def page(told: dict[str, Any], body: str, head: str = "") -> str:
    e = html.escape
    return (
        f"<html lang=en><head><title>{e(told['headline'])} | CTV News</title>{head}</head><body>"
        "<div>Â鶹´«Ã½</div><a href='#main'>Skip to main content</a>"
        f"<nav><ul><li><a href='/world'>World</a></li></ul></nav><div id=main>{body}</div>"
        "<footer><a href='/about'>About us</a></footer></body></html>"
    )


def caption(told: dict[str, Any]) -> str:
    return html.escape(f"{told['image_caption']} ({told['image_credit']})")


def test_old_layout() -> None:
    told = seed()
    story = "".join(f"<p>{html.escape(p)}</p>" for p in paragraphs(told))
    body = (
        f'<div class="element article"><h1 class="articleHeadline">{html.escape(told["headline"])}</h1>'
        f'<div class="photo"><img src="/p.jpg" alt="x"><p class="caption">{caption(told)}</p>'
        f'<p class="caption">{caption(told)}</p></div><div class="share"><button>Share</button></div>'
        f'<div class="articleBody">{story}</div></div><div class="article-rail">{teasers(told, "p")}</div>'
    )
    check(told, page(told, body, '<meta property="og:type" content="article">'), OLD)


def test_new_layout() -> None:
    told = seed()
    story = "".join(f'<p class="c-paragraph">{html.escape(p)}</p>' for p in paragraphs(told))
    body = (
        f'<main><h1 class="b-headline">{html.escape(told["headline"])}</h1><figure class="c-media-item"><img src="/p.jpg">'
        f'<figcaption class="c-media-item__fig-caption"><span>{caption(told)}</span></figcaption></figure>'
        f'<button>Share</button><article class="b-article-body">{story}</article><aside>{teasers(told, "p")}</aside></main>'
    )
    data = {"@type": "NewsArticle", "headline": told["headline"], "datePublished": "2024-04-17T10:11:00-04:00"}
    check(told, page(told, body, f'<script type="application/ld+json">{json.dumps(data)}</script>'), NEW)


@pytest.mark.parametrize("tag", ["p", "div"])
def test_rails_in_the_container_of_the_story(tag: str) -> None:
    told = seed()
    story = "".join(f"<p>{html.escape(p)}</p>" for p in paragraphs(told))
    body = (
        f"<h1>{html.escape(told['headline'])}</h1><div><img src='/p.jpg'><div class='caption'>{caption(told)}</div></div>"
        f"<div>Share</div>{story}{teasers(told, tag)}"
    )
    check(told, page(told, body, '<meta property="article:published_time" content="2024-04-17T10:11:00-04:00">'), OLD)


@pytest.mark.parametrize("wrapped", [True, False])
def test_caption_printed_twice_in_one_line(wrapped: bool) -> None:
    told = seed()
    story = "".join(f"<p>{html.escape(p)}</p>" for p in paragraphs(told))
    twice = f"{caption(told)} {caption(told)}"
    picture = (
        f"<figure><img src='/p.jpg'><figcaption>{twice}</figcaption></figure>"
        if wrapped
        else f"<p class='caption'>{twice}</p>"
    )
    body = f"<h1>{html.escape(told['headline'])}</h1>{picture}<p>Share</p><div class='text'>{story}</div>{teasers(told, 'p')}"
    check(told, page(told, body), OLD)


def check(told: dict[str, Any], source: str, url: str) -> None:
    article = extract(source, url)
    assert article is not None
    assert {name: getattr(article, name) for name in FIELDS} == {name: told[name] for name in FIELDS}
