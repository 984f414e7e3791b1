"""Words of newsrooms' templates: of class names, and of short lines."""

from __future__ import annotations

import re
from functools import lru_cache

from newscrawl.extraction.text import folded

__all__ = ["BODY", "DOUBTFUL", "FURNITURE", "NEUTRAL", "is_furniture_line", "kind_of"]

NEUTRAL, BODY, FURNITURE, DOUBTFUL = 0, 1, 2, 3
"""What a class says of an element: nothing; the story's text; never part of it; furniture unless it holds text."""

# Words that stand first or near the end in the class names of boxes that are never part of a story.
_FURNITURE = frozenset(
    """related share sharing social newsletter newsletters subscribe subscription signup promo promos promotion
    ad ads advert adverts advertisement advertising adslot comment comments commenting disqus sidebar rail
    breadcrumb breadcrumbs byline bylines
    author authors autor autoren tags taglist toolbar cookie cookies consent recommended recommendation recommendations
    recommend readmore footer nav navigation navbar menu poll outbrain taboola modal popup overlay tooltip
    mostread trending popular copyright disclaimer caption captions credit credits figcaption timestamp pubdate datetime
    masthead skip follow bio sponsored sponsor player playlist bookmark
    rating donate donation membership upsell regwall whatsapp telegram facebook twitter
    linkedin pinterest lightbox affiliate kicker eyebrow overline readtime tts podcast
    feedback disturber stoerer offscreen pagination pager teaserlist linklist crosslinks seealso werbung anzeige
    publicidad publicite auteur auteurs verwandte weitere moreon factbox faktaboks faktaruta sumario""".split()  # noqa: SIM905
)
# Words that say of a box how it is laid out, or what it lacks: "ad-free".
_PLAIN = frozenset(("grid", "layout", "free", "less", "open"))
# Words of boxes that are furniture unless they hold paragraphs.
_WEAK = frozenset("widget carousel slider slideshow swiper gallery teaser teasers paywall".split())  # noqa: SIM905
# Words behind which stands what a box has in it, or lacks: "section--has-ads".
_HAVING = frozenset(("has", "with", "without", "no"))
_BUILDER = "elementor"
"""A builder of pages to which every box is a widget, the story's paragraphs as well."""
# Classes by which style sheets hide what only screen readers are to hear.
_HIDDEN = frozenset(
    ("sr-only", "visually-hidden", "visuallyhidden", "screen-reader-text", "u-hidden", "is-hidden", "hidden", "d-none")
)
# The whole name of a box with facts beside a story; with other words around it, it may hold a list of the story's.
_FACTS = "infobox"
# Pairs of words that say together what neither says alone: "article" and "meta", "read" and "more".
_PAIRS = re.compile(
    r"(?:^|[\s_-])(?:read-?(?:more|next|also|time|on)|more-?(?:from|on|stories|news|links|articles)|also-?read"
    r"|see-?also"
    r"|most-?(?:read|popular|viewed|recent)|(?:article|story|post|entry|content)[_-]*(?:meta|info|footer|header|tags?"
    r"|topics?|tools?|actions?|date|time|aside|media|image|video|share|lead-?image)|topic-?list"
    r"|tag-?(?:list|cloud|links?)"
    r"|latest-?(?:news|stories)|up-?next|(?:next|prev)-?(?:article|story|post)"
    r"|(?:article|story|post|news)[_-]*(?:next|suivant|siguiente|successivo)"
    r"|(?:img|image|photo|picture)[_-]*(?:desc|descr|description|cap|legend)"
    r"|inline-?(?:related|promo|link|video)|video-?(?:embed|player|title|caption)"
    r"|you-?may-?like|top-?stories|cta|publish-?date|date-?published|last-?updated|reading-?time|author-?\w*"
    r"|call-?to-?action|forum-?(?:fil|message|chapo|texte)"
    r"|in-?article-?\w*ad|google-?preferred|link-?list|link-?box|box-?links"
    r"|instagram-?(?:media|embed)|tiktok-?embed)(?:$|[\s_-])"
)
# Names of the element that holds the story's text.
_BODY = re.compile(
    r"(?:article|story|post|entry|news|content|text|main|page|single|detail|rich|artikel|beitrag|noticia"
    r"|articulo)[\s_-]*"
    r"(?:body|content|text|copy|paragraphs?|inhalt|cuerpo|contenu|corpo)|body-?(?:text|copy|content)"
    r"|td-post-content|^prose$|(?:^|\s)(?:texto|texte|testo|cuerpo|corpo|texto-?noticia)(?:$|\s)"
)
# "articleBody" and "ArticleBody" are read as "article-body".
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_SPLIT = re.compile(r"[^a-z0-9]+")


