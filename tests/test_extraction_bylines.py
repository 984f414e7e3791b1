"""Bylines as newsrooms of some fifty languages print them: people and agencies told apart."""

from __future__ import annotations

import pytest

from newscrawl.extraction.article import examine
from newscrawl.extraction.authors import credits_of
from newscrawl.extraction.document import Document

OWN = ["The Example", "example.org", "example"]

BYLINES: list[tuple[str, list[str], list[str], str]] = [
    ("By Jane Doe", ["Jane Doe"], [], ""),
    ("BY JANE DOE", ["Jane Doe"], [], ""),
    ("By JANE DOE and JOHN SMITH", ["Jane Doe", "John Smith"], [], ""),
    ("By Jane Doe, John Smith and Ann Lee", ["Jane Doe", "John Smith", "Ann Lee"], [], ""),
    ("By Jane Doe in Berlin", ["Jane Doe"], [], ""),
    ("By Jane Doe in Berlin and John Smith in Paris", ["Jane Doe", "John Smith"], [], ""),
    ("Jane Doe, political correspondent", ["Jane Doe"], [], ""),
    ("Jane Doe Political Correspondent", ["Jane Doe"], [], ""),
    ("Jane Doe | Staff Writer", ["Jane Doe"], [], ""),
    ("Jane Doe Staff Reporter", ["Jane Doe"], [], ""),
    ("Jane Doe jane.doe@example.org", ["Jane Doe"], [], ""),
    ("Jane Doe @janedoe", ["Jane Doe"], [], ""),
    ("By Jane Doe, The Associated Press", ["Jane Doe"], ["The Associated Press"], ""),
    ("Jane Doe (Reuters)", ["Jane Doe"], ["Reuters"], ""),
    ("JANE DOE Associated Press", ["Jane Doe"], ["Associated Press"], ""),
    ("By JANE DOE, Associated Press", ["Jane Doe"], ["Associated Press"], ""),
    ("By J. R. R. Tolkien", ["J. R. R. Tolkien"], [], ""),
    ("By J.K. Rowling", ["J.K. Rowling"], [], ""),
    ("By Jane Doe, Ph.D.", ["Jane Doe"], [], ""),
    ("Dr. Jane Doe", ["Dr. Jane Doe"], [], ""),
    ("Analysis by Jane Doe", ["Jane Doe"], [], ""),
    ("Story by Jane Doe, photographs by John Smith", ["Jane Doe"], [], ""),
    ("Jane Doe, CNN", ["Jane Doe"], ["CNN"], ""),
    ("By Jane Doe for The Example", ["Jane Doe"], [], ""),
    ("Reuters staff", [], ["Reuters"], ""),
    ("AFP", [], ["AFP"], ""),
    ("dpa/afp", [], ["dpa", "afp"], ""),
    ("dpa / AFP / ans", [], ["dpa", "AFP"], ""),
    ("Von Anna Müller", ["Anna Müller"], [], ""),
    ("Von Anna Müller und Max Meier", ["Anna Müller", "Max Meier"], [], ""),
    ("Von Anna Müller, Berlin", ["Anna Müller"], [], ""),
    ("Von unserem Korrespondenten Max Meier", ["Max Meier"], [], ""),
    ("Ein Kommentar von Anna Müller", ["Anna Müller"], [], ""),
    ("Eine Analyse von Anna Müller", ["Anna Müller"], [], ""),
    ("Ein Gastbeitrag von Anna Müller", ["Anna Müller"], [], ""),
    ("Interview: Anna Müller", ["Anna Müller"], [], ""),
    ("Text: Anna Müller, Fotos: Max Meier", ["Anna Müller"], [], ""),
    ("Anna Müller, dpa", ["Anna Müller"], ["dpa"], ""),
    ("Anna Müller/dpa", ["Anna Müller"], ["dpa"], ""),
    ("Anna Müller, Redakteurin", ["Anna Müller"], [], ""),
    ("Redaktion", [], [], ""),
    ("Par Marie Dupont", ["Marie Dupont"], [], ""),
    ("Par Marie Dupont et Jean Martin", ["Marie Dupont", "Jean Martin"], [], ""),
    ("Par Marie Dupont (avec AFP)", ["Marie Dupont"], ["AFP"], ""),
    ("Marie Dupont avec AFP", ["Marie Dupont"], ["AFP"], ""),
    ("Le Monde avec AFP", ["Le Monde"], ["AFP"], ""),
    ("Propos recueillis par Marie Dupont", ["Marie Dupont"], [], ""),
    ("Marie Dupont, envoyée spéciale à Kiev", ["Marie Dupont"], [], ""),
    ("Marie Dupont (à Rome)", ["Marie Dupont"], [], ""),
    ("De notre correspondant à Rome, Jean Martin", ["Jean Martin"], [], ""),
    ("Por María García", ["María García"], [], ""),
    ("Por: María García y Juan Pérez", ["María García", "Juan Pérez"], [], ""),
    ("Por María García | EFE", ["María García"], ["EFE"], ""),
    ("María García / Madrid", ["María García"], [], ""),
    ("Redacción", [], [], ""),
    ("Europa Press", [], ["Europa Press"], ""),
    ("Por João Silva e Ana Costa", ["João Silva", "Ana Costa"], [], ""),
    ("João Silva, da Folhapress", ["João Silva"], ["Folhapress"], ""),
    ("di Mario Rossi", ["Mario Rossi"], [], ""),
    ("di Mario Rossi e Anna Bianchi", ["Mario Rossi", "Anna Bianchi"], [], ""),
    ("Dal nostro inviato Mario Rossi", ["Mario Rossi"], [], ""),
    ("Redazione ANSA", [], ["ANSA"], ""),
    ("Door Jan de Vries", ["Jan de Vries"], [], ""),
    ("Door: Jan de Vries en Piet Bakker", ["Jan de Vries", "Piet Bakker"], [], ""),
    ("Van onze verslaggever Jan de Vries", ["Jan de Vries"], [], ""),
    ("Av Anna Svensson", ["Anna Svensson"], [], ""),
    ("Text: Anna Svensson Foto: Erik Ek", ["Anna Svensson"], [], ""),
    ("Skrevet av Ola Nordmann", ["Ola Nordmann"], [], ""),
    ("Ola Nordmann Journalist", ["Ola Nordmann"], [], ""),
    ("Af Mette Jensen", ["Mette Jensen"], [], ""),
    ("Teksti: Matti Virtanen", ["Matti Virtanen"], [], ""),
    ("Autor: Jan Kowalski", ["Jan Kowalski"], [], ""),
    ("Oprac. Jan Kowalski", ["Jan Kowalski"], [], ""),
    ("Jan Kowalski, PAP", ["Jan Kowalski"], ["PAP"], ""),
    ("Jan Novák, ČTK", ["Jan Novák"], ["ČTK"], ""),
    ("ČTK", [], ["ČTK"], ""),
    ("Szerző: Kovács János", ["Kovács János"], [], ""),
    ("De Ion Popescu", ["Ion Popescu"], [], "ro"),
    ("Автор: Иван Иванов", ["Иван Иванов"], [], ""),
    ("Текст: Иван Иванов", ["Иван Иванов"], [], ""),
    ("ТАСС", [], ["ТАСС"], ""),
    ("РИА Новости", [], ["РИА Новости"], ""),
    ("Του Γιώργου Παπαδόπουλου", ["Γιώργου Παπαδόπουλου"], [], ""),
    ("Haber: Mehmet Yılmaz", ["Mehmet Yılmaz"], [], ""),
    ("Anadolu Ajansı", [], ["Anadolu Ajansı"], ""),
    ("DHA", [], ["DHA"], ""),
    ("كتب: أحمد علي", ["أحمد علي"], [], ""),
    ("كتب أحمد علي ومحمد حسن", ["أحمد علي", "محمد حسن"], [], ""),
    ("بقلم: أحمد علي", ["أحمد علي"], [], ""),
    ("القاهرة - أحمد علي", ["أحمد علي"], [], ""),
    ("رويترز", [], ["رويترز"], ""),
    ("نویسنده: رضا احمدی", ["رضا احمدی"], [], ""),
    ("ایسنا", [], ["ایسنا"], ""),
    ("מאת: דוד כהן", ["דוד כהן"], [], ""),
    ("מאת דוד כהן", ["דוד כהן"], [], ""),
    ("द्वारा: राहुल शर्मा", ["राहुल शर्मा"], [], ""),
    ("Written by: राहुल शर्मा", ["राहुल शर्मा"], [], ""),
    ("Edited by: Rahul Sharma", ["Rahul Sharma"], [], ""),
    ("Reported By: Rahul Sharma", ["Rahul Sharma"], [], ""),
    ("ভাষা", ["ভাষা"], [], ""),
    ("নিজস্ব প্রতিবেদক", [], [], ""),
    ("ผู้เขียน: สมชาย ใจดี", ["สมชาย ใจดี"], [], ""),
    ("โดย สมชาย ใจดี", ["สมชาย ใจดี"], [], ""),
    ("Tác giả: Nguyễn Văn An", ["Nguyễn Văn An"], [], ""),
    ("Theo Nguyễn Văn An", ["Nguyễn Văn An"], [], "vi"),
    ("Oleh: Budi Santoso", ["Budi Santoso"], [], ""),
    ("Penulis: Budi Santoso Editor: Siti Aminah", ["Budi Santoso"], [], ""),
    ("记者 张三", ["张三"], [], ""),
    ("记者 张三 李四", ["张三", "李四"], [], ""),
    ("本报记者 张三", ["张三"], [], ""),
    ("新华社记者张三、李四", ["张三", "李四"], ["新华社"], ""),
    ("【作者】李四", ["李四"], [], ""),
    ("文/李四", ["李四"], [], ""),
    ("文｜李四", ["李四"], [], ""),
    ("作者：李四 编辑：王五", ["李四"], [], ""),
    ("記者王小明／台北報導", ["王小明"], [], ""),
    ("〔記者王小明／台北報導〕", ["王小明"], [], ""),
    ("中央社記者王小明台北17日電", ["王小明"], ["中央社"], ""),
    ("新华社", [], ["新华社"], ""),
    ("中央社", [], ["中央社"], ""),
    ("홍길동 기자", ["홍길동"], [], ""),
    ("홍길동·김철수 기자", ["홍길동", "김철수"], [], ""),
    ("홍길동 기자 hong@example.co.kr", ["홍길동"], [], ""),
    ("글·사진 홍길동 기자", ["홍길동"], [], ""),
    ("베이징=홍길동 특파원", ["홍길동"], [], ""),
    ("(서울=연합뉴스) 홍길동 기자", ["홍길동"], ["연합뉴스"], ""),
    ("山田太郎", ["山田太郎"], [], ""),
    ("【山田太郎】", ["山田太郎"], [], ""),
    ("ロンドン=山田太郎", ["山田太郎"], [], ""),
    ("文・山田太郎", ["山田太郎"], [], ""),
    ("取材・文＝山田太郎", ["山田太郎"], [], ""),
    ("共同通信", [], ["共同通信"], ""),
    ("山田 太郎 記者", ["山田 太郎"], [], ""),
    ("Autorė Ona Petraitė", ["Ona Petraitė"], [], ""),
    ("Autors: Jānis Bērziņš", ["Jānis Bērziņš"], [], ""),
    ("Piše: Ivan Horvat", ["Ivan Horvat"], [], ""),
    ("Autor: Ivan Horvat, Hina", ["Ivan Horvat"], ["Hina"], ""),
    ("Tekst: Ivan Horvat", ["Ivan Horvat"], [], ""),
    ("Na Juma Ali", ["Juma Ali"], [], "sw"),
    ("NA MWANDISHI WETU", [], [], ""),
    ("Staff Reporter", [], [], ""),
    ("Web Desk", [], [], ""),
    ("News Desk", [], [], ""),
    ("Our Correspondent", [], [], ""),
    ("Guest Author", [], [], ""),
    ("admin", [], [], ""),
    ("User Admin", [], [], ""),
    ("Super User", [], [], ""),
    ("name, email@example.com", [], [], ""),
    ("Author of the article:", [], [], ""),
    ("作者：未知", [], [], ""),
    ("作者：网络整理", [], [], ""),
    ("时间", [], [], ""),
    ("发布时间", [], [], ""),
    ("查看更多", [], [], ""),
    ("发布于 2024-04-17 07:19:52", [], [], ""),
    ("By 홍길동", ["홍길동"], [], ""),
    ("홍길동 바다 칼럼니스트", ["홍길동"], [], ""),
    ("부산, 대전 홍길동 기자", ["홍길동"], [], ""),
    ("홍길동 김철수 기자", ["홍길동", "김철수"], [], ""),
    ("Associated Press and Staff", [], ["Associated Press"], ""),
    ("Mary-Kate O'Neill", ["Mary-Kate O'Neill"], [], ""),
    ("Juan de la Cruz", ["Juan de la Cruz"], [], ""),
    ("Ludwig van der Rohe", ["Ludwig van der Rohe"], [], ""),
    ("Theresa May", ["Theresa May"], [], ""),
    ("Jane Doe • 3 min read", ["Jane Doe"], [], ""),
    ("Jane Doe Published 17 April 2026", ["Jane Doe"], [], ""),
    ("Updated by Jane Doe", ["Jane Doe"], [], ""),
    ("Jane Doe, professor of history at the University of Example", ["Jane Doe"], [], ""),
    ("Povilas Jonaitis, Vilniaus universiteto fakulteto ir instituto profesorius", ["Povilas Jonaitis"], [], "lt"),
    ("De Vries Jan", ["De Vries Jan"], [], "nl"),
    ("Na Yoon", ["Na Yoon"], [], "ko"),
    ("Theo van Gogh", ["Theo van Gogh"], [], "nl"),
    ("وليد وائل", ["وليد وائل"], [], "ar"),
    ("The Example", [], [], ""),
    ("Example Staff", [], [], ""),
]


