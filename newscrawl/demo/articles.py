# ruff: noqa: E501 - lines of HTML are left as long as they are
"""Draws article pages in their layouts, and their print and AMP twins."""

from __future__ import annotations

import random
from zlib import crc32

from newscrawl.demo.bodies import draw_body, draw_figure
from newscrawl.demo.dates import in_words, iso, printed_time
from newscrawl.demo.heads import article_head
from newscrawl.demo.library import words
from newscrawl.demo.markup import attribute, plain, text, to_html
from newscrawl.demo.model import Block, Story
from newscrawl.demo.press import Press, frame
from newscrawl.demo.teasers import draw_rail
from newscrawl.demo.truth import picture_path

__all__ = ["draw_amp", "draw_article", "draw_print"]


def draw_article(press: Press, story: Story) -> str:
    """The article's own page."""
    if story.layout == "bare":
        return _bare(press, story)
    draw = {"soup": _soup, "microdata": _microdata}.get(story.layout, _semantic)
    rails = "\n".join(draw_rail(rail, story.host) for rail in press.plan.article_rails(story))
    main = f'{draw(press, story)}\n{_comments(story)}\n<div class="after">{rails}</div>'
    title = f"{story.alternative_headline or story.headline} | {press.design.name}"
    if story.layout in ("soup",):
        title = f"{story.headline} | {press.design.name}"
    head = article_head(press, story)
    return frame(
        press, title=title, head=head, main=main, language=story.language, section=story.section, body_class="story"
    )


def _byline(press: Press, story: Story, prop: str = "") -> str:
    """ "By A and B", the known author with a link."""
    slug, known = press.design.author
    names = []
    for name in story.authors:
        inner = f'<span itemprop="name">{text(name)}</span>' if prop else text(name)
        inner = f'<a href="/author/{slug}/" rel="author">{inner}</a>' if name == known else inner
        names.append(
            f'<span class="author" itemprop="author" itemscope itemtype="https://schema.org/Person">{inner}</span>'
            if prop
            else inner
        )
    if story.credit == "byline" and story.agency:
        agency = text(story.agency)
        if prop:
            agency = f'<span itemprop="sourceOrganization" itemscope itemtype="https://schema.org/Organization"><span itemprop="name">{agency}</span></span>'
        names.append(agency)
    by = "Par " if story.language.startswith("fr") else "By "
    return by + (" et " if by == "Par " else " and ").join(names) if names else ""


def _more(press: Press, story: Story) -> Story | None:
    rail = press.plan.article_rails(story)[0].items
    return rail[0].story if rail else None


_SHARE = """<div class="share"><span>Share</span> <a href="https://social.example/share" rel="nofollow">Post</a>
<a href="mailto:?subject=Read%20this">E-mail</a> <button>Copy link</button> <a href="?print=1" rel="nofollow">Print</a></div>"""


def _tail(press: Press, story: Story) -> str:
    """Credit line, correction, tags and the author's note."""
    parts = []
    if story.credit == "files" and story.agency:
        parts.append(f'<p class="credit-line"><em>With files from {text(story.agency)}</em></p>')
    if story.correction:
        parts.append(
            f'<div class="correction"><strong>Correction:</strong> <span>{to_html(story.correction)}</span></div>'
        )
    if story.free is False:
        parts.append(
            '<div class="paywall"><h3>Subscribe to continue reading</h3><p>This story is for subscribers. The first month costs a dollar.</p>'
            '<a class="button" href="/subscribe/">See what it costs</a></div>'
        )
    tag = press.design.tag
    links = [
        f'<a href="/tag/{tag[0]}/" rel="tag">{text(w)}</a>' if w == tag[0] else f"<span>{text(w)}</span>"
        for w in story.keywords
    ]
    if links and story.layout != "soup":
        parts.append(f'<div class="tags">{" ".join(links)}</div>')
    if story.authors and crc32(story.key.encode()) % 2:
        name = story.authors[0]
        parts.append(
            f'<div class="author-bio"><strong>{text(name)}</strong> covers {text(press.design.county)} for {text(press.design.name)}. '
            f"Tips are welcome at {text(name.split()[0].lower())}@{press.design.host}.</div>"
        )
    return "\n".join(parts)


