"""Which articles are copies of one story."""

from __future__ import annotations

import itertools
import random
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlite_utils import Database

from newscrawl.archive.clusters import Clusters
from newscrawl.archive.connection import immediate, open_archive
from newscrawl.archive.copying import Text, is_copy
from newscrawl.archive.fingerprints import AT_ONCE, fingerprints, read_words
from newscrawl.demo.library import beats, manuscripts
from newscrawl.demo.writer import Voice, write

STORIES = [
    "\n\n".join(block.text for block in manuscript.blocks if block.kind == "p")
    for manuscript in manuscripts()
    if sum(block.kind == "p" for block in manuscript.blocks) > 4
]
JAPANESE = (
    "政府は十七日、沿岸部の老朽化した橋を五年以内に架け替える計画を正式に決定した。総事業費はおよそ三百二十億円に上る見通しだ。\n\n"
    "地元の漁業協同組合は工事の期間中も漁船が通れる航路を残すよう求めており、県は専門家による検討会を六月に設ける方針を明らかにした。\n\n"
    "橋は昭和三十八年に完成し、毎日約一万二千台の車が通る。二〇一九年の点検では橋脚に多数のひび割れが見つかっていた。"
)
THAI = (
    "กรุงเทพมหานครประกาศเมื่อวันอังคารว่าจะสร้างสะพานใหม่ข้ามแม่น้ำเจ้าพระยาเพื่อลดปัญหาการจราจรติดขัดในเขตธนบุรี "
    "โดยคาดว่าจะใช้งบประมาณราวสองพันล้านบาทและใช้เวลาก่อสร้างนานสี่ปี\n\n"
    "ชาวบ้านในพื้นที่บางส่วนคัดค้านโครงการเพราะกังวลเรื่องเสียงและการเวนคืนที่ดิน "
    "ขณะที่ผู้ประกอบการร้านค้าเห็นว่าสะพานจะช่วยให้ลูกค้าเดินทางสะดวกขึ้น"
)
HINDI = (
    "राज्य सरकार ने मंगलवार को घोषणा की कि पुराने बंदरगाह के पुल का पुनर्निर्माण "
    "अगले वर्ष से शुरू होगा और इस पर लगभग दो सौ करोड़ रुपये खर्च होंगे।\n\n"
    "मुख्य अभियंता ने बताया कि पुल के खंभों में दरारें पाई गई थीं और "
    "भारी वाहनों के आने जाने पर तीन साल पहले ही रोक लगा दी गई थी।\n\n"
    "स्थानीय व्यापारियों ने इस फैसले का स्वागत किया लेकिन निर्माण के दौरान वैकल्पिक "
    "मार्ग की मांग भी रखी है ताकि बाजार का काम प्रभावित न हो।"
)


class Desk:
    """Stores articles by their number and places them, as the store does."""

    def __init__(self, db: Database) -> None:
        self.db = db
        self.clusters = Clusters(db)

    def print(self, number: int, body: str, headline: str = "A ferry story", seen: int = 0, day: int | None = 1) -> int:
        at = f"2024-05-01T{seen // 60:02}:{seen % 60:02}:00+00:00"
        with immediate(self.db):
            self.db.conn.execute(
                "INSERT INTO articles (id, url, site, page_url, headline, article_body, first_seen, last_seen,"
                " changed_at, date_published_utc, content_hash, text_hash, reader_version)"
                " VALUES (:id, :url, 'x.org', :url, :headline, :body, :at, :at, :at, :day, '', '', '1')",
                {
                    "id": number,
                    "url": f"https://x.org/{number}",
                    "headline": headline,
                    "body": body,
                    "at": at,
                    "day": f"2024-04-{day:02}T00:00:00+00:00" if day else None,
                },
            )
            return self.clusters.place(number)

    def change(self, number: int, **columns: object) -> int:
        sets = ", ".join(f"{name} = :{name}" for name in columns)
        with immediate(self.db):
            self.db.conn.execute(f"UPDATE articles SET {sets} WHERE id = :id", {**columns, "id": number})
            return self.clusters.place(number)

    def erase(self, number: int) -> None:
        with immediate(self.db):
            self.db.conn.execute("UPDATE articles SET status = 'erased', article_body = '' WHERE id = ?", (number,))
            self.clusters.remove(number)

    @property
    def found(self) -> dict[int, int]:
        return dict(self.db.conn.execute("SELECT id, cluster_id FROM articles ORDER BY id").fetchall())

    def count(self, table: str) -> int:
        count: int = self.db.conn.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
        return count


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    db = open_archive(tmp_path / "archive.db")
    yield Desk(db)
    db.close()