@pytest.mark.parametrize(("byline", "people", "agencies", "language"), BYLINES)
def test_a_byline_as_newsrooms_print_it(byline: str, people: list[str], agencies: list[str], language: str) -> None:
    found = credits_of([byline], OWN, language=language)
    assert (found.people, found.agencies) == (people, agencies)


TEXTS = {
    "en": "The council voted on Monday to close the old pier, and the mayor said that work {} was to begin in spring,"
    " which is the season of the high tides.",
    "zh": "市议会周一决定关闭旧码头，市长说，工程{}将在春天开始。"
    "这是全国最古老的码头之一，许多参加会议的居民对这个计划表示反对，他们认为应该为后代保留下来。",
    "ar": "قرر مجلس المدينة يوم الاثنين إغلاق الرصيف القديم، وقال رئيس البلدية إن الأعمال {} ستبدأ في الربيع"
    "، لكن السكان كانوا ضد هذه الخطة واستمر الاجتماع حتى وقت متأخر من الليل.",
    "hi": "नगर परिषद ने सोमवार को पुराने घाट को बंद करने का फैसला किया और महापौर ने कहा कि काम {} वसंत में शुरू होगा, लेकिन"
    " कई निवासी इस योजना के खिलाफ थे और बैठक देर रात तक चली।",
    "th": "สภาเมืองตัดสินใจเมื่อวันจันทร์ให้ปิดท่าเรือเก่า และนายกเทศมนตรีกล่าวว่างาน {} จะเริ่มในฤดูใบไม้ผลิ"
    " แต่ชาวบ้านจำนวนมากไม่เห็นด้วยกับแผนนี้ และการประชุมดำเนินไปจนดึก",
}
PRINTED = [
    ("<p class=byline>By Jane Doe</p>", "en", ["Jane Doe"]),
    ("<div class=author>Jane Doe <span>Political Correspondent</span></div>", "en", ["Jane Doe"]),
    ("<p>By <b>JANE DOE</b></p>", "en", ["Jane Doe"]),
    ("<span class='byline'>Example Staff</span>", "en", ["Example Staff"]),
    ("<p>Von Anna Müller, Berlin</p>", "de", ["Anna Müller"]),
    ("<div>By <a href='/team/1'>Jane Doe</a><span>Political correspondent</span></div>", "en", ["Jane Doe"]),
    (
        "<div>By <a href='/t/1'>Jane Doe</a> and <a href='/t/2'>Ann Lee</a><i>Staff</i></div>",
        "en",
        ["Jane Doe", "Ann Lee"],
    ),
    ("<div>Jane Doe | 15 April 2025, 14:52</div>", "en", ["Jane Doe"]),
    ("<div>Harbour Life | 15 April 2025</div><ul><li><a href='/h'>Harbour Life</a></li></ul>", "en", []),
    ("<p>Por María García y Juan Pérez</p>", "es", ["María García", "Juan Pérez"]),
    ("<p>Автор: Иван Иванов</p>", "ru", ["Иван Иванов"]),
    ("<p class='author'>Иван Иванов</p>", "ru", ["Иван Иванов"]),
    ("<p>Γράφει ο Γιώργος Παπαδόπουλος</p>", "el", ["Γιώργος Παπαδόπουλος"]),
    ("<p class='author'>أحمد علي</p>", "ar", ["أحمد علي"]),
    ("<p>كتب: أحمد علي</p>", "ar", ["أحمد علي"]),
    ("<p>بقلم أحمد علي</p>", "ar", ["أحمد علي"]),
    ("<div class=writer>القاهرة - أحمد علي</div>", "ar", ["أحمد علي"]),
    ("<p>מאת דוד כהן</p>", "he", ["דוד כהן"]),
    ("<span class=author>דוד כהן</span>", "he", ["דוד כהן"]),
    ("<p class=author>राहुल शर्मा</p>", "hi", ["राहुल शर्मा"]),
    ("<p>Written By: राहुल शर्मा</p>", "hi", ["राहुल शर्मा"]),
    ("<p>द्वारा: राहुल शर्मा</p>", "hi", ["राहुल शर्मा"]),
    ("<p>โดย สมชาย ใจดี</p>", "th", ["สมชาย ใจดี"]),
    ("<p>ผู้เขียน: สมชาย ใจดี</p>", "th", ["สมชาย ใจดี"]),
    ("<p>Tác giả: Nguyễn Văn An</p>", "vi", ["Nguyễn Văn An"]),
    ("<p class=author>Nguyễn Văn An</p>", "vi", ["Nguyễn Văn An"]),
    ("<p>本报记者 张三</p>", "zh", ["张三"]),
    ("<p>记者调查：旧码头票价上涨</p>", "zh", []),
    ("<p>▲图片记者李四、王五摄</p>", "zh", []),
    ("<p>记者 张三 文/摄</p>", "zh", ["张三"]),
    ("<div class=author>关注</div><p>记者 张三</p>", "zh", ["张三"]),
    ("<p>记者 张三 李四</p>", "zh", ["张三", "李四"]),
    ("<p>【作者】李四</p>", "zh", ["李四"]),
    ("<p>文/李四</p>", "zh", ["李四"]),
    ("<p>〔記者王小明／台北報導〕</p>", "zh-TW", ["王小明"]),
    ("<p>时间：2026-04-17 作者：网络整理 阅读：1644</p>", "zh", []),
    ("<p>时间：2026-04-17 作者：李四 阅读：1644</p>", "zh", ["李四"]),
    ("<p>来源：新华社 作者：李四 2026-04-17 15:07</p>", "zh", ["李四"]),
    ("<p>홍길동 기자</p>", "ko", ["홍길동"]),
    ("<p>홍길동 기자 hong@example.co.kr</p>", "ko", ["홍길동"]),
    (
        "<dl><dt>홍길동 기자</dt><dd>hong@example.co.kr</dd></dl><dl><dt>김철수 기자</dt></dl><p>입력</p>",
        "ko",
        ["홍길동", "김철수"],
    ),
    ("<div>By</div><div>Jane Doe</div>", "en", ["Jane Doe"]),
    ("<div><span>by</span><span>Jane Doe</span></div>", "en", ["Jane Doe"]),
    ("<div>Jane Doe</div><div>Exampleton</div><div>17 April 2026, 15:07</div>", "en", ["Jane Doe"]),
    ("<div>Published 17 April 2026</div><div><span>Jane Doe</span></div>", "en", ["Jane Doe"]),
    ("<div>Harbour County</div><div>17 April 2026</div><ul><li><a href='/h/'>Harbour County</a></ul>", "en", []),
    ("<p>【ロンドン＝山田太郎】</p>", "ja", ["山田太郎"]),
    ("<p class=author>山田太郎 記者</p>", "ja", ["山田太郎"]),
]


