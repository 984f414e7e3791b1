"""A page of a blog engine: classes that tell, a graph of data by a plug-in, sharing counts, comments, related posts."""

from __future__ import annotations

import json
from datetime import datetime, timedelta, timezone

from benchmarks.living.model import Site, Text
from benchmarks.living.noise import Noise

__all__ = ["page", "picture_url", "story_page"]

ZONE = timezone(timedelta(hours=-3))
_PICTURE = (
    "http://{host}/wp-content/uploads/2024/04/{name}-{width}x{height}.jpg?ssl=1&resize={width}%2C{height}&h={token}"
)


def picture_url(site: Site, text: Text, noise: Noise) -> str:
    return noise.picture(site.host, text.image, _PICTURE)


def story_page(site: Site, text: Text, modified: datetime, noise: Noise, canonical: str) -> str:
    """The page of a story."""
    picture = picture_url(site, text, noise)
    published, changed = text.published.astimezone(ZONE), modified.astimezone(ZONE)
    metas = [
        f"<meta {noise.attributes(name='description', content=noise.plain(text.standfirst))}>",
        f"<meta {noise.attributes(property='og:title', content=noise.plain(text.headline))}>",
        f"<meta {noise.attributes(property='og:description', content=noise.plain(text.standfirst))}>",
        f"<meta {noise.attributes(property='og:image', content=picture)}>",
        f"<meta {noise.attributes(property='og:type', content='article')}>",
        f"<meta {noise.attributes(property='article:published_time', content=noise.moment(published))}>",
        f"<meta {noise.attributes(property='article:modified_time', content=noise.moment(changed))}>",
        f"<meta {noise.attributes(name='csrf-token', content=noise.token(40))}>",
    ]
    noise.rng.shuffle(metas)
    graph = {
        "@context": "https://schema.org",
        "@graph": [
            {
                "@type": "Article", "@id": f"{canonical}#article", "headline": noise.plain(text.headline),
                "datePublished": noise.moment(published), "dateModified": noise.moment(changed),
                "author": [{"@type": "Person", "name": name} for name in text.authors]
                          or {"@type": "Organization", "name": text.agency},
                "articleSection": [text.section], "image": {"@type": "ImageObject", "url": picture},
                "wordCount": sum(len(words.split()) for words in text.paragraphs), "commentCount": noise.count(0, 90),
                "inLanguage": "en-CA",
            },
            {"@type": "WebSite", "name": site.name, "url": f"http://{site.host}/"},
        ],
    }  # fmt: skip
    head = "\n".join([
        f'<link rel="canonical" href="{canonical}">', *metas,
        f'<script type="application/ld+json" class="yoast-schema-graph">{json.dumps(graph)}</script>',
    ])  # fmt: skip
    article = _article(site, text, published, noise, picture)
    return page(
        site, noise, f"{text.headline} - {site.name}", head, article, f"single single-post postid-{noise.token(4)}"
    )


