"""Settings are checked before a run begins: what is wrong is said in one line, with the name, the value and the cure.

One table (`RULES`) holds what newscrawl relies on. Scrapy's other settings that are numbers or yes-or-no by their
default have to be that; settings of components that newscrawl does not know are theirs to check.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from scrapy.settings import SETTINGS_PRIORITIES, default_settings
from scrapy.utils.conf import closest_scrapy_cfg

from newscrawl import settings as defaults
from newscrawl.exceptions import ArgumentError

if TYPE_CHECKING:
    from scrapy.settings import BaseSettings

__all__ = ["RULES", "Rule", "check", "clock_start"]


class Rule(NamedTuple):
    """What a setting may be."""

    allowed: str
    """In words, after "give "."""
    takes: Callable[[Any], bool]
    """Whether a value is that; it may raise ValueError, TypeError or OverflowError for one that is not."""


def _number(low: float, high: float = 3e9, unit: str = "", *, whole: bool = False, above: bool = False) -> Rule:
    """A number from `low` (or `above` it) to `high`; 3e9 seconds are a century."""
    kind = "a whole number" if whole else "a number"
    bounds = f"above {low:g}" if above else f"from {low:,.12g} on"
    if high < 3e9:
        bounds = f"above {low:g}, up to {high:,.12g}" if above else f"from {low:,.12g} to {high:,.12g}"

    def takes(value: Any) -> bool:
        number = int(value) if whole else float(value)
        rounded = isinstance(value, bool) or number != float(value)
        return not rounded and (low < number if above else low <= number) and number <= high

    return Rule(f"{kind} {bounds}" + (f" ({unit})" if unit else ""), takes)


def _only(value: Any, why: str) -> Rule:
    return Rule(f"{value!r} or leave it out: {why}", lambda given: str(given) == str(value))


def clock_start(value: Any) -> datetime | None:
    """The moment that CRAWL_CLOCK names, UTC where it names no zone; None: the system's clock. Raises ValueError."""
    if not value:
        return None
    start = datetime.fromisoformat(value)
    start = start if start.tzinfo else start.replace(tzinfo=UTC)
    if not 1970 <= start.year < 3000:
        raise ValueError(value)
    return start


def _is_agent(value: Any) -> bool:
    return isinstance(value, str) and bool(value.strip()) and value.isascii() and value.isprintable()


def _is_archive(value: Any) -> bool:
    path = str(value)
    # What no shell has expanded (`-s ARCHIVE=~/news.db` in a crontab) would become a folder of that name.
    return isinstance(value, (str, Path)) and bool(path.strip()) and path[0] != "~" and not Path(path).is_dir()


def _is_folder(value: Any) -> bool:
    return not value or str(value) == defaults.SITES and not Path(value).exists() or Path(value).is_dir()


def _is_log(value: Any) -> bool:
    if not value:
        return True
    path = Path(value)
    return not path.is_dir() and os.access(path if path.exists() else path.parent, os.W_OK)


_FLAG = Rule("1 or 0, True or False", lambda value: str(value) in ("0", "1", "True", "False", "true", "false"))
_WHOLE = Rule("a whole number", lambda value: isinstance(int(value), int))
_FLOAT = Rule("a number", lambda value: abs(float(value)) < float("inf"))
_SECONDS = _number(0, unit="seconds")
_SOME_SECONDS = _number(0, unit="seconds", above=True)
_COUNT = _number(0, whole=True)
_ONE_ON = _number(1, 1_000, whole=True)
_BYTES = _number(0, 1e12, "bytes; 0: no limit", whole=True)
_LEVELS = ("CRITICAL", "ERROR", "WARNING", "INFO", "DEBUG")
_LEVEL = Rule(f"one of {', '.join(_LEVELS)}", lambda value: value in _LEVELS or isinstance(value, int))
_CODES = Rule(
    "HTTP statuses, parted by commas: 500,502",
    lambda value: all(100 <= int(code) < 600 for code in (value.split(",") if isinstance(value, str) else value)),
)
_NO_SECRET = Rule("nothing: a login is a file beside its site's description (docs/login.md)", lambda value: not value)

