"""Draws the pictures: views of an invented shore, different for each name and always the same for one."""

from __future__ import annotations

import random

__all__ = ["draw_picture"]

_SKIES = (
    ("#f3d9b1", "#8fb7c9"),
    ("#f7b267", "#5c80a1"),
    ("#dfe5e8", "#8a9ba8"),
    ("#ffe0e0", "#7a86b8"),
    ("#d7ecd9", "#5f9ea0"),
)
_WALLS = ("#b5483a", "#e9e3d3", "#31556b", "#d9a441", "#6b7f5a", "#8c5a6e", "#cfd3cf")


def draw_picture(name: str) -> str:
    """The picture of that name as SVG."""
    rng = random.Random(name)  # noqa: S311
    low, high = rng.choice(_SKIES)
    scene = rng.choice((_harbour, _street, _lighthouse, _hills, _harbour, _street))
    scene = next((fitting for word, fitting in _FITTING if word in name), scene)
    x, y, radius = rng.randint(180, 1100), rng.randint(90, 230), rng.randint(36, 70)
    sun = f'<circle cx="{x}" cy="{y}" r="{radius}" fill="#fff6dd" opacity=".85"/>'
    clouds = "".join(
        f'<ellipse cx="{rng.randint(0, 1280)}" cy="{rng.randint(60, 260)}" rx="{rng.randint(90, 210)}" '
        f'ry="{rng.randint(12, 30)}" fill="#fff" opacity=".35"/>'
        for _ in range(rng.randint(1, 5))
    )
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1280 800" width="1280" height="800" '
        'preserveAspectRatio="xMidYMid slice">'
        f'<defs><linearGradient id="s" x2="0" y2="1"><stop stop-color="{high}"/><stop offset="1" stop-color="{low}"/>'
        f'</linearGradient></defs><rect width="1280" height="800" fill="url(#s)"/>{sun}{clouds}{scene(rng)}</svg>'
    )


def _ridge(rng: random.Random, height: int, rough: int, colour: str) -> str:
    tops = " ".join(f"{x},{height - rng.randint(0, rough)}" for x in range(0, 1281, 128))
    return f'<polygon points="0,800 {tops} 1280,800" fill="{colour}"/>'


def _sea(rng: random.Random, top: int) -> str:
    waves = "".join(
        f'<path d="M{rng.randint(-80, 0)} {y}H1280" stroke="#fff" stroke-opacity=".16" stroke-width="5" '
        f'stroke-dasharray="80 {rng.randint(50, 140)}"/>'
        for y in range(top + 40, 800, 74)
    )
    colour = rng.choice(("#3d6478", "#2f5a63", "#4a6d8c"))
    return f'<rect y="{top}" width="1280" height="{800 - top}" fill="{colour}"/>{waves}'


def _house(rng: random.Random, x: int, y: int, scale: float) -> str:
    wall = rng.choice(_WALLS)
    return (
        f'<g transform="translate({x},{y}) scale({scale:.2f})"><path d="M0 0V-60H80V0Z" fill="{wall}"/>'
        '<path d="M-8 -58 40 -104 88 -58Z" fill="#3a3f45"/><path d="M32 0v-30h18V0Z" fill="#22262b"/>'
        '<path d="M10 -46h16v16H10ZM56 -46h16v16H56Z" fill="#fbf1c9"/></g>'
    )


def _boat(rng: random.Random, x: int, y: int, scale: float) -> str:
    hull = rng.choice(("#24323f", "#8a2f2b", "#e6ded0", "#2f6b52"))
    if rng.random() < 0.5:  # a fishing boat, else a sail
        above = (
            '<path d="M50 -34h38V0H50Z" fill="#f4f1e8"/><path d="M56 -28h12v12H56Z" fill="#44596a"/>'
            '<path d="M30 -60v60h4v-60Z" fill="#333"/>'
        )
    else:
        above = '<path d="M42 -78V0h4V-78Z" fill="#333"/><path d="M49 -74 88 -8H49Z" fill="#f8f4ea"/>'
    return (
        f'<g transform="translate({x},{y}) scale({scale:.2f})"><path d="M0 0H108L90 28H18Z" fill="{hull}"/>{above}</g>'
    )


