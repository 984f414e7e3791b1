"""Why a page could not be had, in words that a person understands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    IgnoreRequest,
    ResponseDataLossError,
    UnsupportedURLSchemeError,
)
from twisted.web._newclient import ParseError

from newscrawl.exceptions import UnaskedError
from newscrawl.reasons import NOT_THERE

if TYPE_CHECKING:
    from typing import Literal

__all__ = ["explain", "explain_status"]

_CODECS = ("gzip", "brotli", "zlib", "backports.zstd", "compression.zstd")
"""Modules whose errors tell that an answer is not what its Content-Encoding says."""

_WORDS: list[tuple[type[Exception], str, bool]] = [
    (CannotResolveHostError, "no address is known for its host (DNS)", True),
    (DownloadConnectionRefusedError, "the server refused the connection", True),
    (DownloadTimeoutError, "the server did not answer in time", True),
    (ResponseDataLossError, "the answer was cut short", True),
    (UnsupportedURLSchemeError, "not a web address", False),
    (DownloadFailedError, "the connection failed", True),
    (OSError, "the connection failed", True),
    (ValueError, "it leads to no valid address", False),
]


def explain(error: BaseException) -> tuple[Literal["failed", "skipped"], str, bool]:
    """Outcome and reason of a download that failed, and whether it may go better later."""
    if isinstance(error, UnaskedError):
        if error.__cause__ is None or error.outcome == "skipped":
            return error.outcome, str(error), error.retry
        return error.outcome, f"{explain(error.__cause__)[1]}; {error}", error.retry
    if isinstance(error, DownloadCancelledError):
        return "failed", "the answer is too large", False
    if isinstance(error, EOFError) or type(error).__module__.startswith(_CODECS):
        return "failed", "the answer is not compressed as it says", True
    if isinstance(error, IgnoreRequest):
        if "exceeded DOWNLOAD_MAXSIZE" in str(error):
            return "failed", "the answer is too large, unpacked", False
        return "failed", _line(str(error)) or "a component ignored it", False
    for kind, words, passing in _WORDS:
        if isinstance(error, kind):
            detail = _line(_innermost(error))
            return "failed", f"{words}: {detail}" if detail else words, passing
    return "failed", f"{type(error).__name__}: {_line(str(error))}", True


def explain_status(status: int) -> tuple[Literal["failed", "gone"], str, bool]:
    """Outcome and reason of an answer that is no page (RFC 9110, section 15), and whether it may go better later."""
    if status in (404, 410):
        return "gone", NOT_THERE if status == 404 else "HTTP 410: gone", False
    if status in (401, 402, 403, 451):
        return "failed", f"HTTP {status}: the site refuses it", True
    if status in (408, 425, 429) or status >= 500:
        return "failed", f"HTTP {status}: the server could not answer now", True
    if status in (204, 205, 206):
        return "failed", f"HTTP {status}: not a whole page", True
    if status == 304:
        return "failed", "HTTP 304, though it was asked for whole", True
    if 300 <= status < 400:
        return "failed", f"HTTP {status}: a redirect to no web address", False
    return "failed", f"HTTP {status}", False


def _innermost(error: BaseException) -> str:
    """What the first of the causes that Twisted wraps says."""
    reasons = getattr(error, "reasons", None) or getattr(error.__cause__, "reasons", None)
    value = getattr(reasons[0], "value", reasons[0]) if reasons else error
    if reasons and isinstance(value, ValueError | ParseError | LookupError):
        return "what it sent is not HTTP"
    # A parser's error also carries the line that it stumbled over.
    return str(value.args[0]) if len(getattr(value, "args", ())) == 2 else str(value)


def _line(text: str) -> str:
    return " ".join(text.split())[:200]