def _lead_figure(story: Story) -> str:
    if story.picture is None:
        return ""
    figure = draw_figure(Block("figure", picture=story.picture))
    return figure.replace(
        "<figure>", '<figure class="lead">' + ("<span class=play>▶</span>" if story.kind == "video" else "")
    )


def _semantic(press: Press, story: Story) -> str:
    section = press.design.section_name(story.section)
    updated = f' <span class="updated">Updated {printed_time(story.modified)}</span>' if story.modified else ""
    return f"""<article class="full">
<header><p class="kicker"><a href="/{story.section}/">{text(section)}</a></p>
<h1>{text(story.headline)}</h1>
<p class="standfirst">{to_html(story.description)}</p>
<div class="byline">{_byline(press, story)}</div>
<div class="dates">Published <time datetime="{iso(story.published)}">{printed_time(story.published)}</time>{updated}</div>
{_SHARE}</header>
{_lead_figure(story)}
<div class="body">
{draw_body(story, press.design, "plain", _more(press, story))}
</div>
{_tail(press, story)}
</article>"""


def _microdata(press: Press, story: Story) -> str:
    section = press.design.section_name(story.section)
    updated = (
        f' · Updated <time itemprop="dateModified" datetime="{iso(story.modified)}">{printed_time(story.modified)}</time>'
        if story.modified
        else ""
    )
    alternative = (
        f'<meta itemprop="alternativeHeadline" content="{attribute(story.alternative_headline)}">'
        if story.alternative_headline
        else ""
    )
    image = f'<meta itemprop="image" content="{press.base}{picture_path(story.picture.name)}">' if story.picture else ""
    return f"""<article class="full" itemscope itemtype="https://schema.org/NewsArticle">
<meta itemprop="mainEntityOfPage" content="{press.base}{story.path}"><meta itemprop="inLanguage" content="{story.language}">
<meta itemprop="keywords" content="{attribute(", ".join(story.keywords))}">{alternative}{image}
<header><p class="kicker"><a href="/{story.section}/"><span itemprop="articleSection">{text(section)}</span></a></p>
<h1 itemprop="headline">{text(story.headline)}</h1>
<p class="standfirst" itemprop="description">{to_html(story.description)}</p>
<div class="byline">{_byline(press, story, "itemprop")}</div>
<div class="dates">Published <time itemprop="datePublished" datetime="{iso(story.published)}">{printed_time(story.published)}</time>{updated}</div>
{_SHARE}</header>
{_lead_figure(story)}
<div class="body" itemprop="articleBody">
{draw_body(story, press.design, "plain", _more(press, story))}
</div>
{_tail(press, story)}
</article>"""


def _soup(press: Press, story: Story) -> str:
    section = press.design.section_name(story.section)
    figure = ""
    if story.picture:
        figure = (
            f'<div class="css-hero"><img src="{picture_path(story.picture.name)}" alt="" width="1280"><div class="css-cap1">'
            f'<span>{to_html(story.picture.caption)}</span> <span class="css-cr2">{text(story.picture.credit)}</span></div></div>'
        )
    return f"""<div class="full css-root" data-v-7ba5bd90><div class="css-crumb"><a href="/">Home</a> › <a href="/{story.section}/">{text(section)}</a></div>
<div class="css-t1"><h1 class="css-0">{text(story.headline)}</h1></div>
<div class="css-m3"><div class="css-by">{_byline(press, story)}</div>
<div class="css-dt">Published {in_words(story.published, story.printed_zone)}</div></div>
<div class="css-sh"><button>Share</button><button>Save</button><a href="?print=1" rel="nofollow">Print</a></div>
{figure}
<div class="css-b0 body">
{draw_body(story, press.design, "soup", _more(press, story))}
</div>
{_tail(press, story)}
</div>"""


