"""Words: counting them in every script, and what is kept inside of them."""

from __future__ import annotations

import pytest

from newscrawl.extraction import extract
from newscrawl.extraction.datewords import part_published
from newscrawl.extraction.text import clean, count_words, folded
from newscrawl.extraction.vocabulary import is_furniture_line
from newscrawl.reading.words import squash


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("The mayor's twenty-one votes, 3.5 percent.", 6),
        ("नगर परिषद ने सोमवार को पुराने घाट को बंद किया।", 10),
        ("سوف تبدأ الأعمال في الرَّبيع", 5),
        ("کارها در بهار آغاز می‌شود", 5),
        ("העבודות יתחילו באביב", 3),
        ("시의회는 월요일 부두를 폐쇄했다.", 4),
        ("市議会は月曜日に決めた", 6),
        ("市议会决定关闭码头 2026 年", 6),
        ("สภาเมืองตัดสินใจ", 3),
        ("நகர சபை முடிவு செய்தது", 4),
        ("", 0),
    ],
)
def test_words_are_counted_as_their_script_writes_them(text: str, count: int) -> None:
    assert count_words(text) == count


def test_joiners_inside_words_and_printed_quotes_stay() -> None:
    assert clean("می‌شود „so“ क्‍ष") == "می‌شود „so“ क्‍ष"


def test_marks_of_direction_and_bytes_that_cannot_be_seen_go() -> None:
    assert clean("\u200f\u202bالمدينة\u202c\u200f \u2067x\u2069\ufeff") == "المدينة x"
    assert clean("Cafe\u0301") == "Café"


@pytest.mark.parametrize(
    "text", ["DEVAMINI OKU", "Devamını oku", "ÇTĚTE TAKÉ", "ČTĚTE TAKÉ: A", "INFORMACJA", "İlgili haber"]
)
def test_words_of_templates_are_known_in_capitals_of_every_language(text: str) -> None:
    assert is_furniture_line(text) == (text not in ("ÇTĚTE TAKÉ", "INFORMACJA"))
    assert len(folded(text)) == len(text)


def test_the_part_of_a_line_that_tells_a_date_is_found_in_capitals() -> None:
    line = "GÜNCELLENME 18.04.2024 İZMİR YAYIN TARİHİ: 17.04.2024"
    assert part_published(line) == "YAYIN TARİHİ: 17.04.2024"


def test_spaces_that_cannot_be_seen_part_words() -> None:
    assert squash("\ufeff a\u200bb \u00a0\u2060c\u2003\n") == "a b c"


def test_ruby_does_not_break_a_paragraph() -> None:
    text = "大統領は夜、緊急談話を出し、野党が国政をまひさせているとして宣言した。憲政秩序を守るためだとも述べた。"
    page = (
        "<html lang=ja><head><meta property=og:type content=article></head><body><article>"
        "<h1>大統領が緊急談話を出した</h1><p class=date>2026年4月17日 15:07</p>"
        f"<p>韓国の\n<ruby><rb>尹</rb><rp>（</rp><rt>ユン</rt><rp>）</rp></ruby>\n{text}</p>"
        f"<p>{text}市民は広場に集まった。</p><p>{text}議会は解散した。</p></article></body></html>"
    )
    article = extract(page, "https://example.jp/news/20260417-OYT1T50218/")
    assert article is not None
    assert article.article_body.split("\n\n")[0].startswith("韓国の 尹（ユン） 大統領は夜")


