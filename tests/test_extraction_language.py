"""The language that a story is written in."""

from __future__ import annotations

import pytest

from newscrawl.extraction import extract
from newscrawl.extraction.language import language_of

ENGLISH = (
    "The council voted on Monday to close the old pier, and the mayor said that the work was to begin in the spring. "
    "It is one of the oldest in the country, and many of those who came to the meeting were against the plan."
)
GERMAN = (
    "Der Stadtrat hat am Montag beschlossen, die alte Brücke nicht zu sanieren, und die Bürgermeisterin sagte, das sei "
    "mit den Mitteln der Stadt auch nicht zu leisten. Die Arbeiten sollen im Frühjahr beginnen, ist zu hören."
)
SAMPLES = [
    (ENGLISH, "en"),
    (GERMAN, "de"),
    ("Le conseil municipal a décidé lundi de fermer la jetée, et le maire a déclaré que les travaux pour une nouvelle "
     "jetée sont prévus dans les prochains mois, ce qui ne plaît pas à tous les habitants du quartier.", "fr"),
    ("El ayuntamiento decidió el lunes cerrar el muelle, y la alcaldesa dijo que las obras en la zona van a empezar "
     "por la primavera, con una inversión que los vecinos del barrio consideran como muy alta para su tamaño.", "es"),
    ("Rada miasta zdecydowała w poniedziałek, że stare molo nie będzie remontowane, a prace na nabrzeżu zaczną się z "
     "wiosną. To jest jedna z najstarszych budowli w kraju i nie wszystkim się ta decyzja podoba.", "pl"),
    ("Kunnanvaltuusto päätti maanantaina, että vanha laituri suljetaan. Pormestarin mukaan työt alkavat keväällä, "
     "mutta kaikki eivät ole samaa mieltä, ja hän sanoi myös, että se on kallis hanke, joka ei valmistu.", "fi"),
    ("市議会は月曜日、老朽化した桟橋を閉鎖することを決めた。市長は工事が春に始まると述べたが、住民の間には反対の声も"
     "多く、説明会は深夜まで続いた。桟橋は国内でも最も古いものの一つとされている。", "ja"),
    ("市议会周一决定关闭旧码头，市长说，工程将在春天开始。这是全国最古老的码头之一，许多参加会议的居民对这个计划表示反对，"
     "他们认为应该为后代保留下来。会议一直持续到深夜才结束，发言的人来自各个街区。", "zh-Hans"),
    ("市議會週一決定關閉舊碼頭，市長說，工程將在春天開始。這是全國最古老的碼頭之一，許多參加會議的居民對這個計畫表示反對，"
     "他們認為應該為後代保留下來。會議一直持續到深夜才結束，發言的人來自各個街區。", "zh-Hant"),
    ("시의회는 월요일 낡은 부두를 폐쇄하기로 결정했다. 시장은 공사가 봄에 시작될 것이라고 말했지만 주민들 사이에서는 "
     "반대하는 목소리도 많았고 설명회는 밤늦게까지 이어졌다. 부두는 국내에서 가장 오래된 것 중 하나다.", "ko"),
    ("Городской совет решил в понедельник закрыть старый пирс. Мэр сказал, что работы начнутся весной, но жители были "
     "против этого плана, и эта встреча продолжалась до поздней ночи.", "ru"),
    ("Міська рада вирішила в понеділок закрити старий пірс. Мер сказав, що роботи почнуться навесні, але її мешканці "
     "були проти цього плану, і зустріч тривала до пізньої ночі в їхньому районі.", "uk"),
    ("قرر مجلس المدينة يوم الاثنين إغلاق الرصيف القديم، وقال رئيس البلدية إن الأعمال ستبدأ في الربيع، لكن السكان كانوا "
     "ضد هذه الخطة واستمر الاجتماع حتى وقت متأخر من الليل.", "ar"),
    ("شورای شهر روز دوشنبه تصمیم گرفت اسکله قدیمی را ببندد و شهردار گفت که کارها در بهار آغاز می‌شود، اما بسیاری از "
     "ساکنان با این طرح مخالف بودند و جلسه تا دیروقت ادامه یافت.", "fa"),
    ("नगर परिषद ने सोमवार को पुराने घाट को बंद करने का फैसला किया और महापौर ने कहा कि काम वसंत में शुरू होगा, लेकिन कई "
     "निवासी इस योजना के खिलाफ थे।", "hi"),
    ("สภาเมืองตัดสินใจเมื่อวันจันทร์ให้ปิดท่าเรือเก่า และนายกเทศมนตรีกล่าวว่างานจะเริ่มในฤดูใบไม้ผลิ แต่ชาวบ้านจำนวนมากไม่เห็นด้วยกับแผนนี้", "th"),
    ("Il a été élu maire de la ville dimanche avec une avance de mille voix. Elle, battue après deux mandats, n’a fait "
     "aucun commentaire. Ils ont voté contre moi, à cause de cette affaire de parking, a dit son adjoint, qu’on a vu "
     "partir tôt. Le nouveau maire veut fermer la rue du port aux voitures.", "fr"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "tag"), SAMPLES)
def test_a_text_without_a_word_on_its_language(text: str, tag: str) -> None:
    assert language_of(text) == tag


@pytest.mark.parametrize(("text", "tag"), SAMPLES)
def test_a_template_that_says_english_on_every_page_is_not_believed(text: str, tag: str) -> None:
    assert language_of(text, "en-US") == ("en-US" if tag == "en" else tag)


@pytest.mark.parametrize(("text", "declared"), [(GERMAN, "de-AT"), (SAMPLES[10][0], "ru-KZ"), (SAMPLES[7][0], "zh-CN")])
def test_what_a_page_says_more_precisely_stays(text: str, declared: str) -> None:
    assert language_of(text, declared) == declared


@pytest.mark.parametrize("declared", ["gd", "sr-Latn", "mt"])
def test_a_language_that_is_not_known_here_is_believed(declared: str) -> None:
    text = "Is e seo aon de na cidhean as sine san dùthaich agus bha mòran an aghaidh a' phlana aig a' choinneimh"
    assert language_of(text, declared) == declared
    assert language_of("Short.", "sv") == "sv"


def test_the_order_of_day_and_month_is_that_of_the_language_of_the_text() -> None:
    page = (
        '<html lang="en-US"><head><meta property="og:type" content="article"></head><body>'
        '<h1>Der Rat schließt die alte Brücke</h1><p class="byline">Von Anna Muster</p><p class="date">04/05/2025</p>'
        f"<p>{GERMAN}</p><p>{GERMAN}</p></body></html>"
    )
    article = extract(page, "https://example.org/2025/der-rat-schliesst-die-bruecke")
    assert article is not None
    assert (article.in_language, article.provenance["in_language"]) == ("de", "text")
    assert (article.date_published or "")[:10] == "2025-05-04"