RULES: dict[str, Rule] = {
    "ARCHIVE": Rule(
        "the name of a file, not of a folder, without ~: -s ARCHIVE=output/archive.db",
        _is_archive,
    ),
    "KEEP_RAW": _FLAG,
    "KEEP_IMAGES": _FLAG,
    "IMAGE_MAXSIZE": _number(1, 1e12, "bytes", whole=True),
    "ON_PROBLEM": Rule("a shell command in quotes, or leave it empty", lambda value: isinstance(value, str)),
    "SITES": Rule("a folder that exists, with a file for each site that you describe", _is_folder),
    "CRAWL_CLOCK": Rule("a time, 2024-04-17T15:07:00+00:00", lambda value: bool(clock_start(value)) or not value),
    "REVISIT_SOONEST": _SOME_SECONDS,
    "REVISIT_LATEST": _SOME_SECONDS,
    "REVISIT_SHARE": _number(0, 1_000, above=True),
    "READER_PROCESSES": _number(1, 256, whole=True),
    "READER_TIMEOUT": _number(1, 86_400, "seconds", whole=True),
    "REREAD_SECONDS": _SECONDS,
    "ROBOTS_META_OBEY": _FLAG,
    "CRAWL_DELAY_MAX": _SECONDS,
    "REFUSAL_REST": _SOME_SECONDS,
    "RETRY_AFTER_MAX": _SECONDS,
    # Scrapy's
    "USER_AGENT": Rule("a name and an address, in letters without accents: mytown-archive (+https://…)", _is_agent),
    "CONCURRENT_REQUESTS": _ONE_ON,
    "CONCURRENT_REQUESTS_PER_DOMAIN": _ONE_ON,
    "DOWNLOAD_DELAY": _SECONDS,
    "DOWNLOAD_TIMEOUT": _SOME_SECONDS,
    "DOWNLOAD_MAXSIZE": _BYTES,
    "DOWNLOAD_WARNSIZE": _BYTES,
    "DNS_TIMEOUT": _SOME_SECONDS,
    "AUTOTHROTTLE_START_DELAY": _SECONDS,
    "AUTOTHROTTLE_MAX_DELAY": _SECONDS,
    "AUTOTHROTTLE_TARGET_CONCURRENCY": _number(0, 1_000, above=True),
    "CLOSESPIDER_TIMEOUT": _SECONDS,
    "CLOSESPIDER_TIMEOUT_NO_ITEM": _SECONDS,
    "CLOSESPIDER_PAGECOUNT": _COUNT,
    "CLOSESPIDER_PAGECOUNT_NO_ITEM": _COUNT,
    "CLOSESPIDER_ITEMCOUNT": _COUNT,
    "CLOSESPIDER_ERRORCOUNT": _COUNT,
    "MEMUSAGE_LIMIT_MB": _COUNT,
    "MEMUSAGE_WARNING_MB": _COUNT,
    "RETRY_TIMES": _number(0, 100, whole=True),
    "RETRY_HTTP_CODES": _CODES,
    "REDIRECT_MAX_TIMES": _number(0, 100, whole=True),
    "REPORT": Rule("auto or full", lambda value: value in ("auto", "full")),
    "LOG_LEVEL": _LEVEL,
    "RETRY_GIVE_UP_LOG_LEVEL": _LEVEL,
    "DEFAULT_DROPITEM_LOG_LEVEL": _LEVEL,
    "LOG_FILE": Rule("a file in a folder that exists and is writable", _is_log),
    "HTTPAUTH_USER": _NO_SECRET,
    "HTTPAUTH_PASS": _NO_SECRET,
    # What holds the parts together; another value breaks them.
    "CONCURRENT_ITEMS": _only(1, "a page's items have to reach the archive in order"),
    "HTTPERROR_ALLOW_ALL": _only(defaults.HTTPERROR_ALLOW_ALL, "every answer closes its row in the ledger"),
    "SCHEDULER": _only(defaults.SCHEDULER, "the frontier is the archive's table `pages`"),
    "TWISTED_DNS_RESOLVER": _only(defaults.TWISTED_DNS_RESOLVER, "it keeps private addresses out"),
    "TWISTED_REACTOR": _only(default_settings.TWISTED_REACTOR, "newscrawl runs on asyncio"),
}
_IDLE = ("JOBDIR", "SCHEDULER_", "DUPEFILTER_", "DEPTH_")
"""Beginnings of names that have no effect: the ledger does what they are for."""
_ENVIRONMENT = ("CHECK", "PROJECT", "PYTHON_SHELL", "SETTINGS_MODULE")
"""What Scrapy makes settings of (scrapy.utils.project): the variable SCRAPY_PROJECT and its like."""
_LIKE = 0.85
"""How much a name has to be like a known one (difflib's ratio) to be taken for a slip: KEEP_RWA, DOWNLOAD_DELLAY."""


