# ruff: noqa: E501 - lines of HTML are left as long as they are
"""Draws the blocks of a body in one of three dresses: paragraphs, meaningless divs, or line breaks."""

from __future__ import annotations

from newscrawl.demo.designs import Design
from newscrawl.demo.markup import attribute, plain, text, to_html
from newscrawl.demo.model import Block, Story
from newscrawl.demo.truth import dateline_of, picture_path

__all__ = ["draw_body", "draw_figure"]


def draw_body(story: Story, design: Design, dress: str, more: Story | None) -> str:
    """The body with its furniture; `more` is where "Read more" leads to."""
    parts: list[str] = []
    first = True
    for block in story.blocks:
        lead = ""
        if first and block.kind in ("p", "h2", "ul"):
            lead = dateline_of(story, design)
            first = False
        if dress == "bare":
            parts.append(_bare(block, lead))
        elif dress == "soup":
            parts.append(_soup(block, lead, more))
        else:
            parts.append(_plain(block, lead, more))
    return "\n".join(part for part in parts if part)


def _dateline(lead: str) -> str:
    """The dateline in an element of its own, its dash outside."""
    place = lead.rstrip(" -—")
    return f'<span class="dateline">{text(place)}</span>{text(lead[len(place) :])}' if lead else ""


def _plain(block: Block, lead: str, more: Story | None) -> str:
    match block.kind:
        case "p":
            return f"<p>{_dateline(lead)}{to_html(block.text)}</p>"
        case "h2":
            return f"<h2>{to_html(block.text)}</h2>"
        case "ul":
            return "<ul>" + "".join(f"<li>{to_html(item)}</li>" for item in block.items) + "</ul>"
        case "quote":
            return f'<aside class="pullquote" aria-hidden="true"><blockquote>{to_html(block.text)}</blockquote></aside>'
        case "figure":
            return draw_figure(block)
        case "more":
            if more is None:
                return ""
            return f'<p class="read-more"><strong>Read more:</strong> <a href="{attribute(more.path)}">{text(more.headline)}</a></p>'
        case "newsletter":
            return (
                '<aside class="newsletter-box"><h4>The Morning Tide</h4><p>The day’s stories in your inbox at six. Free.</p>'
                '<form action="/newsletters/" method="post"><input type="email" name="email" placeholder="Your e-mail address">'
                "<button>Sign up</button></form></aside>"
            )
        case "ad":
            return '<div class="ad-slot" data-slot="mid"><span class="ad-label">Advertisement</span><div class="ad-box"></div></div>'
        case "time":
            return f'<div class="post-time"><time>{text(block.text)}</time></div>'


def draw_figure(block: Block) -> str:
    """A picture with its caption and credit."""
    picture = block.picture
    if picture is None:
        return ""
    credit = f' <span class="credit">({text(picture.credit)})</span>' if picture.credit else ""
    return (
        f'<figure><img src="{picture_path(picture.name)}" alt="" width="1280" height="800">'
        f"<figcaption>{to_html(picture.caption)}{credit}</figcaption></figure>"
    )


def _soup(block: Block, lead: str, more: Story | None) -> str:
    match block.kind:
        case "p":
            return f'<div class="css-1kx9 x7"><div class="sc-bdVaJa">{text(lead)}{to_html(block.text)}</div></div>'
        case "h2":
            return f'<div class="css-1kx9 x7"><div class="sc-h9fQ"><strong>{to_html(block.text)}</strong></div></div>'
        case "ul":
            return '<div class="css-1kx9"><ul>' + "".join(f"<li>{to_html(i)}</li>" for i in block.items) + "</ul></div>"
        case "figure" if block.picture:
            picture = block.picture
            return (
                f'<div class="css-im0g"><img src="{picture_path(picture.name)}" alt="" width="1280"><div class="css-cap1">'
                f'<span>{to_html(picture.caption)}</span> <span class="css-cr2">{text(picture.credit)}</span></div></div>'
            )
        case "more" if more:
            return f'<div class="css-rm">Read more: <a href="{attribute(more.path)}">{text(more.headline)}</a></div>'
        case "newsletter":
            return '<div class="css-nl0"><div>Sign up for The Morning Tide</div><div>The day’s stories at six.</div><button>Sign up</button></div>'
        case "ad":
            return '<div class="css-ad9"><span>ADVERTISEMENT</span></div>'
        case "quote":
            return (
                f'<div class="css-pq" role="presentation" aria-hidden="true"><span>{to_html(block.text)}</span></div>'
            )
        case _:
            return ""


def _bare(block: Block, lead: str) -> str:
    match block.kind:
        case "p":
            return f"{text(lead)}{to_html(block.text)}<br><br>"
        case "h2":
            return f"<b>{to_html(block.text)}</b><br><br>"
        case "ul":
            return "<ul>" + "".join(f"<li>{to_html(item)}" for item in block.items) + "</ul>"
        case "figure" if block.picture:
            return (
                f'<table align="right" width="260" cellpadding="6"><tr><td><img src="{picture_path(block.picture.name)}" width="250">'
                f'<br><font size="1">{plain(block.picture.caption)} <i>{text(block.picture.credit)}</i></font></td></tr></table>'
            )
        case "ad":
            return '<center><font size="1" color="#999999">ADVERTISEMENT</font></center>'
        case _:
            return ""