def _bare(press: Press, story: Story) -> str:
    """A page from before style sheets; sent in windows-1252."""
    design = press.design
    menu = " | ".join(f'<a href="/{slug}/">{text(name)}</a>' for slug, name in design.sections)
    section = design.section_name(story.section)
    figure = ""
    if story.picture:
        figure = (
            f'<table align="right" width="280" cellpadding="6"><tr><td><img src="{picture_path(story.picture.name)}" width="270"><br>'
            f'<font size="1">{text(plain(story.picture.caption))} <i>{text(story.picture.credit)}</i></font></td></tr></table>'
        )
    files = f"<i>With files from {text(story.agency or '')}</i><br><br>" if story.credit == "files" else ""
    fix = (
        f'<hr><font size="2"><b>Correction:</b> {text(plain(story.correction))}</font><br>' if story.correction else ""
    )
    related = "".join(
        f'<li><a href="{attribute(item.story.path)}">{text(item.headline)}</a>'
        for item in press.plan.article_rails(story)[0].items
    )
    return f"""<!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 4.01 Transitional//EN">
<html><head><meta http-equiv="Content-Type" content="text/html; charset=windows-1252">
<meta http-equiv="Content-Language" content="{story.language}">
<title>{text(design.name)}: {text(story.headline)}</title>
<link rel="canonical" href="{press.base}{story.path}"></head>
<body bgcolor="#fffff4" text="#111111" link="#003366">
<table width="760" align="center" cellpadding="4" border="0"><tr><td colspan="2" bgcolor="#003366"><font color="#ffffff" size="5" face="Georgia">
<a href="/"><font color="#ffffff">{text(design.name)}</font></a></font></td></tr>
<tr><td colspan="2"><font size="2">{menu}</font></td></tr>
<tr><td valign="top" width="560"><font size="2"><a href="/">Home</a> &gt; <a href="/{story.section}/">{text(section)}</a></font>
<h1><font face="Georgia" size="6">{text(story.headline)}</font></h1>
<font size="2"><b>{_byline(press, story)}</b><br>Published {in_words(story.published, story.printed_zone)}</font><br><br>
{figure}<font face="Georgia" size="3">
{draw_body(story, design, "bare", None)}
{files}</font>{fix}</td>
<td valign="top" width="180" bgcolor="#eeeedd"><font size="2"><b>Related Stories</b><ul>{related}</ul>
<b>Our services</b><br><a href="/subscribe/">Subscribe</a><br><a href="/contact/">Contact us</a><br><a href="/about/">About us</a></font></td></tr>
<tr><td colspan="2"><hr><font size="1">&copy; 2024 {text(design.name)}. <a href="/privacy/">Privacy policy</a> | <a href="/terms/">Terms of use</a></font></td></tr>
</table></body></html>
"""


def _comments(story: Story) -> str:
    """Readers' comments on every third story."""
    number = crc32(story.key.encode())
    if number % 3:
        return ""
    rng = random.Random(number)  # noqa: S311
    lists = words()
    entries = "".join(
        f'<li class="comment"><b>{text(rng.choice(lists["first"]))} {rng.choice("ABCDEFGH")}.</b> <span>{rng.randint(2, 23)} hours ago</span>'
        f"<p>{text(said)}</p><button>Reply</button></li>"
        for said in rng.sample(lists["comment"], 3)
    )
    return f'<section class="comments" id="comments"><h2>Comments (3)</h2><ol>{entries}</ol></section>'


def draw_print(press: Press, story: Story) -> str:
    """The print twin."""
    picture = (
        f'<p class="credit">{to_html(story.picture.caption)} ({text(story.picture.credit)})</p>'
        if story.picture
        else ""
    )
    return f"""<!DOCTYPE html><html lang="{story.language}"><head><meta charset="utf-8"><title>{text(story.headline)} - print</title>
<link rel="canonical" href="{press.base}{story.path}"><meta name="robots" content="noindex"></head><body onload="window.print()">
<p>{text(press.design.name)} · {press.base}{story.path}</p><h1>{text(story.headline)}</h1><p>{_byline(press, story)}</p>
<p>{printed_time(story.published)}</p>{picture}
{draw_body(story, press.design, "plain", None)}
</body></html>
"""


def draw_amp(press: Press, story: Story) -> str:
    """The AMP twin."""
    return f"""<!doctype html><html amp lang="{story.language}"><head><meta charset="utf-8"><title>{text(story.headline)}</title>
{article_head(press, story).replace('rel="amphtml"', 'rel="alternate"')}
<meta name="viewport" content="width=device-width"><script async src="https://cdn.ampproject.example/v0.js"></script></head><body>
<header><a href="/">{text(press.design.name)}</a></header><main><article><h1>{text(story.headline)}</h1>
<p class="byline">{_byline(press, story)}</p><time datetime="{iso(story.published)}">{printed_time(story.published)}</time>
{draw_body(story, press.design, "plain", None)}</article></main></body></html>
"""
