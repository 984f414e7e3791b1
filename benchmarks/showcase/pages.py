"""The pages as the sites serve them: what is read, and kept raw."""

from __future__ import annotations

import json
from datetime import datetime
from html import escape

from benchmarks.showcase.fronts import Shown
from benchmarks.showcase.model import Block, Paper, Story, Text

__all__ = ["article", "listing", "picture_url"]

_CSS = """
body{margin:0 auto;max-width:60rem;padding:0 1rem 4rem;font:1.05rem/1.6 Georgia,"Noto Serif",serif;color:#1b1b1b}
header{border-bottom:3px double ACCENT;padding:1.2rem 0;text-align:center}header a{color:ACCENT;font-size:2.4rem;
text-decoration:none;font-weight:700}nav a{margin:0 .6rem;color:#444;font:.85rem sans-serif;text-decoration:none}
article{max-width:40rem;margin:0 auto}h1{font-size:2.1rem;line-height:1.2}h2{font-size:1.2rem}.deck{color:#555}
.byline{font:.85rem sans-serif;color:#555}figure{margin:1.5rem 0}figure img{width:100%;background:#ddd}
figcaption{font:.8rem sans-serif;color:#555}.correction{border-inline-start:3px solid ACCENT;padding-inline-start:1rem}
section h2{border-bottom:1px solid #ccc}section a{color:inherit;text-decoration:none;font-weight:700}
footer{margin-top:3rem;border-top:1px solid #ccc;font:.8rem sans-serif;color:#666}
"""


def picture_url(story: Story) -> str | None:
    """Address of a story's lead picture."""
    return f"{story.paper.home}pictures/{story.picture}.jpg" if story.picture else None


def article(story: Story, at: datetime) -> str:
    """The page of a story."""
    text = story.text(at)
    words = "Correction" if story.language.startswith("en") else _CORRECTION[story.language[:2]]
    note = f'<p class="correction"><strong>{words}:</strong> {escape(text.correction)}</p>' if text.correction else ""
    names = f" {_AND.get(story.paper.language[:2], '·')} ".join(
        f'<a rel="author" href="/authors/">{escape(name)}</a>' for name in text.authors
    )
    byline = f"{story.paper.by} {names}".strip() if names else escape(text.agency or story.paper.title)
    moment = f'<time datetime="{story.published.isoformat()}">{story.published:%Y-%m-%d %H:%M}</time>'
    body = _body(text.blocks, live=story.kind == "liveblog")
    main = (
        f"<article><h1>{escape(text.headline)}</h1><p class=deck>{escape(text.description)}</p>"
        f'<p class="byline">{byline}</p>{moment}{_figure(story, text)}'
        f'<div class="article-body">{body}{note}</div></article>'
    )
    head = f'<script type="application/ld+json">{json.dumps(_data(story, text, at), ensure_ascii=False)}</script>'
    head += f'<link rel="canonical" href="{escape(story.url(at))}"><meta property="og:type" content="article">'
    return _page(story.paper, text.headline, head, main, story.language)


def listing(paper: Paper, title: str, shown: list[Shown], at: datetime) -> str:
    """A front page or a section."""
    parts, rail = [], None
    for one in shown:
        if one.rail != rail:
            parts.append(f"{'</section>' if rail else ''}<section><h2>{escape(one.rail)}</h2>")
            rail = one.rail
        label = f'<span class="label">{escape(one.label)}</span> ' if one.label else ""
        deck = f"<p>{escape(one.description)}</p>" if one.description else ""
        parts.append(
            f'<div class="teaser">{label}<h3><a href="{escape(one.story.url(at))}">{escape(one.headline)}</a></h3>'
            f"{deck}</div>"
        )
    return _page(paper, title, "", f"<main>{''.join(parts)}{'</section>' if rail else ''}</main>", paper.language)


