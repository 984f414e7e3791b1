"""The records of a WARC file, one at a time, in bounded memory; what is broken costs itself alone.

A reader that trusts lengths and members loses what follows a broken record: here every record has to end where the next
one begins, and what does not is passed over up to the next place that begins like a record.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING, NamedTuple

from newscrawl.warc.streams import GZIP, BrokenError, Member, Plain, next_member

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterator
    from pathlib import Path

    from newscrawl.warc.streams import Stream

__all__ = ["MAX_BYTES", "Position", "Record", "record_at", "records"]

MAX_BYTES = 32 * 1024 * 1024
"""Larger records and payloads are passed over, as a crawl would."""
MAX_HEAD = 64 * 1024
MOST_LOOKS = 50
"""Times that one gzip member is read from its start again for what stands behind a broken record."""
_START = b"WARC/"
_HEAD_END = re.compile(rb"\r?\n\r?\n")
_NO_RECORD = "no record begins there"
_BEGIN = 512
_OTHER_FORMS = (
    (re.compile(rb"\x28\xb5\x2f\xfd|[\x50-\x5f]\x2a\x4d\x18"), "the file is packed with zstd: unpack it (zstd -d)"),
    (re.compile(rb"\xfd7zXZ|BZh"), "the file is packed with xz or bzip2: unpack it"),
    (re.compile(rb"PK\x03\x04"), "the file is a zip file, as .wacz is: unzip it and name the .warc.gz files in it"),
    (re.compile(rb"filedesc:"), "the file is an ARC file: make a WARC file of it (warcio recompress OLD NEW)"),
    (re.compile(rb"\s*<(?:!doctype html|html|!--)", re.IGNORECASE), "the file is a saved page: name its folder"),
)
"""How files begin that are offered as WARC files, and what makes one of them."""


class Position(NamedTuple):
    """Where a record begins."""

    offset: int
    """Byte of the file; of a packed file that of its gzip member."""
    within: int = 0
    """Byte within the member, decompressed: a member may hold many records."""


@dataclass(slots=True)
class Record:
    """A record as it stands in a file."""

    position: Position
    head: dict[str, str]
    """Its header fields; names in lower case, of fields that are repeated the first one."""
    content: bytes
    """Its block."""

    @property
    def type(self) -> str:
        return self.head.get("warc-type", "").lower()

    @property
    def url(self) -> str:
        """The address it is about (WARC-Target-URI)."""
        return self.head.get("warc-target-uri", "").strip("<> ")


def records(
    path: Path,
    *,
    start: Position | None = None,
    wanted: Callable[[Record], bool] | None = None,
    problem: Callable[[Position, str], None] | None = None,
) -> Iterator[Record]:
    """The records of a file, from the one at `start` on, that are wanted by their heads (`content` is empty then).

    What is not wanted is neither kept nor decoded. `problem` is told of what was passed over: where and why. Raises
    OSError where the file cannot be read.
    """
    with path.open("rb") as file:
        for found in _all(file, start or Position(0), wanted or (lambda record: True)):
            if isinstance(found, Record):
                yield found
            elif problem:
                problem(*found)


def record_at(path: Path, position: Position) -> Record | None:
    """The record at a place; None where there is none any more."""
    record = next(records(path, start=position), None)
    return record if record and record.position == position else None


_Found = Record | tuple[Position, str]


def _all(file: IO[bytes], start: Position, wanted: Callable[[Record], bool]) -> Iterator[_Found]:
    offset, within = start
    if not _is_packed(file):
        yield from _stretch(file, offset, 0, wanted, packed=False)
        return
    while True:
        file.seek(offset)
        magic = file.read(len(GZIP))
        if not magic:
            return
        if magic == GZIP:
            end = yield from _stretch(file, offset, within, wanted, packed=True)
        else:
            yield Position(offset), _NO_RECORD + (_other_form(magic + file.read(_BEGIN)) if not offset else "")
            end = None
        following = next_member(file, offset + 1) if end is None else end
        if following is None:
            return
        offset, within = following, 0


def _other_form(begin: bytes) -> str:
    """What a file is that begins otherwise than a WARC file, and what to do with it; empty where that is not known."""
    return next((f"; {cure}" for form, cure in _OTHER_FORMS if form.match(begin)), "")


def _is_packed(file: IO[bytes]) -> bool:
    file.seek(0)
    begin = file.read(512).lstrip()
    return begin.startswith(GZIP) or (not begin.startswith(_START) and next_member(file, 0) is not None)


class _MalformedError(BrokenError):
    """A record that is not as it says; `resume`: from where on the next one is looked for, in its stretch."""

    def __init__(self, reason: str, resume: int) -> None:
        super().__init__(reason)
        self.resume = resume


def _stretch(
    file: IO[bytes], offset: int, within: int, wanted: Callable[[Record], bool], *, packed: bool
) -> Generator[_Found, None, int | None]:
    """The records of a gzip member, or of a plain file from `offset` on; where the file goes on, if it can be told."""

    def place() -> Position:
        return Position(offset, stream.at) if packed else Position(offset + stream.at)

    stream: Stream = Member(file, offset) if packed else Plain(file, offset)
    position, looks = place(), 0
    try:
        stream.skip(within)
        while _skip_blanks(stream):
            position = place()
            if stream.peek(len(_START)) != _START:
                yield position, _NO_RECORD + (_other_form(stream.peek(_BEGIN)) if position == (0, 0) else "")
                if not stream.find(_START):
                    break
                continue
            try:
                record = _record(stream, position, wanted)
            except _MalformedError as error:
                yield position, str(error)
                looks += 1
                if not packed or looks <= MOST_LOOKS:  # a length that is too large may have led past other records
                    stream = Member(file, offset) if packed else Plain(file, offset)
                    stream.skip(error.resume)
                if not stream.find(b"\n" + _START):
                    break
                continue
            if isinstance(record, str):
                yield position, record
            elif record:
                yield record
        stream.check()
    except BrokenError as error:
        yield position, str(error)
    return stream.end if isinstance(stream, Member) and stream.end >= 0 else None


def _skip_blanks(stream: Stream) -> bool:
    """Go to what follows the blank lines behind a record; whether there is something."""
    while True:
        ahead = stream.peek(64)
        blanks = len(ahead) - len(ahead.lstrip(b"\r\n"))
        stream.take(blanks)
        if blanks < 64:
            return bool(stream.peek(1))


def _record(stream: Stream, position: Position, wanted: Callable[[Record], bool]) -> Record | str | None:
    """The record at the stream's place; None: it is not wanted; a reason why it is passed over.

    Raises BrokenError.
    """
    begin = stream.at
    end = None
    for size in (2048, MAX_HEAD):
        if end := _HEAD_END.search(stream.peek(size)):
            break
    if end is None:
        stream.check()
        raise _MalformedError("its head has no end", begin + len(_START))
    record = Record(position, _fields(stream.take(end.end())), b"")
    length, start = record.head.get("content-length", ""), stream.at
    if not re.fullmatch(r"\d{1,15}", length):
        raise _MalformedError(f"its length is no number ({length[:20]!r})", start)
    size = int(length)
    keep = wanted(record)
    if keep and size <= MAX_BYTES:
        record.content = stream.take(size)
    else:
        stream.skip(size)
    if stream.at - start < size:
        stream.check()
        raise _MalformedError("it is shorter than it says", start)
    tail = stream.peek(4 + len(_START))
    if len(tail) < 4 + len(_START):
        stream.check()
    follows = tail.lstrip(b"\r\n")
    if follows and not follows.startswith(_START) and not tail.startswith((b"\r\n\r\n", b"\n\n")):
        raise _MalformedError("its length is wrong", start)
    if not keep:
        return None
    return record if size <= MAX_BYTES else f"it is larger than {MAX_BYTES >> 20} MB"


def _fields(head: bytes) -> dict[str, str]:
    """Named fields (WARC/1.1, section 4); lines that begin with a blank go on with the one before."""
    lines = re.sub(r"\r?\n[ \t]+", " ", head.decode("utf-8", "replace")).splitlines()[1:]
    fields: dict[str, str] = {}
    for line in lines:
        name, _, value = line.partition(":")
        fields.setdefault(name.strip().lower(), value.strip())
    return fields
