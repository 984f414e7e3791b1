# ruff: noqa: E501 - lines of HTML are left as long as they are
"""Makes a page as heavy as real ones are: inline state, style and icons that say nothing."""

from __future__ import annotations

import random
from functools import cache
from zlib import crc32

__all__ = ["pad"]


@cache
def _pool() -> str:
    """One long piece of script data, from which every page gets its own stretch."""
    rng = random.Random(7)  # noqa: S311
    rows = (
        f'{{"id":"{rng.getrandbits(64):016x}","slot":"mod-{rng.randint(1, 90)}","w":{rng.choice((300, 320, 728, 970))},"lazy":'
        f'{rng.choice(("true", "false"))},"bids":[{rng.random():.4f},{rng.random():.4f}],"seg":"{rng.getrandbits(40):x}"}},\n'
        for _ in range(4_000)
    )
    return "".join(rows)


@cache
def _icons(count: int) -> str:
    rng = random.Random(8)  # noqa: S311
    paths = (
        f'<symbol id="i{i}" viewBox="0 0 24 24"><path d="M{" ".join(f"{rng.random() * 24:.2f}" for _ in range(24))}z"/></symbol>\n'
        for i in range(count)
    )
    return f'<svg hidden style="display:none">{"".join(paths)}</svg>'


def pad(html: str, target: str, page_bytes: int) -> str:
    """`html` with furniture added until it has about `page_bytes` bytes."""
    missing = page_bytes - len(html)
    if missing < 500:
        return html
    icons = _icons(missing // 5 // 200)
    pool = _pool()
    length = max(0, missing - len(icons) - 120)
    start = pool.index("\n", crc32(target.encode()) % (len(pool) // 3)) + 1
    state = (pool[start:] * (length // (len(pool) - start) + 1))[:length]
    state = state[: state.rfind("\n") + 1]
    head, _, tail = html.rpartition("</body>")
    return f'{head}{icons}<script>window.__STATE__={{"modules":[\n{state}null]}};</script>\n</body>{tail}'