def _page(paper: Paper, title: str, head: str, main: str, language: str) -> str:
    menu = "".join(f'<a href="{paper.section_url(slug)}">{escape(name)}</a>' for slug, name in paper.sections.items())
    way = ' dir="rtl"' if paper.right_to_left else ""
    return (
        f'<!doctype html><html lang="{language}"{way}><head><meta charset="utf-8"><title>{escape(title)} | '
        f'{escape(paper.title)}</title><meta name="viewport" content="width=device-width">{head}'
        f"<style>{_CSS.replace('ACCENT', paper.accent)}</style></head><body><header>"
        f'<a href="{paper.home}">{escape(paper.title)}</a><p>{escape(paper.motto)}</p><nav>{menu}</nav></header>'
        f"{main}<footer>{escape(paper.title)} · {escape(paper.motto)}</footer></body></html>"
    )


def _figure(story: Story, text: Text) -> str:
    url = picture_url(story)
    if not url:
        return ""
    credit = f' <span class="credit">{escape(text.credit)}</span>' if text.credit else ""
    return f'<figure><img src="{url}" alt=""><figcaption>{escape(text.caption or "")}{credit}</figcaption></figure>'


def _body(blocks: tuple[Block, ...], *, live: bool) -> str:
    parts, listed, entry = [], False, False
    for kind, words in blocks:
        if listed and kind != "li":
            parts.append("</ul>")
        if not listed and kind == "li":
            parts.append("<ul>")
        listed = kind == "li"
        if kind == "time":
            parts.append(f'{"</div>" if entry else ""}<div class="live-entry"><time datetime="{words}">'
                         f"{datetime.fromisoformat(words):%H:%M}</time>")  # fmt: skip
            entry = True
        else:
            parts.append(f"<{kind}>{escape(words, quote=False)}</{kind}>")
    return "".join(parts) + ("</ul>" if listed else "") + ("</div>" if entry else "")


def _data(story: Story, text: Text, at: datetime) -> dict[str, object]:
    """The page's JSON-LD."""
    node: dict[str, object] = {
        "@context": "https://schema.org", "@type": _TYPES.get(story.kind, "NewsArticle"),
        "headline": text.headline, "description": text.description, "datePublished": story.published.isoformat(),
        "author": [{"@type": "Person", "name": name} for name in text.authors], "inLanguage": story.language,
        "articleSection": story.paper.sections.get(story.section, story.section), "keywords": story.keywords,
        "publisher": {"@type": "NewsMediaOrganization", "name": story.paper.title}, "url": story.url(at),
    }  # fmt: skip
    if text.alternative:
        node["alternativeHeadline"] = text.alternative
    if (modified := story.modified(at)) is not None:
        node["dateModified"] = modified.isoformat(timespec="seconds")
    if url := picture_url(story):
        node["image"] = {"@type": "ImageObject", "url": url, "caption": text.caption, "creditText": text.credit}
    if text.agency:
        node["sourceOrganization"] = {"@type": "Organization", "name": text.agency}
    if story.free is not None:
        node["isAccessibleForFree"] = story.free
    if text.correction:
        node["correction"] = text.correction
    if story.kind == "liveblog":
        node["liveBlogUpdate"] = _updates(text.blocks)
    return node


def _updates(blocks: tuple[Block, ...]) -> list[dict[str, str]]:
    updates: list[dict[str, str]] = []
    for kind, words in blocks:
        if kind == "time":
            updates.append({"@type": "BlogPosting", "datePublished": words})
        elif updates:
            updates[-1]["headline" if kind == "h2" else "articleBody"] = words
    return updates


_TYPES = {"liveblog": "LiveBlogPosting", "gallery": "MediaGallery", "video": "NewsArticle"}
_AND = {"en": "and", "fr": "et", "el": "και", "ar": "و"}
_CORRECTION = {"fr": "Rectification", "el": "Διόρθωση", "ar": "تصحيح", "ja": "訂正"}
