"""Searching: what a person types, how hits are ranked and chosen, scripts without spaces, and earlier versions."""

from __future__ import annotations

import json
import unicodedata
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scrapy.exceptions import UsageError
from sqlite_utils import Database

from newscrawl.archive import Archive, scripts
from newscrawl.archive import search as searching
from newscrawl.archive.connection import immediate
from newscrawl.archive.search import search
from newscrawl.archive.selection import Selection
from newscrawl.archive.words import MOST, matches
from newscrawl.commands.search import Command
from newscrawl.items import Article
from tests.commanding import run
from tests.conftest import Scribe, an_article

CHINESE = "北京市政府星期一宣布,习近平主席将会见拜登。\n\n会谈在人民大会堂举行"
JAPANESE = "東京都は月曜日、新しいプールの計画を発表した。ｶﾞｲﾄﾞも２０２４年に"
THAI = "นายกรัฐมนตรีเดินทางไปกรุงเทพเมื่อวันจันทร์ เพื่อกินข้าว"
KOREAN = "윤석열 대통령은 월요일에 서울에서 북한 미사일을 논의했다"
HINDI = "प्रधानमंत्री ने दिल्ली में हिन्दी दिवस मनाया"
KHMER = "នាយករដ្ឋមន្ត្រីកម្ពុជាបានជួប"
BURMESE = "မြန်မာနိုင်ငံသည် ရန်ကုန်"


def keep(scribe: Scribe, article: Article, minute: int = 0) -> int:
    """Store an article and have its versions indexed, as the store does; its id."""
    scribe.read(article, minute)
    (article_id,) = scribe.all("SELECT article_id FROM aliases WHERE url = ?", article.page_url)
    with immediate(scribe.archive.db):
        for revision_id in scribe.all("SELECT id FROM revisions WHERE article_id = ?", article_id):
            scripts.index(scribe.archive.db, revision_id)
    return int(article_id)


def found(scribe: Scribe, words: str, **options: Any) -> list[int]:
    return [hit["id"] for hit in search(scribe.archive.db, words, **options)]


def story(scribe: Scribe, path: str, body: str, minute: int = 0, **changes: Any) -> int:
    values = {"headline": f"Headline of {path}", "description": None, **changes}
    return keep(scribe, an_article(path, article_body=body, **values), minute)


# --- what is typed ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "hits"),
    [
        ("harbour ferry", [1, 2]),
        ('"harbour ferry"', [1]),
        ("“harbour ferry”", [1]),
        ('"harbour fer"*', [1]),
        ("ferr*", [1, 2]),
        ("ferr", []),
        ("ferry -pier", [1]),
        ('ferry -"ferry pier"', [1]),
        ("pier OR wharf", [2, 3]),
        ("pier OR wharf harbour", [2, 3]),
        ("OR pier OR", [2]),
        ("pier or wharf", []),
        ("-pier", []),
        ("cafe", [3]),
        ("CAFÉ", [3]),
        ("cafe\u0301", [3]),
        ("AND NOT NEAR(", []),
        ("headline:ferry", []),
        ("*", []),
        ("_ - \" * '", []),
        ("", []),
    ],
)
def test_the_language_of_a_search(scribe: Scribe, words: str, hits: list[int]) -> None:
    story(scribe, "/a", "The harbour ferry sails again.")
    story(scribe, "/b", "In the harbour a ferry, pier and rope.\n\nA ferry pier, says he.")
    story(scribe, "/c", "The wharf by the harbour has a café.")
    assert sorted(found(scribe, words)) == hits


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory) -> Database:
    archive = Archive(tmp_path_factory.mktemp("typed") / "archive.db")
    keep(Scribe(archive), an_article(headline=f"Biden 习近平 {HINDI} {KOREAN}"))
    return archive.db


TYPED = st.text(max_size=40) | st.lists(
    st.sampled_from(
        ['"', "*", "-", "OR", "AND", "(", ")", "^", ":", "+", "习近平", "ที่", "हिन्दी", "biden", "\x00", "\ud800", " "]
    )
).map("".join)


@given(TYPED, st.booleans(), st.booleans())
def test_nothing_that_is_typed_is_an_error(db: Database, words: str, newest: bool, versions: bool) -> None:
    for hit in search(db, words, newest=newest, versions=versions):
        assert hit["snippet"]


@given(st.characters(categories=["Lo", "Ll", "Lu", "Nd"]))
def test_every_letter_can_be_looked_for(db: Database, letter: str) -> None:
    assert len(matches(letter)) == 1
    search(db, f"{letter} {letter * 3}* OR -{letter}")


