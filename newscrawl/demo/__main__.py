"""`python -m newscrawl.demo`: the site in a browser."""

from __future__ import annotations

import argparse
import asyncio
import sys
from contextlib import suppress

from newscrawl.demo.edition import SIZES
from newscrawl.demo.newsroom import build
from newscrawl.demo.server import DemoServer


async def _run(size: str, port: int) -> None:
    server = DemoServer(build(size), port)
    port = await server.start()
    sys.stdout.write(f"http://127.0.0.1:{port}/ and http://gazette.localhost:{port}/ (end with Ctrl-C)\n")
    sys.stdout.flush()
    try:
        await asyncio.Event().wait()
    finally:
        await server.close()


def main() -> None:
    """Serves until interrupted."""
    parser = argparse.ArgumentParser(
        prog="python -m newscrawl.demo", description="Serves the bundled news site on loopback."
    )
    parser.add_argument("--size", choices=sorted(SIZES), default="small")
    parser.add_argument("--port", type=int, default=0, help="0: any free port")
    options = parser.parse_args()
    with suppress(KeyboardInterrupt):
        asyncio.run(_run(options.size, options.port))


if __name__ == "__main__":
    main()