def paragraphs(story: str) -> list[str]:
    return story.split("\n\n")


def third(story: str) -> str:
    kept: list[str] = []
    for paragraph in paragraphs(story):
        if len("".join(kept)) >= len(story) / 3:
            break
        kept.append(paragraph)
    return "\n\n".join(kept)


LOCAL = (
    "In Gull Harbour the news was met with a shrug, said Oonagh Pike, who sells bait beside the slip on Water Street."
)
REPRINTS: dict[str, Callable[[str], str]] = {
    "the same": lambda story: story,
    "cut": third,
    "a paragraph less": lambda story: "\n\n".join(paragraphs(story)[:2] + paragraphs(story)[3:]),
    "the lead less": lambda story: "\n\n".join(paragraphs(story)[1:]),
    "dateline": lambda story: "HALIFAX (AP) — " + story,
    "local paragraph in front": lambda story: LOCAL + "\n\n" + story,
    "local paragraph behind": lambda story: story + "\n\n" + LOCAL,
    "typography": lambda story: (
        story.replace("“", '"').replace("”", '"').replace("’", "'").replace(" the ", "\u00a0the ")
    ),
    "soft hyphens": lambda story: story.replace("ing", "\u00ading"),
    "capitals": lambda story: paragraphs(story)[0].upper() + story[len(paragraphs(story)[0]) :],
    "small edits": lambda story: (
        story.replace(" the ", " that ", 3).replace(" a ", " one ", 2).replace(" said ", " says ")
    ),
}


@pytest.mark.parametrize("kind", REPRINTS)
def test_reprints_join_their_story_and_no_other(desk: Desk, kind: str) -> None:
    for number, story in enumerate(STORIES):
        desk.print(number + 1, story)
    for number, story in enumerate(STORIES):
        if kind != "cut" or len(third(story).split()) >= 50:
            assert desk.print(number + 101, REPRINTS[kind](story), "Quite another headline", day=2) == number + 1
    assert all(cluster == number % 100 for number, cluster in desk.found.items())


@pytest.mark.parametrize("story", [JAPANESE, THAI, HINDI], ids=["ja", "th", "hi"])
def test_scripts_without_spaces_and_with_vowel_signs(desk: Desk, story: str) -> None:
    desk.print(1, story)
    assert desk.print(2, "【独自】" + story.replace("、", ","), day=2) == 1
    assert desk.print(3, "\n\n".join(paragraphs(story)[:-1]), day=2) == 1
    assert desk.print(4, " ".join(reversed(story.split())) if story is HINDI else story[::-1]) == 4


def weather(rng: random.Random) -> str:
    town, other = rng.sample(["Gull Harbour", "Port Anselm", "Saltmarsh", "Oakhurst", "Cape Thora", "Lamprey"], 2)
    high, low, wind, gusts = (str(rng.randint(2, 60)) for _ in range(4))
    return (
        f"Environment Canada is calling for a mix of sun and cloud in {town}, with a high of {high} and winds from the "
        f"west at {wind} kilometres an hour gusting to {gusts}.\n\nOvernight the temperature in {other} will fall "
        f"to {low} under a clear sky. Residents are reminded to keep up to date with the latest forecast, and to "
        f"report severe weather to the weather office by telephone or by email at any time of the day."
    )


