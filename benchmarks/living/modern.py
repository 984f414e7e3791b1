"""A page of a newsroom's own application: hashed classes that change, data for search engines and for its scripts."""

from __future__ import annotations

import json
from datetime import datetime

from benchmarks.living.model import Site, Text
from benchmarks.living.noise import Noise

__all__ = ["page", "story_page"]

_PICTURE = "http://{cdn}/img/v2/{name}/{width}x{height}/photo.webp?sig={token}&exp={stamp}&q=75"


def story_page(site: Site, text: Text, modified: datetime, noise: Noise, canonical: str) -> str:
    """The page of a story."""
    picture = noise.picture(site.host, text.image, _PICTURE)
    published, changed = noise.moment(text.published), noise.moment(modified)
    authors = [{"@type": "Person", "name": name} for name in text.authors]
    data = {
        "@context": "https://schema.org", "@type": "NewsArticle", "mainEntityOfPage": canonical,
        "headline": noise.plain(text.headline),
        "description": noise.plain(text.standfirst), "datePublished": published, "dateModified": changed,
        "author": authors or [{"@type": "Organization", "name": text.agency}], "image": [picture],
        "articleSection": text.section,
        "publisher": {"@type": "Organization", "name": site.name},
        "isAccessibleForFree": True, "identifier": noise.token(12),
    }  # fmt: skip
    pairs = list(data.items())
    noise.rng.shuffle(pairs)
    props = {"experiment": noise.rng.choice("abc"), "requestId": noise.token(32), "reading": noise.count()}
    state = {"props": {"pageProps": props}, "buildId": noise.token(20), "page": "/news/[slug]"}
    head = "\n".join([
        f"<link {noise.attributes(rel='canonical', href=canonical)}>",
        f"<meta {noise.attributes(property='og:title', content=noise.plain(text.headline))}>",
        f"<meta {noise.attributes(property='og:image', content=picture)}>",
        f"<meta {noise.attributes(name='description', content=noise.plain(text.standfirst))}>",
        f'<script type="application/ld+json">{json.dumps(dict(pairs), ensure_ascii=False)}</script>',
    ])  # fmt: skip
    tail = f'<script id="__NEXT_DATA__" type="application/json" nonce="{noise.token()}">{json.dumps(state)}</script>'
    return page(site, noise, f"{text.headline} | {site.name}", head, _article(text, noise, picture, published), tail)


