"""Pages as the newsrooms' own systems make them: bylines, boxes and last lines that are known by their make."""

from __future__ import annotations

import pytest

from newscrawl.extraction import extract
from newscrawl.extraction.article import examine
from newscrawl.extraction.authors import credits_of
from newscrawl.extraction.document import Document
from newscrawl.extraction.endmatter import is_credit

FIRST = (
    "The harbour council voted on Tuesday to close the swing bridge to heavy vehicles from next month, after engineers "
    "had found cracks in two of the piers that carry it."
)
REST = (
    "The bridge was opened in 1931 and carries some fourteen thousand vehicles a day, more than any other here.",
    "Hauliers said that the way round would take forty minutes longer, and that somebody would have to pay for them.",
    "Work on the piers is to begin in the autumn, and to last until the end of the next year at the earliest.",
)
CHINESE = (
    "清河市政府5月12日召开新闻发布会，宣布将在三年内完成老城区286个小区的改造，惠及居民约四万户。",
    "市住建局局长表示，此次改造将优先解决漏水、停车难和加装电梯等群众反映最集中的问题。",
    "根据方案，改造资金由财政、企业和居民共同承担，其中居民出资部分不超过总额的百分之八。",
    "首批42个小区将于6月初开工，预计年底前完工。相关名单已在市政府网站公布，接受社会监督。",
)


def page(
    body: str = "",
    *,
    behind: str = "",
    byline: str = "",
    head: str = "",
    title: str = "Cracked bridge closes to trucks",
    texts: tuple[str, ...] = (FIRST, *REST),
) -> str:
    paragraphs = [f"<p>{text}</p>" for text in texts]
    paragraphs.insert(2, body)
    return (
        f"<html><head><title>{title} - Harbour Post</title>"
        '<meta property="og:site_name" content="Harbour Post">'
        f'<meta property="article:published_time" content="2025-05-14T08:00:00Z">{head}</head>'
        f"<body><main><h1>{title}</h1>{byline}<div>{''.join(paragraphs)}{behind}</div></main></body></html>"
    )


def text_of(html: str) -> list[str]:
    article = extract(html, "https://example.org/news/2025/05/14/bridge")
    assert article is not None
    return article.article_body.split("\n\n")


def authors_of(html: str) -> list[str]:
    return examine(Document.parse(html, "https://example.org/news/2025/05/14/bridge", None))[0].authors


@pytest.mark.parametrize(
    "byline",
    [
        "<footer><div>Submitted by <span>Ann Holloway</span> on <span>Mon, 05/20/2024 - 01:10</span></div></footer>",
        "<p>Soumis par Ann Holloway le lun, 20/05/2024 - 01:10</p>",
    ],
)
def test_who_submitted_a_story_signs_it(byline: str) -> None:
    assert authors_of(page(byline=byline)) == ["Ann Holloway"]


def test_a_byline_behind_the_date_above_the_headline_signs_a_story() -> None:
    above = "<div><time>20 May</time><span>Written By <a href='/news?author=5f'>Ann Holloway</a></span></div><h1>"
    assert authors_of(page().replace("<h1>", above)) == ["Ann Holloway"]


@pytest.mark.parametrize(
    "box",
    [
        '<p>[ <a href="/x">Trucks were stuck at Penfold again</a> ]</p>',
        '<div class="story-factbox"><h3>The bridge</h3><p>It is 212 metres long and 9 wide.</p></div>',
        '<div class="part infobox"><h3>The bridge</h3><p>It is 212 metres long and 9 wide.</p></div>',
        '<blockquote class="sumario">A bridge that nobody wants to own</blockquote>',
    ],
)
def test_boxes_between_paragraphs_are_no_text(box: str) -> None:
    assert text_of(page(box)) == [FIRST, *REST]


@pytest.mark.parametrize(
    "line",
    [
        'Підписуйтесь на наш <a href="/t">Telegram</a>, щоб нічого не пропустити.',
        'Последвайте ни в <a href="/g">Google Новини</a> за всички важни новини.',
        'Pratite nas na našoj <a href="/f">Facebook</a> i Instagram stranici.',
        'רוצים להישאר מעודכנים? <a href="/w">הצטרפו</a> לקבוצה שלנו כבר עכשיו.',
        'Δείτε όλες τις τελευταίες <a href="/n">Ειδήσεις</a> από τον Κόσμο',
        'ติดตามข่าวสารได้ที่ <a href="/l">LINE Official</a> ของเราทุกวัน.',
        'Follow Harbour news on Corp Sounds, <a href="/f">Facebook</a> and <a href="/x">X</a>.',
        "Dapatkan update berita pilihan setiap hari. Mari bergabung di grup kami.",
        "Den kompletten Beitrag lesen Sie in der neuen Ausgabe der Hafenpost. (jr)",
        "Bleib auf dem Laufenden zu allem, was den Hafen angeht.",
    ],
)
def test_last_lines_of_many_tongues_are_no_text(line: str) -> None:
    assert text_of(page(behind=f"<p>{line}</p>")) == [FIRST, *REST]