def check(settings: BaseSettings, *, besides: str = "") -> list[str]:
    """Check all settings; a line for each that has no effect. Raises ArgumentError for one that cannot be used.

    `besides`: the one that is yet to be made usable.
    """
    chosen = [name for name in settings if (settings.getpriority(name) or 0) >= SETTINGS_PRIORITIES["project"]]
    hints = _unknown(settings, chosen)
    for name in settings:
        rule = RULES.get(name) or _by_default(name)
        if rule and name != besides and not _fits(rule, settings[name]):
            value = "…" if rule is _NO_SECRET else repr(settings[name])
            raise ArgumentError(f"{name}={value} is not allowed: give {rule.allowed}")
    _together(settings)
    _place(settings)
    idle = [name for name in chosen if name.startswith(_IDLE) and settings[name] != getattr(default_settings, name, 0)]
    return hints + [f"{name} has no effect here: the archive's table `pages` does its work" for name in idle]


def _unknown(settings: BaseSettings, chosen: Iterable[str]) -> list[str]:
    known = {*RULES, *filter(str.isupper, dir(default_settings))}
    hints = []
    for name in chosen:
        if name in known or name in _ENVIRONMENT:
            continue
        near = get_close_matches(name.upper(), known, n=1, cutoff=_LIKE)
        if near:
            raise ArgumentError(f"there is no setting {name}: is {near[0]} meant?")
        if settings.getpriority(name) == SETTINGS_PRIORITIES["cmdline"]:
            hints.append(f"neither newscrawl nor Scrapy has a setting {name}")
    return hints


def _by_default(name: str) -> Rule | None:
    """The rule for one of Scrapy's own settings, by the type of its default."""
    default = getattr(default_settings, name, None)
    if isinstance(default, bool) or name == "TELNETCONSOLE_ENABLED":
        return _FLAG
    return _WHOLE if isinstance(default, int) else _FLOAT if isinstance(default, float) else None


def _fits(rule: Rule, value: Any) -> bool:
    try:
        return rule.takes(value)
    except (ValueError, TypeError, OverflowError):
        return False


def _together(settings: BaseSettings) -> None:
    """Settings that do not go together."""
    soonest, latest = (settings.getfloat(f"REVISIT_{name}") for name in ("SOONEST", "LATEST"))
    if soonest > latest:
        raise ArgumentError(f"REVISIT_SOONEST={soonest:g} is more than REVISIT_LATEST={latest:g}: both are seconds")
    if settings.getbool("KEEP_IMAGES") and not settings.getbool("KEEP_RAW"):
        raise ArgumentError("KEEP_IMAGES keeps pictures beside the raw pages: set KEEP_RAW as well")


def _place(settings: BaseSettings) -> None:
    """In a folder below the project's, its relative paths would lead elsewhere: to a second, empty archive."""
    project = closest_scrapy_cfg()
    if not project or Path(project).parent == Path.cwd() or Path(settings["ARCHIVE"]).is_absolute():
        return
    if settings.getpriority("ARCHIVE") == SETTINGS_PRIORITIES["project"]:
        raise ArgumentError(
            f"ARCHIVE={settings['ARCHIVE']} is meant from the project's folder: run this in {Path(project).parent}"
        )
