"""News agencies by their names."""

from __future__ import annotations

import re

from newscrawl.extraction.text import key

__all__ = ["agencies_in", "agency_name", "is_agency"]

_NAMES = """
ap|ap news|associated press|the associated press|afp|agence france presse|agence france-presse|france presse
reuters|thomson reuters|dpa|dpa infocom|dpa-afx|afp sid|sid afp|deutsche presse-agentur|canadian press
the canadian press|la presse canadienne|presse canadienne|cp|pa|pa media|press association|efe|efe verde|ansa
adnkronos|agi|apa|kna|epd|sid|bloomberg|bloomberg news|upi|united press international|xinhua|tass|interfax
ria novosti|sputnik|pti news|pti|press trust of india|ians|ani|uni|aap|australian associated press|keystone-sda
keystone-ats|sda|ats|ntb|ritzau|tt|stt|belga|anp|lusa|mti|čtk|ctk|tasr|sita|pap|tanjug|beta|fonet|srna|fena|hina
sta|mina|makfax|bta|agerpres|mediafax|ukrinform|unian|belta|apa-ots|leta|bns|elta|ana-mpa|anadolu agency|anadolu
anadolu ajansı|aa|dha|iha|demirören haber ajansı|kyodo|kyodo news|jiji|jiji press|yonhap|yonhap news agency
yonhap news|newsis|cna|europa press|cnn wire|cnn|folhapress|agência brasil|agencia brasil|estadão conteúdo|télam
telam|notimex|agencia reforma|colprensa|prensa latina|bernama|antara|vna|ttxvn|unb|bss|app|irna|isna|petra|wam
spa|mena|nan|panapress|ghana news agency|afp relaxnews|agenturen|agencies|news agencies|wire services
wire service|agencias|agences|agenzie|bureaus|getty|getty images|ny times news service|nytimes news service
new york times news service|tribune news service|tribune content agency|the conversation|共同通信|共同通信社
共同|時事通信|時事通信社|時事|ロイター|新华社|新华网|中新社|中新网|中国新闻网|中央社|新華社|央视新闻|연합뉴스
뉴시스|뉴스1|тасс|риа новости|интерфакс|рбк|укринформ|укрінформ|унн|уніан|бта|танјуг|бета|رويترز|وكالات
وكالة الأنباء|أ ف ب|أ.ف.ب|فرانس برس|د ب أ|سانا|واس|وام|قنا|بترا|ایسنا|ایرنا|تسنیم|فارس|خبرگزاری مهر|भाषा|पीटीआई
एएनआई|पीटीआई-भाषा|वार्ता|ইউএনবি|বাসস|รอยเตอร์|เอเอฟพี|รอยเตอร์ส
"""
_AGENCIES = frozenset(key(name) for line in _NAMES.splitlines() for name in line.split("|") if name)
_WORDS = re.compile(
    r"\b(?:press agency|news agency|news service|newswire|news wire|wire service|press association|"
    r"nachrichtenagentur|agence de presse|agencia de noticias|agenzia|agencja|tisková agentura|hírügynökség|"
    r"agenția|haber ajansı|kantor berita|thông tấn xã)\b|وكالة|خبرگزاری|通信社|通讯社|通訊社",
    re.IGNORECASE,
)
_FILLERS = re.compile(
    r"\b(?:the|agenturmaterial|agencia|agência|agence|agentur|redacción|redazione|redaktion|rédaction|staff"
    r"|stringers?|with|avec|con|com|mit|material|materials|materialien|informationen|informations|información|informações|files|reports"
    r"|bureau|via|from|von|fonte|fuente|source|quelle|da|der|di|de|des|l['’])\s*",
    re.IGNORECASE,
)
_PARTS = re.compile(r"\s?(?:[,;/|＝=]|\s[-–—]\s|\b(?:and|und|et|y|e|och|og|avec|mit|con|with)\b)\s?", re.IGNORECASE)


def is_agency(name: str) -> bool:
    """Whether a name is a news agency's, with words such as "Staff" beside it or without."""
    if key(name) in _AGENCIES or _WORDS.search(name):
        return True
    rest = _FILLERS.sub(" ", name).strip()
    return rest != name and key(rest) in _AGENCIES


def agency_name(name: str) -> str:
    """An agency's name without "Staff" or "Agencia" beside it, where it is known without."""
    rest = " ".join(_FILLERS.sub(" ", name).split())
    return name if key(name) in _AGENCIES or key(rest) not in _AGENCIES else rest


def agencies_in(text: str) -> list[str]:
    """The agencies that a bracket or a short line names: "avec AFP", "Reuters, AP"."""
    found = []
    for part in _PARTS.split(text):
        name = _FILLERS.sub(" ", part).strip(" .:-")
        if name and key(name) in _AGENCIES:
            found.append(" ".join(name.split()))
    return found