def test_reports_of_one_template_are_different_stories_and_their_reprints_are_copies(desk: Desk) -> None:
    rng = random.Random(3)
    reports = list(dict.fromkeys(weather(rng) for _ in range(60)))
    for number, report in enumerate(reports):
        desk.print(number + 1, report, "Weather")
    assert set(desk.found) == set(desk.found.values())
    assert [desk.print(number + 101, reports[number], "Weather") % 100 for number in (0, 20, 50)] == [1, 21, 51]


def test_stories_of_one_beat_are_different_stories(desk: Desk) -> None:
    rng = random.Random(5)
    number = 0
    for beat in beats():
        if beat.name != "worldwire":
            for turn in range(12):
                number += 1
                copy = write(beat, Voice(rng, "newsroom"), "s", set(), turn)
                desk.print(number, "\n\n".join(b.text for b in copy.blocks if b.kind == "p"), copy.headline)
    assert set(desk.found) == set(desk.found.values())


def test_shared_background_and_boilerplate_join_nothing(desk: Desk) -> None:
    background = "\n\n".join(paragraphs(STORIES[0])[:3])
    for number, story in enumerate(STORIES[1:6], 1):
        desk.print(number, third(story) + "\n\n" + background)
    assert set(desk.found) == set(desk.found.values())


def test_a_round_up_does_not_join_the_stories_that_it_holds(desk: Desk) -> None:
    for number, story in enumerate(STORIES[:4], 1):
        desk.print(number, third(story) + "\n\n" + LOCAL.replace("Pike", f"Pike{number}"))
    desk.print(9, "Here is the news of the day along the coast.\n\n" + "\n\n".join(map(third, STORIES[:4])))
    found = desk.found
    assert len({found[number] for number in range(1, 5)}) == 4


@pytest.mark.parametrize(
    ("one", "two", "joined"),
    [
        ("Police in Gull Harbour found the missing goat on Tuesday near the old mill, and it was well.",) * 2 + (True,),
        (
            "Police in Gull Harbour found the missing goat on Tuesday near the old mill, and it was well.",
            "Police in Port Anselm found the missing goat on Friday near the old mill, and it was well.",
            False,
        ),
        ("Watch the latest episode here, and sign up so that you never miss another one of ours.",) * 2 + (True,),
        ("Too few words.",) * 2 + (False,),
        ("",) * 2 + (False,),
    ],
)
def test_short_texts_have_to_be_the_same(desk: Desk, one: str, two: str, joined: bool) -> None:
    desk.print(1, one, "Goat found")
    assert (desk.print(2, two, "A goat comes home") == 1) is joined


def test_short_texts_under_other_headlines_or_of_other_weeks_are_no_copies(desk: Desk) -> None:
    text = (
        "No winning ticket was sold for the jackpot in the draw last night, and the next will be on Saturday evening."
    )
    desk.print(1, text, "No winner in lottery", day=1)
    assert desk.print(2, text, "No winner in lottery", day=8) == 2
    assert desk.print(3, text, "Sold out", day=1) == 3


def variants() -> list[tuple[str, int, int | None]]:
    """Bodies with minute of first sight and day of publication: three copies of one story, two of another, one "
    "alone."""
    one, two, lone = STORIES[0], STORIES[1], STORIES[2]
    return [
        (one, 5, 3),
        (third(one), 3, None),
        (one + "\n\n" + LOCAL, 4, 2),
        (two, 2, 5),
        ("OSLO — " + two, 1, 6),
        (lone, 0, 1),
    ]


@pytest.mark.parametrize("seed", range(12))
def test_any_order_gives_the_same_clusters_and_leaders(desk: Desk, seed: int) -> None:
    pieces = list(enumerate(variants(), 1))
    random.Random(seed).shuffle(pieces)
    for number, (body, seen, day) in pieces:
        desk.print(number, body, seen=seen, day=day)
    # Of the dated ones 3 is the earliest, but 2, undated, was seen before it.
    assert desk.found == {1: 2, 2: 2, 3: 2, 4: 4, 5: 4, 6: 6}