@pytest.mark.parametrize(
    "line",
    [
        "انتهای پیام/",
        "《清河晚报》（2020年05月12日 第03版）",
        "fot. archiwum miasta",
        "Jane Roe contributed reporting.",
        "Borítókép: illusztráció",
    ],
)
def test_lines_of_newsrooms_behind_a_story(line: str) -> None:
    assert is_credit(line)


def test_a_number_of_photographs_is_no_text() -> None:
    assert text_of(page('<ul><li class="empty">6 fotografií</li></ul>')) == [FIRST, *REST]


def test_a_link_that_prints_the_page_is_no_text() -> None:
    told = "<br><br>".join((FIRST, *REST))
    html = page(texts=(), body=f'{told}<br><a href="javascript:window.print()">Print it</a>')
    assert text_of(html) == [FIRST, *REST]


def test_a_caption_inside_the_text_is_named_by_its_class() -> None:
    body = f'<span class="photo"><img src="a.jpg"><em class="img_desc">The bridge on Monday.</em></span>{REST[0]}'
    html = page(texts=(FIRST,), behind=f"{body}<br><br>{REST[1]}<br><br>{REST[2]}")
    assert "The bridge on Monday." not in "".join(text_of(html))


@pytest.mark.parametrize(
    ("byline", "head", "expected"),
    [
        ('<figcaption itemprop="author">Foto: Geir Dalen</figcaption><p>By Marte Hovland</p>', "", ["Marte Hovland"]),
        ('<div class="photo-author">Фото: пресс-служба</div><p>By Jane Roe</p>', "", ["Jane Roe"]),
        ("", '<meta name="articleAuthor" content="Zeynep Aydın">', ["Zeynep Aydın"]),
        ("", '<meta name="content_author" content="Dewi Putri">', ["Dewi Putri"]),
        ('<div class="szerzo"><a href="/a/1">Kis Anna</a></div>', "", ["Kis Anna"]),
        ('<div data-testid="byline-new"><div><span>Esme Hartley</span></div></div>', "", ["Esme Hartley"]),
        ("<div>12 февраля 2025 · Ирина Белова · 3 мин. чтения</div>", "", ["Ирина Белова"]),
        ("<div><span>Wim Schuurman</span><span>14 May 2025, 20:05</span></div>", "", ["Wim Schuurman"]),
        ('<p class="author">كتبت: ليلى منصور الثلاثاء، 14 مايو 2025</p>', "", ["ليلى منصور"]),
        ('<p class="author"><span>ليلى منصور</span><span>منذ أسبوعين</span></p>', "", ["ليلى منصور"]),
    ],
)
def test_bylines_as_systems_print_them(byline: str, head: str, expected: list[str]) -> None:
    assert authors_of(page(byline=byline, head=head)) == expected


OWNED = '<meta name="author" content="{0}"><meta name="{1}" content="{0}">'
LD = '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Cracked bridge", "author": %s}</script>'


