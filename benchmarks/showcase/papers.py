"""The papers."""

from __future__ import annotations

from benchmarks.showcase.model import Paper

__all__ = ["ARABIC", "FRENCH", "GREEK", "JAPANESE", "MERROW", "PAPERS", "PELICAN", "PELLAN"]

MERROW = Paper(
    key="merrow", title="The Merrow Current", motto="News from the Merrow Shore since 1891",
    home="https://merrowcurrent.example/", time_zone="America/Halifax", language="en-CA", country="CA",
    sections={
        "local": "Local", "atlantic": "Atlantic", "world": "World", "politics": "Politics", "business": "Business",
        "sports": "Sports", "arts": "Arts & Life", "opinion": "Opinion",
    },
    top="Top Stories", read="Most Read", by="By", accent="#0b4f6c",
)  # fmt: skip
PELLAN = Paper(
    key="pellan", title="Harbour Gazette", motto="Independent. Tidal. Daily.",
    home="https://harbourgazette.example/", time_zone="Europe/London", language="en-GB", country="GB",
    sections={
        "news": "News", "politics": "Politics", "business": "Business", "sport": "Sport", "culture": "Culture",
        "environment": "Environment",
    },
    top="Headlines", read="Most read", by="By", accent="#7a1f1f",
)  # fmt: skip
PELICAN = Paper(
    key="pelican", title="Pelican Bay Post", motto="First with the day",
    home="https://pelicanbaypost.example/", time_zone="Pacific/Auckland", language="en-NZ", country="NZ",
    sections={
        "news": "News", "politics": "Politics", "business": "Business", "sport": "Sport", "culture": "Culture",
        "environment": "Environment",
    },
    top="Today", read="Popular", by="By", accent="#1f5c3d",
)  # fmt: skip
FRENCH = Paper(
    key="fr", title="La Vigie", motto="Le quotidien du large", home="https://lavigie.example/",
    time_zone="Europe/Paris", language="fr-FR", country="FR",
    sections={"littoral": "Littoral", "vie-locale": "Vie locale", "environnement": "Environnement",
              "culture": "Culture"},
    top="À la une", read="Les plus lus", by="Par", accent="#14418b",
)  # fmt: skip
GREEK = Paper(
    key="el", title="Η Ακτή", motto="Η εφημερίδα της ακτογραμμής", home="https://iakti.example/",
    time_zone="Europe/Athens", language="el-GR", country="GR",
    sections={"topika": "Τοπικά", "koinonia": "Κοινωνία", "perivallon": "Περιβάλλον", "politismos": "Πολιτισμός"},
    top="Επικαιρότητα", read="Δημοφιλή", accent="#1d4e89",
)  # fmt: skip
ARABIC = Paper(
    key="ar", title="صدى الساحل", motto="صحيفة الساحل اليومية", home="https://sadaalsahil.example/",
    time_zone="Asia/Beirut", language="ar-LB", country="LB",
    sections={"mahalliyat": "محليات", "mujtama": "مجتمع", "biaa": "بيئة", "thaqafa": "ثقافة"},
    top="أبرز الأخبار", read="الأكثر قراءة", accent="#14532d", right_to_left=True,
)  # fmt: skip
JAPANESE = Paper(
    key="ja", title="潮見日報", motto="海とともに、毎朝", home="https://shiominippo.example/",
    time_zone="Asia/Tokyo", language="ja-JP", country="JP",
    sections={"chiiki": "地域", "kyoiku": "教育", "shizen": "自然", "bunka": "文化"},
    top="主要ニュース", read="よく読まれている記事", accent="#8b1e3f",
)  # fmt: skip

PAPERS = (MERROW, PELLAN, PELICAN, FRENCH, GREEK, ARABIC, JAPANESE)