def test_an_earlier_copy_takes_the_lead_and_a_bridge_merges_clusters(desk: Desk) -> None:
    halves = paragraphs(STORIES[0])
    middle = len(halves) // 2
    desk.print(1, "\n\n".join(halves[:middle]), day=5)
    desk.print(2, "\n\n".join(halves[middle:]), day=6)
    assert desk.found == {1: 1, 2: 2}
    desk.print(3, "\n\n".join(halves), day=7)
    assert desk.found[3] == 1
    desk.print(4, "\n\n".join(halves), day=2)
    assert {desk.found[n] for n in (1, 3, 4)} == {4}


def test_a_date_that_changes_passes_the_lead_on(desk: Desk) -> None:
    desk.print(1, STORIES[0], day=1)
    desk.print(2, STORIES[0], day=2)
    assert desk.change(1, date_published_utc="2024-04-09T00:00:00+00:00") == 2
    assert desk.found == {1: 2, 2: 2}


def test_a_corrected_copy_stays_and_a_rewritten_one_leaves(desk: Desk) -> None:
    for number in (1, 2, 3):
        desk.print(number, STORIES[0], day=number)
    assert desk.change(1, article_body=STORIES[0].replace("Tuesday", "Wednesday")) == 1
    assert desk.found == {1: 1, 2: 1, 3: 1}
    assert desk.change(1, article_body=STORIES[1]) == 1
    assert desk.found == {1: 1, 2: 2, 3: 2}
    assert desk.change(1, article_body=STORIES[0]) == 1
    assert desk.found == {1: 1, 2: 1, 3: 1}


def test_what_hung_on_a_story_that_left_finds_its_other_copies(desk: Desk) -> None:
    for number in range(1, 41):
        desk.print(number, STORIES[0], day=1 + number % 20)
    desk.erase(20)  # the leader, first of its day
    assert {cluster for number, cluster in desk.found.items() if number != 20} == {40}
    assert desk.found[20] == 20


def test_erased_articles_leave_nothing_and_are_no_candidates(desk: Desk) -> None:
    desk.print(1, STORIES[0], day=1)
    desk.print(2, STORIES[0], day=2)
    desk.erase(1)
    assert desk.found == {1: 1, 2: 2}
    desk.erase(2)
    assert [desk.count(table) for table in ("fingerprints", "story_prints", "copies")] == [0, 0, 0]
    assert desk.print(3, STORIES[0], day=3) == 3
    with immediate(desk.db):
        assert desk.clusters.place(1) == 1  # placing an erased one stores nothing
    assert desk.count("story_prints") == 1


def test_lists_of_a_fingerprint_have_an_end_and_the_hundredth_copy_is_found_all_the_same(desk: Desk) -> None:
    for number in range(1, 101):
        assert desk.print(number, STORIES[0], day=1) == 1
    longest = "SELECT max(n) FROM (SELECT count(*) AS n FROM fingerprints GROUP BY hash)"
    assert desk.db.conn.execute(longest).fetchone()[0] <= 24
    assert desk.count("fingerprints") <= AT_ONCE * 100


def test_placing_again_changes_nothing(desk: Desk) -> None:
    for number, (body, seen, day) in enumerate(variants(), 1):
        desk.print(number, body, seen=seen, day=day)
    tables = ("fingerprints", "story_prints", "copies")
    before = desk.found, [desk.db.conn.execute(f"SELECT * FROM {t}").fetchall() for t in tables]
    with immediate(desk.db):
        for number in range(1, 7):
            desk.clusters.place(number)
    assert before == (desk.found, [desk.db.conn.execute(f"SELECT * FROM {t}").fetchall() for t in tables])


def test_an_archive_from_before_is_placed_in_bursts(desk: Desk) -> None:
    for number, (body, seen, day) in enumerate(variants(), 1):
        desk.print(number, body, seen=seen, day=day)
    wanted = desk.found
    with immediate(desk.db):  # as the migration leaves an older archive
        for table in ("fingerprints", "story_prints", "copies"):
            desk.db.conn.execute(f"DELETE FROM {table}")
        desk.db.conn.execute("UPDATE articles SET cluster_id = id")
        desk.db.conn.execute("INSERT INTO unplaced SELECT id FROM articles")
    bursts: list[int] = []
    while not bursts or bursts[-1]:
        with immediate(desk.db):
            bursts.append(desk.clusters.place_some(4))
    assert bursts == [4, 2, 0]
    assert desk.found == wanted


