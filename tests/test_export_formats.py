"""Export: what is written is read back by other programs, whatever a page said."""

from __future__ import annotations

import csv
import gzip
import io
import json
import math
import os
import re
import xml.etree.ElementTree as ET
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pyarrow.parquet
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from newscrawl.archive.export import COLUMNS, Record
from newscrawl.export import jsonl, markdown, parquet, rss, sheet
from newscrawl.export.files import whole_file
from newscrawl.reading.read import read
from tests.conftest import SITE

HOSTILE = (
    '=HYPERLINK("http://evil.test","x")',
    "+1 -1 @x",
    "-5 degrees; \"quoted\", 'and' so on",
    "@SUM(A1)",
    "\tTAB \r CR \n LF",
    "＝全角",
    "]]></title><script>alert(1)</script> & &amp; <![CDATA[",
    "--- \n... \n# no: yaml? {a: b} [c] !tag &anchor *alias %x",
    "../../../etc/passwd\\..\\CON.txt:stream",
    "nul\x00 bell\x07 del\x7f nel\x85 ls\u2028 ps\u2029 bom\ufeff non\uffff\ufffe",
    "𝔘𝔫𝔦𝔠𝔬𝔡𝔢 👩‍👩‍👧 עברית 习近平 \u202egnirts",
    "`code` *em* _u_ [l](http://x) ![i](y) <b> | ~~s~~ $m$ 1. 2) #",
    "'" * 3,
    "null",
    "2024-04-17",
)


def a_record(number: int = 1, **changes: Any) -> Record:
    record: Record = dict.fromkeys(COLUMNS)
    record |= {
        "id": number, "url": f"https://example.org/news/council-votes-{number}.html", "site": "example.org",
        "headline": "Council votes to rebuild pier", "article_body": "First.\n\nSecond.", "authors": ["Ann Other"],
        "keywords": [], "date_published": "2024-04-17T06:00:00-03:00", "kind": "article", "status": "live",
        "date_published_utc": "2024-04-17T09:00:00+00:00", "word_count": 2, "revision_count": 1, "provenance": {},
        "first_seen": "2024-04-17T10:00:00.000+00:00", "last_seen": "2024-04-17T10:00:00.000+00:00",
        "changed_at": "2024-04-17T10:00:00.000+00:00", "content_hash": "0", "cluster_id": 1, "reader_version": "1",
    }  # fmt: skip
    return record | changes


HARD = [
    a_record(
        n, headline=text, article_body=f"{text}\n\n{text}", authors=[text, "B"], description=text, keywords=[text],
        provenance={"headline": text}, is_accessible_for_free=bool(n % 2), article_section=text,
    )
    for n, text in enumerate(HOSTILE, 1)
]  # fmt: skip

# What SQLite hands out as text: no lone surrogates.
TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)


def written(module: Any, records: list[Record], **options: Any) -> bytes:
    out = io.BytesIO()
    assert module.write(records, out, **options) == len(records)
    return out.getvalue()


# --- JSON Lines ------------------------------------------------------------------------------------------------------


def test_json_lines_give_back_every_value_as_it_was() -> None:
    lines = written(jsonl, HARD).split(b"\n")
    assert [json.loads(line) for line in lines[:-1]] == HARD
    assert lines[-1] == b""


# --- CSV -------------------------------------------------------------------------------------------------------------


def test_csv_is_read_back_with_lists_joined_and_formulas_disarmed() -> None:
    data = written(sheet, HARD)
    assert data.startswith(b"\xef\xbb\xbfid,url,")
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    assert len(rows) == len(HARD)
    for row, record in zip(rows, HARD, strict=True):
        text = record["headline"].replace("\x00", "")
        assert row["headline"] in (text, f"'{text}")
        assert row["article_body"] in (f"{text}\n\n{text}", f"'{text}\n\n{text}")
        assert row["authors"].removeprefix("'").endswith("; B")
        assert json.loads(row["provenance"]) == record["provenance"]
        assert row["is_accessible_for_free"] == ("true" if record["id"] % 2 else "false")
        assert row["dateline"] == ""
    assert rows[0]["headline"] == f"'{HOSTILE[0]}"
    assert rows[1]["headline"] == "'+1 -1 @x"