def test_a_query_without_end_is_cut(scribe: Scribe) -> None:
    story(scribe, "/a", "ferry")
    assert found(scribe, "ferry " * 5000) == [1]
    assert found(scribe, " OR ".join(f"w{n}" for n in range(3 * MOST)) + " OR ferry") == []
    assert found(scribe, '"' + "ferry " * 20_000) == []
    assert found(scribe, "-x " * 10_000 + "ferry") == []


# --- rank, choice, snippets ------------------------------------------------------------------------------------------


def test_a_word_in_a_headline_counts_for_more(scribe: Scribe) -> None:
    story(scribe, "/a", "Of a ferry and of much else. " * 4)
    story(scribe, "/b", "A boat and so much more sails. " * 4, headline="The ferry")
    assert found(scribe, "ferry") == [2, 1]


def test_the_newest_come_first_if_asked(scribe: Scribe) -> None:
    for number, day in enumerate(("2024-04-16", "2024-04-18", None, "2024-04-17")):
        story(scribe, f"/{number}", f"A ferry, number {number}.", date_published=day and f"{day}T09:00:00-03:00")
    assert found(scribe, "ferry", newest=True) == [2, 4, 1, 3]
    assert found(scribe, "ferry", newest=True, limit=2, offset=1) == [4, 1]


