"""Lines around a story that are not its text: dates, signatures, credits, calls to the reader, the author's life."""

from __future__ import annotations

import re
from functools import lru_cache

from newscrawl.extraction.months import month_of
from newscrawl.extraction.text import ends, folded, key
from newscrawl.extraction.witnesses import asks_witnesses
from newscrawl.late import late

__all__ = ["is_appeal", "is_call", "is_credit", "is_date_line", "is_life", "is_offer", "is_signature"]

_DIGITS = re.compile(r"\d")
_WORDS = re.compile(r"[^\W\d_]+")
_TIME_WORDS = frozenset(
    """am pm uhr h min mins minute minutes minuten minutos minuti lesezeit lesedauer read reading time updated update
    published publish posted on at stand veröffentlicht aktualisiert zuletzt am um von bis actualizado actualizada
    publicado publicada a las el de del la modifica il alle ore aggiornato aggiornata pubblicato pubblicata ultimo
    aggiornamento publié mis mise à jour le dernière modification last modified first date datum data fecha
    bijgewerkt gepubliceerd op om laatst uppdaterad publicerad oppdatert publisert kl opdateret udgivet julkaistu
    päivitetty opublikowano aktualizacja godz atualizado atualizada em às est edt et pst pdt gmt bst cet cest ist utc
    hrs hours mon tue wed thu fri sat sun monday tuesday wednesday thursday friday saturday sunday montag dienstag
    mittwoch donnerstag freitag samstag sonntag lundi mardi mercredi jeudi vendredi samedi dimanche lunes martes
    miércoles jueves viernes sábado domingo source lunedì martedì mercoledì giovedì venerdì sabato domenica
    segunda terça quarta quinta sexta feira maandag dinsdag woensdag donderdag vrijdag zaterdag zondag
    mandag tirsdag onsdag torsdag fredag lørdag søndag måndag tisdag lördag söndag poniedziałek wtorek środa
    czwartek piątek sobota niedziela г год года р рік року в о от час часов мин мск опубликовано обновлено дата
    понедельник вторник среда четверг пятница суббота воскресенье понеділок вівторок середа четвер п ятниця
    субота неділя
    pazartesi salı çarşamba perşembe cuma cumartesi pazar""".split()  # noqa: SIM905
)
_LONGEST_DATE_LINE = 110


def is_date_line(text: str) -> bool:
    """Whether a line tells a date or a time of reading and nothing else: "15.04.2026 - 15:48 Uhr Lesedauer: 2 Min."."""
    if len(text) > _LONGEST_DATE_LINE or len(_DIGITS.findall(text)) < 3:
        return False
    words = _WORDS.findall(_split_glued(text).lower())
    strange = [word for word in words if word not in _TIME_WORDS and month_of(word) is None]
    return not strange and bool(_CLOCK.search(text))


def _split_glued(text: str) -> str:
    """Words that two elements print without a space between them ("UhrLesedauer"), apart."""
    return _GLUED.sub(" ", text)


_GLUED = re.compile(r"(?<=[a-zà-ÿ])(?=[A-ZÀ-Þ])|(?<=[A-Z])(?=[A-Z][a-z])")
# A day, a time of day or a year
_CLOCK = re.compile(r"\d{1,2}[:.hH]\d{2}|\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\b(?:19|20)\d\d\b")