def _article(site: Site, text: Text, published: datetime, noise: Noise, picture: str) -> str:
    section = text.section.lower()
    by = " and ".join(
        f'<span class="author vcard">'
        f'<a class="url fn n" href="/author/{name.split()[-1].lower()}/">{noise.text(name)}</a></span>'
        for name in text.authors
    )
    by = by or f'<span class="author vcard">{noise.text(text.agency)}</span>'
    stamp = f"{published:%B} {published.day}, {published:%Y} {published:%I:%M %p}"
    when = f'<time class="entry-date published" datetime="{noise.moment(published)}">{stamp}</time>'
    parts = [
        '<header class="entry-header">',
        f'<span class="cat-links"><a href="/category/{section}/" rel="category tag">{text.section}</a></span>',
        f'<h1 class="entry-title">{noise.text(text.headline)}</h1>',
        f'<p class="entry-excerpt">{noise.text(text.standfirst)}</p>',
        f'<div class="entry-meta"><span class="posted-on">Posted on {when}</span> '
        f'<span class="ago">{noise.ago(text.published)}</span>',
        f'<span class="byline">by {by}</span> <span class="post-views">{noise.count():,} views</span>',
        f'<a class="comments-link" href="#comments">{noise.count(0, 90)} comments</a></div></header>',
        f'<figure class="wp-block-image size-large" id="attachment_{noise.token(5)}">'
        f"<img {noise.attributes(src=picture, alt='', loading='lazy')}>"
        f'<figcaption class="wp-element-caption">{noise.text(text.caption)}</figcaption></figure>',
        '<div class="entry-content">',
    ]
    if text.note:
        parts.append(f'<p class="editors-note"><em>{noise.text(text.note)}</em></p>')
    advert = noise.rng.randrange(1, len(text.paragraphs) + 1)
    for at, words in enumerate(text.paragraphs):
        dateline = f"{text.dateline} — " if text.dateline and at == 0 else ""
        parts.append(f"<p>{noise.linked(dateline + words)}</p>")
        if at + 1 == advert:
            parts.append(_between(noise))
    if text.correction:
        parts.append(f'<p class="correction"><strong>{noise.text(text.correction)}</strong></p>')
    offer = noise.newsletter()
    if offer:
        parts.append(f'<div class="mc4wp-form newsletter-signup" id="mc4wp-{noise.token(6)}"><h4>{offer}</h4>'
                     f'<form><input name="_nonce" value="{noise.token()}"><input type="email">'
                         f'<button>Sign up</button></form></div>')  # fmt: skip
    shares = "".join(f'<li class="share-{net}"><a href="#">{net.title()} '
        f'<span class="share-count">{noise.count(0, 900)}</span></a></li>'
                     for net in noise.rng.sample(["facebook", "twitter", "email", "print"], 4))  # fmt: skip
    parts.append(
        f'<div class="sharedaddy sd-sharing-enabled"><h3 class="sd-title">Share this:</h3><ul>{shares}</ul></div>'
    )
    related = "".join(
        f'<div class="jp-relatedposts-post"><h4><a href="{url}">{noise.text(head)}</a></h4></div>'
        for url, head in noise.rail(3)
    )
    parts.append(f'<div id="jp-relatedposts" class="jp-relatedposts"><h3>Related</h3>{related}</div></div>')
    comments = "".join(f'<li class="comment" id="comment-{noise.token(5)}">'
        f'<p>Reader {noise.count()}: well said, as ever, and {noise.count()} times so.</p></li>'
                       for _ in range(noise.rng.randint(0, 3)))  # fmt: skip
    parts.append(
        f'<div id="comments" class="comments-area"><h2 class="comments-title">{noise.count(0, 90)} comments</h2>'
        f"<ol>{comments}</ol></div>"
    )
    body = "\n".join(parts)
    hashed = f"post-{noise.token(4)} post type-post status-publish hentry category-{section} nv-{noise.token(6)}"
    if noise.rng.random() < 0.3:
        body = f'<div class="ab-test ab-{noise.rng.choice("ab")}" data-bucket="{noise.count()}">{body}</div>'
    return f'<article class="{hashed}">{body}</article>'


def _between(noise: Noise) -> str:
    """What a plug-in puts between two paragraphs."""
    number = noise.count()
    made = (
        f'<div class="code-block code-block-{noise.rng.randint(1, 9)}" id="ad-{noise.token(8)}">'
        f'<p class="ad-label">Advertisement</p><ins class="adsbygoogle" data-ad-slot="{number}"></ins>'
        f'<a href="http://ads.test/c/{noise.token()}">{noise.advert()}</a></div>'
    )
    if noise.rng.random() < 0.5:
        url, head = noise.rail(1)[0]
        made += f'<p class="read-more"><strong>Read more:</strong> <a href="{url}">{noise.text(head)}</a></p>'
    return made


def page(site: Site, noise: Noise, title: str, head: str, main: str, body: str = "home blog") -> str:
    """A page around what it shows."""
    menu = "".join(
        f'<li class="menu-item-{noise.token(3)}"><a href="/category/{section.lower()}/">{section}</a></li>'
        for section in site.sections
    )
    popular = (
        "".join(f'<li><a href="{url}">{noise.text(name)}</a></li>' for url, name in noise.rail(5))
        if "single" in body
        else ""
    )
    aside = (
        f'<aside class="widget-area"><section class="widget popular-posts"><h2>Popular</h2><ol>{popular}</ol>'
        f"</section></aside>"
        if popular
        else ""
    )
    return f"""<!DOCTYPE html>
<html lang="en-CA"><head><meta charset="UTF-8"><title>{noise.text(title)}</title>
{head}
<link rel="alternate" type="application/rss+xml" href="/feed/">
<script>var wpSettings = {{"nonce":"{noise.token(10)}","ver":"{noise.count()}"}};</script>
</head><body class="{body} theme-{noise.token(5)}">
<header id="masthead" class="site-header"><p class="site-title"><a href="/">{site.name}</a></p>
<div class="weather-widget">Tern Narrows {noise.count(0, 19)}°C</div><nav class="main-navigation"><ul>{menu}</ul>
</nav></header>
<div class="site-content"><main id="main" class="site-main">
{main}
</main>{aside}</div>
<footer class="site-footer"><p>© 2024 {site.name}. {noise.count()} people are reading now.</p>
<a href="/about/">About us</a> <a href="/contact/">Contact</a></footer>
<!-- cached {noise.token(12)} in 0.{noise.count()} seconds -->
</body></html>
"""