@pytest.mark.parametrize(("byline", "language", "authors"), PRINTED)
def test_a_byline_that_a_page_prints_below_its_headline(byline: str, language: str, authors: list[str]) -> None:
    text = TEXTS.get(language[:2]) or TEXTS["zh" if language[:2] in ("ja", "ko") else "en"]
    page = (
        f"<html lang={language}><head><meta property=og:site_name content='The Example'>"
        "<meta property=og:type content=article></head><body><article><h1>Council votes to close the old pier</h1>"
        + byline
        + "".join(f"<p>{text.format(number)}</p>" for number in ("one", "two", "three"))
        + "</article></body></html>"
    )
    article, _ = examine(Document.parse(page, "https://www.example.org/news/2026/council-votes-to-close-the-pier"))
    assert article.authors == authors


def test_a_korean_reporter_signs_behind_the_story_with_an_address() -> None:
    text = f"<p>{TEXTS['zh'].format('하나') * 3}</p>" * 8
    html = f"<h1>시의회가 낡은 부두를 닫기로 했다</h1>{text}<div>부산 <b>홍길동</b> 기자 hong@example.co.kr</div>"
    article, _ = examine(Document.parse(html.encode(), "https://example.org/a"))
    assert article.authors == ["홍길동"]


def test_an_agency_that_signs_alone_leaves_no_name_at_the_foot_of_the_page_to_be_the_author() -> None:
    foot = (
        "<div><ul><li><a href='/tag/ferry/'>Ferry</a></li><li><a href='/author/ida-holt/'>Ida Holt</a></li></ul></div>"
    )
    text = f"<p>{'Words of it. ' * 20}</p>"
    html = f"<h1>Ferry hires a watchman</h1><div class=byline>By The Canadian Press</div>{text}{foot}"
    article, _ = examine(Document.parse(html.encode(), "https://example.org/a"))
    assert (article.authors, article.agency) == ([], "The Canadian Press")