def _article(text: Text, noise: Noise, picture: str, published: str) -> str:
    css = {
        name: f"{name}__{noise.token(5)}"
        for name in ("title", "deck", "byline", "body", "p", "fig", "ad", "rel", "meta")
    }
    by = ", ".join(
        f'<a rel="author" href="/authors/{name.split()[-1].lower()}">{noise.text(name)}</a>' for name in text.authors
    ) or noise.text(text.agency)
    head = f'<h1 class="{css["title"]}" data-test-id="headline">{noise.text(text.headline)}</h1>'
    if noise.rng.random() < 0.5:
        head = f'<div data-experiment="hl-{noise.count()}" data-variant="{noise.rng.choice("ab")}">{head}</div>'
    parts = [
        "<header>", f'<a class="Kicker_{noise.token(4)}" href="/{text.section.lower()}">{text.section}</a>', head,
        f'<p class="{css["deck"]}" data-test-id="deck">{noise.text(text.standfirst)}</p>',
        f'<div class="{css["byline"]}"><span>By {by}</span> '
            f'<time datetime="{published}">{text.published:%B} {text.published.day}, {text.published:%Y}</time>'
        f" <span>{noise.ago(text.published)}</span> <span>{noise.rng.randint(2, 4)} min read</span></div>",
        f'<div class="{css["meta"]}"><button>Share</button><span>{noise.count()} shares</span>'
            f'<span>{noise.count()} people reading</span></div></header>',
        f'<figure class="{css["fig"]}"><picture><source srcset="{picture} 2x">'
            f'<img {noise.attributes(src=picture, alt=noise.plain(text.caption))}></picture>'
        f"<figcaption>{noise.text(text.caption)}</figcaption></figure>",
        f'<div class="Audio_{noise.token(4)}"><button>Listen to this article</button>'
            f'<span>{noise.rng.randint(2, 9)} min {noise.rng.randint(10, 59)} s</span></div>',
        f'<div class="Meter_{noise.token(4)}" data-component="meter">'
            f'<p>You have {noise.rng.randint(1, 9)} free articles left this month.</p>'
            f'<a href="/subscribe?t={noise.token()}">Subscribe</a></div>',
        f'<div class="{css["body"]}" data-component="article-body">',
    ]  # fmt: skip
    if text.note:
        parts.append(
            f'<div class="Note_{noise.token(4)}" data-component="editors-note"><p>{noise.text(text.note)}</p></div>'
        )
    places = {noise.rng.randrange(len(text.paragraphs)): kind for kind in ("ad", "rel")}
    for at, words in enumerate(text.paragraphs):
        dateline = f"{text.dateline} - " if text.dateline and at == 0 else ""
        parts.append(f'<p class="{css["p"]} css-{noise.token(6)}">{noise.linked(dateline + words)}</p>')
        if places.get(at) == "ad":
            parts.append(
                f'<div class="{css["ad"]}" id="div-gpt-ad-{noise.count()}" data-nonce="{noise.token()}">'
                f"<span>Advertisement</span><span>{noise.advert()}</span></div>"
            )
        elif places.get(at) == "rel":
            links = "".join(f'<li><a href="{url}">{noise.text(name)}</a></li>' for url, name in noise.rail(2))
            parts.append(f'<aside class="{css["rel"]}"><h3>Related stories</h3><ul>{links}</ul></aside>')
    if text.correction:
        parts.append(
            f'<div class="Correction_{noise.token(4)}" data-component="correction">'
            f"<p>{noise.text(text.correction)}</p></div>"
        )
    parts.append("</div>")
    offer = noise.newsletter()
    if offer:
        parts.append(
            f'<section data-component="newsletter" class="nl-{noise.token(5)}"><h2>{offer}</h2>'
            f'<input type="hidden" value="{noise.token()}"><button>Subscribe</button></section>'
        )
    cards = "".join(
        f'<li><a href="{url}"><h3>{noise.text(name)}</h3></a><span>{noise.count(0, 90)} comments</span></li>'
        for url, name in noise.rail(4)
    )
    title = noise.rng.choice(("More from Merrow Herald", "You may also like", "Trending now"))
    more = f'<section class="{css["rel"]}"><h2>{title}</h2><ul>{cards}</ul></section>'
    return f"<article>{chr(10).join(parts)}</article>{more}"


def page(site: Site, noise: Noise, title: str, head: str, main: str, tail: str = "") -> str:
    """A page around what it shows."""
    menu = "".join(
        f'<li><a class="css-{noise.token(6)}" href="/{section.lower()}">{section}</a></li>' for section in site.sections
    )
    return f"""<!doctype html><html lang="en"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>{noise.text(title)}</title>{head}
<link rel="stylesheet" href="/_next/static/css/{noise.token(16)}.css"></head>
<body><div id="__next" data-reactroot=""><header class="Header_{noise.token(5)}"><a href="/">{site.name}</a>
<nav aria-label="Main"><ul>{menu}</ul></nav></header>
<main>
{main}
</main>
<div id="consent-{noise.token(6)}" role="dialog">
<p>We and our {noise.count(100, 999)} partners store and read information on your device.</p><button>Accept</button>
</div>
<footer class="Footer_{noise.token(5)}"><a href="/about">About</a><a href="/privacy">Privacy</a><p>© {site.name}</p>
</footer></div>
{tail}<script src="/_next/static/chunks/{noise.token(16)}.js" async nonce="{noise.token()}"></script></body></html>
"""
