"""The language that a story is written in: what the page says, unless its own words say otherwise."""

from __future__ import annotations

import re
from collections import Counter
from itertools import chain
from typing import Any

from newscrawl.extraction.document import Document
from newscrawl.extraction.jsonld import strings
from newscrawl.extraction.text import PUNCTUATION
from newscrawl.late import late

__all__ = ["language", "language_of"]

_TAG = re.compile(r"[A-Za-z]{2,3}([-_]\w{2,8})*")
_SAMPLE, _LEAST = 1_500, 40
"""Characters of a page that are looked at, and those that a paragraph has at least to count."""
_ENOUGH = 20
"""Letters from which a text's script tells its language."""
_WORDS = 25
"""Words from which their choice tells a language."""

_SCRIPTS = (
    ("ko", "\uac00-\ud7a3", ()),
    ("ja", "\u3040-\u30ff", ()),
    ("zh", "\u3400-\u9fff", ("ja", "yue", "wuu", "nan")),
    ("th", "\u0e01-\u0e4e", ()),
    ("lo", "\u0e81-\u0ecd", ()),
    ("km", "\u1780-\u17d2", ()),
    ("my", "\u1000-\u109f", ()),
    ("he", "\u05d0-\u05ea", ("yi",)),
    ("el", "\u0370-\u03ff", ()),
    ("hi", "\u0900-\u097f", ("mr", "ne", "sa", "bho", "mai", "kok")),
    ("bn", "\u0980-\u09ff", ("as",)),
    ("pa", "\u0a00-\u0a7f", ()),
    ("gu", "\u0a80-\u0aff", ()),
    ("or", "\u0b00-\u0b7f", ()),
    ("ta", "\u0b80-\u0bff", ()),
    ("te", "\u0c00-\u0c7f", ()),
    ("kn", "\u0c80-\u0cff", ()),
    ("ml", "\u0d00-\u0d7f", ()),
    ("si", "\u0d80-\u0dff", ()),
    ("ka", "\u10d0-\u10ff", ()),
    ("hy", "\u0531-\u0587", ()),
    ("am", "\u1200-\u137f", ("ti",)),
    ("ar", "\u0600-\u06ff", ("fa", "ur", "ps", "ku", "ckb", "ug", "sd", "az", "ks")),
    ("ru", "\u0400-\u04ff", ("uk", "bg", "sr", "mk", "be", "kk", "ky", "mn", "tg", "tt", "uz", "hr", "bs")),
)
"""A script's usual language, its letters, and the other languages that are written in it."""
_LETTERS = {
    "ar": (("ur", "ٹڈڑےںھ"), ("fa", "پچژگی")),
    "ru": (("uk", "іїєґ"), ("be", "ў"), ("mk", "ѓќѕ"), ("sr", "ђјљњћџ"), ("ru", "ыэё"), ("bg", "ъщ")),
}
"""Letters by which languages of one script are told apart, the surest first."""
_STOP_WORDS = {
    "en": "the of and to in is that for with was on as by his from",
    "de": "der die und das nicht ist mit den auf ein von dem sich auch für",
    "fr": "le les des et est une dans pour qui pas du sur par plus que aux ont avec il elle cette qu",
    "es": "el los las que en por una con para del se su como más y",
    "pt": "que não uma com para os dos em mais foi ao da do são como",
    "it": "che di il della per una sono gli nel non del con la più dei",
    "nl": "de het een van en dat niet op zijn met voor te is er ook",
    "sv": "och att det som en på är för inte av med till den har om",
    "da": "og at det er til af ikke på en den som med har for efter",
    "nb": "og det er til av ikke på en som med har for å etter ble",
    "fi": "ja on ei että hän mutta oli myös ovat se kun mukaan joka",
    "is": "og að er í sem á við ekki hefur til um var það þess",
    "pl": "i w nie na się że jest z do to o jak po od dla",
    "cs": "a se na je že v s do jsou byl podle ale který jako pro",
    "sk": "a sa na je že v s sú bol ako podľa ale ktorý pre aj",
    "hu": "a az és hogy nem is egy meg volt de szerint csak el ez",
    "ro": "și în de la nu o că pe cu este din să a pentru care",
    "tr": "ve bir bu için da de ile olarak daha çok gibi olan en",
    "vi": "và của là có trong được cho không người các với đã",
    "id": "yang dan di dengan untuk dari ini itu tidak pada dalam akan",
    "ms": "yang dan di dengan untuk daripada ini itu tidak kepada telah beliau",
    "et": "ja on ei et see oli kui ka ning kes mis aga",
    "lv": "un ir ka no par ar uz bija arī kas lai pēc",
    "lt": "ir kad yra su buvo iš į kaip tai bet apie jis",
    "sl": "in je da se na za v pa so ki bi tudi ne po",
    "hr": "i je u da se na za su od što koji nije kako bi",
    "ca": "el la els les que amb per una és dels i del ha al",
    "sw": "na ya wa kwa ni katika la za kuwa hiyo huo amesema",
    "tl": "ang ng sa mga na ay at si ni para kay",
    "af": "die van en het nie is in te wat dat vir sy",
}
_STOPS = {tongue: frozenset(words.split()) for tongue, words in _STOP_WORDS.items()}
_TONGUES = {word: [t for t, words in _STOPS.items() if word in words] for word in frozenset().union(*_STOPS.values())}
"""The languages that each of these words is common in."""
_KIN = ({"hr", "sr", "bs", "sl", "mk", "sh"}, {"da", "nb", "no", "nn"}, {"id", "ms"}, {"cs", "sk"}, {"es", "gl", "ca"},
        {"nl", "af"}, {"pt", "gl"})  # fmt: skip
