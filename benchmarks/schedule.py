"""What schedules of revisits see of the edits of a simulated site, and how many requests that costs.

usage: python benchmarks/schedule.py [--stories 2000] [--seed 1]

Stories are found by the next run after their publication; an edit is seen if a visit comes before the next edit of the
same story hides it. Edits that the first visit finds done are nobody's merit and do not count. newscrawl's waits come
from newscrawl/archive/revisit.py itself. docs/revisits.md tells where the model's figures come from.
"""

from __future__ import annotations

import argparse
import itertools
import math
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from statistics import mean, median

from newscrawl.archive.revisit import Schedule, article_due

START = datetime(2024, 1, 1, tzinfo=UTC)
DAY = 24.0
"""Times are hours since START, ages hours since publication."""

Wait = Callable[[float, float, float | None, int, int], float]
"""Time of a visit, of publication, of the last visit that saw a change, visits, changes seen -> hours to the next."""


@dataclass(frozen=True)
class Model:
    """How stories are edited."""

    edits: float = 0.85
    """Edits of a story, on average over all; Timmerman et al.: 0.68 within the first day."""
    shape: float = 0.5
    """Of the gamma distribution over stories: 0.5 leaves 65 % of them without an edit on the first day."""
    middle: float = 4.0
    """Median age at an edit, in hours."""
    spread: float = 2.4
    """Sigma of the logarithm of that age: 82 % of the first week's edits come on the first day (GDELT)."""
    live: float = 0.01
    """Part of the stories that are told live: an edit every 20 minutes for some six hours (Thurman and Walters)."""
    late: float = 0.01
    """Part of the stories that are corrected once more, a week to half a year later."""


@dataclass(frozen=True)
class Story:
    """A story's publication and edits, in hours since START."""

    published: float
    edits: list[float]


def poisson(rng: random.Random, expected: float) -> int:
    """A number of independent events."""
    limit, product = math.exp(-expected), rng.random()
    count = 0
    while product > limit:
        product *= rng.random()
        count += 1
    return count


def edits(rng: random.Random, model: Model) -> list[float]:
    """Ages at which one story is edited."""
    expected = rng.gammavariate(model.shape, model.edits / model.shape)
    ages = [model.middle * math.exp(model.spread * rng.gauss(0, 1)) for _ in range(poisson(rng, expected))]
    if rng.random() < model.live:
        end, age = rng.lognormvariate(math.log(6), 0.7), rng.expovariate(3)
        while age < end:
            ages.append(age)
            age += rng.expovariate(3)
    if rng.random() < model.late:
        ages.append(math.exp(rng.uniform(math.log(7 * DAY), math.log(182 * DAY))))
    return sorted(ages)


def site(model: Model, stories: int, days: int, seed: int) -> list[Story]:
    """Stories published evenly over some days."""
    rng = random.Random(seed)
    found = []
    for _ in range(stories):
        published = rng.uniform(0, days * DAY)
        found.append(Story(published, [published + age for age in edits(rng, model)]))
    return found


@dataclass
class Outcome:
    """What a schedule came to."""

    requests: float
    """Of one story, on average."""
    seen: float
    """Part of the edits that were seen."""
    delays: list[float]
    """Hours from each edit to the next visit."""

    def row(self, name: str) -> str:
        """A line of the table."""
        ninth = sorted(self.delays)[int(len(self.delays) * 0.9)]
        figures = f"{self.requests:10.1f}{self.seen:8.1%}{hours(median(self.delays)):>9}{hours(mean(self.delays)):>9}"
        return f"  {name:<28}{figures}{hours(ninth):>9}"


def hours(value: float) -> str:
    """A duration in the unit that reads best."""
    return f"{value * 60:.0f} min" if value < 2 else f"{value:.1f} h" if value < 2 * DAY else f"{value / DAY:.1f} d"


def simulate(stories: Sequence[Story], wait: Wait, tick: float, days: int) -> Outcome:
    """Visit every story on a schedule, by runs that start every `tick` hours."""
    requests = seen = total = 0
    delays: list[float] = []
    end = days * DAY
    for story in stories:
        now = (math.floor(story.published / tick) + 1) * tick
        ahead = [edit for edit in story.edits if now < edit < end]
        total += len(ahead)
        changed: float | None = None
        visits = changes = 0
        while now < end:
            visits += 1
            new = list(itertools.takewhile(lambda edit, now=now: edit <= now, ahead))  # type: ignore[misc]
            if new:
                delays += [now - edit for edit in new]
                del ahead[: len(new)]
                changes, changed = changes + 1, now
            due = now + wait(now, story.published, changed, visits, changes)
            now = max(math.ceil(due / tick - 1e-6), round(now / tick) + 1) * tick
        requests += visits
        seen += changes
        delays += [end - edit for edit in ahead]
    return Outcome(requests / len(stories), seen / total, delays)


def ours(schedule: Schedule) -> Wait:
    """newscrawl's own."""

    def moment(value: float) -> datetime:
        return START + timedelta(hours=value)

    def wait(now: float, published: float, changed: float | None, visits: int, changes: int) -> float:
        last = None if changed is None else moment(changed)
        return (article_due(moment(now), moment(published), last, schedule) - moment(now)) / timedelta(hours=1)

    return wait


def every(interval: float) -> Wait:
    """Always the same number of hours."""
    return lambda now, published, changed, visits, changes: interval


