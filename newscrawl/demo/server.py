"""Carries the newsroom over HTTP on loopback: as a proxy that knows its hosts, and directly for browsers."""

from __future__ import annotations

import asyncio
import gzip
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from urllib.parse import urlsplit

from newscrawl.demo.model import Answer
from newscrawl.demo.newsroom import Newsroom

__all__ = ["DemoServer", "Served", "serve"]

_IDLE = 30.0
_MAX_CONNECTIONS = 200
_MAX_HEAD = 32_768
_MAX_BODY = 65_536
_REASONS = {
    200: "OK",
    301: "Moved Permanently",
    304: "Not Modified",
    400: "Bad Request",
    404: "Not Found",
    405: "Method Not Allowed",
}
_PLAIN = [("Content-Type", "text/plain; charset=utf-8")]


class DemoServer:
    """An HTTP/1.1 server on 127.0.0.1 that answers `GET http://newsroom.test/` and `GET /` alike."""

    def __init__(self, newsroom: Newsroom, port: int = 0) -> None:
        self.newsroom = newsroom
        self.port = port
        self._server: asyncio.Server | None = None
        self._tasks: set[asyncio.Task[None]] = set()
        self._packed: dict[str, bytes] = {}

    async def start(self) -> int:
        """Listens; returns the port."""
        self._server = await asyncio.start_server(self._connected, "127.0.0.1", self.port, limit=_MAX_HEAD)
        self.port = int(self._server.sockets[0].getsockname()[1])
        return self.port

    async def close(self) -> None:
        """Stops listening and ends every connection."""
        if self._server is not None:
            self._server.close()
        tasks = list(self._tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        if task is None or len(self._tasks) >= _MAX_CONNECTIONS:
            writer.close()
            return
        self._tasks.add(task)
        try:
            while await self._one(reader, writer):
                pass
        except (TimeoutError, ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError):
            pass  # the other side went away or fell silent, or the server closes: nothing is owed
        finally:
            self._tasks.discard(task)
            writer.close()
            with suppress(ConnectionError):
                await writer.wait_closed()

    async def _one(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        """One request and its answer; whether the connection stays open."""
        try:
            head = await asyncio.wait_for(reader.readuntil(b"\r\n\r\n"), _IDLE)
            method, target, version, headers = _parse(head)
            length = int(headers.get("content-length", "0"))
            if not 0 <= length <= _MAX_BODY:
                raise ValueError("a body of that size is not taken")
            await asyncio.wait_for(reader.readexactly(length), _IDLE)
        except (ValueError, asyncio.LimitOverrunError) as error:
            await _send(writer, Answer(400, _PLAIN, f"Bad request: {error}\n".encode()), "GET", keep=False)
            return False
        asked = headers.get("proxy-connection", headers.get("connection", "")).lower()
        keep = asked != "close" and (version == "HTTP/1.1" or asked == "keep-alive")
        if method == "CONNECT":
            words = b"This newsroom speaks plain http only; ask for http:// addresses without CONNECT.\n"
            await _send(writer, Answer(405, [*_PLAIN, ("Allow", "GET, HEAD")], words), method, keep=False)
            return False
        if method not in ("GET", "HEAD"):
            await _send(writer, Answer(405, [*_PLAIN, ("Allow", "GET, HEAD")], b"Read only.\n"), method, keep=keep)
            return keep
        host = headers.get("host", "")
        if "://" in target:
            parts = urlsplit(target)
            host, target = parts.netloc, (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
            host = host.removesuffix(":80")
            if parts.scheme != "http" or host not in self.newsroom.hosts and not _is_loopback(host):
                words = f"There is no newsroom at {host}; this proxy knows {', '.join(self.newsroom.hosts)}.\n".encode()
                await _send(writer, Answer(502, _PLAIN, words), method, keep=keep)
                return keep
        wait = self.newsroom.delay_of(host, target)
        if wait:
            await asyncio.sleep(wait)
        answer = self.newsroom.answer(host or f"127.0.0.1:{self.port}", target, headers)
        if "gzip" in headers.get("accept-encoding", ""):
            answer = self._pack(answer)
        await _send(writer, answer, method, keep=keep)
        return keep

    def _pack(self, answer: Answer) -> Answer:
        """The answer in gzip; what was packed once is kept under its ETag."""
        fields = dict(answer.headers)
        if len(answer.body) < 500:
            return answer
        tag = fields.get("ETag", "")
        body = self._packed.get(tag) if tag else None
        if body is None:
            body = gzip.compress(answer.body, 4, mtime=0)
            if len(self._packed) >= 400:
                self._packed.pop(next(iter(self._packed)))
            if tag:
                self._packed[tag] = body
        return Answer(answer.status, [*answer.headers, ("Content-Encoding", "gzip"), ("Vary", "Accept-Encoding")], body)


def _is_loopback(host: str) -> bool:
    return host.rsplit(":", 1)[0] in ("127.0.0.1", "localhost", "gazette.localhost")


def _parse(head: bytes) -> tuple[str, str, str, dict[str, str]]:
    """Method, target, version and header fields in lower case."""
    first, *lines = head.decode("latin-1").split("\r\n")
    words = first.split(" ")
    if len(words) != 3 or not words[2].startswith("HTTP/1."):
        raise ValueError("no request line")
    fields: dict[str, str] = {}
    for line in lines:
        name, colon, value = line.partition(":")
        if colon:
            fields[name.strip().lower()] = value.strip()
    return words[0], words[1], words[2], fields


async def _send(writer: asyncio.StreamWriter, answer: Answer, method: str, *, keep: bool) -> None:
    fields = [("Server", "demo-newsroom"), *answer.headers]
    if answer.status != 304:
        fields.append(("Content-Length", str(len(answer.body))))
    fields.append(("Connection", "keep-alive" if keep else "close"))
    reason = _REASONS.get(answer.status, "Answer")
    head = f"HTTP/1.1 {answer.status} {reason}\r\n" + "".join(f"{name}: {value}\r\n" for name, value in fields) + "\r\n"
    writer.write(head.encode("latin-1") + (b"" if method == "HEAD" else answer.body))
    await asyncio.wait_for(writer.drain(), _IDLE)


@dataclass(frozen=True, slots=True)
class Served:
    """A newsroom that is being served."""

    port: int
    newsroom: Newsroom

    @property
    def proxy_url(self) -> str:
        """Address of the proxy."""
        return f"http://127.0.0.1:{self.port}"


@contextmanager
def serve(newsroom: Newsroom) -> Iterator[Served]:
    """Serves in a background thread for as long as the block runs."""
    loop = asyncio.new_event_loop()
    server = DemoServer(newsroom)
    thread = threading.Thread(target=loop.run_forever, name="demo-newsroom", daemon=True)
    thread.start()
    try:
        port = asyncio.run_coroutine_threadsafe(server.start(), loop).result(10)
        yield Served(port, newsroom)
    finally:
        asyncio.run_coroutine_threadsafe(server.close(), loop).result(10)
        loop.call_soon_threadsafe(loop.stop)
        thread.join(10)
        loop.close()
