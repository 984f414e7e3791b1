"""Quality and time of the article reader on real pages, beside the best other readers, in one run.

usage: python benchmarks/reading.py [--corpus ../shared/corpus] [--only SUBSTRING] [-v]

The corpus holds `truth.jsonl`, `pages/*.html.gz` and `score.py`, whose measure is used: precision and recall of the
text are means over pages, F1 is that of the two; `exact`, `headline`, `date` and `authors` are shares of pages. The
others (pip install -e '.[bench]') are left out where they are not installed.

Times are process time, in milliseconds: the best of three readings of a page, of that the median over all pages. The
readers take turns on every page, so that a machine that is busy with something else harms all of them alike. `×` is the
median as a share of trafilatura's. "newscrawl, taught" knows what the pages of one host in the corpus have in common
(docs/reading.md); where these are fewer than three, nothing is learnt.
"""

from __future__ import annotations

import argparse
import difflib
import gzip
import importlib.util
import json
import logging
import statistics
import sys
import time
import warnings
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any
from urllib.parse import urlsplit

from newscrawl.extraction import extract
from newscrawl.knowledge import learn
from newscrawl.site import Site

Reader = Callable[[bytes, str], Any]
OURS, PEER = "newscrawl", "trafilatura"
TIMES = 3
"""Readings of each page; the quickest one counts."""
WORST = 10
"""Pages that -v shows."""
FIELDS = ("headline", "date", "authors")


def readers() -> Iterator[tuple[str, Reader]]:
    """newscrawl, and what else is installed."""
    yield OURS, extract
    others: list[tuple[str, str, Callable[[], Reader]]] = [
        (PEER, "trafilatura", _trafilatura),
        ("trafilatura, precision", "trafilatura", lambda: _trafilatura(favor_precision=True)),
        ("newspaper4k", "newspaper", _newspaper),
        ("readability-lxml", "readability", _readability),
        ("resiliparse", "resiliparse", _resiliparse),
    ]
    for name, module, make in others:
        if importlib.util.find_spec(module):
            yield name, make()


def taught(cases: list[dict[str, Any]]) -> Reader:
    """The reader with what the pages of each host have taught."""
    stories: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for case in cases:
        if (article := extract(case["html"], case["url"])) and article.marks:
            stories[urlsplit(case["url"]).netloc].append(((article.date_published or "")[:7], article.marks))
    sites = {host: Site(name=host, home=f"https://{host}/", learnt=learn(told)) for host, told in stories.items()}
    return lambda html, url: extract(html, url, site=sites.get(urlsplit(url).netloc))


def _trafilatura(**how: bool) -> Reader:
    import trafilatura

    def read(html: bytes, url: str) -> dict[str, Any]:
        document = trafilatura.bare_extraction(html, url=url, with_metadata=True, **how)
        got = document.as_dict() if document else {}
        authors = [name.strip() for name in (got.get("author") or "").split(";") if name.strip()]
        return {
            "headline": got.get("title"),
            "article_body": got.get("text"),
            "date_published": got.get("date"),
            "authors": authors,
        }

    return read


def _newspaper() -> Reader:
    from newspaper import Article

    def read(html: bytes, url: str) -> dict[str, Any]:
        article = Article(url, fetch_images=False)
        article.download(input_html=html.decode("utf-8", "replace"))
        article.parse()
        return {
            "headline": article.title,
            "article_body": article.text,
            "date_published": article.publish_date,
            "authors": article.authors,
        }

    return read


def _readability() -> Reader:
    import lxml.html
    from readability import Document

    def read(html: bytes, url: str) -> dict[str, Any]:
        document = Document(html, url=url)
        text = "\n".join(map(str, lxml.html.fromstring(document.summary()).itertext()))
        return {"headline": document.short_title(), "article_body": text}

    return read


def _resiliparse() -> Reader:
    from resiliparse.extract.html2text import extract_plain_text
    from resiliparse.parse.html import HTMLTree

    def read(html: bytes, url: str) -> dict[str, Any]:
        tree = HTMLTree.parse(html.decode("utf-8", "replace"))
        text = extract_plain_text(tree, main_content=True, alt_texts=False, list_bullets=False)
        return {"headline": tree.title, "article_body": text}

    return read


def load_cases(corpus: Path, only: str) -> list[dict[str, Any]]:
    """The pages whose id holds `only`, with their truth."""
    cases = [json.loads(line) for line in (corpus / "truth.jsonl").open(encoding="utf-8")]
    cases = [case for case in cases if only in case["id"]]
    for case in cases:
        case["html"] = gzip.decompress((corpus / case["page"]).read_bytes())
    return cases