# Who helped, who translated, where it appeared first, whose it is; in lower case.
_CREDIT = re.compile(
    r"\W{0,3}(?:(?:with )?(?:additional |further |writing and )?(?:reporting|editing|writing|research)"
    r" (?:by|and \w+ by|was contributed by)"
    r"|with (?:files|reports|reporting|inputs?|contributions?|agency inputs?) (?:from|by)"
    r"|(?:edited|compiled|translated|adapted|produced|written|fact-checked) (?:and \w+ )?by\b"
    r"|this (?:article|story|piece|column|report|essay|op-ed|post) does not necessarily (?:reflect|represent)"
    r"|this (?:article|story|piece|column|report|essay|op-ed|post)"
    r" (?:was|is|has been|has|first|originally)\b.{0,40}(?:published|appeared|featured|republished|produced"
    r"|written|translated"
    r"|updated|corrected|supported)"
    r"|(?:first|originally) published|re-?published (?:from|with|under)|reprinted (?:from|with)"
    r"|\(?except for the headline|this story has not been edited|kindly share|this material, and other"
    r"|[^。，,]{0,8}声明[：:]|版权|責任編輯|责任编辑|残り\d+文字|無断転載|무단"
    r"|(?:文章|稿件|信息|图片)?(?:来源|來源|来自)\s?[:：网]\s?[^。？?！!]{2,40}[。）)】]?$"
    r"|(?:编辑|編輯|校对|校對|采写|撰文|撰稿|执笔|作者|记者|原创|文|图文)\s?[:：/／|丨 ]\s?[^。？?！!]{2,40}$"
    r"|《[^《》]{2,20}》\s?[（(](?=[^（）()]*\d)[^（）()]{4,40}[版期页][^（）()]{0,10}[）)]$"
    r"|انتهای پیام|šią publikaciją draudžiama|fot\.\s"
    r"|[^\s。，,：:]{2,8}(?:记者|作者|通讯员)(?: [^\s。，,：:]{2,4}){1,4}[）)】]?$"
    r"|this is an? (?:developing|breaking)\b.{0,10} story|(?:article|story) by [^.]{3,60}\.?$"
    r"|th(?:is|e) (?:article|story) is part of (?:an?|our|the)\b"
    r"|notice: the content above\b"
    r"|(?:the )?(?:views|opinions|views and opinions) (?:expressed|in this|are (?:his|her|their|those))"
    r"|gast(?:kommentare|beiträge)|namentlich gekennzeichnete|les opinions exprimées|las opiniones (?:expresadas|de)"
    r"|information from .{2,60} was used|with .{2,30} wires|--? ?with (?:assistance|files|reporting) from|disclosure:"
    r"|read the original article|published in (?:the print|[\w' ]{2,40}, \w{3,9} \d)|images?:|题图|πηγή:"
    r"|(?:header|cover|top|featured?|lead|main) image|(?:beitrags|titel|aufmacher|symbol)(?:bild|foto)s?:"
    r"|(?:borító|nyitó|címlap)(?:kép|fotó):"
    r"|(?:when|if) you (?:buy|click)"
    r"|we (?:may )?(?:receive|earn|get) an? .{0,20}commission"
    r"|\([^()]{0,200}\b(?:fotó?|photo|borítókép|kép|bild|foto)\s?:[^()]{1,120}\)$"
    r"|.{3,60}\breceives? (?:financial )?support from|copyright\s?(?:©|\(c\)|:|\d{4}|by\b)|©|\(c\)|all rights reserved"
    r"|aus dem \w+(?:ischen von| übersetzt)|übersetz(?:t|ung)\s?(?::|von|aus)|mit (?:material|agenturmaterial"
    r"|informationen) (?:von|der)"
    r"|mitarbeit:|contributing:|redaktion:|redaktionelle mitarbeit"
    r"|dieser (?:artikel|text|beitrag) (?:ist|wurde|erschien)"
    r"|dieses thema im programm|über dieses thema berichte|sendung:|quellen?:"
    r"|traduit (?:de|par)|cet article (?:a été|est)|avec (?:l[’']\s?)?(?:afp|reuters|ap)\b"
    r"|traducci[oó]n(?: de|:)|traduzione (?:di|a cura)|con informaci[oó]n de|este art[ií]culo (?:fue|se)"
    r"|questo articolo (?:è|era)|vertaling:|source:|sources:|fuentes?:|fonte:|источник:|zdroj:|źródło:|kaynak:)",
)
_CONTRIBUTED = re.compile(
    r"^[^.,]{3,60} contributed (?:reporting|research)\b"
    r"|\bcontributed (?:reporting )?to this (?:report|article|story|piece)|\bhat(?:ten)? an diesem (?:text|artikel)"
    r"|\bstaff reports?$|\ball rights reserved\.?$|\bhas a disclosure policy\.?$|\bno positions? in any of the\b"
    r"|\bfollow (?:him|her|them|me) (?:on|at|@)",
)
_NOTICE = re.compile(
    r"^\W{0,3}(?:(?:additional )?(?:reporting|writing) by|this |disclosure|the views|views|the opinions|opinions"
    r"|except|all rights|gast"
    r"|les opinions|las opiniones|dieser |cet |este |questo |[^。，,]{0,8}声明"
    r"|.{3,60}\b(?:receives?|has (?:no )?positions? in) )",
    re.IGNORECASE,
)
"""Beginnings of credits that are whole paragraphs."""
_LONGEST_CREDIT, _LONGEST_NOTICE = 200, 450


