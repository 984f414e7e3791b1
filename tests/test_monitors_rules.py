"""Each monitor speaks when it should, and is silent as long as a site is as it always is."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newscrawl.monitors import Finding, Look, judge
from newscrawl.monitors.measure import Measure, Usual, pooled, usual
from newscrawl.monitors.rules import MONITORS

NOW = datetime(2024, 6, 1, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
Ratios = dict[str, tuple[float, float]]


@dataclass
class Row:
    """What an earlier run saw."""

    run_id: int
    at: str
    ratios: Ratios
    whole: bool = True
    layout: list[str] = field(default_factory=list)
    findings: list[dict[str, Any]] = field(default_factory=list)


HEALTHY: Ratios = {
    "refused": (0, 40), "broken": (0, 40), "silent": (1, 40), "forbidden": (0, 10), "gone": (0, 10),
    "unread": (1, 10), "collapsed": (0, 5), "brief": (0, 10), "same": (0, 10), "text": (30_000, 10),
    "dated": (10, 10), "signed": (9, 10), "pictured": (9, 10), "front": (40, 1), "blank": (0, 1), "sections": (80, 5),
    "future": (0, 5), "late": (1, 5), "edited": (2, 10), "bytes": (900_000, 10), "found": (12, 40), "unkept": (0, 8),
}  # fmt: skip

TROUBLES: dict[str, Ratios] = {
    "refused": {"refused": (35, 40)},
    "broken": {"broken": (30, 40)},
    "silent": {"silent": (20, 40)},
    "forbidden": {"forbidden": (10, 10)},
    "gone": {"gone": (9, 10)},
    "unread": {"unread": (10, 10)},
    "collapsed": {"collapsed": (4, 4)},
    "brief": {"brief": (9, 10)},
    "same": {"same": (10, 10)},
    "text": {"text": (4_000, 10)},
    "dates": {"dated": (0, 10)},
    "authors": {"signed": (0, 10)},
    "pictures": {"pictured": (1, 10)},
    "front": {"front": (4, 1)},
    "blank": {"blank": (1, 1)},
    "sections": {"sections": (10, 5)},
    "future": {"future": (5, 5)},
    "late": {"late": (8, 8)},
    "edited": {"edited": (10, 10)},
    "bytes": {"bytes": (30_000_000, 10)},
    "found": {"found": (4_000, 40)},
    "unkept": {"unkept": (1, 8)},
}
LIMITED = {monitor.name for monitor in MONITORS if monitor.limit is not None}


def history(days: int = 14, every: int = 6, ratios: Ratios = HEALTHY) -> list[Row]:
    """Runs of a healthy past, the last one first."""
    count = days * 24 // every
    return [Row(count - n, (NOW - (n + 1) * every * HOUR).isoformat(timespec="milliseconds"), ratios)
            for n in range(count)]  # fmt: skip


def look(ratios: Ratios, past: list[Row], **more: Any) -> Look:
    run_id = max((row.run_id for row in past), default=0) + 1
    values: dict[str, Any] = {"site": "example.org", "run_id": run_id, "started": NOW - HOUR, "now": NOW, "whole": True,
                              "front": "https://example.org/", "stories": (NOW - HOUR,), "ratios": ratios,
                              "past": past}  # fmt: skip
    return Look(**{**values, **more})


def names(findings: list[Finding]) -> list[str]:
    return [finding.monitor for finding in findings]


def test_every_monitor_has_a_trouble_here() -> None:
    assert {monitor.name for monitor in MONITORS} == set(TROUBLES)


@pytest.mark.parametrize("name", TROUBLES)
def test_a_trouble_is_told_by_its_monitor_alone_in_the_first_run_that_meets_it(name: str) -> None:
    assert judge(look(HEALTHY, history())) == []
    assert names(judge(look({**HEALTHY, **TROUBLES[name]}, history()))) == [name]


@pytest.mark.parametrize("name", TROUBLES)
def test_without_a_past_limits_alone_are_told(name: str) -> None:
    told = [name] if name in LIMITED else []
    assert names(judge(look({**HEALTHY, **TROUBLES[name]}, []))) == told
    assert names(judge(look({**HEALTHY, **TROUBLES[name]}, history(), whole=False))) == told


@pytest.mark.parametrize("name", TROUBLES)
@pytest.mark.parametrize("every", [1, 6, 24])
def test_what_lasts_is_told_again_with_its_beginning(name: str, every: int) -> None:
    past = history(20, every)
    for _ in range(3):
        (found,) = judge(look({**HEALTHY, **TROUBLES[name]}, past, started=NOW))
        assert (found.since_run, found.since) == (len(history(20, every)) + 1, NOW.isoformat(timespec="milliseconds"))
        trouble: Ratios = {**HEALTHY, **TROUBLES[name]}
        row = Row(past[0].run_id + 1, (NOW - timedelta(seconds=1)).isoformat(), trouble, findings=[found.as_json()])
        past = [row, *past]
    assert judge(look(HEALTHY, past, started=NOW)) == []


def test_what_has_lasted_for_two_weeks_is_usual() -> None:
    finding = {"monitor": "authors", "since_run": 1, "since": "", "examples": []}
    past = history(40, 24, {**HEALTHY, "signed": (0, 10)})
    for row in past:
        row.findings = [finding]
    assert judge(look({**HEALTHY, "signed": (0, 10)}, past)) == []


def test_a_run_that_saw_little_is_judged_with_those_before_it() -> None:
    past = history(20, 1, {**HEALTHY, "unread": (0, 1)})
    assert judge(look({**HEALTHY, "unread": (1, 1)}, past)) == []
    for row in past[:3]:
        row.ratios = {**HEALTHY, "unread": (1, 1)}
    assert names(judge(look({**HEALTHY, "unread": (1, 1)}, past))) == ["unread"]
    assert names(judge(look({**HEALTHY, "unread": (0, 0)}, past))) == ["unread"]


def test_a_run_that_met_nothing_wrong_itself_is_not_told_of_those_before_it() -> None:
    past = history(20, 1, {**HEALTHY, "unread": (0, 1)})
    for row in past[:4]:
        row.ratios = {**HEALTHY, "unread": (1, 1)}
    assert names(judge(look({**HEALTHY, "unread": (1, 1)}, past))) == ["unread"]
    assert judge(look({**HEALTHY, "unread": (0, 2)}, past)) == []


def test_a_weekly_is_told_of_its_first_issue_without_dates() -> None:
    past = history(29, 24, {"dated": (0, 0)})
    for row in past[::7]:
        row.ratios = {"dated": (4, 4)}
    assert names(judge(look({"dated": (0, 4)}, past))) == ["dates"]


def test_a_weekend_that_agencies_write_is_usual_once_it_was_seen() -> None:
    past = history(21, 6)
    for row in past:
        if datetime.fromisoformat(row.at).weekday() >= 5:
            row.ratios = {**HEALTHY, "signed": (0, 10)}
    assert judge(look({**HEALTHY, "signed": (0, 10)}, past)) == []  # a Saturday


@pytest.mark.parametrize("seed", range(2))
def test_many_ordinary_days_raise_no_alarm(seed: int) -> None:
    rng = Random(seed)  # noqa: S311
    shares = {"refused": 0.01, "broken": 0.02, "silent": 0.02, "forbidden": 0.05, "gone": 0.03, "unread": 0.12,
              "collapsed": 0.003, "dated": 0.98, "signed": 0.75, "pictured": 0.9, "future": 0.02, "late": 0.2,
              "edited": 0.2, "unkept": 0.0}  # fmt: skip
    past: list[Row] = []
    for run in range(250):
        now = NOW + run * 24 * HOUR
        count = max(0, round(rng.gauss(12 if now.weekday() < 5 else 4, 4)))
        ratios: Ratios = {}
        for name, share in shares.items():
            whole = {"refused": 40, "broken": 40, "silent": 40, "collapsed": count // 4}.get(name, count)
            ratios[name] = sum(rng.random() < share for _ in range(whole)), whole
        if count:
            ratios["text"] = sum(rng.lognormvariate(8, 0.7) for _ in range(count)), count
            ratios["bytes"] = sum(rng.lognormvariate(11, 0.4) for _ in range(count)), count
        ratios |= {"front": (rng.randint(34, 46), 1), "sections": (rng.randint(60, 90), 5),
                   "found": (rng.randint(2, 60), 40)}  # fmt: skip
        made = judge(look(ratios, past[:60], now=now, started=now - HOUR))
        assert [finding.line("") for finding in made] == []
        past.insert(0, Row(run, now.isoformat(), ratios))


def test_a_front_page_that_cannot_be_read_explains_the_rest() -> None:
    trouble = {**HEALTHY, **TROUBLES["refused"]}
    found = judge(look(trouble, history(), unread="https://example.org/: HTTP 403: the site refuses it"))
    assert [finding.line("") for finding in found] == [
        "the front page of example.org could not be read: https://example.org/: HTTP 403: the site refuses it; "
        "look closer: scrapy probe https://example.org/"
    ]


def test_a_site_that_moved_to_another_domain_is_told_of_with_the_cure() -> None:
    unread = "https://example.org/: redirects to another site: https://example.net/"
    (found,) = judge(look(HEALTHY, history(), unread=unread))
    assert "name both domains in its description (docs/adding-a-site.md)" in found.line("")


def test_a_silence_is_not_told_where_something_else_explains_it() -> None:
    stories = [NOW - 40 * 24 * HOUR + n * HOUR for n in range(700)]
    looks = [datetime.fromisoformat(row.at) for row in reversed(history(40))]
    quiet = {"stories": stories, "looks": looks}
    assert names(judge(look(HEALTHY, history(40), **quiet))) == ["quiet"]
    assert names(judge(look({**HEALTHY, **TROUBLES["unread"]}, history(40), **quiet))) == ["unread"]
    assert judge(look(HEALTHY, history(40), whole=False, **quiet)) == []


def test_a_clock_that_went_back_is_told_in_the_run_that_began_too_early() -> None:
    (found,) = judge(look(HEALTHY, history(), started=NOW - 30 * HOUR))
    assert (
        found.text
        == "the clock went back: this run began at 2024-05-31T06:00:00, before run 56 ended at 2024-06-01T06:00:00"
    )


@pytest.mark.parametrize(("hours", "words"), [(3, "3 hours ahead of"), (-26, "26 hours behind"), (0.9, ""), (-0.9, "")])
def test_a_clock_that_differs_from_the_servers_is_told(hours: float, words: str) -> None:
    found = judge(look(HEALTHY, [], clock=hours * HOUR))
    assert [finding.text for finding in found] == [f"this machine's clock is {words} the server's"] * bool(words)


def test_a_redesign_is_told_with_its_pages() -> None:
    past = history()
    for row in past:
        row.layout = ["story", "body", "headline", "para"]
    pages = ["https://example.org/news/1"]
    (found,) = judge(look(HEALTHY, past, layout=["entry", "text", "name"], pages=pages))
    assert (found.monitor, found.examples) == ("redesign", pages)
    assert judge(look(HEALTHY, past, layout=["story", "body", "headline", "para"], pages=pages)) == []
    assert judge(look(HEALTHY, past, layout=[], pages=[])) == []
    told = Row(100, past[0].at, HEALTHY, findings=[found.as_json()])
    assert judge(look(HEALTHY, [told, *past], layout=[], pages=pages)) == []


def test_a_finding_is_one_line_that_a_terminal_may_print() -> None:
    urls = ["https://example.org/a;rm -rf ~\x1b[31m", "https://example.org/b\n"]
    made = Finding(site="example.org", monitor="unread", text="9 of 10", usual="0% to 4%", examples=urls,
                   since_run=7, since="2024-05-30T12:00:00.000+00:00")  # fmt: skip
    assert made.line(NOW.isoformat(timespec="milliseconds")) == (
        "example.org: 9 of 10 (usual here: 0% to 4%); since run 7, 2 days; e.g. https://example.org/a;rm -rf ~ [31m"
        " https://example.org/b; look closer: scrapy probe 'https://example.org/a;rm -rf ~ [31m'"
    )


measures = st.builds(lambda part, more: Measure(part, part + more), st.integers(0, 50), st.integers(0, 50))


@given(measures, st.lists(measures), st.integers(1, 60))
def test_a_pooled_measure_is_large_enough_and_takes_no_more_than_it_needs(
    now: Measure, before: list[Measure], least: int
) -> None:
    made, taken = pooled(now, before, least)
    whole = [now.whole + sum(m.whole for m in before[:n]) for n in range(taken + 1)]
    assert all(size < least for size in whole[:-1])
    assert made is None or made.whole == whole[-1] >= least


@given(st.lists(measures), st.integers(1, 50))
def test_what_is_usual_lies_between_its_ends(past: list[Measure], size: int) -> None:
    known = usual(past, size, samples=1)
    if known:
        assert 0 <= known.low <= known.high <= 1
        assert 0 <= known.chance_of_so_few(Measure(0, size)) <= 1.000001
        assert known.chance_of_so_many(Measure(0, size)) == pytest.approx(1)


def test_a_site_of_which_nothing_was_ever_read_is_told_of_from_its_first_unread_story_on() -> None:
    asked = {"refused": (0.0, 3.0), "unread": (2.0, 2.0)}
    first = look(asked, [], stories=())
    (told,) = judge(first)
    assert (told.monitor, told.since_run) == ("nothing", first.run_id)
    before = Row(1, (NOW - 2 * HOUR).isoformat(), asked, findings=[told.as_json()])
    again = look({"refused": (0.0, 1.0)}, [before], stories=())
    assert [finding.monitor for finding in judge(again)] == ["nothing"]
    assert judge(replace(again, stories=[NOW - HOUR])) == []


@given(st.integers(0, 4_000), st.integers(1, 4_000))
def test_chances_of_any_sample_are_chances(part: int, whole: int) -> None:
    known, now = Usual(0.0, 1.0, Measure(3, 40)), Measure(min(part, whole), whole)
    assert 0 <= known.chance_of_so_few(now) <= 1 + 1e-6
    assert 0 <= known.chance_of_so_many(now) <= 1 + 1e-6