def _harbour(rng: random.Random) -> str:
    houses = "".join(
        _house(rng, x + rng.randint(0, 50), 448, rng.uniform(0.8, 1.3)) for x in range(20, 1200, rng.randint(110, 190))
    )
    boats = "".join(
        _boat(rng, rng.randint(60, 1050), y, (y - 380) / 130)
        for y in sorted(rng.sample(range(530, 730), rng.randint(1, 4)))
    )
    land = f'{_ridge(rng, 380, 130, "#59706c")}<rect y="430" width="1280" height="60" fill="#6a7355"/>'
    return f"{land}{houses}{_sea(rng, 470)}{boats}"


def _street(rng: random.Random) -> str:
    back = "".join(_house(rng, x, 470, 1.5) for x in range(-40, 1280, 170))
    front = "".join(_house(rng, x + rng.randint(0, 30), 620, rng.uniform(2.4, 3.1)) for x in range(-60, 1280, 300))
    lamps = "".join(
        f'<path d="M{x} 700V500h-34" stroke="#2b2f33" stroke-width="7" fill="none"/>'
        for x in range(rng.randint(80, 200), 1280, 380)
    )
    colour = rng.choice(("#8b8d86", "#e8ebee", "#777066"))
    ground = f'<rect y="618" width="1280" height="182" fill="{colour}"/>'
    return f"{_ridge(rng, 400, 120, '#6d8078')}{back}{front}{ground}{lamps}"


def _lighthouse(rng: random.Random) -> str:
    x, cliff = rng.randint(300, 900), rng.randint(430, 500)
    bands = "".join(
        f'<path d="M{x - 34 + i * 3} {cliff - 60 - i * 66}h{68 - i * 6}v-33h-{68 - i * 6}Z" fill="#b5362f"/>'
        for i in range(4)
    )
    tower = f'<path d="M{x - 38} {cliff}L{x - 22} {cliff - 320}h44L{x + 38} {cliff}Z" fill="#f7f3ea"/>{bands}'
    lamp = (
        f'<path d="M{x - 26} {cliff - 320}h52v-12h-52Z" fill="#30363c"/><circle cx="{x}" cy="{cliff - 352}" r="22" '
        f'fill="#ffe9a3"/><path d="M{x - 26} {cliff - 368}L{x} {cliff - 404}l26 36Z" fill="#b5362f"/>'
    )
    edge = f"{x - 330},800 {x - 210},{cliff + 60} {x - 90},{cliff} {x + 110},{cliff - 6} {x + 240},{cliff + 90}"
    rock = f'<polygon points="{edge} {x + 380},800" fill="#4c4f4a"/>'
    return (
        f"{_sea(rng, 520)}{rock}{tower}{lamp}{_house(rng, x + 60, cliff, 1.1)}{_boat(rng, (x + 560) % 1100, 600, 1.2)}"
    )


def _hills(rng: random.Random) -> str:
    layers = "".join(
        _ridge(rng, 420 + i * 90, 110 - i * 20, c) for i, c in enumerate(("#7d9a92", "#5f8069", "#466650", "#2f4a3c"))
    )
    trees = "".join(
        f'<path d="M{x} {y}l34 96h-68Z M{x} {y + 44}l46 104h-92Z" fill="#22382e"/>'
        for x, y in ((rng.randint(0, 1280), rng.randint(540, 690)) for _ in range(rng.randint(9, 26)))
    )
    near, far = rng.randint(300, 800), rng.randint(560, 760)
    road = f'<path d="M{near} 800C 700 700 500 660 {far} 560h14C 620 660 900 700 {near + 160} 800Z" fill="#b9b2a2"/>'
    return f"{layers}{road}{trees}"


_FITTING = (
    ("light", _lighthouse),
    *((word, _harbour) for word in ("ferry", "cable", "pier", "swim", "storm", "live")),
    *((word, _hills) for word in ("herring", "clinic", "eels")),
)
"""What the names of stories written by hand ask for."""
