"""Quality and time of the article reader on real pages, beside other readers that are installed, in one run.

usage: python benchmarks/reading.py [--corpus ../shared/corpus] [--only SUBSTRING] [-v]

The corpus holds `truth.jsonl`, `pages/*.html.gz` and `score.py`, whose measure is used. Others (pip install trafilatura
newspaper4k readability-lxml resiliparse) are left out where they are not installed. Times are medians of process time.
"newscrawl, taught" knows what the pages of one host in the corpus have in common (docs/reading.md); where these are
fewer than three, nothing is learnt.
"""

from __future__ import annotations

import argparse
import gzip
import importlib.util
import json
import statistics
import sys
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any
from urllib.parse import urlsplit

from newscrawl.extraction import extract
from newscrawl.knowledge import learn
from newscrawl.site import Site

Reader = Callable[[bytes, str], Any]


def readers() -> dict[str, Reader]:
    """newscrawl, and what else is here."""
    found: dict[str, Reader] = {"newscrawl": extract}
    if importlib.util.find_spec("trafilatura"):
        import trafilatura  # type: ignore[import-not-found, unused-ignore]

        def with_trafilatura(precision: bool) -> Reader:
            def read(html: bytes, url: str) -> dict[str, Any]:
                document = trafilatura.bare_extraction(html, url=url, favor_precision=precision, with_metadata=True)
                got = document.as_dict() if document else {}  # type: ignore[union-attr, unused-ignore]
                authors = [name.strip() for name in (got.get("author") or "").split(";") if name.strip()]
                return {
                    "headline": got.get("title"),
                    "article_body": got.get("text"),
                    "date_published": got.get("date"),
                    "authors": authors,
                }

            return read

        found["trafilatura"] = with_trafilatura(precision=False)
        found["trafilatura, precision"] = with_trafilatura(precision=True)
    if importlib.util.find_spec("resiliparse"):
        from resiliparse.extract.html2text import extract_plain_text  # type: ignore[import-not-found, unused-ignore]

        def with_resiliparse(html: bytes, url: str) -> dict[str, Any]:
            return {"article_body": extract_plain_text(html.decode("utf-8", "replace"), main_content=True)}

        found["resiliparse"] = with_resiliparse
    return found


def taught(cases: list[dict[str, Any]]) -> Reader:
    """The reader with what the pages of each host have taught."""
    stories: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for case in cases:
        if (article := extract(case["html"], case["url"])) and article.marks:
            stories[urlsplit(case["url"]).netloc].append(((article.date_published or "")[:7], article.marks))
    sites = {host: Site(name=host, home=f"https://{host}/", learnt=learn(told)) for host, told in stories.items()}
    return lambda html, url: extract(html, url, site=sites.get(urlsplit(url).netloc))


def measure(read: Reader, cases: list[dict[str, Any]], score: ModuleType) -> list[dict[str, Any]]:
    """The judgement of every page."""
    judged = []
    for case in cases:
        began = time.process_time()
        result = read(case["html"], case["url"])
        judged.append(score.judge(case, result, (time.process_time() - began) * 1000))
    return judged


def row(name: str, judged: list[dict[str, Any]], score: ModuleType) -> str:
    """One line of the table."""

    def mean(key: str) -> float:
        values = [float(j[key]) for j in judged if j.get(key) is not None]
        return statistics.mean(values) if values else 0.0

    figures = [
        score.f1(mean("p"), mean("r")),
        *(mean(key) for key in ("p", "r", "exact", "headline", "date", "authors")),
    ]
    milliseconds = statistics.median(j["ms"] for j in judged)
    return f"{name:<24}" + "".join(f"{figure:>10.3f}" for figure in figures) + f"{milliseconds:>8.1f}"


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument(
        "--corpus", type=Path, default=Path(__file__).resolve().parent.parent.parent / "shared" / "corpus"
    )
    options.add_argument("--only", default="", help="pages whose id holds this")
    options.add_argument("-v", action="store_true", help="our worst pages")
    chosen = options.parse_args()
    spec = importlib.util.spec_from_file_location("score", chosen.corpus / "score.py")
    if spec is None or spec.loader is None or not (chosen.corpus / "truth.jsonl").exists():
        sys.exit(f"there is no corpus in {chosen.corpus}: name its folder with --corpus")
    score = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(score)
    cases = [json.loads(line) for line in (chosen.corpus / "truth.jsonl").open(encoding="utf-8")]
    cases = [case for case in cases if chosen.only in case["id"]]
    for case in cases:
        case["html"] = gzip.decompress((chosen.corpus / case["page"]).read_bytes())
    heads = ("F1", "P", "R", "exact", "headline", "date", "authors")
    print(f"{len(cases)} pages".ljust(24) + "".join(f"{head:>10}" for head in heads) + f"{'ms':>8}")
    for name, read in {"newscrawl, taught": taught(cases), **readers()}.items():
        read(cases[0]["html"], cases[0]["url"])  # imports and caches are not what is measured
        judged = measure(read, cases, score)
        print(row(name, judged, score), flush=True)
        if chosen.v and name == "newscrawl":
            for j in sorted(judged, key=lambda j: float(j["f1"]))[:10]:
                print(f"    {j['id']:<40} {j['f1']:.3f}")


if __name__ == "__main__":
    main()