"""Languages that are not told apart by a few words; there the page's own word counts."""
_OTHER = late("[\u0370-\u1dff\u3040-\ud7af]")
"""Letters of all scripts but the Latin one."""
_SPACED = bytes(code if code > 127 or chr(code).isalpha() else ord(" ") for code in range(256))
_NO_BREAK = "\u00a0".encode()
_CERTAIN = 0.2
"""Share of the commonest words of its language from which a text is written in it for certain."""
_SURE, _AHEAD = 0.14, 2.0
"""Share of a language's commonest words in a text that is written in it, and by how much it has to be ahead."""


def language(document: Document, node: dict[str, Any]) -> tuple[str | None, str]:
    """BCP 47 tag of the story's language and where it is told."""
    if "language" not in document.shared:
        told = next(iter(strings(node.get("inLanguage"))), "")
        if _TAG.fullmatch(told):
            declared, source = told.replace("_", "-"), "json-ld"
        else:
            declared, source = document.language or "", "html"
        read = language_of(_sample(document), declared)
        document.shared["language"] = (read or None, source if read == declared else "text")
    found: tuple[str | None, str] = document.shared["language"]
    return found


def _is_foreign(text: str) -> bool:
    """Whether a text has enough letters of other scripts than the Latin one. Most are seen to have none."""
    if len(text) - len(text.encode("ascii", "ignore")) < _ENOUGH:
        return False
    if not any("\u0370" <= char <= "\u1dff" or "\u3040" <= char <= "\ud7af" for char in set(text)):
        return False
    return len(_OTHER.findall(text)) >= _ENOUGH


def language_of(text: str, declared: str = "") -> str:
    """The language of a text: `declared` (a BCP 47 tag), unless the text is certainly written in another one."""
    own = declared.split("-")[0].lower()
    if _is_foreign(text):
        drawn = "".join(set(text))  # each letter once: most scripts are seen to have none of them
        for usual, letters, others in _SCRIPTS:
            if not re.search(f"[{letters}]", drawn):
                continue
            count = len(re.findall(f"[{letters}]", text))
            # Japanese and Korean stand between Chinese characters.
            if count >= _ENOUGH and count > (0.1 if usual in ("ja", "ko") else 0.25) * len(text.replace(" ", "")):
                if own == usual or own in others:
                    return declared
                return _chinese(text) if usual == "zh" else _by_letters(text, usual)
    words = _words(text.casefold())
    total = len(words)
    if total < _WORDS:
        return declared
    if own in _STOPS:
        told = sum(map(_STOPS[own].__contains__, words))
        # (No language has more of these words than there are of all of them.)
        if told >= _CERTAIN * total or sum(map(_TONGUES.__contains__, words)) < _AHEAD * told:
            return declared
    common = Counter(chain.from_iterable(_TONGUES.get(word, ()) for word in words))
    shares = {tongue: common[tongue] / total for tongue in _STOPS}
    best = max(shares, key=lambda tongue: shares[tongue])
    if own == best or shares[best] < _SURE or any(own in kin and best in kin for kin in _KIN):
        return declared
    if own and own not in shares and not _foreign(own):
        return declared  # a language that is not known here
    return declared if own in shares and shares[best] < _AHEAD * shares[own] else best


def _words(text: str) -> list[str]:
    """Runs of letters. The signs that most texts have are taken out first: what is left is looked at quickly."""
    first, *others = text.encode("utf-8", "surrogatepass").translate(_SPACED).split(PUNCTUATION)
    plain = first + b"".join([b" " + part[1:] for part in others])
    words = plain.replace(_NO_BREAK, b" ").decode("utf-8", "surrogatepass").split()
    joined = "".join(words)
    if joined.isalpha():
        return words
    whole = " ".join(words)
    for sign in set(joined):
        if not sign.isalnum() or sign.isdecimal():  # (numbers that are no digits stay: "½")
            whole = whole.replace(sign, " ")
    return whole.split()


def _foreign(own: str) -> bool:
    """Whether a language is never written in Latin letters."""
    return any(own == usual for usual, _, _ in _SCRIPTS)


def _by_letters(text: str, usual: str) -> str:
    """The language of a script by the letters that others do not have."""
    for tongue, letters in _LETTERS.get(usual, ()):
        if sum(text.count(letter) for letter in letters) > 0.01 * len(text):
            return tongue
    return usual


def _chinese(text: str) -> str:
    """Chinese in simplified or traditional characters."""
    simple = sum(text.count(c) for c in "这们国说时对会为发来个")
    return "zh-Hans" if simple > sum(text.count(c) for c in "這們國說時對會為發來個") else "zh-Hant"


def _sample(document: Document) -> str:
    """The beginning of the page's paragraphs; what its metas say of the story where there are none."""
    texts: list[str] = []
    for element in document.named["p"][:120]:
        text = element.text_content()
        if len(text) >= _LEAST:
            texts.append(text)
            if sum(map(len, texts)) > _SAMPLE:
                break
    if not texts:
        texts = [document.first_meta("og:description", "description") or "", document.title]
    return " ".join(" ".join(texts).split())[:_SAMPLE]
