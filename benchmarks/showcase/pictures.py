"""Draws the pictures: an invented coast in five moods, different for each name and always the same for one."""

from __future__ import annotations

import io
import math
import random

from PIL import Image, ImageChops, ImageDraw, ImageFilter

__all__ = ["draw"]

WIDTH, HEIGHT = 1200, 750
Colour = tuple[int, int, int]

_SKIES: tuple[tuple[Colour, Colour, Colour], ...] = (
    ((44, 62, 92), (170, 140, 150), (244, 190, 150)),
    ((92, 134, 168), (168, 198, 210), (238, 230, 208)),
    ((28, 34, 58), (64, 72, 112), (150, 120, 140)),
    ((120, 150, 160), (186, 200, 198), (232, 226, 212)),
    ((70, 92, 120), (214, 150, 120), (250, 214, 160)),
    ((60, 88, 96), (120, 156, 150), (220, 220, 190)),
)
"""Above, in the middle, at the horizon."""


def draw(name: str) -> bytes:
    """The picture of that name as JPEG."""
    rng = random.Random(name)  # noqa: S311
    sky = rng.choice(_SKIES)
    image = _gradient(sky)
    _sun(image, rng, sky)
    _clouds(image, rng)
    scene = next((scene for word, scene in _FITTING if word in name), None) or rng.choice(_SCENES)
    image = _grain(scene(image, rng, sky), rng)
    out = io.BytesIO()
    image.resize((960, 600), Image.Resampling.LANCZOS).save(out, "JPEG", quality=80)
    return out.getvalue()


def _mix(one: Colour, two: Colour, share: float) -> Colour:
    r, g, b = (round(a + (c - a) * share) for a, c in zip(one, two, strict=True))
    return (r, g, b)


def _gradient(sky: tuple[Colour, Colour, Colour], top: int = 0, height: int = HEIGHT) -> Image.Image:
    column = Image.new("RGB", (1, height))
    for y in range(height):
        part = (y + top) / (HEIGHT * 0.66)
        colour = _mix(sky[0], sky[1], min(1, part * 2)) if part < 0.5 else _mix(sky[1], sky[2], min(1, part * 2 - 1))
        column.putpixel((0, y), colour)
    return column.resize((WIDTH, height))


