"""Bylines of Chinese, Japanese and Korean newsrooms."""

from __future__ import annotations

import re

from newscrawl.extraction.agencies import is_agency
from newscrawl.extraction.text import unique
from newscrawl.late import late

__all__ = ["dateline_reporters", "eastern_byline", "is_eastern", "is_eastern_name", "signs"]

_EASTERN = late("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_HAN = "\u3400-\u9fff"
_NAME = late("[\u3040-\u30ff\u3400-\u9fff々·・]{2,12}|[\uac00-\ud7af]{2,5}")
_WRAPS = str.maketrans("【】〔〕［］（）「」《》[]", " " * 14)
_REST = late(
    r"[\s,，;；|/／]{0,5}(?:编辑|編輯|责任编辑|責任編輯|责编|校对|审核|监制|摄影|攝影|摄|图|圖|撮影|写真|사진|영상|촬영|그래픽)\s?[:：/／＝=].*$"
)
_VERB = (
    "(?!调查|調查|获悉|獲悉|了解|从|從|采访|採訪|发现|發現|看到|走访|走訪"
    "|探访|观察|觀察|直击|直擊|手记|会|會|节|節|团|團)"
)
"""Behind the word for a reporter in a sentence or a title, which no byline is."""
_REPORTER = late(
    r"(?:(?:本[报報社刊网網]|特[约約派]|見習|见习|实习|實習|首席|驻\w{2,4}|駐\w{2,4})\s?)?(?:记者|記者|通讯员|通訊員|特派员|特派員)"
    rf"{_VERB}[\s:：/／|｜]*(?P<names>.+)$"
)
_LABEL = late(
    r"^(?:作者|撰文|撰稿|文字|文|执笔|執筆者?|責任編輯|责任编辑|责编|编辑|取材・文|取材|構成・文|聞き手|글·사진|글|기고)\s?(?:[:：/／|｜・＝=●]|\s(?=\S))\s*"
)
_AFTER = late(
    r"(?:[/／]|\s)?(?:[^\s/／]{2,5})?(?:综合|綜合|外電|专题)?(?:报道|報導|報道|电|電|特稿)(?:员)?$|\s?(?:記者|记者|編集委員|論説委員|特派員|支局長|氏|さん)$"
)
_KOREAN = late(
    r"\s?(?:(?:인턴|선임|전문|수습|객원|명예)\s?기자|기자|특파원|논설위원|칼럼니스트|앵커|PD|에디터|외\s?\d+명)(?=$|\s|,)"
)
_SYLLABLES = late("[\uac00-\ud7af]{3}")
"""Nearly every Korean name."""
_PLACES = late("[\uac00-\ud7af]{2}")
_PLACE = late(r"^\(?[^\s()=＝]{1,10}[=＝]\s?")
_JOINTS = late(r"\s*[、，,;；/／|｜]\s*|\s*·\s*(?=[\uac00-\ud7af])|\s{2,}")


_SIGNS = late(
    rf"[记記]者{_VERB}|기자(?:$|\s)|特派[员員]|특파원|作者|通讯员|^(?:文|撰文|取材)\s?[/／|｜:：・]"
    r"|^[【\[（(〔]?[^\s=＝]{1,10}[=＝][^\s=＝]{2,8}[】\]）)〕]?$"
)
_PICTURES = late(r"(?<![/／、・·])(?:[摄攝]|撮影)$|(?:图片|圖片|摄影|攝影)[记記]者|^사진\s?[=/·:]?\s?(?!·)")
"""Who took a picture."""
_INSIDE = late(r"(?:作者|撰文|文字)\s?[:：]\s?")
_BEHIND = late(r"\s(?=\d|\S{2,4}[:：])|\s?(?:发布|發布|更新)")


def signs(text: str) -> bool:
    """Whether a short line is such a byline."""
    if len(text) > 60 or not is_eastern(text) or "。" in text:
        return False
    return _SIGNS.search(text) is not None and not _PICTURES.search(text)


_DATELINE = late(
    r"[^。，,：:]{0,24}[（(](?:本[报報网網]|见习|实习)?[记記]者[\s:：]?([^（）()。]{2,24}?)(?:\s(?:整合|综合|报道|摄影))?[)）]"
)
"""How Chinese stories begin: the paper, and its reporters in brackets."""


def dateline_reporters(text: str) -> list[str]:
    """The reporters whom a Chinese story names as it begins: "清河日报讯（记者 刘洋）"."""
    match = _DATELINE.match(text)
    return eastern_byline(f"记者 {match[1]}")[0] if match else []


def is_eastern(text: str) -> bool:
    """Whether a byline is written in Chinese, Japanese or Korean."""
    return max(text, default="") >= "\u3040" and len(_EASTERN.findall(text)) >= 2


def is_eastern_name(name: str) -> bool:
    """Whether a name is written in two to five Chinese characters or Korean syllables."""
    return 2 <= len(name) <= 5 and all("\u3400" <= c <= "\u9fff" or "\uac00" <= c <= "\ud7af" for c in name)


def eastern_byline(text: str) -> tuple[list[str], list[str]]:
    """The people and the agencies of such a byline."""
    if is_agency(text):
        return [], [text]
    agencies: list[str] = []
    bracket = re.match(r"^[(（\[［【]\s?[^\s()=＝]{1,10}[=＝]\s?([^()（）\[\]【】]{2,12})[)）\]］】]\s*(?=\S)", text)
    if bracket and is_agency(bracket[1]):
        agencies.append(bracket[1])
        text = text[bracket.end() :]
    text = " ".join(text.translate(_WRAPS).split())
    if inside := _INSIDE.search(text):
        text = _BEHIND.split(text[inside.end() :])[0]
    others = _REST.search(text)
    text = text[: others.start()] if others and others.start() else text
    if match := _REPORTER.search(text):
        before = text[: match.start()].strip(" ,，、/|")
        if is_agency(before):
            agencies.append(before)
        if match["names"].strip():
            return unique(_reporters(match["names"])), unique(agencies)
    text = _LABEL.sub("", text)
    people: list[str] = []
    for piece in _JOINTS.split(_spaced(_PLACE.sub("", text) if not text.isascii() else text)):
        names = [_AFTER.sub("", name).strip(" .:：=＝・-–") for name in _korean(piece)]
        names = [name for name in (_LABEL.sub("", name) for name in names) if name]
        if names and names[0] != piece and f" {names[0]} " in f"{piece} ":
            people = [name for name in people if not _PLACES.fullmatch(name)]  # "서울, 부산 홍길동 기자"
        for name in names:
            (agencies if is_agency(name) else people).append(name)
    return unique(people), unique(agencies)


def _korean(piece: str) -> list[str]:
    """Korean names without the trade behind them, and without a place or a field beside one: "부산 홍길동 기자"."""
    name = _KOREAN.sub("", piece)
    words = name.split()
    names = [word for word in words if _SYLLABLES.fullmatch(word)]
    return names if name != piece and len(words) == 2 and names else [name]


def _reporters(text: str) -> list[str]:
    """The names behind the word for a reporter, without the place and the verb that may follow."""
    found: list[str] = []
    for piece in _JOINTS.split(_spaced(text)):
        name = _AFTER.sub("", piece).strip(" .:：")
        run = re.match(f"[{_HAN}·]+", name)
        if run is None or len(run[0]) < 2 or any(found) and piece != name and len(run[0]) > 4:
            if found or not name:
                break
            found.append(name)
            continue
        found.append(run[0] if len(run[0]) <= 4 or "·" in run[0] else run[0][:3])
        if run[0] != piece.strip():
            break  # a place or a verb follows
    return found


def _spaced(text: str) -> str:
    """A list of names that spaces part, with commas; family name and given name stay together."""
    words = text.split()
    if len(words) > 1 and all(2 <= len(word) <= 4 and _NAME.fullmatch(word) for word in words):
        if all(re.fullmatch(f"[{_HAN}]+", word) for word in words) and any(len(word) > 2 for word in words):
            return "、".join(words)
        if len(words) == 2 and all(re.fullmatch(f"[{_HAN}]{{2}}", word) for word in words) and "記者" not in text:
            return "、".join(words) if _simplified(text) else text
    return text


def _simplified(text: str) -> bool:
    return any(c in text for c in "张刘陈杨赵黄吴孙马罗郑谢韩邓冯许萧")