@given(TEXT | st.sampled_from("=+-@\t\r\n＝").flatmap(lambda c: TEXT.map(lambda t: c + t)))
def test_no_cell_begins_a_formula(text: str) -> None:
    for value in (text, [text], [text, text]):
        assert not re.match(r"[=+\-@\t\r\n＝＋－＠]", sheet.cell(value))


# --- Parquet ---------------------------------------------------------------------------------------------------------


@given(st.one_of(st.text(), st.text("'=+-@\t\n＝x", max_size=6)))  # noqa: RUF001
def test_a_cell_without_the_apostrophe_is_the_text_that_it_was(text: str) -> None:
    told = sheet.cell(text)
    begun = re.match("'+[=+@\t\r\n＝＋－＠-]", told)  # noqa: RUF001
    assert (told[1:] if begun else told) == text.replace("\x00", "")


def test_a_file_that_another_user_has_linked_elsewhere_is_not_written_to(tmp_path: Path) -> None:
    other = tmp_path / "precious"
    other.write_text("precious")
    (tmp_path / f".x.jsonl.{os.getpid()}.part").symlink_to(other)
    with whole_file(tmp_path / "x.jsonl") as file:
        file.write(b"x")
    assert other.read_text() == "precious"


def test_parquet_gives_back_typed_columns(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parquet, "ROWS", 4)
    file = pyarrow.parquet.ParquetFile(io.BytesIO(written(parquet, HARD)))
    assert file.num_row_groups == math.ceil(len(HARD) / 4)
    rows = file.read().to_pylist()
    for row, record in zip(rows, HARD, strict=True):
        for name, kind in COLUMNS.items():
            if kind == "object":
                assert json.loads(row[name]) == record[name]
            elif kind == "time":
                assert row[name] == datetime.fromisoformat(record[name])
            else:
                assert row[name] == record[name]


def test_no_articles_make_a_parquet_file_with_columns() -> None:
    assert pyarrow.parquet.read_table(io.BytesIO(written(parquet, []))).column_names == list(COLUMNS)


# --- RSS -------------------------------------------------------------------------------------------------------------

FEED: dict[str, Any] = {"title": "A & B", "link": "https://example.org/", "built_at": datetime(2024, 4, 18, tzinfo=UTC)}
CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
LINK = "{http://www.w3.org/2005/Atom}link"


def test_a_feed_is_well_formed_and_says_what_the_articles_say() -> None:
    channel = ET.fromstring(written(rss, HARD, **FEED, feed_url="https://me.test/f.rss?a&b")).find("channel")
    assert channel is not None
    assert channel.findtext("title") == "A & B"
    assert channel.findtext("link") == "https://example.org/"
    assert channel.findtext("description")
    link = channel.find(LINK)
    assert link is not None
    assert link.attrib == {"href": "https://me.test/f.rss?a&b", "rel": "self", "type": "application/rss+xml"}
    items = channel.findall("item")
    assert len(items) == len(HARD)
    legal = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
    for item, record in zip(items, HARD, strict=True):
        assert item.findtext("title") == legal.sub("", record["headline"]).replace("\r", "\n")
        assert item.findtext("guid") == f"newscrawl:example.org:{record['id']}"
        assert item.findtext("pubDate") == "Wed, 17 Apr 2024 09:00:00 +0000"
        assert "<script" not in (item.findtext(CONTENT) or "")
        assert "<script" not in (item.findtext("description") or "")
        assert (item.findtext(CONTENT) or "").count("<p>") == len(record["article_body"].split("\n\n"))


def test_a_feed_can_be_read_by_our_own_reader() -> None:
    reading = read(written(rss, [a_record(1), a_record(2)], **FEED), "https://example.org/feed.xml", site=SITE)
    assert [(f.url, f.date_hint) for f in reading.found] == [
        (a_record(n)["url"], "2024-04-17T09:00:00+00:00") for n in (1, 2)
    ]


def test_an_edit_keeps_the_guid_and_tells_its_time() -> None:
    edited = a_record(1, headline="Another", url="https://example.org/moved", revision_count=2)
    edited |= {"date_published": None, "date_published_utc": None}
    one, two = (ET.fromstring(written(rss, [record], **FEED)).find("channel/item") for record in (a_record(1), edited))
    assert one is not None
    assert two is not None
    assert one.findtext("guid") == two.findtext("guid")
    assert one.find("{http://www.w3.org/2005/Atom}updated") is None
    assert two.findtext("{http://www.w3.org/2005/Atom}updated") == edited["changed_at"]
    assert two.find("pubDate") is None