def _glow(image: Image.Image, x: int, y: int, radius: int, colour: Colour, strength: int) -> None:
    """Light around a point, brighter towards it."""
    small = Image.radial_gradient("L").resize((radius * 2, radius * 2))
    mask = ImageChops.invert(small).point(lambda value: max(0, value - 76) * strength // 180)
    image.paste(Image.new("RGB", mask.size, colour), (x - radius, y - radius), mask)


def _sun(image: Image.Image, rng: random.Random, sky: tuple[Colour, Colour, Colour]) -> None:
    x, y = rng.randint(150, WIDTH - 150), rng.randint(140, 380)
    _glow(image, x, y, rng.randint(260, 520), _mix(sky[2], (255, 250, 230), 0.6), 150)
    radius = rng.randint(16, 30)
    disc = Image.new("L", (radius * 4, radius * 4))
    ImageDraw.Draw(disc).ellipse((radius, radius, radius * 3, radius * 3), fill=235)
    disc = disc.filter(ImageFilter.GaussianBlur(2))
    image.paste(Image.new("RGB", disc.size, (255, 248, 228)), (x - radius * 2, y - radius * 2), disc)


def _clouds(image: Image.Image, rng: random.Random) -> None:
    mask = Image.new("L", (WIDTH // 4, HEIGHT // 4))
    pen = ImageDraw.Draw(mask)
    for _ in range(rng.randint(3, 9)):
        x, y = rng.randint(-20, WIDTH // 4), rng.randint(10, 90)
        for _ in range(rng.randint(5, 11)):
            dx, dy, w, h = rng.randint(-40, 40), rng.randint(-4, 4), rng.randint(20, 60), rng.randint(3, 8)
            pen.ellipse((x + dx - w, y + dy - h, x + dx + w, y + dy + h), fill=rng.randint(40, 110))
    mask = mask.filter(ImageFilter.GaussianBlur(5)).resize((WIDTH, HEIGHT))
    image.paste(Image.new("RGB", (WIDTH, HEIGHT), (255, 250, 244)), (0, 0), mask)


def _ridge(rng: random.Random, base: int, height: int, rough: float) -> list[tuple[float, float]]:
    """The outline of hills: a few waves, each of half the length and height of the one before."""
    waves = [(rng.uniform(0, 7), 2**n, height / rough**n) for n in range(7)]
    tops = []
    for x in range(0, WIDTH + 8, 8):
        y = sum(math.sin(phase + x / WIDTH * 3.1 * pace) * high for phase, pace, high in waves)
        tops.append((float(x), base - y))
    return [(0.0, float(HEIGHT)), *tops, (float(WIDTH), float(HEIGHT))]


def _polygon(image: Image.Image, points: list[tuple[float, float]], colour: Colour) -> None:
    """A polygon with smooth edges."""
    left, top = (max(0, int(min(values)) - 1) for values in zip(*points, strict=True))
    right, bottom = (int(max(values)) + 2 for values in zip(*points, strict=True))
    wide, high = min(right, WIDTH) - left, min(bottom, HEIGHT) - top
    if wide > 0 and high > 0:
        mask = Image.new("L", (wide * 2, high * 2))
        ImageDraw.Draw(mask).polygon([((x - left) * 2, (y - top) * 2) for x, y in points], fill=255)
        image.paste(colour, (left, top), mask.resize((wide, high), Image.Resampling.BILINEAR))


def _hills(image: Image.Image, rng: random.Random, sky: tuple[Colour, Colour, Colour]) -> Image.Image:
    dark = rng.choice(((24, 44, 46), (36, 36, 52), (44, 48, 34), (20, 38, 58)))
    layers = rng.randint(4, 6)
    for n in range(layers):
        near = (n + 1) / layers
        ridge = _ridge(rng, int(350 + 330 * near), int(70 - 22 * near), 1.9)
        _polygon(image, ridge, _mix(_mix(sky[2], sky[1], 0.5), dark, 0.18 + 0.82 * near**1.3))
    return image


def _sea(image: Image.Image, rng: random.Random, sky: tuple[Colour, Colour, Colour]) -> Image.Image:
    """Water that mirrors what lies above the horizon, with a boat or two."""
    line = rng.randint(400, 470)
    _polygon(image, _ridge(rng, line - 14, 22, 1.8), _mix(sky[1], (40, 52, 62), 0.6))
    _water(image, rng, line, _mix(sky[0], (16, 40, 56), 0.55))
    for _ in range(rng.randint(1, 3)):
        y = rng.randint(line + 30, 640)
        _boat(image, rng, rng.randint(120, WIDTH - 160), y, 0.5 + (y - line) / 130)
    return image


def _water(image: Image.Image, rng: random.Random, line: int, colour: Colour) -> None:
    depth = HEIGHT - line
    mirror = image.crop((0, max(0, line - depth), WIDTH, line)).transpose(Image.Transpose.FLIP_TOP_BOTTOM)
    mirror = mirror.resize((WIDTH, depth)).filter(ImageFilter.GaussianBlur(6))
    image.paste(Image.blend(mirror, Image.new("RGB", mirror.size, colour), 0.5), (0, line))
    waves = Image.new("L", (WIDTH, depth))
    pen = ImageDraw.Draw(waves)
    for _ in range(260):
        y = int(depth * rng.random() ** 1.5)
        wide = int(12 + 130 * y / depth * rng.random())
        x = rng.randint(-60, WIDTH)
        pen.line((x, y, x + wide, y), fill=rng.randint(14, 62), width=1 + y // 90)
    image.paste(Image.new("RGB", waves.size, (248, 244, 232)), (0, line), waves.filter(ImageFilter.GaussianBlur(1)))


def _boat(image: Image.Image, rng: random.Random, x: int, y: int, scale: float) -> None:
    hull = rng.choice(((40, 44, 52), (122, 42, 38), (36, 74, 92), (226, 220, 206)))

    def at(points: list[tuple[float, float]]) -> list[tuple[float, float]]:
        return [(x + px * scale, y + py * scale) for px, py in points]

    _polygon(image, at([(0, 0), (104, 0), (88, 24), (16, 24)]), hull)
    if rng.random() < 0.5:
        _polygon(image, at([(50, -4), (50, -92), (94, -6)]), (246, 240, 226))
        _polygon(image, at([(46, -4), (46, -78), (14, -6)]), (232, 224, 208))
    else:
        _polygon(image, at([(48, 0), (48, -30), (88, -30), (88, 0)]), (238, 232, 220))
        _polygon(image, at([(54, -12), (54, -24), (66, -24), (66, -12)]), (52, 66, 78))
        _polygon(image, at([(30, 0), (32, -62), (35, -62), (35, 0)]), (44, 44, 48))


def _harbour(image: Image.Image, rng: random.Random, sky: tuple[Colour, Colour, Colour]) -> Image.Image:
    """Houses along a quay, mirrored in the water."""
    line = rng.randint(450, 500)
    _polygon(image, _ridge(rng, line - 110, 50, 1.9), _mix(sky[1], (54, 70, 72), 0.6))
    _polygon(image, _ridge(rng, line - 46, 26, 1.8), _mix(sky[1], (40, 54, 50), 0.78))
    x = -20
    while x < WIDTH:
        wide, high = rng.randint(46, 92), rng.randint(52, 128)
        _house(image, rng, x, line, wide, high)
        x += wide + rng.choice((0, 0, 4, 22, 60))
    _water(image, rng, line, (28, 50, 62))
    for _ in range(rng.randint(1, 3)):
        y = rng.randint(line + 50, 680)
        _boat(image, rng, rng.randint(40, WIDTH - 200), y, 0.6 + (y - line) / 110)
    return image


_WALLS: tuple[Colour, ...] = (
    (176, 82, 66), (224, 214, 194), (66, 96, 112), (206, 164, 84), (116, 130, 104), (148, 104, 116), (206, 208, 204),
)  # fmt: skip


def _house(image: Image.Image, rng: random.Random, x: int, ground: int, wide: int, high: int) -> None:
    wall, pen = rng.choice(_WALLS), ImageDraw.Draw(image)
    pen.rectangle((x, ground - high, x + wide, ground), fill=wall)
    roof = [(x - 3, ground - high), (x + wide / 2, ground - high - wide * 0.45), (x + wide + 3, ground - high)]
    _polygon(image, roof, _mix(wall, (44, 40, 44), 0.72))
    lit = rng.random() < 0.4
    for wy in range(ground - high + 12, ground - 18, 30):
        for wx in range(x + 9, x + wide - 14, 22):
            glass = (252, 222, 150) if lit and rng.random() < 0.6 else _mix(wall, (30, 36, 44), 0.75)
            pen.rectangle((wx, wy, wx + 10, wy + 15), fill=glass)


def _light(image: Image.Image, rng: random.Random, sky: tuple[Colour, Colour, Colour]) -> Image.Image:
    """A lighthouse on a rock."""
    _water(image, rng, 520, _mix(sky[0], (16, 40, 56), 0.6))
    x, rock = rng.randint(320, 880), rng.randint(420, 480)
    cliff = [(x - 360, 760), (x - 220, rock + 70), (x - 96, rock + 6), (x + 70, rock - 4), (x + 210, rock + 84)]
    _polygon(image, [*((float(a), float(b)) for a, b in cliff), (x + 420.0, 760.0)], (44, 46, 48))
    _polygon(
        image, [(x - 34, rock + 6), (x - 20, rock - 290), (x + 20, rock - 290), (x + 34, rock + 6)], (240, 234, 222)
    )
    for band in range(3):
        top = rock - 60 - band * 92
        slim = 31 - (rock - top) * 0.047
        _polygon(image, [(x - slim, top), (x + slim, top), (x + slim - 2, top - 42), (x - slim + 2, top - 42)],
                 (164, 54, 46))  # fmt: skip
    _polygon(
        image, [(x - 17, rock - 290), (x - 17, rock - 326), (x + 17, rock - 326), (x + 17, rock - 290)], (250, 226, 150)
    )
    _polygon(image, [(x - 24, rock - 326), (x, rock - 358), (x + 24, rock - 326)], (60, 50, 52))
    _glow(image, x, rock - 308, 210, (255, 236, 180), 150)
    return image


def _field(image: Image.Image, rng: random.Random, sky: tuple[Colour, Colour, Colour]) -> Image.Image:
    """Fields under a wide sky, with a house and trees at their end."""
    _polygon(image, _ridge(rng, 470, 30, 1.8), _mix(sky[1], (74, 96, 84), 0.7))
    greens = ((122, 132, 72), (92, 112, 62), (170, 152, 82), (66, 90, 56))
    for n in range(4):
        base = 500 + n * 62
        _polygon(image, _ridge(rng, base, 14 + n * 4, 2.2), _mix(rng.choice(greens), sky[1], 0.35 - n * 0.1))
    for _ in range(rng.randint(5, 12)):
        x, y, size = rng.randint(0, WIDTH), rng.randint(486, 560), rng.randint(16, 44)
        crown = Image.new("L", (size * 4, size * 4))
        ImageDraw.Draw(crown).ellipse((size, size * 0.6, size * 3, size * 3), fill=255)
        crown = crown.filter(ImageFilter.GaussianBlur(2))
        image.paste(Image.new("RGB", crown.size, (46, 66, 48)), (x - size * 2, y - size * 3), crown)
    _house(image, rng, rng.randint(150, 950), 520, 74, 58)
    return image


def _grain(image: Image.Image, rng: random.Random) -> Image.Image:
    """A little noise and a darker rim, as lenses have them."""
    size = (WIDTH // 4, HEIGHT // 4)
    noise = Image.frombytes("L", size, rng.randbytes(size[0] * size[1])).point(lambda value: 118 + value * 20 // 255)
    image = ImageChops.overlay(image, noise.resize((WIDTH, HEIGHT), Image.Resampling.BICUBIC).convert("RGB"))
    rim = Image.radial_gradient("L").resize((WIDTH, HEIGHT)).point(lambda value: max(0, value - 110) * 2 // 5)
    image.paste(Image.new("RGB", image.size, (10, 12, 18)), (0, 0), rim)
    return image


_SCENES = (_hills, _sea, _harbour, _harbour, _field, _sea)
_FITTING = (
    ("light", _light), ("fog", _hills), ("storm", _sea), ("live", _sea), ("ferry", _harbour), ("pier", _harbour),
    ("harbour-", _harbour), ("sea-", _sea), ("school-", _field), ("bakery", _harbour), ("clinic", _field),
)  # fmt: skip
"""What the names of some stories ask for."""