def is_credit(text: str) -> bool:
    """Whether a line behind a story names helpers, translators, owners or the place of its first print."""
    if len(text) > _LONGEST_CREDIT and (len(text) > _LONGEST_NOTICE or not _NOTICE.match(text)):
        return False
    low = folded(text)
    return _CREDIT.match(low) is not None or _CONTRIBUTED.search(low) is not None


# Also as some servers hide an address.
_MAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,64}\.\w{2,}|\[email\W{0,2}protected\]")
# How newsrooms speak to their readers behind a story, or between its paragraphs; in lower case.
_CALL = re.compile(
    r"(?:(?:would you like to|do you want to|want to|have you got|have you|do you have|do you know"
    r"|are you|got) (?:an? )?"
    r"(?:comment|story|news tip|tip|question|opinion|view|something|more (?:info|news)"
    r"|(?:read|know|learn) more|share your|experienced?"
    r"|been affected|affected)"
    r"|what do you think|let us know|tell us|have your say|join the (?:conversation|discussion|debate)"
    r"|never miss|stay updated|want to keep up|choose .{2,40} as (?:your|a) preferred|clique aqui|подпи(?:ш|сыва)итесь"
    r"|подписывайтесь|подпишитесь|ακολουθήστε|διαβάστε|δείτε|ติดตาม(?:ข่าว|ได้|เรา).*"
    r"|téléchargez|vai a tutte|tickets are|share your thoughts"
    r"|get in touch|reach the (?:newsroom|author|reporter|writer|team)|track (?:the )?latest"
    r"|want more|on (?:twitter|facebook|instagram): follow|interested in (?:writing|sharing|contributing|joining)"
    r"|listen to\b|ошибка в тексте|нашли ошибку|ha kíváncsi|kövess"
    r"|contact (?:us|our|the (?:author|reporter|writer|newsroom))|email us|e-mail us"
    r"|write to us|reach (?:us|out)"
    r"|send (?:us|your|tips)|sign (?:up|in)|subscribe|register (?:for|to)|log ?in"
    r"|create (?:a|an|your) (?:free )?account"
    r"|support (?:our|independent|local|quality)|donate|become a (?:member|subscriber|supporter)"
    r"|our website is"
    r"|follow (?:us|along|topics|our|all the|the latest|live)|stay (?:informed|up to date|tuned)"
    r"|follow .{3,60}\bon\b.{0,60}\b(?:facebook|instagram|x|twitter|whatsapp|tiktok|youtube)\.?$"
    r"|for (?:more(?! than)|(?:all )?the latest) .{0,40}\b(?:news|stories|coverage|updates|visit|follow|click|go to"
    r"|sign|subscribe)"
    r"|download (?:the|our)|click|tap here|scan the|watch (?:below|above|the (?:full )?video)|listen to (?:the|our)"
    r"|we apologi[sz]e, but this video|try refreshing your browser|comments? (?:are|is) (?:closed|moderated)"
    r"|please (?:bookmark|subscribe|sign|log|enable|consider|share|note that comments)"
    r"|read (?:our|the) (?:latest|full)"
    r"|ihre meinung|(?:was|wie) (?:denken|meinen|finden) sie|schreiben sie (?:uns|an)"
    r"|haben sie (?:fragen|hinweise|anregungen)"
    r"|bleib(?:t|en sie)? (?:auf dem laufenden|dran)"
    r"|d(?:en|as|ie) (?:komplett|vollständig|ausführlich|ganz)en? (?:text|artikel|beitrag|bericht|interview|geschichte"
    r"|reportage) (?:lesen|finden|gibt)"
    r"|hat ihnen (?:der|dieser)|hinweise an|diskutieren sie|abonnieren sie|melden sie sich|folgen sie"
    r"|unterstützen sie"
    r"|sie haben (?:noch kein|bereits)|jetzt (?:kostenlos|testen|registrieren|spenden|unterstützen)"
    r"|dieser artikel (?:gehört|ist kostenpflichtig)|nein danke|hier können sie|hier finden sie"
    r"|il vous reste|la suite est réservée|cet article est réservé|réagissez|donnez votre avis|suivez|recevez"
    r"|déjà abonné|pour lire la suite|s[’']abonner"
    r"|únete|síguenos|s[ií]ganos|apúntate|regístrate|recibe|escr[ií]benos|puedes seguir|si quieres (?:leer|recibir)"
    r"|iscriviti|segui(?:ci)?\b|clicca|abbonati|resta aggiornato|registrati"
    r"|confira as (?:últimas|principais)|acompanhe .{2,40}\b(?:facebook|instagram|twitter|whatsapp|redes)"
    r"|이 기사\w? .{0,20}(?:좋아요|구독|추천)\w*|喜欢这篇文章"
    r"|siga|receba|assine|inscreva-se|clique|participe"
    r"|volg ons|meld je aan|abonneer|heb je|reageer"
    r"|підпи(?:суйте\w+|шіть\w+|шись)|сподоба\w+ (?:матеріал|стаття|текст)|підтрим(?:айте|уйте)|стежте за|долучай\w+"
    r"|רוצים (?:להישאר|לקבל|לדעת)|הצטרפו (?:לקבוצ\w+|לערוצ\w+|אלינו)|להצטרפות|עקבו אחרינו|מצאתם טעות"
    r"|تابعونا|تابعوا (?:آخر|أخبار|صفحت\w+)|للمزيد"
    r"|اشتركوا? (?:الآن|في (?:قنات\w+|نشرت\w+))|انضموا? (?:إلى|لـ?) ?قنات\w+"
    r"|zapisz się|dołącz do|obserwuj|śledź|masz (?:temat|ciekawy|informacj\w+)|sledujte|přihlaste se|odebírejte"
    r"|(?:za)?pratite|sledite|spremljajte|последвайте|абонирайте|следете|prenumeruok\w*|sekite|sekojiet|jälgi|telli"
    r"|urmăr(?:ește|iți)|abonea\w+|iratkozz|csatlakozz|dapatkan (?:update|berita|informasi)"
    r"|gabung (?:di|ke|bersama|dengan)|ikuti (?:kami|berita"
    r"|saluran|channel|kanal|terus)|mời (?:độc giả|bạn đọc|quý)|theo dõi .{0,80}(?:facebook|zalo|google|youtube|tiktok)"
    r"|abone ol\w*"
    r"|tipsa oss|har du (?:tips|synpunkter|frågor)|følg|tips oss|meld deg|skriv til)(?!\w)"
)
_ORNAMENT = re.compile(r"""^[^\w"“”„«»'‘’]+""")
"""Arrows, bullets and emojis before the words."""
_LONGEST_CALL = 260
_ASKED, _LONGEST_ASKED = ("bizi takip ed", "友だち追加", "line登録", "チャンネル登録"), 100
"""What tells such a line where the verb stands last, and its characters at most."""
# What newsrooms offer or ask for, and the words with which they speak of themselves and to their readers.
_OFFERED = late(
    r"newsletters?\b|\byour (?:e-?mail )?inbox\b"
    r"|\b(?:whats\s?app|telegram|viber|instagram)[\s-]{0,2}(?:channel|community|group|kanal|gruppe|canale?|chaîne|groupe"
    r"|grupo|gruppo|kanaal|kanał\w*|канал\w*|csatorn\w*)"
    r"|\b(?:canale?|chaîne|kanal) (?:de |di |da )?whats\s?app"
    r"|\b(?:sign|signing) up\b|\bsubscri(?:be|bing|ption)\b|\bdonat(?:e|ion|ions)\b|\bmake a contribution\b|\bad-free\b"
    r"|\bcontribution of (?:as little as )?[$£€]|\bbecome an? (?:member|supporter|subscriber)"
    r"|\bnonprofit (?:newsroom|news)|\b(?:our|independent|quality) (?:journalis[mt]s?|reporting|reporters)\b"
    r"|\bour (?:members|readers)\b|\b(?:receive|earn|get) an? (?:affiliate |small )?commission|\baffiliate-links?\b"
    r"|\bapp store\b|\bgoogle (?:play|news)\b|\bfree account\b|\bthis story is free\b|\bhave a (?:story|tip)\b"
    r"|\babonnier\w+|\banmelden\b|\bregistrieren\b|\bfehler (?:entdeckt|gefunden)|\bmit einer spende\b|\bprobeabo\b"
    r"|\bsuscr[ií]b\w+|\bboletín\b|\biscriv\w+|\babbonat\w+|\bassine\b|\binscri(?:vez|ption|re)\b|\babonnez"
    r"|\btéléchargez\b|\bnieuwsbrief\b|\bnyhe[td]sbrev\w*|\buutiskirje\w*|\bhírlevél\w*|\bbülten\w*"
    r"|\bподпи(?:ш|сы)\w+|\bрассылк\w+|\bошибка в тексте"
    r"|\bcomments? (?:polic(?:y|ies)|guidelines|rules|may take (?:up to|an?|some|several))\b"
    r"|\b(?:keep|moderate) (?:your )?comments\b"
    r"|\b(?:post|leave|add) (?:a|your) comments?(?: below| here| (?:on|about) this\b|\W*$|[.!])"
    r"|\blog(?:ged)?[ -]?in to (?:comment|join|post|leave|reply|read)\b"
    r"|\bum zu kommentieren\b|\bkommentare? (?:verfassen|schreiben|hinterlassen|abgeben)\b|\bnetiquette\b"
    r"|(?:^|[.!?:] |\b(?:connect|identifi|inici|acced|registr)\w+ [^.!?]{0,50})"
    r"(?:pour (?:commenter|réagir)|para comentar|per commentare)\b"
    r"|\b(?:vos|votre) commentaires?\b|\bde(?:ja|ixe) (?:un|tu|su|um|seu) coment[aá]rio\b|\blascia un commento\b"
    r"|\bom te (?:kunnen )?reageren\b",
    re.IGNORECASE,
)
# Of each of them some letters: far quicker to look for.
_STEMS = (
    "newsletter", "inbox", "whats", "telegram", "viber", "instagram", "sign", "subscri", "donat", "become a",
    "nonprofit", "journalis", "reporting", "reporters", "our members", "our readers", "app store", "google", "account",
    "story is free", "commission", "contribution", "ad-free", "télécharg", "affiliate",
    "have a ", "abonn", "anmelden", "registrieren", "fehler", "spende", "suscr", "bolet",
    "iscriv",
    "abbonat", "assine", "inscri", "nieuwsbrief", "brev", "uutiskirje", "hírlevél", "bülten", "подпи", "рассылк",
    "ошибка", "comment", "kommentar", "kommentier", "netiquette", "coment", "reageren", "logged",
)  # fmt: skip
_SPOKEN = late(
    r"\b(?:[Yy]ou|YOU|[Yy]ours?|[Uu]s|[Oo]urs?|[Ww]e|Sie|Ihnen|Ihre[nrms]?|[Uu]ns|[Uu]nser\w*|[Ww]ir"
    r"|[Dd]ir|[Dd]ich|[Dd]eine?"
    r"|[Vv]ous|[Vv]otre|[Vv]os|[Nn]otre|[Nn]os|[Tt]us?|[Nn]uestr\w+|[Uu]sted|[Tt]i|[Cc]i|[Nn]ostr\w+"
    r"|[Vv]ocê|[Nn]oss\w+|[Jj]e|[Jj]ouw"
    r"|[Oo]ns|[Oo]nze|[Uu]w?|[Dd]u|[Dd]eg|[Dd]ig|[Oo]ss|[Vv]år\w*|[Vv]ores|[Mm]eidän|[Nn]asz\w*|[Ww]am"
    r"|[Вв]ас|[Вв]ам|[Вв]ы|[Нн]аш\w*"
    r"|[Нн]ас|[Mm]inket|[Nn]ekünk|[Bb]izi|[Ss]izi?)\b|(?:^\W?|[.!:…]\s)(?:Get the|Sign|Subscribe|Donate|Become|Join"
    r"|Abonn|Suscr|Iscriv|Assine|Подп)"
)
_LONGEST_OFFER = 450
_QUOTES = '"“”„«»'


