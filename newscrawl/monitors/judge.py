"""Applies the monitors to what one run saw of one site. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any, Protocol

from newscrawl.monitors.finding import Finding, span
from newscrawl.monitors.layout import is_redesigned
from newscrawl.monitors.measure import Measure, Usual, pooled, usual
from newscrawl.monitors.rules import MONITORS, Monitor
from newscrawl.monitors.silence import Span, unusual_silence
from newscrawl.reasons import ANOTHER_SITE

__all__ = ["Look", "judge"]

ACCEPTED = timedelta(days=14)
"""After so long what a monitor tells of is what is usual now."""
POOLED = timedelta(days=3)
"""How old runs may be that help out where this one saw too little."""
CLOCK = timedelta(hours=1)
"""How much this machine's clock may differ from that of the server."""
UNLIKELY = 1e-5
"""The chance of a share below which it is not by chance: there are twenty monitors, and thousands of runs a year."""
ANYWHERE = Usual(0.0, 0.15, Measure(15, 100))
"""What may be usual at a site that is not known yet."""
_EXPLAINED = ("refused", "broken", "silent", "forbidden", "front", "blank")
"""Monitors that have nothing to add where the front page could not be read."""
_SILENCING = ("front page", "resting", "front", "blank", "unread", "gone", "forbidden", "refused", "broken", "silent")
"""What explains that there are no new stories."""


class Past(Protocol):
    """What an earlier run saw (`archive.health.Seen`)."""

    @property
    def run_id(self) -> int: ...
    @property
    def at(self) -> str: ...
    @property
    def whole(self) -> bool: ...
    @property
    def ratios(self) -> Mapping[str, tuple[float, float]]: ...
    @property
    def layout(self) -> Sequence[str]: ...
    @property
    def findings(self) -> Sequence[Mapping[str, Any]]: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What a run saw of a site, and what is known of its past."""

    site: str
    run_id: int
    started: datetime
    now: datetime
    whole: bool
    """Whether it looked at all of the site as it usually does; else the limits alone count."""
    ratios: Mapping[str, tuple[float, float]]
    examples: Mapping[str, Sequence[str]] = field(default_factory=dict)
    layout: Sequence[str] = ()
    """Sketch of how the pages of its stories are made; empty: none was read."""
    pages: Sequence[str] = ()
    """Addresses of the pages that it was made from."""
    past: Sequence[Past] = ()
    """What the runs before it saw, the last one first."""
    stories: Sequence[datetime] = ()
    """When the site's stories came, ascending."""
    looks: Sequence[datetime] = ()
    """When it was visited before, ascending."""
    unread: str = ""
    """Why the front page could not be read."""
    resting: Mapping[str, str] = field(default_factory=dict)
    """Hosts of the site that want to be left alone: host -> why."""
    front: str = ""
    """Address of the front page."""
    clock: timedelta | None = None
    """How far our clock is ahead of the server's."""


def judge(look: Look) -> list[Finding]:
    """What is wrong, the gravest first."""
    found = [_finding(look, "resting", f"nothing more was asked of {host}: {why}", examples=[look.front])
             for host, why in look.resting.items()]  # fmt: skip
    if look.unread:
        text = f"the front page of {look.site} could not be read: {look.unread}"
        if ANOTHER_SITE in look.unread:
            text += "; if the site has moved there, name both domains in its description (docs/adding-a-site.md)"
        found.append(_finding(look, "front page", text, examples=[look.front]))
    found += [finding for finding in (_clock_back(look), _clock_off(look)) if finding]
    explained = _EXPLAINED if look.unread or look.resting else ()
    told = [_ratio(look, monitor) for monitor in MONITORS if monitor.name not in explained]
    found += [finding for finding in told if finding]
    if look.whole and not any(finding.monitor in _SILENCING for finding in found) and (nothing := _nothing(look)):
        found.append(nothing)
    if look.whole and not any(finding.monitor in _SILENCING for finding in found) and (quiet := _quiet(look)):
        found.append(quiet)
    if look.whole and look.pages and (other := _redesigned(look)):
        found.append(other)
    return found


def _finding(look: Look, monitor: str, text: str, *, usual: str = "", examples: Sequence[str] = ()) -> Finding:
    """A finding, with the run that found it first: the monitor has spoken in every run since."""
    made = Finding(site=look.site, monitor=monitor, text=text, usual=usual, examples=list(examples)[:3],
                   since_run=look.run_id, since=_stamp(look.now))  # fmt: skip
    last = next((past for past in look.past if past.whole or not look.whole), None)
    known = next((f for f in last.findings if f["monitor"] == monitor), None) if last else None
    return replace(made, since_run=known["since_run"], since=known["since"]) if known else made


def _stamp(moment: datetime) -> str:
    return moment.isoformat(timespec="milliseconds")


def _clock_back(look: Look) -> Finding | None:
    """Whether this run began before the last one ended."""
    last = look.past[0] if look.past else None
    if last is None or _stamp(look.started) >= last.at:
        return None
    began = _stamp(look.started)[:19]
    text = f"the clock went back: this run began at {began}, before run {last.run_id} ended at {last.at[:19]}"
    return _finding(look, "clock back", text)


def _clock_off(look: Look) -> Finding | None:
    """Whether our clock differs from the server's."""
    if look.clock is None or abs(look.clock) < CLOCK:
        return None
    hours = look.clock / timedelta(hours=1)
    text = f"this machine's clock is {span(abs(hours))} {'ahead of' if hours > 0 else 'behind'} the server's"
    return _finding(look, "clock", text)