@pytest.mark.parametrize(
    ("note", "correction"),
    [
        ("Correction: An earlier version named the wrong bridge.", "An earlier version named the wrong bridge."),
        ("Anm. der Redaktion: Hier stand ein falscher Name.", "Hier stand ein falscher Name."),
        ("Rectificatif : une première version citait un autre pont.", "une première version citait un autre pont."),
        ("Rättelse: I en tidigare version stod fel bro.", "I en tidigare version stod fel bro."),
        ("【訂正】", None),
        ("【訂正】初出時、橋の名前が誤っていました。", "初出時、橋の名前が誤っていました。"),
        ("Correction officers came to the bridge and stood there until the morning.", None),
        ("Oprava mostu začne na jaře a potrvá podle města nejméně dva roky.", None),
    ],
)  # fmt: skip
def test_corrections_in_the_text_are_a_field_too(note: str, correction: str | None) -> None:
    text = "".join(f"<p>The council voted {n} times on Monday to close the old bridge in the spring.</p>"
                   for n in ("two", "three", "four", "five", "six"))  # fmt: skip
    page = (
        "<html lang=en><head><meta property=og:type content=article></head><body><article>"
        f"<h1>Council votes on bridge</h1><p class=byline>By Ada Finch</p>{text}<p>{note}</p></article></body></html>"
    )
    article = extract(page, "https://example.org/news/2026/council-votes-on-bridge")
    assert article is not None
    assert article.correction == correction


@pytest.mark.parametrize(
    ("label", "sentence"),
    [
        ("Recommended for you", "Recommended by doctors, the boat is used by four thousand people."),
        ("Recommended from Editorial", "Recommended from the start, the boat was never bought."),
        ("Recommended by Outbrain", "Recommended by two of three doctors, it costs eleven dollars."),
        ("Sponsored by Harbour Bank", "Sponsored by Sen. Jane Doe, the bill would ban boats from the bay."),
        ("Sponsored Ad", "Sponsored adventures are for those who can pay for them."),
        ("Subscribers only", "Subscribers told the paper what they thought of it."),
        ("Subscribe to The Tide", "Subscribers fell by four percent last year, the company said."),
        ("Advertisement - story continues below", "Advertisements for it ran on television for eleven years."),
        (
            "Advertisement 2 This advertisement has not loaded yet, but your article continues below.",
            "Advertisement was not what the harbour needed, the mayor said to the council on Monday.",
        ),
        ("Getty Images for The Tide", "Getty Images for their part said that they had not been asked, nor paid."),
        ("Getty Images/Jane Roe", "Getty Images has sued the maker of the model in London."),
        ("Copyright The Harbour Press", "Copyright law does not help them, the court said on Monday."),
        ("Scroll to continue", "Scrolling through her phone, she saw the boat."),
        ("Mehr Infos", "Mehr Informationen wollte die Polizei am Montag nicht geben."),
        ("Mehr Informationen zum Thema Fähre", "Mehr Informationen zum Brand gab die Polizei am Montag nicht."),
        ("Auch interessant – Die Fähre", "Auch interessant war für sie die Fähre."),
        ("Das könnte Sie noch interessieren", "Das könnte sie noch lange beschäftigen, sagt er."),
        ("Hier geht es direkt zum Liveticker", "Hier geht es direkt um die Fähre."),
        ("También puedes leer: La alcaldesa dimite", "También puedes morir de frío, dice el pescador."),
        ("Auch interessant:", "Auch interessant ist, dass die Fähre schon im Mai kommt."),
        ("Das könnte Sie auch interessieren", "Das könnte sie den Sieg kosten, sagen Beobachter."),
        ("Zum Thema: Fähren", "Zum Thema Fähre sagte die Ministerin am Montag nichts."),
        ("Hier geht es zum Liveticker", "Hier geht es um viel Geld, sagt die Bürgermeisterin."),
        ("Publicité", "Publicité mensongère, disent les associations, qui ont porté plainte."),
        ("También puede leer:", "También puede ocurrir que no venga nadie al puerto."),
        ("Relacionado:", "Relacionado con el caso, la policía detuvo a dos hombres."),
        ("Реклама", "Реклама принесла компании больше половины всех её доходов."),
    ],
)
def test_a_story_s_sentence_that_begins_like_a_label_is_none(label: str, sentence: str) -> None:
    assert is_furniture_line(label) and not is_furniture_line(sentence)