@lru_cache(maxsize=8_192)
def kind_of(names: str) -> int:
    """What an element's class and id say of it: BODY, FURNITURE or NEUTRAL."""
    spaced = _CAMEL.sub("-", names[:300]).lower()
    tokens = spaced.split()
    if any(token in _HIDDEN for token in tokens):
        return FURNITURE
    if _BODY.search(spaced):
        last = _SPLIT.split(tokens[-1])[-1]
        return FURNITURE if last in _FURNITURE else BODY
    doubtful = False
    for token in tokens:
        if token == _FACTS:
            return FURNITURE
        parts = [part for part in _SPLIT.split(token) if part]
        if not parts or parts[0] in ("has", "with", "no", "is", "js", "u", "wp", "mt", "mb", "without", "hide"):
            continue
        lack = next((i for i, part in enumerate(parts) if part in _HAVING), len(parts))
        parts = parts[:lack]
        if not _PLAIN.isdisjoint(parts):
            continue
        if not _FURNITURE.isdisjoint(parts[:1] + parts[-2:]):
            return FURNITURE
        doubtful = doubtful or (parts[0] != _BUILDER and not _WEAK.isdisjoint(parts))
    return FURNITURE if _PAIRS.search(spaced) else DOUBTFUL if doubtful else NEUTRAL


# How lines begin that lead elsewhere, ask for something or name a picture's source, language by language; in lower
# case.
_POINTER = re.compile(
    r"(?:(?:also )?read (?:more|also|next|the full)|(?:also )?read\s*[:|]|also read\b"
    r"|you may (?:also )?(?:like|read)|more:|more (?:on|from|stories|about)\b.{0,60}$"
    r"|related(?: (?:articles?|stories|news|content|links?|topics?))?\s*:?$|related[^.!?:]{0,20}:|see also|see more"
    r"|watch(?: live| now| more)?\s*[:|]|(?:listen|audio|video|photos|gallery|in pictures"
    r"|explainer|opinion)\s*[:|].{0,120}$"
    r"|watch now$|text size$|we apologi[sz]e, but this video|try refreshing your browser|follow along with"
    r"|link zum (?:youtube|instagram|facebook|twitter|x|tiktok)|auf dieser seite:?$"
    r"|on this page:?$|in this (?:article|story):?$"
    r"|dieses thema im programm|über dieses thema bericht|schlagw(?:ort|orte|örter) zu dies"
    r"|inhaltsverzeichnis$|table of contents$|nein danke"
    r"|recommended(?:\W*$|:| (?:for you|reading|news|posts|products|stories|articles|videos?"
    r"|(?:by|from) [^.,]{2,40}$))"
    r"|don'?t miss|sign up|subscribe\b|subscribers? (?:only|exclusive)|follow us"
    r"|follow .{2,40} on (?:twitter|facebook|instagram|x"
    r"|whatsapp)|click here|join our|download (?:our|the) app|get (?:the latest|our)"
    r"|advertisement(?: \d|.{0,40}$)"
    r"|sponsored(?:\W*$|:| (?:ads?\b|content|post|links?|stor|article|message|by [^.,]{2,40}$))"
    r"|continue reading|(?:story|article) continues|dalsz[ya] c(?:iąg|zęść) (?:artykułu|tekstu)"
    r"|fortsetzung (?:unter|nach)"
    r"|(?:saken|artikkelen) fortsetter|artikeln fortsätter|artiklen fortsætter|juttu jatkuu|lees verder onder"
    r"|la suite (?:de l.article )?après|l.articolo continua|el artículo continúa|a cikk .{0,30}folytatódik"
    r"|článek pokračuje"
    r"|share this|share on|social sharing$|loading(?:\.{3}|…)?$|you can now listen to .{3,40} articles"
    r"|tap here|photo:|image:|image source|getty images(?:\s?[/|]|[^.]{0,40}$)"
    r"|copyright(?:\W*$|\s?[©(:\d]"
    r"|(?! (?:law|act|infring|holder|owner|claim|protect|suit|case|rule|reform|is|was)).{0,60}$)"
    r"|©|all rights reserved|scroll(?:\W*$| (?:down|to|for)\b)"
    r"|lesen sie (?:auch|mehr|hier)"
    r"|mehr (?:zum thema|dazu|lesen|infos?\b"
    r"|informationen(?:\W*$|:| (?:finden|gibt es|hier|unter)\b| zu[mr]? [^.]{3,60}$))"
    r"|auch interessant(?:\W*$|\s?[:|–-])"
    r"|das könnte (?:sie|dich|euch|ihnen|dir) (?:auch |ebenfalls |noch )?(?:interess|gefall)"
    r"|weiterlesen|zum thema(?:\W*$|:)|anzeige$|werbung$"
    r"|hier (?:klicken|geht(?: e|['’])?s (?:direkt )?(?:zu[mr]?|weiter)\b)"
    r"|jetzt (?:abonnieren|anmelden|lesen)"
    r"|newsletter|externer inhalt|empfohlener (?:externer|redaktioneller)|an dieser stelle finde(?:n sie"
    r"|st du)|ich bin damit einverstanden|personenbezogene daten k|with (?:files|reports) from|quelle:|foto:"
    r"|lire aussi|[àa] (?:lire|voir|écouter) (?:aussi|également)"
    r"|lire (?:la suite|également)|voir aussi|publicité.{0,30}$|abonnez|inscrivez|sur le même sujet"
    r"|lea también|leer más|lee también|te puede interesar|más información"
    r"|también puedes? (?:leer|ver|interesar|consultar)|publicidad.{0,30}$"
    r"|suscr[ií]bete|ver más|síguenos"
    r"|leia (?:também|mais)|veja também|saiba mais|leggi anche|leggi (?:di più|tutto)|potrebbe interessarti"
    r"|lees (?:ook|meer|verder)|bekijk ook|advertentie.{0,30}$"
    r"|läs (?:också|mer|även)|annons$|les (?:også|mer)|læs (?:også|mere)|annonse$|lue (?:myös|lisää)|mainos$"
    r"|czytaj (?:także|też|więcej)|zobacz (?:także|też|również)|reklama$|čtěte také"
    r"|view this post on instagram|(?:sieh dir )?diesen beitrag auf instagram"
    r"|(?:a (?:post|photo|video) (?:shared|posted) by|ein beitrag geteilt von|ein von|une publication partagée par"
    r"|un post condiviso da|una publicación compartida (?:de|por)|uma publicação compartilhada por"
    r"|een bericht gedeeld door) .{1,80}\(@"
    r"|citește și|devamini oku|ilgili haber|читайте также|читать (?:далее|также)|реклама.{0,30}$|подписывайтесь"
    r"|фото(?::| автора| из архива| с сайта)|версия для печати|распечатать$|print(?:er|able)?[- ](?:friendly|version)"
    r"|druckversion|version imprimable|versión (?:para imprimir|imprimible)|versione (?:stampabile|per la stampa)"
    r"|pročitajte (?:još|i)\b|preberite tudi|čítajte (?:aj|tiež)|прочетете (?:още|и)\b"
    r"|taip pat skaitykite|loe (?:ka|veel)|lasi (?:arī|vairāk)"
    r"|embed\]$|list \d+ of \d+|(?:yuk,? )?simak (?:juga|video)"
    r"|\[gambas|vídeos?:|อ่านข่าวที่เกี่ยวข้อง|baca juga|xem thêm"
    r"|relacionad[oa]s?(?:\W*$|:)|noticias relacionadas"
    r"|(?:más|otras) noticias$|autres articles$|weitere (?:meldungen|artikel)$"
    r"|原标题[:：]|原標題[:：]|此前报道[:：]|点击(?:查看|进入|下载|看).{0,30}$|(?:安装|下载).{2,16}(?:客户端|app).{0,30}$"
    r"|相关(?:阅读|新闻|报道)|責任編輯"
    r"|责任编辑|责编|延伸閱讀|関連記事|あわせて読みたい"
    r"|続きを読む|관련기사|ये भी पढ़ें|यह भी पढ़ें|اقرأ أيضا|اقرأ المزيد)"
)


