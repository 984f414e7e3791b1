"""Lines around a story: which are the page's and which the story's."""

from __future__ import annotations

import pytest

from newscrawl.extraction.endmatter import (
    is_appeal,
    is_call,
    is_credit,
    is_date_line,
    is_life,
    is_offer,
    is_signature,
)


@pytest.mark.parametrize(
    "line",
    [
        "15.04.2026 - 15:48 UhrLesedauer: 2 Min.",
        "25/04/2026 Actualizado a las 15:10h.",
        "5 gennaio 2025 ( modifica il 6 gennaio 2025 | 15:24)",
        "Published March 4, 2024 at 7:05 am EST",
        "Stand: 12.03.2024, 18:50 Uhr",
        "Mar 09, 2017, 07:22PM ISTSource:",
    ],
)
def test_a_line_of_dates_and_times_is_a_date_line(line: str) -> None:
    assert is_date_line(line)


@pytest.mark.parametrize(
    "line",
    ["In 2024 the council met.", "The vote on 4 March 2024 was close.", "Chapter 12", "1984: a book"],
)
def test_a_sentence_with_a_date_is_no_date_line(line: str) -> None:
    assert not is_date_line(line)


@pytest.mark.parametrize(
    "line",
    [
        "Reporting by Jane Roe; Editing by Tom Reilly",
        "The Associated Press contributed to this report.",
        "– additional reporting by Donald Matthys",
        "Aus dem Englischen von Jan Doolan",
        "This article was originally published by The Valley Observer.",
        "The views expressed in this article are the author’s own.",
        "(Borítókép: A polgármester. Fotó: Nagy Bence / MTI)",
        "新潮声明：所有会议实录均为现场速记整理。",
        "(Reporting by Jane Roe in the harbour; Additional reporting by John Doe in the capital, Mary Major in the "
        "north and Richard Miles on the island and at sea; Editing by Juan Perez, Ola Nordmann and Max Muster)",
        "Contributing: Jane Roe, the Harbour Press.",
        "[Featured Image by Jane Roe/Harbour Press]",
        "Images: Harbour Press; Jane Roe",
        "Beitragsbild: Der Hafen im Winter, Ausriss.",
        "™ & © 2024 Harbour News Network, Inc. All rights reserved.",
        "Jane Roe has no position in any of the stocks mentioned. The Sailing Fool has a disclosure policy.",
        "Jane Roe is an assistant editor. Follow her on Mastodon.",
        "This is a developing story and will be updated.",
        "From Harbour Gazette staff reports",
        "Article by Jane Roe (@janeroe).",
        "来源：海港日报",
        "编辑 王小明 校对 李小红",
        "采写：海港记者 王小明",
        "海港日报记者 王小明 李小红",
        "【文/海港日报 王小明】",
        "图片来自网络，如有侵权，请联系删除。",
    ],
)
def test_helpers_owners_and_translators_are_credits(line: str) -> None:
    assert is_credit(line)


@pytest.mark.parametrize(
    "line",
    [
        "Reporting on the floods took weeks.",
        "The translator was paid late.",
        "From staff reports the council learnt nothing.",
        "记者：您怎么看这座新码头？",
        "来源不明的货物昨天在港口被查获。",
        "记者 昨天在港口了解到，新码头将于明年开放。",
        "Copyright law says nothing about it, the judge found.",
        "Published in the spring of 1997, the novel became her best-known one and sold well in the north.",
    ],
)
def test_a_story_about_reporting_is_no_credit(line: str) -> None:
    assert not is_credit(line)


