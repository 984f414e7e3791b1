"""The words around names in bylines: labels, roles, what joins two names, what a newsroom calls itself."""

from __future__ import annotations

import re

from newscrawl.late import late

__all__ = [
    "ARABIC_AND",
    "BY",
    "CUT",
    "DEGREE",
    "HOUSE",
    "INTRO",
    "JOINTS",
    "LABEL",
    "LEADING_ROLE",
    "NOBODY",
    "OTHERS",
    "OTHER_TRADE",
    "OUTLET",
    "PICTURE",
    "PLACE",
    "ROLE",
    "SHORT_AND",
    "TONGUE_BY",
    "TRAILING_ROLE",
]

BY = re.compile(
    r"^(?:(?:as told to|a cura di|d[ae]l(?:la)? nostr[oa] \w{5,20}|aus (?:\w+\s){1,2}berichten?t?"
    r"|(?:un[ea]?\s)?(?:reportage|chronique|entretien|récit|enquête|billet|reportaje|crónica|texto?e?) de"
    r"(?=\s(?-i:[A-ZÀ-Þ])))\s{1,3}|(?:(?:written|reported|reporting|guest|edited|updated|compiled|story|article|words|posted"
    r"|published|column|post|feature|text|texte|texto|analysis|review|interview|opinion|commentary|report|essay|eine?\s\w{3,20}|kommentar|skrevet|escrito|publicado|firmado|écrit|scritto"
    r"|submitted|soumis|publié|rédigé|eingereicht|verfasst|geschrieben|enviado|pubblicato|inviato|ingediend"
    r"|propos recueillis|imeandikwa|geschreven|skriven)\s{1,3}){0,2}"
    r"(?:by|von|vom|par|por|di|door|av|af|przez|от|автор|του|της|των|na(?=\s.*\sna\s)|oleh|โดย|מאת|كتبه?ا?ت?|بقلم)"
    r"\s{0,3}[:：]?\s{1,3})|^(?-i:by(?=[A-ZÀ-Þ]))",
    re.IGNORECASE,
)
"""A byline's first words; markup may part "by" from the name without a space."""
TONGUE_BY = {
    "ro": late(r"^de\s(?=[A-ZĂÂÎȘȚ])", re.IGNORECASE),
    "sw": late(r"^na\s(?=[A-Z])", re.IGNORECASE),
    "vi": late(r"^theo\s(?=[A-ZÀ-Ỹ])", re.IGNORECASE),
    "ca": late(r"^per\s(?=[A-ZÀ-Þ])", re.IGNORECASE),
}
"""First words that are parts of names elsewhere."""
LABEL = re.compile(
    r"^(?:by|von|par|por|autor(?:en|in|a|es|/autorin|[/*:]-?in(?:nen)?|ė|ius|iai|s|e|i|ka)?|autorin/autor|auteure?s?|authors?|autore|autrice"
    r"|texte?s?|testo|texto|tekst(?:i|s|as|y|ovi)?|words|story|protokoll|bron|kilde|källa|redacción|szerző|írta|автор(?:ы|и)?|аутор|текст|interview|entrevista"
    r"|intervista|kommentar|reporter|journalist|writer|oprac|opracował[a]?|zdroj|napsal[a]?|napisa[ol][a]?|piše|haber|yazar|yazan"
    r"|γράφει(?: [ηο])?|γράφουν"
    r"|κείμενο|συντάκτης|ρεπορτάζ|كتب|كتبت|كتبه|بقلم|تحرير|إعداد|تقرير|حوار|نویسنده|خبرنگار|گزارش|מאת|כתב|כתבת"
    r"|द्वारा|लेखक|रिपोर्ट|रिपोर्टर|লেখক|প্রতিবেদক|எழுதியவர்|రచయిత|ผู้เขียน|โดย|เรื่อง|tác giả|bài|oleh|penulis|pewarta|laporan"
    r"|mwandishi|kirjoittaja|teksti|edited by|updated by|tekijä"
    r"|文|記者|记者|作者|著者|筆者|ライター|責任編輯|责任编辑|责编|编辑|取材|執筆)"
    r"\.?\s{0,2}[:：|]\s{0,3}|^(?:autorin/autor|autor/-?in|autor/autorin|autorė|autorius|autors|oprac\.|opracował[a]?"
    r"|كتب[ته]?|بقلم|מאת|โดย|γράφει(?: [ηο])?|γράφουν|πηγή)\s",
    re.IGNORECASE,
)
INTRO = re.compile(
    r"^(?:von unser\w+ \w+|(?:van|door) onze \w+|d[ea]l(?:la)? nostr[oa] \w+"
    r"|de notre \w+(?: spéciale?)?(?: (?:à|en|au|aux) [^,]{2,20})?,?"
    r"|por nuestr[oa] \w+|our (?:own |special )?\w+|av vår \w+"
    r"|fra vår \w+|od našeho \w+|nasz\w? \w+|наш \w+"
    r"|(?:(?:more|see|view|read|all|other|latest)\s){0,3}(?:stories|articles|posts?|news)\s(?:by|from)|about|follow"
    r"|(?:alle|mehr|weitere) (?:artikel|beiträge|texte) von|tous les articles de"
    r"|(?:ver )?(?:más|todos los) artículos de"
    r")\s(?=[A-ZÀ-ÞА-Я])",
    re.IGNORECASE,
)
"""Words such as "De notre correspondant à Rome" in front of a name."""
JOINTS = re.compile(
    r"\s{0,3}(?:,(?:\s(?:and|und|et|y|e|&)(?=\s))?(?!\s{0,2}(?:jr|sr|phd|ph\.?d|md|ii|iii)\b)|[;、，،؛]|\||\n|[•·]|/|\s(?:\+|and|und|et|y|och|og|&|"
    r"ja|with|mit|avec|con|met|и|та|ve|na|și|és|oraz|ir|un|και|dan|và|และ|और|ও|এবং|மற்றும்|మరియు|اور)\s)\s{0,3}"
    r"|\sו(?=[\u05d0-\u05ea]{2,}\s)|(?<=\S\s\S\S)(?<!\s\S\s)\sو(?=[\u0600-\u06ff]{2,}\s\S)",
    re.IGNORECASE,
)
SHORT_AND = re.compile(r"\s(?:e|i|a|en|in)\s(?=[A-ZÀ-ÞŁŠŽČ][^\s]+\s[A-ZÀ-ÞŁŠŽČ])|\s(?:e|i|a|en)\s(?=[A-ZÀ-ÞŁŠŽČ])")
"""The "and" of Italian, Portuguese, Polish, Czech and Dutch: safe before a capital alone."""
DEGREE = re.compile(r",?\s(?:ph\.?\s?d|m\.?\s?d|mba|esq|b\.?a|m\.?a|dds)\.?(?=$|,)", re.IGNORECASE)
"""A degree behind a name."""
ARABIC_AND = re.compile(r"(?<=\S)\sو(?=[\u0600-\u06ff]{2,}\s\S)")
"""The "and" of Arabic, which is part of the word behind it."""
ROLE = re.compile(
    r"\b(?:reporter(?:in)?|editor|correspondent|staff|writer|journalist(?:in)?|journaliste|periodista|"
    r"giornalista|redakteur(?:in)?|redaktion|redacción|redatora?|rédact\w+|redaktor(?:ka)?|"
    r"korrespondent(?:in)?|columnist|columnista|kolumnist\w*|contributor|producer|desk|team|bureau|chief|managing|newsroom|"
    r"politics|business|sports?|news|correspondante?|corresponsal|corrispondente|inviat[oa]|envoyée?|"
    r"photographer|fotograf|editorial|reporters|writers|volontär(?:in)?|gastautor(?:in)?|specialist|"
    r"director|head of|ph\.?\s?d|presenter|anchor|analyst|muhabir|журналист\w*|корреспондент\w*|обозреватель"
    r"|dziennikarka?|dziennikarz|újságíró|toimittaja|verslaggever|redacteur|wartawan|kontributor|δημοσιογράφος"
    r"|כתבת?|פרשנ?ית?|עורכת?|مراسلة?|محررة?|صحافية?|صحفية?|संवाददाता)\b",
    re.IGNORECASE,
)
_ADJECTIVES = (
    r"staff|senior|chief|contributing|special|politics|political|foreign|sports?|business|news|deputy|national|local|crime|health"
    r"|education|science|technology|tech|culture|arts|digital|economics|economy|environment|climate|royal|global|home"
    r"|diplomatic|defence|defense|security|europe|world|city|social|affairs|media|religion|data|investigative|associate"
    r"|assistant|executive|managing|features?|entertainment|travel|money|personal|finance|consumer|legal|transport|multimedia"
    r"|north|south|east|west|america|africa|asia|china|middle|parliamentary|white|house|washington|group|general|and|&|of"
)
_NOUNS = (
    r"reporters?|writers?|editors?|correspondents?|journalist(?:in|e)?s?|columnists?|producers?|photographers?|analysts?"
    r"|presenters?|redakteur(?:in)?|korrespondent(?:in)?|reporterin|redaktör|toimittaja|redaktor|novinář|periodista"
    r"|giornalista|muhabir|contributor|team|redaktionsmitglied|corresponsal(?:es)?|redactora?|reportera?"
    r"|envoyée?s? spécia(?:le?s?|ux)|correspondante?s?"
    r"|enviad[oa]s? especial(?:es)?"
)
LEADING_ROLE = re.compile(rf"^(?:(?:{_ADJECTIVES})\s){{0,3}}(?:{_NOUNS})\s{{1,3}}(?=[A-ZÀ-Þ])", re.IGNORECASE)
TRAILING_ROLE = re.compile(rf"(?<=\w)(?:\s(?:{_ADJECTIVES})){{0,4}}\s(?:{_NOUNS})$", re.IGNORECASE)
PLACE = re.compile(
    r",?\s(?:in|aus|à|from)\s[A-ZÀ-Þ][\w.'’-]+(?:\s[A-ZÀ-Þ][\w.'’-]+){0,2}(?=$|,\s[A-ZÀ-Þ][^\s,]+\s[A-ZÀ-Þ]|\s(?:and|und|et|y|e|och|og|&)\s)"
)
"""Where a name writes from."""
CUT = re.compile(
    r"\s(?i:follow|e-?mail(?: the)? author|contact(?: the)? author|view profile|suivre|folgen|seguir)$"
    r"|,?\s(?:in|IN|For|FOR|for|at|für|pour|para)\s(?=[A-ZÀ-Þ])|,?\sof\s[Tt]he\s(?=[A-ZÀ-Þ])"
)
"""What stands behind the names: "By Jane Doe for The Example", a button's word."""
OTHERS = re.compile(
    r"(?<![\s,;|•·-])[\s,;|•·-]{1,9}(?:fotos?|photos?|photographs?|photography|pictures?|bild(?:er)?|video|grafik|graphics?|illustrations?"
    r"|translat(?:ed|ion)|übersetz(?:t|ung)|tradu(?:it|ction|cido|cción|zione)|vertaling|foto/video|kuvat?|zdjęcia|editor|editing|edited|editado|montaż|przygotował\w*|фото|видео|редактор|επιμέλεια|تصوير|تحرير"
    r"|עריכה|צילום|संपादन|สภาพ|ảnh|penyunting|foto oleh)(?:\sby\s|\s?[:：]|\s(?:von|par|por|di)\s).*$",
    re.IGNORECASE | re.DOTALL,
)
"""People of other trades behind the author: "Text: A, Fotos: B"."""
OTHER_TRADE = late(
    r"(?:\s(?:und|and|et|y|e|en|och|og|&)\s|[,;/]\s?)(?:[A-ZÀ-Þ][^\s,;/()]{0,20}\s){2,4}"
    r"\((?i:fotos?|photos?|bild(?:er)?|video|kamera|grafik|infografik|illustration(?:en|s)?|fotografie|photography)\)"
)
"""Somebody of another trade, told in brackets: "Jane Doe (Text) und John Smith (Fotos)"."""
PICTURE = re.compile(
    r"(?:fotos?|photos?|bild(?:er)?|images?|pictures?|kuvat?|zdjęci[ae]|fot\.|zdj\.|snímek|фото|צילום|写真|사진|φωτογραφί\w+"
    r"|fotografía|fotografia|foto[ -]?credits?|photo[ -]?credits?|photo by)\s?[:：/©]",
    re.IGNORECASE,
)
"""What credits a picture and no story."""
OUTLET = re.compile(
    r"^The\s|\b(?:times|tribune|herald|today|magazine|journal|gazette|chronicle|network|radio|television|university"
    r"|universität|institute|foundation|hochschule|\w+anstalt|\w*ministerium|\w+verband|\w+kammer)$",
    re.IGNORECASE,
)
"""Where somebody works, as it stands behind a name: "Jane Doe, The Harbour Times"."""
HOUSE = re.compile(
    r"^(?:web ?desk|news ?desk|online ?desk|digital ?desk"
    r"|guest (?:author|writer|contributor)"
    r"|our (?:\w+ )?(?:correspondent|reporter)|redaktion(?:en)?|redaktionsteam|online-?redaktion|redacción"
    r"|redacao|redação|da redação"
    r"|redazione|la rédaction|rédaction|redactie|van onze redactie|toimitus|redakcja|redakce|redakcia|szerkesztőség"
    r"|redacția|редакция|редакція|συντακτική ομάδα|newsroom|haber merkezi|هيئة التحرير|گروه .{2,20}|تحریریه"
    r"|מערכת.{0,20}|নিজস্ব (?:প্রতিবেদক|সংবাদদাতা)|স্টাফ রিপোর্টার|অনলাইন ডেস্ক|डेस्क|न्यूज़? डेस्क|वेब डेस्क"
    r"|กองบรรณาธิการ"
    r"|ban biên tập|tim redaksi|redaksi|mwandishi wetu|na mwandishi wetu|온라인\s?뉴스팀|디지털\s?뉴스팀"
    r"|.{0,20}(?:編集部|편집부)|[\u3400-\u9fff]{2,8}(?:日报|晚报|早报|晨报|时报|都市报|新闻网|日報|晚報|時報|新聞網|新聞社)"
    r"|[\uac00-\ud7af]{2,8}(?:일보|신문|뉴스)"
    r"|编辑部|編輯部"
    r"|toimetus|redakcija|uredništvo|redakcijos|dienas redakcija|.{2,40}\s(?:inc|llc|ltd|gmbh|corp|plc|media)\.?)$",
    re.IGNORECASE,
)
"""What newsrooms call themselves where nobody signs."""
NOBODY = re.compile(
    r"(?:(?:user|site|web|super)[\s_-]?)?admin(?:istrator|istrador)?|super[\s_-]?user|webmaster|user(?:name)?"
    r"|(?:(?:full|your|author)\s?)?name|e-?mail|author|autor|unknown(?: author)?|undefined|null|none|n/a"
    r"|(?:(?:print|e-?mail|share|tweet|post|save|follow|subscribe|comments?)(?:$|\s(?!$))){1,4}"
    r"|(?:the )?authors? of (?:the|this) (?:article|story|post)"
    r"|未知|佚名|匿名|不详|无名氏|作者(?:名|姓名)?|笔者|[记記]者|编辑|編輯|小编|責任編輯|责任编辑|来源|來源"
    r"|网络(?:整理|转载|收集)?|互联网|本站(?:原创|整理)?|原创|转载|管理[员員]|分享|收藏|[評评][论論]|[+＋]?\s?[关關]注"
    r"|(?:[发發更][布佈表新])?(?:时间|時間|日期)|(?:阅读|閱讀)(?:量|数|數)?|浏览(?:量|次数)?|点击(?:量|数)?|字[号號]|字体大小"
    r"|(?:查看|阅读|閱讀)?更多|查看全文|[发發][布佈表][于於]?|相[关關]文章|입력|수정|등록|관리자|작성자|기자|管理人|無記名",
    re.IGNORECASE,
)
"""What stands in a name's place where none was filled in: placeholders, accounts of systems, labels, buttons."""