def _nothing(look: Look) -> Finding | None:
    """Whether no story was ever read here, though some should have been: told from the first one on."""
    part, whole = look.ratios.get("unread", (0, 0))
    lasts = any(finding["monitor"] == "nothing" for past in look.past[:1] for finding in past.findings)
    if look.stories or not (0 < part == whole or (lasts and not whole)):
        return None
    text = "no story of this site was read yet, though its pages lead to what should be some"
    return _finding(look, "nothing", text, examples=look.examples.get("unread") or _examples(look.past, "nothing"))


def _quiet(look: Look) -> Finding | None:
    """Whether the site has been silent for longer than it ever is."""
    reported: dict[str, Span] = {}
    for past in look.past:
        for told in past.findings:
            if told["monitor"] == "quiet" and (newest := told.get("newest")):
                reported.setdefault(newest, (datetime.fromisoformat(newest), datetime.fromisoformat(past.at)))
    watched = look.looks[0] if look.looks else look.now
    silence = unusual_silence(
        look.stories, look.now, watched=watched, looks=look.looks, reported=list(reported.values())
    )
    if silence is None:
        return None
    text = f"no new story for {span(silence.hours)}, since {_stamp(silence.since)[:16].replace('T', ' ')} UTC"
    since = [one.ratios for one in look.past if one.at > _stamp(silence.since)]
    if unread := sum(ratios.get("unread", (0, 0))[0] for ratios in (look.ratios, *since)):
        text += f"; since then {unread:.0f} pages that should tell a story told none"
    finding = _finding(look, "quiet", text, usual=f"at most {span(silence.usual)}", examples=[look.front])
    return replace(finding, newest=_stamp(silence.since))


def _redesigned(look: Look) -> Finding | None:
    """Whether its pages are made otherwise than those of the last weeks; told once."""
    past = []
    for one in look.past:
        if look.now - datetime.fromisoformat(one.at) >= ACCEPTED or any(
            f["monitor"] == "redesign" for f in one.findings
        ):
            break
        past.append(one.layout)
    if not is_redesigned(look.layout, past):
        return None
    text = (
        "the pages of its stories are made anew: hardly a class name is as it was (a redesign: is it still read well?)"
    )
    return _finding(look, "redesign", text, examples=look.pages)


def _ratio(look: Look, monitor: Monitor) -> Finding | None:
    """What a monitor has to say of its figure."""
    past = [one for one in look.past if one.whole and monitor.figure in one.ratios] if look.whole else []
    recent = [one for one in past if look.now - datetime.fromisoformat(one.at) < POOLED]
    own = Measure(*look.ratios.get(monitor.figure, (0, 0)))
    now, taken = pooled(own, (Measure(*one.ratios[monitor.figure]) for one in recent), monitor.least)
    if now is None:
        return None
    before = [one for one in past[taken:] if not _told(one, monitor, look.now)]
    known = usual([Measure(*one.ratios[monitor.figure]) for one in before], now.whole, samples=monitor.samples)
    if before and look.now - datetime.fromisoformat(before[-1].at) < timedelta(days=monitor.days):
        known = None
    if not (_beyond(now, known, monitor) or (known and _unusual(now, known, monitor))) or _over(own, known, monitor):
        return None
    examples = look.examples.get(monitor.figure) or _examples(look.past, monitor.name)
    return _finding(look, monitor.name, _words(now, monitor), usual=_range(known, monitor), examples=examples)


def _over(own: Measure, known: Usual | None, monitor: Monitor) -> bool:
    """Whether what this run saw itself is as it should be, whatever the runs say that help out."""
    if not own.whole:
        return False
    return own.part == 0 if monitor.fall is None else known is not None and own.value >= known.low


def _told(past: Past, monitor: Monitor, now: datetime) -> bool:
    """Whether a run found something wrong with this figure, and lately: that is not what is usual."""
    lately = now - datetime.fromisoformat(past.at) < ACCEPTED
    return lately and any(finding["monitor"] == monitor.name for finding in past.findings)


def _examples(past: Sequence[Past], name: str) -> Sequence[str]:
    """The examples of the run before, where this one saw no page of that sort."""
    return next((f["examples"] for f in (past[0].findings if past else ()) if f["monitor"] == name), ())


def _beyond(now: Measure, known: Usual | None, monitor: Monitor) -> bool:
    """Whether a figure is beyond what any site may have; not by a chance that this one often has."""
    if monitor.limit is None:
        return False
    likely = known.chance_of_so_many(now) >= UNLIKELY if known else ANYWHERE.chance_of_so_many(now) >= 100 * UNLIKELY
    return now.value >= monitor.limit and not (likely and monitor.rise is not None)


def _unusual(now: Measure, known: Usual, monitor: Monitor) -> bool:
    if monitor.fall is not None:
        fell = now.value <= known.low * monitor.fall and known.low > 0
        return fell and (not monitor.share or known.chance_of_so_few(now) < UNLIKELY)
    if monitor.rise is None:
        return False
    rose = now.value >= max(known.high * monitor.rise, monitor.floor)
    return rose and (not monitor.share or known.chance_of_so_many(now) < UNLIKELY)


def _words(now: Measure, monitor: Monitor) -> str:
    return monitor.words.format(part=f"{now.part:.0f}", whole=f"{now.whole:.0f}", value=_number(now.value))


def _range(known: Usual | None, monitor: Monitor) -> str:
    if known is None:
        return ""
    ends = [f"{end:.0%}" if monitor.share else _number(end) for end in (known.low, known.high)]
    return " to ".join(dict.fromkeys(ends))


def _number(value: float) -> str:
    return f"{value:,.0f}" if value >= 10 else f"{value:.1f}".removesuffix(".0")