@pytest.mark.parametrize(
    "line",
    [
        "Do you have a story to tell? Email: jane.roe@example.org",
        "Would you like to comment on this article?",
        "Contact: [email protected]",
        "Ihre Meinung ist uns wichtig.",
        "Il vous reste 57.09% de cet article à lire.",
        "Mehr aktuelle Nachrichten gibt es in unserem WhatsApp-Kanal.",
        "Hat Ihnen dieser Artikel gefallen? Dann unterstützen Sie uns.",
        "In diesem Artikel sind Affiliate-Links. Kaufen Sie dort, erhalten wir eine kleine Provision.",
        "Ошибка в тексте? Выделите её и нажмите Ctrl + Enter",
        "Want more updates from the harbour? Sign up for her letter.",
        "On Facebook: Follow the harbour and get more of it.",
        "Interested in sharing your boat with us? Write to the editors.",
        "📲 Acompanhe o Porto no Facebook, no Instagram e no Twitter",
        "이 기사가 마음에 들었다면, 좋아요를 눌러주세요.",
        "You must be logged in to read more comments.",
        f"Please keep comments relevant. {'They may take an hour to appear, and we tell you of replies. ' * 4}",
        "Um zu kommentieren, müssen Sie sich einloggen.",
    ],
)
def test_lines_that_ask_the_reader_are_calls(line: str) -> None:
    assert is_call(line)


@pytest.mark.parametrize(
    "line",
    [
        "Sie betonte stets, dass die Spende nichts mit ihrer Entscheidung zu tun gehabt habe.",
        "Canada is among the subscribers to this idea, and we know why.",
        "“Sign up for our newsletter,” she told the crowd.",
        "He posted the picture on Instagram and Facebook.",
        "For more than two decades the newspaper printed the tide tables.",
        "Reach the summit before noon, she says.",
        "Følgene er alvorlige for byen.",
        "Donated blood is kept for six weeks.",
        "Your view of his comments may take you to another vote.",
        "You can leave a comment on the plan at the county's website until May 3.",
        "Contactée par notre journal, la mairie n'était pas joignable pour réagir.",
        "La alcaldesa no estaba disponible para comentar, dijo a nuestro diario su portavoz.",
    ],
)
def test_a_story_about_newsletters_and_donations_is_no_offer(line: str) -> None:
    assert not is_offer(line) and not is_call(line)


def test_only_the_authors_own_name_makes_a_life() -> None:
    line = "Jane Roe is a reporter for the Harbour Gazette. She covers the sea."
    assert is_life(line, {"janeroe"}) and not is_life(line, {"johndoe"}) and not is_life(line, set())


@pytest.mark.parametrize("line", ["(dpa)", "（編集部）", "AFP", "– Jane Roe", "dpa/cku"])
def test_agencies_and_initials_sign(line: str) -> None:
    assert is_signature(line, {"janeroe"})


def test_a_short_sentence_signs_nothing() -> None:
    assert not is_signature("It was over.", {"janeroe"})


@pytest.mark.parametrize("heading", ["Support Lagoon Times' journalism", "Readers respond", "About the author"])
def test_headings_of_what_follows_a_story(heading: str) -> None:
    assert is_appeal(heading)


def test_a_sub_heading_is_no_appeal() -> None:
    assert not is_appeal("Support for the strike grows")


@pytest.mark.parametrize(
    ("line", "asks"),
    [
        ("Anyone with information is asked to contact Det. Jim Roe at 555-0100 or roe@county.test.", True),
        ("Anyone who saw the truck is asked to email the police at tips@county.test.", True),
        ("Hinweise an die Polizei unter Telefon 0421 555.", True),
        ("Quien tenga información puede llamar o escribir a policia@county.test.", True),
        ("Jane Doe covers the police. Reach her at jdoe@example.org.", False),
        ("Do you have information? Write to tips@example.org.", False),
        ("Do you have information about this story? Email our investigations team at tips@example.org.", False),
        ("If you have information, contact investigative reporter Jane Roe at jroe@example.org.", False),
        ("Have information to share? Write to investigates@example.org.", False),
        ("Contact the police reporter with any information at 555-0100 or crime@example.org.", False),
        ("Haben Sie Hinweise zur Polizei? Schreiben Sie der Redaktion: redaktion@example.org.", False),
        ("For more information on the comment policy, write to policy@example.org.", False),
    ],
)
def test_what_the_police_ask_of_witnesses_is_the_story_s_last_line(line: str, asks: bool) -> None:
    assert is_call(line) is not asks
