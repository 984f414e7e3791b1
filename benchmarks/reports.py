"""Stories that look alike and are none of them another's copy: the hard cases of `benchmarks/clusters.py`."""

from __future__ import annotations

import random
from dataclasses import replace

from benchmarks.reprints import Piece
from newscrawl.demo.library import words

__all__ = ["background_pieces", "boilerplate_pieces", "report_pieces", "roundup_pieces"]

_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_SKIES = ("sunny", "mainly sunny", "a mix of sun and cloud", "cloudy", "periods of rain", "flurries", "drizzle")
_WINDS = ("north", "northwest", "west", "southwest", "south", "southeast", "east", "northeast")

_TEMPLATES = {
    "weather": (
        "Weather for {town}: {sky} on {day}",
        "Environment Canada is calling for {sky} in {town} on {day}, with a high of {n1} and winds from the {wind} at "
        "{n2} kilometres an hour gusting to {n3}.\n\n"
        "Overnight the temperature will fall to {n4} with {sky2}. The chance of precipitation is {n5} per cent.\n\n"
        "The outlook for {day2} is {sky3} with a high of {n6} and a low of {n7}. The normal high for this time of year "
        "is {n8}. The sun rises at 6:{m1} and sets at 7:{m2}.\n\n"
        "Residents are reminded to keep up to date with the latest forecast, and to report severe weather to the "
        "weather office by email or telephone.",
    ),
    "market": (
        "{index} closes {n1} points {updown}",
        "The {index} closed {updown} {n1} points on {day} as {sector} stocks led the way. The index ended the day at "
        "{n9}, after trading between {n8},{m1} and {n7},{m2}.\n\n"
        "Shares in {company} {rosefell} {n2}.{n3} per cent to ${n4}.{m3}, while {company2} was {updown2} {n5} cents at "
        "${n6}.{m4}.\n\nThe Canadian dollar traded for 7{n3}.{m1} cents US compared with 7{n5}.{m2} cents US on "
        "{day2}. The crude contract was {updown} {m3} cents at US$7{n2}.{m4} per barrel and the natural gas contract "
        "was down {n1} cents at US$2.{m2} per mmBTU.\n\nThe gold contract was {updown2} US${n6} at US$1,9{m1} an "
        "ounce.",
    ),
    "match": (
        "{team} beat {team2} {g1}-{g2}",
        "{person} scored {times} and added an assist as the {team} beat the {team2} {g1}-{g2} on {day} night.\n\n"
        "{person2} and {person3} also scored for the {team}, who led {g3}-{g4} after two periods. {person4} made {n1} "
        "saves for the win.\n\n{person5} replied for the {team2}, who have lost {g5} of their last {n2} games. "
        "{person6} stopped {n3} of {n4} shots.\n\nThe {team} went {g2} for {g5} on the power play. The attendance was "
        "{n5},{m1}{g1}. The {team} visit the {team3} on {day2}, and the {team2} return home to face the {team4}.",
    ),
    "obituary": (
        "{person}, {n1}",
        "{person} of {town} passed away peacefully at {town2} General Hospital on {day}, surrounded by family, at the "
        "age of {n1}.\n\nBorn in {town3}, {first} was the {child} of the late {first2} and {first3} {last}. {first} "
        "worked for {n2} years as a {trade} and loved {hobby} and {hobby2}.\n\n{first} is survived by {first4}, by "
        "{g1} children and {n3} grandchildren, and was predeceased by {first5}.\n\nVisitation will be held at the "
        "{last2} Funeral Home in {town} on {day2} from 2 to 4 and 7 to 9 p.m. A service will follow at St. {first6}’s "
        "Church. In lieu of flowers, donations to the Heart and Stroke Foundation would be appreciated.",
    ),
    "lottery": (
        "Winning numbers in {day}'s draw",
        "No winning ticket was sold for the ${n1} million jackpot in {day} night's draw.\n\nThe winning numbers are "
        "{n2}, {n3}, {n4}, {n5}, {n6} and {n7}. The bonus number is {n8}.\n\nThe jackpot for the next draw on {day2} "
        "will be approximately ${n9} million.",
    ),
    "court": (
        "{town} court: {day}",
        "The following appeared before Judge {last} in {town} provincial court on {day}.\n\n{person}, {n1}, of "
        "{town2}, pleaded guilty to {crime} and was fined ${n2}0 with {n3} days to pay.\n\n{person2}, {n4}, of "
        "{town3}, was remanded until {day2} on charges of {crime2}.\n\n{person3}, {n5}, no fixed address, was "
        "sentenced to {n6} days in jail, less time served, and placed on probation for {n7} months.",
    ),
    "earnings": (
        "{company} reports {updown} profit",
        "{company} said its profit in the latest quarter was ${n1}.{g1} million, or {m1} cents per share, {updown} "
        "from ${n2}.{g2} million, or {m2} cents per share, a year earlier.\n\nRevenue for the three months ended "
        "{month} {n3} was ${n4}.{g3} million, compared with ${n5}.{g4} million in the same quarter last year.\n\nOn an "
        "adjusted basis the company earned {m3} cents per share. Analysts on average had expected {m4} cents, "
        "according to estimates compiled by a provider of financial data.\n\nThe company’s board raised its dividend "
        "by {g5} per cent, {person}, its chief executive, said on a conference call.",
    ),
    "temblor": (
        "Magnitude {g1}.{g2} quake off {land}",
        "A magnitude {g1}.{g2} earthquake struck {n1} kilometres {wind} of {land} on {day}, the U.S. Geological Survey "
        "said.\n\nThe quake was at a depth of {n2} kilometres and hit at {n3}:{m1} local time. There were no immediate "
        "reports of damage or casualties, and no tsunami warning was issued.",
    ),
    "天気": (
        "{jp}の天気、{day3}",
        "{jp}地方は{n1}日、高気圧に覆われて晴れ、最高気温は{n2}度まで上がる見込みです。"
        "気象庁によりますと、{jp2}では{n3}ミリの雨が降るおそれがあり、風速は{n4}メートルに達する見通しです。\n\n"
        "{n5}日の{jp3}は曇りのち雨で、最低気温は{n6}度の予想です。降水確率は{n7}パーセントとなっています。"
        "気象台は、最新の気象情報に注意するよう呼びかけています。",
    ),
    "Wetter": (
        "Wetter in {town}: {day}",
        "In {town} wird es am {day} {de}. Die Temperaturen erreichen {n1} Grad, in der Nacht sinken sie auf {n2} Grad. "
        "Der Wind weht mit {n3} Kilometern pro Stunde aus {wind}.\n\nDer Deutsche Wetterdienst rechnet am {day2} mit "
        "{de2} Wetter bei {n4} bis {n5} Grad. Die Regenwahrscheinlichkeit liegt bei {n6} Prozent. Für {town2} gilt "
        "eine Warnung vor Sturmböen bis {n7} Stundenkilometer.",
    ),
}