def is_call(text: str) -> bool:
    """Whether a line behind a story asks the reader for something: to write, to subscribe, to follow."""
    if len(text) > _LONGEST_CALL:
        return is_offer(text)
    low = folded(_ORNAMENT.sub("", text))
    called = _CALL.match(low) is not None or (len(low) < _LONGEST_ASKED and any(map(low.__contains__, _ASKED)))
    if called or (("@" in text or "[email" in text) and _MAIL.search(text) is not None):
        return not asks_witnesses(low)
    return is_offer(text)


_APPEAL = re.compile(
    r"\b(?:support|donate|help)\b.{0,60}\b(?:journalism|reporting|newsroom)\b|\b(?:support|donate)\b.{0,60}\bus\b"
    r"|\b(?:readers|comments?"
    r"|leserbriefe|kommentare)"
    r"(?: \(\d+\))?$|^readers (?:respond|say|write)\b|^about (?:the author|us|our)\b|^(?:über (?:den autor"
    r"|die autorin|uns))\b|\bjoin us\b"
    r"|\bunterstützen sie\b"
    r"|\bsoutenez\b|\bapoya\b|\bsostieni\b",
    re.IGNORECASE,
)


def is_appeal(heading: str) -> bool:
    """Whether a heading behind a story opens an appeal, a life of the author or readers' letters."""
    return _APPEAL.search(heading) is not None


