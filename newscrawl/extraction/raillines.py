"""Lines that only breaks part from a story: counters, and lists of other stories, as on pages set in tables."""

from __future__ import annotations

import re
from dataclasses import replace

from newscrawl.extraction.nodes import Block
from newscrawl.extraction.text import key
from newscrawl.extraction.vocabulary import is_furniture_line

__all__ = ["is_counter", "without_rail_lines"]

_WORD = re.compile(r"[^\W\d_]+")
_DIGIT = re.compile(r"\d")
_COUNTED = frozenset(
    """fotografií fotografie fotos photos bilder zdjęć zdjęcia фотографий
    view views viewed read reads readers times time visits visitors hits shares share shared likes comment
    comments veces vez leída leído leídas lecturas visitas visto vista vistas comentario comentarios compartido
    vues lectures lu lue fois visites commentaire commentaires partages gelesen aufrufe mal klicks leser
    kommentar kommentare geteilt letture visualizzazioni volte letto letta commenti commento leituras
    visualizações vezes lida lido gelezen keer reacties reactie weergaven bekeken läst gånger kommentarer
    visninger lest ganger lukukertaa kommenttia odsłon wyświetleń czytano komentarze komentarzy komentarz
    přečteno zobrazení komentářů komentáře olvasták hozzászólás просмотров просмотра просмотры прочитано
    комментариев комментария комментарий комментарии переглядів коментарів görüntülenme okunma okundu kez yorum
    προβολές σχόλια مشاهدة مشاهدات قراءة تعليق تعليقات צפיות תגובות lượt xem bình luận dibaca kali komentar
    dilihat""".split()  # noqa: SIM905
)
"""What is counted, and how often."""
_AROUND = frozenset(
    """this article story page post has have been was were of the and people so far ha han sido esta este
    noticia nota artículo página cet cette a été la le l article dieser diese artikel beitrag seite wurde bisher
    questo articolo pagina è stato stata esta este notícia foi dit is deze denna den her artiklen artikkelen er
    blitt ten bu haber de d il y эта статья новость número total personas por""".split()  # noqa: SIM905
)
"""Words that may stand around them."""
_LONGEST_COUNTER = 120
_MARKS = "»›>•·*|-–—+# "
_LABEL = 50
"""Characters of the heading of a list at most."""
_FEW = 2
"""Links of which a list is made at least, beneath its heading."""
_MARKED = 3
"""The same without a heading, where each has a mark in front, "» Fire in the harbour"."""


def is_counter(text: str) -> bool:
    """Whether a line tells how often a page was read, shared or commented on, and nothing else."""
    if len(text) > _LONGEST_COUNTER or not _DIGIT.search(text):
        return False
    counted = False
    for found in _WORD.finditer(text):
        word = found[0].lower()
        if word in _COUNTED:
            counted = True
        elif word not in _AROUND:
            return False  # most lines say so by their first word
    return counted


def without_rail_lines(blocks: list[Block]) -> list[Block]:
    """The blocks without the lines at their ends that count readers or list other stories.

    A counter that is a block of its own stays for now: boxes are known by what they hold (`is_counter` tells it).
    """
    kept = []
    for block in blocks:
        if "\n" in block.text and not block.is_heading:
            block = _cut(block)
        if block.text:
            kept.append(block)
    return kept


def _cut(block: Block) -> Block:
    """A block up to its last line that is the story's; the same block where all are."""
    lines = block.text.split("\n")
    words = {key(text) for _, text in block.links}
    end, listed, marked = len(lines), 0, 0
    for number in range(len(lines) - 1, -1, -1):
        line = lines[number].strip(_MARKS)
        if key(line) in words and line:
            listed, marked = listed + 1, marked + (lines[number][0] in _MARKS)
            end = number if marked >= _MARKED else end
        elif is_counter(lines[number]):
            end = number
        elif listed >= _FEW and 0 < len(line) <= _LABEL and (line[-1].isalnum() or line[-1] in ":："):
            end, listed = number, 0  # the heading of the list
        elif not listed and is_furniture_line(line):
            end = number
        elif line:
            break
    if end == len(lines):
        return block
    text = "\n".join(lines[:end]).strip()
    told = key(text)
    links = [link for link in block.links if key(link[1]) in told]
    return replace(block, text=text, links=links, link_chars=sum(len(words) for _, words in links), _key=None)
