"""Datelines in the ways of newsrooms and agencies of many countries."""

from __future__ import annotations

import pytest

from newscrawl.extraction.datelines import dateline, dateline_agency

LINES = [
    ("BERLIN (dpa) - Der Rat", "BERLIN"),
    ("Berlin (dpa/lby) - Der Rat", "Berlin"),
    ("BEIJING, Aug. 8, 2023 (Xinhua) -- The", "BEIJING"),
    ("MOSCOW, Nov 3 (Reuters) – The", "MOSCOW"),
    ("ROMA – Il governo", "ROMA"),
    ("ROMA, 17 APR - Il governo", "ROMA"),
    ("(ANSA) - ROMA, 17 APR - Il governo", "ROMA"),
    ("（東京＝共同）政府は", "東京"),
    ("[서울=뉴시스] 홍길동 기자 = 정부는", "서울"),
    ("(서울=연합뉴스) 홍길동 기자 = 정부는", "서울"),
    ("【ソウル＝小池和樹】韓国の", "ソウル"),
    ("【北京共同】中国", "北京"),
    ("新华社北京4月17日电（记者张三）国家", "北京"),
    ("中新社北京4月17日电 国家", "北京"),
    ("（中央社記者王小明台北17日電）總統", "台北"),
    ("МОСКВА, 17 апр - РИА Новости. Президент", "МОСКВА"),
    ("МОСКВА, 17 апреля. /ТАСС/. Президент", "МОСКВА"),
    ("القاهرة - رويترز: قال", "القاهرة"),
    ("القاهرة (رويترز) - قال", "القاهرة"),
    ("NEW DELHI: The court", "NEW DELHI"),
    ("नई दिल्ली: अदालत", "नई दिल्ली"),
    ("KUALA LUMPUR, April 17 — The", "KUALA LUMPUR"),
    ("JAKARTA, KOMPAS.com - Pemerintah", "JAKARTA"),
    ("Jakarta (ANTARA) - Pemerintah", "Jakarta"),
    ("Madrid, 17 abr (EFE).- El Gobierno", "Madrid"),
    ("Lisboa, 17 abr 2026 (Lusa) – O Governo", "Lisboa"),
    ("Warszawa (PAP) - Rząd", "Warszawa"),
    ("ANKARA (AA) - Hükümet", "ANKARA"),
    ("WASHINGTON, D.C. — The", "WASHINGTON, D.C."),
    ("WASHINGTON (AP) — The", "WASHINGTON"),
    ("Paris (AFP) – Le", "Paris"),
    ("TOKYO -- The", "TOKYO"),
    ("SAN JUAN, Puerto Rico (AP) — The", "SAN JUAN, Puerto Rico"),
    ("Hà Nội (TTXVN) - Chính phủ", "Hà Nội"),
    ("ΑΘΗΝΑ - Η κυβέρνηση", "ΑΘΗΝΑ"),
    ("ירושלים - הממשלה", None),
    ("KYIV, Ukraine — The", "KYIV, Ukraine"),
    ("Stockholm/TT. Regeringen", None),
    ("UPDATE: The council", None),
    ("BREAKING: The council", None),
    ("EXCLUSIVE - The mayor", None),
    ("WATCH: The", None),
    ("CORRECTION: The name", None),
    ("FAQ: What", None),
    ("Trump – the president –", None),
    ("Q: What is it?", None),
    ("LIVE: The", None),
    ("COVID-19: Was man wissen muss", None),
    ("NATO - the alliance", None),
]


@pytest.mark.parametrize(("text", "place"), LINES)
def test_where_a_story_was_filed(text: str, place: str | None) -> None:
    assert dateline(text) == place


@pytest.mark.parametrize(
    ("text", "agency"),
    [
        ("BERLIN (dpa) - Der Rat", "dpa"),
        ("Paris (AFP) – Le", "AFP"),
        ("[서울=뉴시스] 정부는", "뉴시스"),
        ("新华社北京4月17日电 国家", "新华社"),
        ("القاهرة - رويترز: قال", "رويترز"),
        ("МОСКВА, 17 апреля. /ТАСС/. Президент", "ТАСС"),
        ("SALTBROOK - The herring", None),
        ("SPRINGFIELD (Illinois) - The", None),
    ],
)
def test_the_agency_that_stands_with_the_place(text: str, agency: str | None) -> None:
    assert dateline_agency(text) == agency