# What stands in the place of something that the reader has not allowed; in lower case.
_PLACEHOLDER = re.compile(
    r"(?:pour afficher ce contenu|ce contenu est bloqué|une extension de votre navigateur"
    r"|this (?:content|video|article) is (?:provided by|hosted|not available)|to (?:show|view"
    r"|display) (?:you )?this content"
    r"|we need your permission|um eingebettete inhalte|(?:mit|durch) (?:dem )?klick .{0,60}(?:einwillig|stimme)"
    r"|dieser inhalt (?:wird|ist|stammt)|para ver este contenido|per vedere questo contenuto|om deze inhoud"
    r"|(?:för att|for å|for at) (?:se|vise|visa) (?:detta|dette) "
    r"|(?:this|our) (?:web)?site uses cookies|we (?:and our .{3,30} )?use cookies"
    r"|(?:wir|diese (?:web)?seite|diese website) (?:verwende[nt]|nutz(?:en|t)|benutz(?:en|t)) cookies"
    r"|(?:ce site|nous) utilis(?:e|ons) des cookies|(?:este (?:sitio|site)(?: web)? )?utiliz(?:a|amos) cookies"
    r"|(?:questo sito|il sito) (?:utilizza|usa) (?:i )?cookie|(?:deze (?:web)?site|we|wij) gebruik(?:t|en) cookies"
    r"|(?:denne siden|vi) bruker (?:informasjonskapsler|cookies)"
    r"|(?:vi|den här (?:webb)?(?:platsen|sidan)) använder cookies"
    r"|(?:ta|nasza) strona (?:używa|wykorzystuje) (?:plików )?cookie)"
)


_FOLLOW, _LONGEST_FOLLOW = "二维码关注", 90
"""What asks to follow a newsroom by a picture of dots, and the characters of such a line."""


def is_furniture_line(text: str) -> bool:
    """Whether a short line points elsewhere ("Read more: …") or belongs to the page ("Advertisement")."""
    if len(text) >= 600:
        return False
    low = folded(text)
    if _PLACEHOLDER.match(low) or (_FOLLOW in text and len(text) < _LONGEST_FOLLOW):
        return True
    return len(text) < 200 and _POINTER.match(low.lstrip(' -–—•・■▶►<>*|[(+:→«»"“【')) is not None
