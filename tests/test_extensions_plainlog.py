"""A log line commands no terminal."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator

import pytest

from newscrawl.extensions.plainlog import PlainLogExtension
from tests.commanding import is_plain


@pytest.fixture
def told() -> Iterator[io.StringIO]:
    """What a handler of the root logger prints."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    logging.root.addHandler(handler)
    PlainLogExtension()
    yield stream
    logging.root.removeHandler(handler)


def test_a_line_commands_no_terminal(told: io.StringIO) -> None:
    told_of = {"url": "\x1b[2J\u202e", "reason": "\x07"}
    logging.getLogger("scrapy.x").error("ignored %(url)s: \x9b31m%(reason)r", told_of)
    assert told.getvalue() == "ignored  [2J :  31m'\\x07'\n"


def test_a_traceback_keeps_its_lines_and_commands_no_terminal(told: io.StringIO) -> None:
    try:
        raise ValueError("a headline \x1b]0;owned\x07")
    except ValueError:
        logging.getLogger("scrapy.x").exception("reading")
    assert is_plain(told.getvalue())
    assert told.getvalue().splitlines()[0] == "reading"
    assert told.getvalue().endswith("ValueError: a headline  ]0;owned \n")


def test_a_line_whose_arguments_do_not_fit_is_left_to_logging(
    told: io.StringIO, capsys: pytest.CaptureFixture[str]
) -> None:
    (handler,) = (h for h in logging.root.handlers if isinstance(h, logging.StreamHandler) and h.stream is told)
    handler.handle(logging.makeLogRecord({"msg": "%d", "args": ("x",)}))
    assert "--- Logging error ---" in capsys.readouterr().err