def report_pieces(rng: random.Random, each: int) -> list[Piece]:
    """`each` reports of every template, with other facts."""
    return [
        Piece(f"{kind}/{number}", kind, *_filled(rng, *template), day=number)
        for kind, template in _TEMPLATES.items()
        for number in range(each)
    ]


def _filled(rng: random.Random, headline: str, body: str) -> tuple[str, tuple[str, ...]]:
    lists = words()
    firsts, lasts = lists["first"], lists["last"]
    towns = lists["town_newsroom"] + lists["town_gazette"]
    teams = [f"{town} {name}" for town in towns for name in ("Herons", "Mariners", "Foxes", "Pilots")]
    facts: dict[str, str] = {
        "g1": str(rng.randint(3, 8)),
        "n9": f"{rng.randint(18, 25)},{rng.randint(100, 999)}.{rng.randint(10, 99)}",
    }
    facts |= {f"n{n}": str(rng.randint(3, 49)) for n in range(1, 9)} | {
        f"m{n}": str(rng.randint(10, 59)) for n in range(1, 5)
    }
    facts |= {f"g{n}": str(rng.randint(0, 4)) for n in range(2, 6)}
    for name, choices in (
        ("day", _DAYS), ("sky", _SKIES), ("wind", _WINDS), ("town", towns), ("first", firsts), ("last", lasts),
        ("team", teams), ("company", [f"{last} {kind}" for last in lasts for kind in ("Energy", "Bank", "Foods")]),
        ("person", [f"{first} {last}" for first in firsts for last in lasts]),
        ("hobby", ["fishing", "bingo", "knitting", "curling", "gardening", "the accordion"]),
        ("crime", ["theft under $5,000", "mischief", "assault", "impaired driving", "breach of probation"]),
        ("updown", ["up", "down"]), ("jp", ["東京", "大阪", "札幌", "名古屋", "福岡", "仙台", "広島", "那覇"]),
        ("de", ["sonnig", "wolkig", "regnerisch", "neblig"]),
        ("land", ["Japan", "Chile", "Peru", "Fiji", "Papua New Guinea"]),
    ):  # fmt: skip
        for number, value in enumerate(rng.sample(choices, min(len(choices), 6))):
            facts[f"{name}{number + 1 if number else ''}"] = value
    facts |= {
        "index": rng.choice(("S&P/TSX composite index", "Dow Jones industrial average", "Nasdaq composite")),
        "sector": rng.choice(("energy", "technology", "gold", "bank")), "rosefell": rng.choice(("rose", "fell")),
        "times": rng.choice(("twice", "three times", "once")), "child": rng.choice(("son", "daughter")),
        "trade": rng.choice(("teacher", "welder", "nurse", "fisherman")),
        "month": rng.choice(("March", "June", "September")),
    }  # fmt: skip
    return headline.format(**facts), tuple(body.format(**facts).split("\n\n"))