@pytest.mark.parametrize(
    ("byline", "behind", "head", "expected"),
    [
        ("<p>By Jane Roe</p>", "", OWNED.format("Harbour Post Ltd, Port Ann, Canada", "copyright"), ["Jane Roe"]),
        ("<p>By Jane Roe</p>", "", OWNED.format("Ediciones El Puerto", "dc.publisher"), ["Jane Roe"]),
        ("", "", OWNED.format("Jane Roe", "copyright"), ["Jane Roe"]),
        ("", "<div class='dig-autoren'>Von Jane Roe</div>", LD % '"The Harbour Post"', ["Jane Roe"]),
        ("", "", LD % '"{\\"@type\\": \\"Person\\", \\"name\\": \\"Jane Roe\\"}"', ["Jane Roe"]),
        ("", "<div><span>Posted by <b>Jane Roe</b></span> <span>at <i>5:11 PM</i></span></div>", "", ["Jane Roe"]),
        ("", "<div>Posted by Roe at 12:53</div>", "", ["Roe"]),
        ("", "<div>Posted by Ann on 3 May</div><div>Posted by Bob on 4 May</div>", "", []),
        (
            "",
            "<ul><li><strong>Date</strong> 14.05.2025</li><li><strong>Author</strong> Jane Roe</li></ul>",
            "",
            ["Jane Roe"],
        ),
        ("", "</div><div class='widget'><h2>Interview : Ofir Roe, LAGA</h2>", "", []),
        ("<p class='autor'>Jane Roe | Palma de Mallorca | 14/05/2025</p>", "", "", ["Jane Roe"]),
        (
            "<p class='autor'>Par JANE ROE, LAURE LEE Envoyées spéciales à Toulouse</p>",
            "",
            "",
            ["Jane Roe", "Laure Lee"],
        ),
        (f"<p>{REST[0]}</p><div class='authorContainer'>Von Jane Roe, Berlin</div>", "", "", ["Jane Roe"]),
        (f"<h2>{FIRST}</h2><p>Jane Roe</p><p>Córdoba</p><p>14.05.2025, 15:10h.</p>", "", "", ["Jane Roe"]),
    ],
)
def test_who_signs_where_the_data_name_the_house(byline: str, behind: str, head: str, expected: list[str]) -> None:
    assert authors_of(page(byline=byline, behind=behind, head=head)) == expected


def test_reporters_in_a_chinese_dateline_win_over_the_paper_and_its_editor() -> None:
    texts = (f"清河日报讯（记者 刘洋）{CHINESE[0]}", *CHINESE[1:], "责任编辑：赵敏")
    paper = '<meta property="article:author" content="清河日报">'
    assert authors_of(page(texts=texts, head=paper, title="清河市将改造286个老旧小区 惠及四万户居民")) == ["刘洋"]


def test_a_portal_behind_a_korean_paper_is_no_author() -> None:
    portal = '<meta property="og:article:author" content="한빛일보 | 다모아">'
    byline = '<div class="journalist"><em>이수민 기자</em></div>'
    assert authors_of(page(head=portal, byline=byline)) == ["이수민"]


@pytest.mark.parametrize(
    ("byline", "people"),
    [
        ("Renata Falcão, HP — Morro Alto", ["Renata Falcão"]),
        ("עדי רוזן, כתב תחבורה", ["עדי רוזן"]),
        ("Photo: Jane Roe", []),
    ],
)
def test_places_and_roles_behind_a_name(byline: str, people: list[str]) -> None:
    assert credits_of([byline], ["Harbour Post"]).people == people


@pytest.mark.parametrize(
    ("title", "headings", "expected"),
    [
        (
            "Town Gazette",
            "<h1>Town Gazette</h1><h1>Two lines vanish from the town</h1>",
            "Two lines vanish from the town",
        ),
        (
            "한빛시 예산안 본회의 통과 &lt; 사회 &lt; 기사본문",
            "<h3>한빛시 예산안 본회의 통과</h3>" + "<p>공유</p>" * 7,
            "한빛시 예산안 본회의 통과",
        ),
        ("Town Gazette", '<span class="title">Two lines vanish from the town</span>', "Two lines vanish from the town"),
        (
            "Fury as trucks face a detour | Town Gazette",
            "<h2>'No slack': Fury as trucks face a detour over a bridge</h2><p>By Jo Doe</p><p>Published: 14 May</p>"
            "<p>12 shares</p><p>View comments</p><h3>WHAT THE COUNCIL SAYS</h3>",
            "'No slack': Fury as trucks face a detour over a bridge",
        ),
    ],
)
def test_headlines_beside_the_name_of_the_paper(title: str, headings: str, expected: str) -> None:
    html = (
        f'<html><head><title>{title}</title><meta property="og:site_name" content="Town Gazette"></head>{headings}'
        f"<p>{FIRST}</p>{''.join(f'<p>{text}</p>' for text in REST)}</body></html>"
    )
    assert examine(Document.parse(html, "https://example.org/a/1", None))[0].headline == expected


def test_a_date_behind_names_that_bars_part() -> None:
    line = "Words by Hal Brice and Mina Cho · Photographs by Jun Ito · March 3, 2025"
    html = (
        f"<html><title>Three libraries, one list</title><h1>Three libraries, one list</h1><p>{line}</p><p>{FIRST}</p>"
    )
    article = examine(Document.parse(html, "https://example.org/a/1", None))[0]
    assert article.date_published == "2025-03-03T00:00:00+00:00"
