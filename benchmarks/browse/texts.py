"""Texts by the million whose words are as frequent as those of a language, and look like words."""

from __future__ import annotations

from itertools import accumulate
from random import Random

__all__ = ["Texts", "word"]

_VOCABULARY, _POOL = 120_000, 1_500_000
_PHRASES, _COMMON = 5_000, 0.4
"""Stock phrases, and in how many of the sentences one stands."""
_HEADS = ("b", "br", "c", "d", "f", "g", "h", "k", "l", "m", "n", "p", "r", "s", "st", "t", "tr", "v", "w", "sh")
_TAILS = ("a", "an", "e", "en", "i", "in", "o", "or", "u", "er")


def word(rank: int) -> str:
    """The word of that rank: rank 0 is as common as "the" (where pages are asked for words, these are meant)."""
    syllables = [_HEADS[rank % 20] + _TAILS[rank // 20 % 10]]
    rest = rank // 200
    while rest:
        rest -= 1
        syllables.append(_HEADS[rest % 20] + _TAILS[rest // 20 % 10])
        rest //= 200
    return "".join(syllables)


class Texts:
    """Headlines and bodies: every so many words from one pool, which is far quicker than word by word, and stock
    phrases, which many stories have in common."""

    def __init__(self, seed: int = 1) -> None:
        self._rng = Random(seed)
        weights = list(accumulate(1 / (rank + 2) for rank in range(_VOCABULARY)))
        ranks = self._rng.choices(range(_VOCABULARY), cum_weights=weights, k=_POOL)
        self._pool = [word(rank) for rank in ranks]
        self._phrases = [self._run(self._rng.randint(5, 9)) for _ in range(_PHRASES)]
        signs = [chr(code) for code in range(0x4E00, 0x4E00 + 2500)]
        sign_weights = list(accumulate(1 / (rank + 5) for rank in range(2500)))
        self._signs = "".join(self._rng.choices(signs, cum_weights=sign_weights, k=400_000))

    def headline(self, *, chinese: bool = False) -> str:
        """About nine words."""
        return self._signs_of(18) if chinese else " ".join(self._run(self._rng.randint(6, 12))).capitalize()

    def paragraph(self, *, chinese: bool = False) -> str:
        """Two or three sentences."""
        if chinese:
            return "".join(self._signs_of(self._rng.randint(18, 50)) + "。" for _ in range(2))
        parts = (self._sentence(self._rng.randint(9, 24)) for _ in range(self._rng.randint(1, 3)))
        return " ".join(" ".join(part).capitalize() + "." for part in parts)

    def body(self, *, chinese: bool = False) -> list[str]:
        """Paragraphs of a story: some 300 words, a few stories far more."""
        count = 60 if self._rng.random() < 0.01 else self._rng.randint(5, 13)
        return [self.paragraph(chinese=chinese) for _ in range(count)]

    def _sentence(self, words: int) -> list[str]:
        run = self._run(words)
        if self._rng.random() < _COMMON:
            run[words // 2 : words // 2] = self._phrases[int(_PHRASES ** self._rng.random()) - 1]  # as Zipf has it
        return run

    def _run(self, words: int) -> list[str]:
        step = self._rng.randint(1, min(5000, len(self._pool) // 50))
        start = self._rng.randrange(len(self._pool) - words * step)
        return self._pool[start : start + words * step : step]

    def _signs_of(self, count: int) -> str:
        start = self._rng.randrange(len(self._signs) - count)
        return self._signs[start : start + count]