def _front(piece: Piece, size: int) -> tuple[str, ...]:
    """The paragraphs that hold the first `size` words."""
    out: list[str] = []
    for paragraph in piece.paragraphs:
        if len("".join(out)) >= (2 if piece.spaceless else 6) * size:
            break
        out.append(paragraph)
    return tuple(out)


_BOILERPLATE = (
    "The Harbour Gazette is an independent newsroom that has covered the people and towns of this coast since 1894. We "
    "do not take money from the governments that we write about, and our reporters live in the places that they cover. "
    "If you value what you read here, tell a neighbour, write a letter to the editor, or come to one of the open "
    "evenings that we hold on the first Thursday of the month in the old print shop on Front Street.",
    "Have you seen something that we should look into? Write to the news desk at any hour, or call the tip line and "
    "leave a message. You can also send photographs and documents by post. We protect the people who talk to us, and "
    "we check what we are told before we print it. A correction is made as soon as a mistake is known, and it is "
    "marked at the foot of the story with its date. Readers who find an error are asked to tell us.",
)


def boilerplate_pieces(rng: random.Random, real: list[Piece]) -> list[Piece]:
    """Fronts of real stories, each with a paragraph that all stories of its site have, before or behind."""
    pieces = []
    for piece in real:
        block = rng.choice(_BOILERPLATE)
        front = _front(piece, rng.randint(60, 140))
        body = (block, *front) if rng.random() < 0.3 else (*front, block)
        pieces.append(replace(piece, story=f"boiler/{piece.story}", kind="boilerplate", paragraphs=body))
    return pieces


def background_pieces(rng: random.Random, real: list[Piece]) -> list[Piece]:
    """What we know so far: several leads of their own over one background of like length."""
    pieces = []
    long = [piece for piece in real if len(piece.body.split()) > 150 and not piece.spaceless]
    for index in range(0, len(long) - 4, 4):
        background = _front(long[index], 120)
        size = len(" ".join(background).split())
        for number, own in enumerate(long[index + 1 : index + 4]):
            lead = _front(own, int(size * rng.uniform(0.7, 1.1)))
            pieces.append(
                replace(own, story=f"back/{index}/{number}", kind="background", paragraphs=(*lead, *background))
            )
    return pieces


def roundup_pieces(rng: random.Random, stories: list[Piece]) -> list[Piece]:
    """The day in brief: four whole stories of others on one page, behind a line of its own."""
    pieces = []
    stories = [piece for piece in stories if len(piece.body.split()) >= 120]
    for index in range(0, len(stories) - 4, 4):
        own = (f"Here is what made news along the coast, {rng.choice(_DAYS)} edition.", rng.choice(_BOILERPLATE))
        inner = tuple(text for piece in stories[index : index + 4] for text in _front(piece, 120))
        pieces.append(Piece(f"round/{index}", "round-up", "The day in brief", own + inner))
    return pieces