@lru_cache(maxsize=1_024)  # a story's last lines are asked for by several readers
def is_offer(text: str) -> bool:
    """Whether a newsroom speaks to its readers here of what it offers: newsletters, channels, membership."""
    if len(text) > _LONGEST_OFFER:
        return False
    if any(map(text.__contains__, _QUOTES)):
        return False
    lowered = text.lower()
    if not any(map(lowered.__contains__, _STEMS)):
        return False
    return _OFFERED.search(text) is not None and _SPOKEN.search(text) is not None


_LONGEST_SIGNATURE = 45
_AGENCIES = re.compile(
    r"^\W{0,3}(?:d?apd?|afp|dpa|reuters|epd|kna|sid|efe|ansa|lusa|pti|ani|ians|tass|ntb|tt|ritzau|belga|anp)\b"
    r"|^[(\[（【][^()\[\]（）【】]{2,40}[)\]）】]$|^[–—-]{1,2}\s?\w",
    re.IGNORECASE,
)


def is_signature(text: str, names: set[str]) -> bool:
    """Whether a line is a name, an agency or initials that sign a story: "(dpa)", "AFP", "– Jane Roe".

    `names`: keys of the authors.
    """
    if len(text) > _LONGEST_SIGNATURE:
        return False
    bare = key(text)
    if any(name in bare and len(bare) < len(name) + 12 for name in names):
        return True
    return not ends(text.rstrip(")]）】")) and _AGENCIES.match(text) is not None


# What lines say that tell who wrote a story.
_LIFE = late(
    r"\b(?:is|was|are) (?:an?|the|our|based|currently|also|senior|chief|editor|head|founder|director"
    r"|author|professor)\b"
    r"|\b(?:writes|covers|reports|edits|teaches|lives|works|joined|specializes|specialises|has (?:worked"
    r"|written|covered|been))\b"
    r"|\b(?:ist|war|schreibt|arbeitet|leitet|lehrt|berichtet|wurde|studierte|Jahrgang|geboren|Redakteur"
    r"|Autor|Korrespondent)(?:in)?\b"
    r"|\b(?:est|écrit|couvre|travaille)\b|\b(?:es|escribe|cubre|trabaja|nació)\b|\b(?:è|scrive|lavora)\b"
)
_LONGEST_LIFE = 700


def is_life(text: str, names: set[str]) -> bool:
    """Whether a paragraph behind a story tells who its author is. `names`: keys of the authors."""
    if len(text) > _LONGEST_LIFE or not names:
        return False
    begins = key(text[:90])
    return any(name in begins for name in names) and _LIFE.search(text[:200]) is not None