def newsdiffs(now: float, published: float, changed: float | None, visits: int, changes: int) -> float:
    """`get_update_delay` of NewsDiffs' scraper.py: by the time since the story was published or last changed."""
    quiet = now - (changed or published)
    steps = ((3, 0.25), (DAY, 0.5), (7 * DAY, 2.0), (30 * DAY, DAY))
    return next((delay for below, delay in steps if quiet < below), 7 * DAY)


def fifth(now: float, published: float, changed: float | None, visits: int, changes: int) -> float:
    """A fifth of the age, sooner after changes: what newscrawl did at first."""
    wait = (now - published) / 5 * (1 + visits) / (1 + visits + 2 * changes)
    return min(max(wait, 0.5), 60 * DAY)


def equal(stories: Sequence[Story], requests: float, tick: float, days: int) -> tuple[float, Outcome]:
    """The fixed interval that costs as many requests or a few more, and what it comes to."""
    low, high = tick, days * DAY
    for _ in range(14):
        middle = math.sqrt(low * high)
        low, high = (middle, high) if visits(stories, middle, tick, days) > requests else (low, middle)
    return low, simulate(stories, every(low), tick, days)


def visits(stories: Sequence[Story], interval: float, tick: float, days: int) -> float:
    """Requests of one story at a fixed interval."""
    step = math.ceil(interval / tick - 1e-6) * tick
    return mean(1 + max(0, days * DAY - story.published) // step for story in stories)


HEAD = f"  {'':<28}{'requests':>10}{'':>8}{'delay of an edit until it is seen':>36}\n"
HEAD += f"  {'schedule':<28}{'per story':>10}{'seen':>8}{'median':>9}{'mean':>9}{'9 of 10':>9}"


def table(title: str, model: Model, tick: float, days: int, count: int, seed: int) -> None:
    """Compare all schedules."""
    stories = site(model, count, days, seed)
    rows: dict[str, Wait] = {f"every {hours(n)}": every(n) for n in (1, 6, 24, 168) if n >= tick}
    rows |= {"NewsDiffs": newsdiffs, "a fifth of the age": fifth}
    print(f"{title}\n{HEAD}")
    default = simulate(stories, ours(Schedule()), tick, days)
    print(default.row("newscrawl"))
    interval, fixed = equal(stories, default.requests, tick, days)
    print(fixed.row(f"every {hours(interval)} (equal cost)"))
    for name, wait in rows.items():
        print(simulate(stories, wait, tick, days).row(name), flush=True)
    print()


def sensitivity(tick: float, days: int, count: int, seed: int) -> None:
    """The default against the fixed interval of equal cost, and the others, while the model's figures vary."""
    usual = Model()
    varied: dict[str, Model] = {
        "as above": usual,
        "half the edits": replace(usual, edits=usual.edits / 2),
        "twice the edits": replace(usual, edits=usual.edits * 2),
        "edits alike in all stories": replace(usual, shape=2),
        "edits in few stories": replace(usual, shape=0.2),
        "edits early (1 h)": replace(usual, middle=1),
        "edits late (12 h)": replace(usual, middle=12),
        "edits close together": replace(usual, spread=1.5),
        "edits far apart": replace(usual, spread=3.2),
        "nothing live": replace(usual, live=0),
        "live every twentieth": replace(usual, live=0.05),
        "one in ten corrected late": replace(usual, late=0.1),
    }
    print("The model varied: requests per story, edits seen, mean delay (as in the second table)")
    print(f"  {'':<28}{'newscrawl':>22}{'fixed, equal cost':>22}{'a fifth of the age':>22}{'NewsDiffs':>22}")
    for name, model in varied.items():
        stories = site(model, count, days, seed)
        default = simulate(stories, ours(Schedule()), tick, days)
        _, fixed = equal(stories, default.requests, tick, days)
        others = [simulate(stories, wait, tick, days) for wait in (fifth, newsdiffs)]
        cells = [f"{o.requests:5.0f} {o.seen:6.1%} {hours(mean(o.delays)):>7}" for o in (default, fixed, *others)]
        print(f"  {name:<28}" + "".join(f"{cell:>22}" for cell in cells), flush=True)
    print("\nSettings varied")
    stories = site(usual, count, days, seed)
    for share, soonest in ((0.1, 10), (0.15, 10), (0.25, 10), (0.4, 10), (0.25, 5), (0.25, 15), (0.25, 30), (0.25, 60)):
        schedule = Schedule(soonest=timedelta(minutes=soonest), share=share)
        name = f"SHARE {share}, SOONEST {soonest} min"
        print(simulate(stories, ours(schedule), tick, days).row(name))


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--stories", type=int, default=2000, help="more make the figures steadier")
    options.add_argument("--seed", type=int, default=1)
    chosen = options.parse_args()
    count, seed = chosen.stories, chosen.seed
    stories = site(Model(), 20 * count, 30, seed)
    first = [sum(edit - story.published < DAY for edit in story.edits) for story in stories]
    week = [sum(edit - story.published < 7 * DAY for edit in story.edits) for story in stories]
    some = [n for n in first if n]
    print(
        f"The model's first day: {len(some) / len(stories):.0%} of the stories edited, {mean(first):.2f} edits a story,"
        f" of the edited ones {mean(n < 3 for n in some):.0%} once or twice, {mean(n > 9 for n in some):.0%} more than"
        f" nine times; {sum(first) / sum(week):.0%} of the first week's edits\n"
    )
    table("A month of hourly runs", Model(), 1, 30, count, seed)
    table("A month of one run that goes on", Model(), 1 / 12, 30, count, seed)
    table("Half a year of hourly runs", Model(), 1, 182, count // 4, seed)
    sensitivity(1 / 12, 30, count // 2, seed)


if __name__ == "__main__":
    main()