def test_an_agency_whose_name_stands_alone_below_the_headline_signs() -> None:
    text = f"<p>{'Words of it. ' * 20}</p>"
    html = f"<h1>Ferry hires a watchman</h1><div class='x1'><span>The Canadian Press</span></div>{text * 3}"
    article, _ = examine(Document.parse(html.encode(), "https://example.org/a"))
    assert (article.authors, article.agency) == ([], "The Canadian Press")


def test_an_agency_in_a_graph_of_data_is_no_name_of_the_publisher() -> None:
    wire = '{"@type": "Organization", "@id": "/#cp", "name": "The Canadian Press"}'
    story = '{"@type": "NewsArticle", "headline": "Ferry hires a watchman", "author": [{"@id": "/#cp"}]}'
    data = f'<script type="application/ld+json">{{"@graph": [{story}, {wire}]}}</script>'
    html = f"<head>{data}</head><h1>Ferry hires a watchman</h1>" + f"<p>{'Words of it. ' * 20}</p>" * 3
    article, _ = examine(Document.parse(html.encode(), "https://example.org/a"))
    assert article.agency == "The Canadian Press"


@pytest.mark.parametrize(
    ("line", "authors"),
    [
        (
            "<p>Inès de la Tour avec AFP <span>17 avril 2024 à 5h20</span> Lu en 8 min</p>",
            ["Inès de la Tour"],
        ),
        ("<p>Jane Doe with AP</p>", ["Jane Doe"]),
        ("<p>Dinner with Ann at the old pier</p>", []),
        ("<p>The harbour in pictures with AP</p>", []),
    ],
)
def test_a_name_with_an_agency_beside_it_is_a_byline_without_by(line: str, authors: list[str]) -> None:
    text = "".join(
        f"<p>Sentence {n} tells at some length what the council decided on Monday night.</p>" for n in range(6)
    )
    page = f"<html lang=fr><body><article><h1>Council decides on the pier</h1>{line}{text}</article></body></html>"
    assert examine(Document.parse(page, "https://example.org/2024/04/17/council-decides"))[0].authors == authors