def test_common_words_rank_what_was_archived_last(scribe: Scribe, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(8):
        story(scribe, f"/{number}", f"A ferry, number {number}." + " Words." * number)
    assert not search(scribe.archive.db, "ferry").cut
    monkeypatch.setattr(searching, "RANKED", 3)
    hits = search(scribe.archive.db, "ferry", limit=2)
    assert hits.cut
    assert [hit["id"] for hit in hits] == [6, 7]


@pytest.mark.parametrize(
    ("selection", "hits"),
    [
        (Selection(site="example.org"), [1, 2, 3]),
        (Selection(site="example.com"), []),
        (Selection(site="\udcff"), []),
        (Selection(section="WORLD"), [1]),
        (Selection(author="elise"), [1]),
        (Selection(author="Müller"), [2]),
        (Selection(author="muller"), [2]),
        (Selection(author='"'), []),
        (Selection(since=date(2024, 4, 17)), [2]),
        (Selection(until=date(2024, 4, 16)), [1]),
        (Selection(since=date(2024, 4, 16), until=date(2024, 4, 17)), [1, 2]),
        (Selection(since=datetime(2024, 4, 17, 1, 0, tzinfo=UTC)), [1, 2]),
        (Selection(since=datetime(2024, 4, 17, 2, 31, tzinfo=UTC)), [2]),
    ],
)
def test_hits_are_chosen(scribe: Scribe, selection: Selection, hits: list[int]) -> None:
    """The first was published at half past eleven in the evening of the 16th, its own time."""
    first: dict[str, Any] = {
        "date_published": "2024-04-16T23:30:00-03:00",
        "article_section": "World",
        "authors": ["Élise O'Hara"],
    }
    story(scribe, "/a", "A ferry sails.", **first)
    second: dict[str, Any] = {
        "date_published": "2024-04-17T09:00:00-03:00",
        "authors": ["Ann Other", "Jörg Mu\u0308ller"],
    }
    story(scribe, "/b", "A ferry sank.", **second)
    story(scribe, "/c", "A ferry rusts.", date_published=None)
    for versions in (False, True):
        assert sorted(found(scribe, "ferry", selection=selection, versions=versions)) == hits


def test_a_snippet_marks_what_was_found(scribe: Scribe) -> None:
    story(scribe, "/a", "Nothing here. " * 50 + "The ferry sank. " + "Nothing there. " * 50)
    (hit,) = search(scribe.archive.db, "ferry")
    assert "The \x02ferry\x03 sank." in hit["snippet"]
    assert len(hit["snippet"]) < 300


def test_what_was_erased_is_not_found(scribe: Scribe) -> None:
    story(scribe, "/a", "A ferry.")
    scribe.archive.db.execute("UPDATE articles SET status = 'erased'")
    assert found(scribe, "ferry") == found(scribe, "ferry", versions=True) == []


# --- scripts without spaces, and with signs --------------------------------------------------------------------------

TEXTS = {"zh": CHINESE, "ja": JAPANESE, "th": THAI, "ko": KOREAN, "hi": HINDI, "km": KHMER, "my": BURMESE}


@pytest.mark.parametrize(
    ("words", "language"),
    [
        ("北京", "zh"),
        ("习近平", "zh"),
        ("人民大会堂", "zh"),
        ("平", "zh"),
        ("习近平 拜登", "zh"),
        ('"习近平主席"', "zh"),
        ("习近*", "zh"),
        ("習近平", None),
        ("京北", None),
        ("東京", "ja"),
        ("プール", "ja"),
        ("フール", None),
        ("ガイド", "ja"),
        ("ｶﾞｲﾄﾞ", "ja"),
        ("2024年", "ja"),
        ("กรุงเทพ", "th"),
        ("กินข้าว", "th"),
        ("กานขาว", None),
        ("대통령", "ko"),
        ("미사일", "ko"),
        ('"북한 미사일"', "ko"),
        ("통령", None),
        ("दिल्ली", "hi"),
        ("दल्ली", None),
        ("हिन्दी दिवस", "hi"),
        ("កម្ពុជា", "km"),
        ("မြန်မာ", "my"),
    ],
)
def test_words_of_scripts_without_spaces_are_found(scribe: Scribe, words: str, language: str | None) -> None:
    ids = {story(scribe, f"/{name}", text): name for name, text in TEXTS.items()}
    for versions in (False, True):
        assert [ids[hit] for hit in found(scribe, words, versions=versions)] == [language] * (language is not None)


def test_scripts_may_be_mixed(scribe: Scribe) -> None:
    both = story(scribe, "/both", f"{CHINESE} Biden and Xi met.")
    english = story(scribe, "/english", "Biden stayed at home.")
    chinese = story(scribe, "/chinese", CHINESE)
    assert found(scribe, "习近平 Biden") == [both]
    assert found(scribe, "习近平 -Biden") == [chinese]
    assert found(scribe, "Biden -习近平") == found(scribe, "Biden -习近平", versions=True) == [english]
    assert sorted(found(scribe, "Biden OR 习近平")) == [both, english, chinese]
    assert found(scribe, "Biden OR 习近平 home") == [english]


def test_a_snippet_of_chinese_has_no_spaces_in_it(scribe: Scribe) -> None:
    story(scribe, "/a", CHINESE)
    (hit,) = search(scribe.archive.db, "习近平")
    assert "宣布,\x02习近平\x03主席将会见拜登。" in hit["snippet"]


def test_what_has_no_such_script_is_not_indexed_twice(scribe: Scribe) -> None:
    story(scribe, "/a", "The “ferry” of Malmö — again, 대통령이.")
    assert scribe.all("SELECT count(*) FROM revisions_fts_parted") == [0]


def test_an_edit_takes_words_out_of_the_index_and_puts_others_in(scribe: Scribe) -> None:
    story(scribe, "/a", CHINESE, 0)
    story(scribe, "/a", CHINESE.replace("拜登", "普京"), 5)
    assert found(scribe, "拜登") == []
    assert found(scribe, "普京") == found(scribe, "拜登", versions=True) == [1]
    scribe.archive.db.execute("UPDATE revisions SET article_body = 'nothing'")  # and so without any code of ours
    assert scribe.all("SELECT count(*) FROM revisions_fts_parted") == [0]


def test_a_version_that_goes_leaves_no_words_behind(scribe: Scribe) -> None:
    story(scribe, "/a", CHINESE)
    scribe.archive.db.execute("UPDATE articles SET revision_id = NULL")
    scribe.archive.db.execute("DELETE FROM revisions")
    assert scribe.all("SELECT count(*) FROM revisions_fts_parted") == [0]
    assert scribe.all("SELECT count(*) FROM revisions_fts_parted_docsize") == [0]


def test_an_older_archive_is_indexed_as_it_is_opened(tmp_path: Path) -> None:
    archive = Archive(tmp_path / "archive.db")
    scribe = Scribe(archive)
    scribe.read(an_article("/a", article_body=CHINESE))
    scribe.read(an_article("/b"))
    for name in ("delete", "update"):
        archive.db.execute(f"DROP TRIGGER revisions_fts_parted_{name}")
    archive.db.execute("DROP TABLE revisions_fts_parted")
    for index in ("articles_filter", "revisions_filter"):
        archive.db.execute(f"DROP INDEX {index}")
    archive.db.execute("DELETE FROM _sqlite_migrations WHERE name = 'm008_search'")
    archive.close()
    again = Archive(tmp_path / "archive.db")
    assert [hit["url"] for hit in search(again.db, "习近平")] == ["https://example.org/a"]
    assert again.db.execute("SELECT count(*) FROM revisions_fts_parted").fetchone()[0] == 1
    again.close()


def test_parting_loses_nothing() -> None:
    for text in TEXTS.values():
        wide = unicodedata.normalize("NFC", scripts.whole(scripts.parted(text)))
        assert unicodedata.normalize("NFKC", wide) == unicodedata.normalize("NFKC", text)
    assert scripts.parted("plain “text”, ünspoilt") == "plain “text”, ünspoilt"


def test_signs_stay_with_their_characters() -> None:
    blocks = [*range(0x0E01, 0x0F00), *range(0x1000, 0x10A0), *range(0xA9E0, 0xAA00), *range(0xAA60, 0xAA80)]
    blocks += [*range(0x1780, 0x1800), *range(0x3041, 0x3100)]
    for sign in map(chr, blocks):
        if unicodedata.category(sign) in ("Mn", "Mc") and sign not in "\u1039\u17d2":  # (these stack what follows)
            assert scripts.parted(f"ก{sign}ก").count("\x1f") == 3, hex(ord(sign))


def test_the_store_has_every_version_found(scribe: Scribe) -> None:
    scribe.read(an_article("/a", article_body=CHINESE), 0)
    scribe.read(an_article("/a", article_body=CHINESE.replace("拜登", "普京")), 5)
    assert found(scribe, "普京") == found(scribe, "拜登", versions=True) == [1]


# --- earlier versions ------------------------------------------------------------------------------------------------


def test_deleted_words_are_found_with_the_versions_that_said_them(scribe: Scribe) -> None:
    for minute, body in enumerate(("He stole a boat.", "He stole a boat, police say.", "Charges were dropped.")):
        story(scribe, "/a", body, 10 * minute)
    story(scribe, "/b", "Another boat was stolen; they stole it twice.", 40)
    assert found(scribe, "stole") == [2]
    hits = {hit["id"]: hit for hit in search(scribe.archive.db, "stole", versions=True)}
    assert not hits[1]["current"]
    assert [version["number"] for version in hits[1]["versions"]] == [1, 2]
    assert hits[1]["versions"][0]["first_seen"] == "2024-04-17T10:00:00.000+00:00"
    assert hits[1]["snippet"] == "He \x02stole\x03 a boat, police say."
    assert hits[2]["current"]
    assert [version["number"] for version in hits[2]["versions"]] == [1]


def test_words_that_must_not_occur_are_looked_for_in_each_version(scribe: Scribe) -> None:
    story(scribe, "/a", "He stole a boat, 习近平.", 0)
    story(scribe, "/a", "He stole a boat.", 10)
    (hit,) = search(scribe.archive.db, "stole -习近平", versions=True)
    assert [version["number"] for version in hit["versions"]] == [2]
    (hit,) = search(scribe.archive.db, "习近平 stole", versions=True)
    assert [version["number"] for version in hit["versions"]] == [1]


# --- the command -----------------------------------------------------------------------------------------------------


def test_the_command_tells_versions_and_marks_words(scribe: Scribe, capsys: pytest.CaptureFixture[str]) -> None:
    story(scribe, "/a", "He stole a boat.", 0, headline="A \x1b[31mthief")
    story(scribe, "/a", "Charges were dropped.", 10, headline="A \x1b[31mthief")
    path = scribe.archive.path
    run(Command(), "stole", "--versions", archive=path)
    told = capsys.readouterr().out
    assert "version 1 of 2, 2024-04-17 10:00 to 2024-04-17 10:" in told
    assert "the present version does not say it" in told
    assert "He [stole] a boat." in told
    assert "\x1b" not in told
    run(Command(), "--json", "--versions", "--author", "x", "stole", archive=path)
    assert capsys.readouterr().out == ""
    run(Command(), "--json", "charges -boat", "--since", "2024-04-17", "--until", "2024-04-17", archive=path)
    assert json.loads(capsys.readouterr().out)["url"] == "https://example.org/a"
    run(Command(), "stole", archive=path)
    assert capsys.readouterr().out == "nothing found\n"


@pytest.mark.parametrize(
    ("args", "words"),
    [
        ((), "what should be searched for"),
        (("--sine", "1d", "x"), "there is no option --sine"),
        (("x", "--since", "soon"), "--since: 'soon' is no time"),
    ],
)
def test_wrong_usage_is_told_in_a_line(scribe: Scribe, args: tuple[str, ...], words: str) -> None:
    with pytest.raises(UsageError, match=words):
        run(Command(), *args, archive=scribe.archive.path)


def test_the_words_around_a_beginning_are_not_asked_of_the_index(archive: Archive) -> None:
    """It would collect all words of the archive that begin so, for each version anew."""
    Scribe(archive).read(an_article(article_body="The ferries sail again. " * 10))
    asked: list[str] = []
    archive.db.conn.set_trace_callback(asked.append)
    (hit,) = search(archive.db, "ferr* sail", versions=True)
    archive.db.conn.set_trace_callback(None)
    assert "The \x02ferries\x03 \x02sail\x03 again" in hit["snippet"]
    assert sum(" MATCH " in sql for sql in asked) == 1