def measure(
    chosen: dict[str, Reader], cases: list[dict[str, Any]], score: ModuleType
) -> dict[str, list[dict[str, Any]]]:
    """The judgement of every page by every reader; `gives` are the fields that it gave."""
    judged: dict[str, list[dict[str, Any]]] = {name: [] for name in chosen}
    for read in chosen.values():
        _read(read, cases[0])  # imports and caches are not what is measured
    for number, case in enumerate(cases, 1):
        best = dict.fromkeys(chosen, float("inf"))
        results: dict[str, Any] = {}
        for _ in range(TIMES):
            for name, read in chosen.items():
                began = time.process_time()
                results[name] = _read(read, case)
                best[name] = min(best[name], (time.process_time() - began) * 1_000)
        for name, result in results.items():
            judgement = score.judge(case, result, best[name])
            keys = {"headline": "headline", "date": "date_published", "authors": "authors"}
            judgement["gives"] = {field for field, key in keys.items() if score.field(result, key)}
            judged[name].append(judgement)
        if sys.stderr.isatty():
            print(f"\r{number} of {len(cases)}", end="\r", file=sys.stderr)
    return judged


def _read(read: Reader, case: dict[str, Any]) -> Any:
    """What a reader gives; nothing where it fails."""
    try:
        return read(case["html"], case["url"])
    except Exception as error:  # noqa: BLE001 - what others raise is theirs
        print(f"{case['id']}: {type(error).__name__}: {str(error)[:100]}", file=sys.stderr)
        return None


def row(name: str, judged: list[dict[str, Any]], peer: float | None, score: ModuleType) -> str:
    """One line of the table; "–" for a field that a reader never gives."""

    def mean(key: str) -> float:
        values = [float(j[key]) for j in judged if j.get(key) is not None]
        return statistics.mean(values) if values else 0.0

    gives: set[str] = set().union(*(j["gives"] for j in judged))
    figures = [f"{value:.3f}" for value in (score.f1(mean("p"), mean("r")), mean("p"), mean("r"), mean("exact"))]
    figures += [f"{mean(field):.3f}" if field in gives else "–" for field in FIELDS]
    milliseconds = median(judged)
    share = f"{milliseconds / peer:.2f}" if peer else "–"
    return f"{name:<24}" + "".join(f"{cell:>10}" for cell in [*figures, f"{milliseconds:.1f}", share])


def median(judged: list[dict[str, Any]]) -> float:
    """Median time of a page in milliseconds."""
    return float(statistics.median(j["ms"] for j in judged))


def difference(judgement: dict[str, Any]) -> Iterator[str]:
    """What a text lacks (-) and what it has too much (+), block by block."""
    truth, body = (
        [" ".join(block.split()) for block in judgement[key].split("\n\n") if block.strip()]
        for key in ("truth", "body")
    )
    for line in difflib.unified_diff(truth, body, lineterm="", n=0):
        if not line.startswith(("---", "+++", "@@")):
            yield f"      {line[:1]} {line[1:150]}"


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    beside = Path(__file__).resolve().parent.parent.parent / "shared" / "corpus"
    options.add_argument("--corpus", type=Path, default=beside, metavar="DIR")
    options.add_argument("--only", default="", help="pages whose id holds this")
    options.add_argument("-v", action="store_true", help="our worst pages: what is missing, what is too much")
    given = options.parse_args()
    spec = importlib.util.spec_from_file_location("score", given.corpus / "score.py")
    if spec is None or spec.loader is None or not (given.corpus / "truth.jsonl").exists():
        sys.exit(f"there is no corpus in {given.corpus}: name its folder with --corpus")
    score = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(score)
    logging.disable(logging.CRITICAL)  # what others say of the pages is not what is measured
    warnings.simplefilter("ignore")
    cases = load_cases(given.corpus, given.only)
    if not cases:
        sys.exit(f"no page has an id with {given.only!r} in it")
    judged = measure({**dict(readers()), "newscrawl, taught": taught(cases)}, cases, score)
    peer = median(judged[PEER]) if PEER in judged else None
    heads = ("F1", "P", "R", "exact", *FIELDS, "ms", "×")
    print(f"{len(cases)} pages".ljust(24) + "".join(f"{head:>10}" for head in heads))
    for name, judgements in judged.items():
        print(row(name, judgements, peer, score))
    if given.v:
        for judgement in sorted(judged[OURS], key=lambda j: float(j["f1"]))[:WORST]:
            wrong = [field for field in FIELDS if judgement.get(field) is False]
            print(f"\n{judgement['id']}  F1 {judgement['f1']:.3f}" + (f"  wrong: {', '.join(wrong)}" if wrong else ""))
            print("\n".join(difference(judgement)))


if __name__ == "__main__":
    main()