def test_two_runs_that_write_by_turns_see_each_other(desk: Desk, tmp_path: Path) -> None:
    other = Desk(open_archive(tmp_path / "archive.db"))
    desk.print(1, STORIES[0], day=2)
    assert other.print(2, STORIES[0], day=1) == 2
    assert desk.found == {1: 2, 2: 2}
    other.change(2, article_body=STORIES[1])
    assert desk.print(3, STORIES[0], day=3) == 1  # no memory of what the other run changed
    other.db.close()


def test_a_transaction_that_is_taken_back_leaves_nothing(desk: Desk) -> None:
    desk.print(1, STORIES[0])
    with pytest.raises(KeyError), immediate(desk.db):
        desk.db.conn.execute("UPDATE articles SET article_body = ? WHERE id = 1", (STORIES[1],))
        desk.clusters.place(1)
        raise KeyError
    assert desk.print(2, STORIES[0], day=2) == 1


@given(st.text(max_size=400), st.text(max_size=400))
def test_any_text_can_be_read_and_compared(one: str, two: str) -> None:
    for text in (one, two):
        words = read_words(text)
        assert len(words.printed) == len(words.folded)
        assert all(-(1 << 47) <= mark < 1 << 47 for mark in fingerprints(words))
    assert is_copy(Text("", one), Text("", two)) == is_copy(Text("", two), Text("", one))


@given(st.permutations(range(4)))
def test_a_text_is_a_copy_whatever_stands_around_its_paragraphs(order: list[int]) -> None:
    story = paragraphs(STORIES[3])
    spaced = "\n".join(f"  {text} \n" for text in story)
    assert is_copy(Text("", "\n\n".join(story)), Text("", spaced))
    shared = [list(fingerprints(read_words(body)))[:AT_ONCE] for body in ("\n\n".join(story), spaced)]
    assert shared[0] == shared[1]
    assert len(set(itertools.chain(*shared))) == AT_ONCE, order


def test_a_story_that_is_cut_to_a_line_and_restored_is_found_again(desk: Desk) -> None:
    desk.print(1, STORIES[0])
    for body in ("Nothing yet.", "Nothing at all.", STORIES[0]):
        desk.change(1, article_body=body)
    assert desk.count("story_prints") == 1 and desk.count("fingerprints") == AT_ONCE
    assert desk.print(2, STORIES[0], seen=1) == 1


def test_huge_and_odd_texts_cost_little(desk: Desk) -> None:
    for number, body in enumerate(("a " * 200_000, "字" * 200_000, "\ud800 x" * 5_000, "1 " * 9_999), 1):
        desk.print(number, body.encode("utf-8", "replace").decode())
        desk.print(number + 10, body.encode("utf-8", "replace").decode())


def test_the_examples_of_the_documentation_run(desk: Desk) -> None:
    desk.print(1, STORIES[0], day=1)
    desk.print(2, STORIES[0], "Reprint", day=2)
    desk.print(3, STORIES[1], day=2)
    desk.db.conn.execute("UPDATE articles SET agency = 'The Canadian Press' WHERE id = 2")
    desk.db.conn.execute("INSERT INTO aliases VALUES ('https://example.org/news/pier', 2)")
    docs = (Path(__file__).parent.parent / "docs" / "archive.md").read_text(encoding="utf-8")
    section = docs.split("## Copies of a story")[1].split("```sql")[1].split("```")[0]
    share, first, copies = (
        [tuple(row) for row in desk.db.conn.execute(sql).fetchall()] for sql in section.split(";") if sql.strip()
    )
    assert share == [("x.org", 3, 33.3, 33.3)]
    assert [row[1:4] for row in first] == [("A ferry story", "2024-04-01T00:00:00+00:00", 2)]
    assert [row[2] for row in copies] == ["A ferry story", "Reprint"]