@pytest.mark.parametrize(("byline", "authors"), [("<div>By Jane Doe</div>", ["Jane Doe"]), ("", ["jdoe"])])
def test_an_account_in_the_data_gives_way_to_the_name_that_is_printed(byline: str, authors: list[str]) -> None:
    data = '{"@type":"NewsArticle","headline":"Ferry hires a watchman","author":{"@type":"Person","name":"jdoe"}}'
    html = f"<script type='application/ld+json'>{data}</script><h1>Ferry hires a watchman</h1>{byline}<p>Text.</p>"
    article, _ = examine(Document.parse(html.encode(), "https://example.org/a"))
    assert article.authors == authors


def test_a_teaser_s_author_behind_the_story_is_not_its_own() -> None:
    text = f"<p>{'Words of it are told here. ' * 8}</p>"
    teaser = "<h3><a href='/b'>Fire in the hills</a></h3><div><span>Por </span><a>El Planeta Urbano</a></div>"
    html = f"<html lang=es><h1>Ferry hires a watchman</h1><div>{text * 3}</div><article>{teaser}</article>"
    assert examine(Document.parse(html.encode(), "https://example.org/a"))[0].authors == []


def test_what_stands_by_the_year_in_a_page_s_foot_signs_no_story() -> None:
    """Where no paragraph is long, all of the page stands above the first one."""
    head = "<h1>Ferry is back in port after a long night</h1><div class='meta'><span class='byline'>Reuters</span>"
    head += " <time>17 September 2024, 21:04</time> <span>Updated <time>18 September 2024, 09:04</time></span></div>"
    foot = "<footer><p>© 2024 Evening Courier</p><a href='/imprint'>Imprint</a> <a href='/privacy'>Privacy</a></footer>"
    page = f"<article>{head}<div><p>All were well.</p><p>It will sail on Monday.</p></div></article>{foot}"
    html = f"<html><head><title>Ferry is back in port after a long night</title></head><body>{page}</body></html>"
    article, _ = examine(Document.parse(html, "https://example.org/2024/04/17/ferry-is-back"))
    assert (article.authors, article.agency) == ([], "Reuters")
