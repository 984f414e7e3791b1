"""Pages set in tables: nothing but line breaks parts a story from counters and lists of other stories."""

from __future__ import annotations

import pytest

from newscrawl.extraction import extract
from newscrawl.extraction.nodes import Block
from newscrawl.extraction.raillines import is_counter, without_rail_lines

TEXT = (
    "Los vecinos del puerto protestaron ayer por el ruido de las grúas, que trabajan toda la noche desde enero, según"
    " la presidenta de la asociación.<br><br>El alcalde prometió una reunión con la empresa antes del fin de mes, y"
    " pidió paciencia a las familias que viven cerca del muelle.<br><br>La empresa no quiso hablar con este periódico."
)
LIST = "".join(f'<br>&raquo; <a href="/n/{n}.html">Vecinos de otro barrio piden el parque {n}</a>' for n in range(4))
PAGES = {
    "a counter and a list in the cell around it": (
        f'<div id="texto" class="texto">{TEXT}</div><br><font size="1">Esta noticia ha sido le&iacute;da 4,496 veces.'
        f" 13 comentarios.</font><hr><b>M&aacute;s noticias</b>{LIST}"
    ),
    "both in the text's own element": (
        f"{TEXT}<br><br>Esta noticia ha sido leída 4,496 veces.<br>M&aacute;s noticias{LIST}"
    ),
    "a list without a heading": f"<div class=nota>{TEXT}<br>{LIST}</div>",
}


@pytest.mark.parametrize("name", PAGES)
def test_counters_and_lists_behind_a_story_are_none_of_it(name: str) -> None:
    page = (
        "<html><head><title>Vecinos del puerto protestan - El Semanario</title></head><body><table><tr><td width=150>"
        "<a href=/1>Uno</a><br><a href=/2>Dos</a></td><td><h1>Vecinos del puerto protestan</h1><font size=2>Por Ana"
        f" Ruiz<br>12/04/2024 10:30</font><br><br>{PAGES[name]}</td><td>Publicidad</td></tr></table></body></html>"
    )
    article = extract(page, "http://semanario.test/n/7.html")
    assert article is not None
    assert article.article_body.split("\n\n")[-1] == "La empresa no quiso hablar con este periódico."


@pytest.mark.parametrize(
    "line",
    [
        "Esta noticia ha sido leída 4,496 veces. 13 comentarios.",
        "This article has been read 1,234 times",
        "12 Kommentare",
        "Views: 123 | Comments: 4",
        "1 234 просмотра",
    ],
)
def test_a_line_of_counts_is_a_counter(line: str) -> None:
    assert is_counter(line)


@pytest.mark.parametrize(
    "line", ["3 people were shot", "In 3 times out of 4 he won.", "13 comentarios racistas", "Read it twice", "2024"]
)
def test_a_line_that_tells_something_is_none(line: str) -> None:
    assert not is_counter(line)


def test_lines_of_a_poem_that_are_links_are_kept() -> None:
    text = "The harbour sleeps,\nthe ferry waits,\nabout the weather."
    links = [("/a", "the ferry waits"), ("/b", "about the weather")]
    poem = Block(text=text, tag="p", node=0, role="p", link_chars=33, strong_chars=0, links=links)
    assert [block.text for block in without_rail_lines([poem])] == [text]