# --- Markdown --------------------------------------------------------------------------------------------------------


def front(document: str) -> Any:
    head, _, body = document.removeprefix("---\n").partition("\n---\n")
    return yaml.safe_load(head), body


@pytest.mark.parametrize("record", HARD, ids=range(len(HARD)))
def test_front_matter_is_yaml_that_says_the_same(record: Record) -> None:
    told, _ = front(markdown.document(record))
    assert told["headline"] == record["headline"]
    assert told["authors"] == record["authors"]
    assert told["is_accessible_for_free"] is record["is_accessible_for_free"]
    assert told["date_published"] == record["date_published"]
    assert "article_body" not in told


@given(TEXT)
def test_every_text_comes_back_through_yaml(text: str) -> None:
    assert front(markdown.document(a_record(headline=text, authors=[text])))[0]["authors"] == [text]


def shown(tokens: Any) -> list[str]:
    """Text of each paragraph and heading as a Markdown reader shows it; anything but text is told."""
    blocks = []
    for token in tokens:
        if token.type == "inline":
            blocks.append("".join(t.content if t.type == "text" else " " if t.type == "softbreak" else f"<{t.type}>"
                                  for t in token.children))  # fmt: skip
        else:
            assert token.type in ("heading_open", "heading_close", "paragraph_open", "paragraph_close"), token.type
    return blocks


@given(TEXT | st.sampled_from(HOSTILE) | st.text("#-+=>*_`[]()<>!|~$&:;1. \n\t\\ab", max_size=40))
def test_markdown_shows_a_text_as_it_is(text: str) -> None:
    _, body = front(markdown.document(a_record(headline="Pier", article_body=f"One {text}\n\n{text}\n\nend")))
    blocks = shown(MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(body))
    expected = " ".join(f"Pier One {text} {text} end".replace("\x00", "").split())
    assert " ".join(" ".join(blocks).split()) == expected


def test_files_have_names_that_every_system_takes(tmp_path: Path) -> None:
    paths = [
        "../../x", "CON", "aux.html", "a" * 400, "%2e%2e%2fpasswd-of-all", "习近平主席将会见拜登", "हिन्दी-दिवस", "",
        "?a=../b",
    ]  # fmt: skip
    records = [
        a_record(number, url=f"https://example.org/{path}", headline=text)
        for number, (path, text) in enumerate(zip(paths, HOSTILE, strict=False), 1)
    ]
    records.append(a_record(77, date_published="../../..", url="https://example.org/" + "习" * 200))
    assert markdown.write(records, tmp_path / "out") == len(records)
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert len(files) == len(records)
    for path in files:
        assert re.fullmatch(r"out/(\d{4}/\d{2}|undated)", str(path.parent.relative_to(tmp_path)))
        assert len(path.name.encode()) < 150
        assert re.fullmatch(r"(\d{4}-\d{2}-\d{2}|undated)(-[^\W_][\w\u0900-\u097f-]*)?-\d+\.md", path.name), path.name


def test_a_name_outlives_another_headline(tmp_path: Path) -> None:
    assert markdown.name_of(a_record(5)) == "2024-04-17-council-votes-5-5.md"
    for headline in ("One", "Two"):
        markdown.write([a_record(5, headline=headline)], tmp_path)
    (path,) = (path for path in tmp_path.rglob("*.md"))
    assert "Two" in path.read_text(encoding="utf-8")
    assert (
        markdown.name_of(a_record(5, url="https://example.org/12345/"))
        == "2024-04-17-council-votes-to-rebuild-pier-5.md"
    )


def test_a_packed_file_is_the_same_for_the_same_articles(tmp_path: Path) -> None:
    for name in ("a.jsonl.gz", "b.jsonl.gz"):
        with whole_file(tmp_path / name) as out:
            jsonl.write(HARD, out)
    assert (tmp_path / "a.jsonl.gz").read_bytes() == (tmp_path / "b.jsonl.gz").read_bytes()
    assert gzip.decompress((tmp_path / "a.jsonl.gz").read_bytes()) == written(jsonl, HARD)
