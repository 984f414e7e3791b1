"""What sites let readers do, told by the address: search, log in, share, answer, sort. No story is behind any of it."""

from __future__ import annotations

import re
from functools import lru_cache

from newscrawl.reading.addresses import page_number, parts, shape

__all__ = ["ONE_PICTURE", "appendix_of", "chore", "is_house"]

# The words that addresses use, in several languages; in lower case.
_SEARCH = (
    r"search(?:-?results?|page)?|suche|suchen|suchergebnis(?:se)?|recherche|rechercher|buscar|busca|busqueda|buscador|cerca|ricerca"
    r"|zoeken|zoek|sok|søk|soeg|sög|szukaj|wyszukiwarka|haku|hledat|hledani|kereses|arama|cautare|tim-kiem|pencarian"
)
_ACCOUNT = (
    r"log-?in|log-?out|sign-?in|sign-?up|sign-?out|regist(?:er|ration|rieren)|anmelden|anmeldung|abmelden|accounts?|my-?account|user-?account"
    r"|benutzerkonto|mein-?konto|konto|merkliste|watchlist|bookmarks?|wishlist|cart|checkout|basket|warenkorb|password|passwort|forgot-?password"
    r"|lost-?password|oauth2?|sso|connexion|inscription|iniciar-sesion|inloggen|logg-inn|logga-in|acceso"
)
_MACHINES = r"wp-admin|wp-json|wp-login\.php|wp-content|wp-includes|xmlrpc\.php|cgi-bin|cdn-cgi|oembed|graphql"
_FIRST = re.compile(
    rf"^/(?:[a-z]{{2}}/)?(?:(?P<search>{_SEARCH})|(?P<account>{_ACCOUNT})|(?P<machine>{_MACHINES}))(?:\.\w{{2,5}})?(?:/|$)"
)
_LAST = re.compile(rf"/(?:(?P<search>{_SEARCH})|(?P<account>{_ACCOUNT}))(?:\.\w{{2,5}})?/?$")
_ADVERTISEMENT = re.compile(
    r"/(?P<advertisement>anzeigen?|advertorials?|sponsored(?:-content|-post)?|sponsor-?content|paid-?(?:content|post)|brand-?(?:story|stories|studio|content)"
    r"|partner-?(?:content|inhalte)|promoted(?:-content)?|publireportage|contenu-sponsorise|contenido-patrocinado|annonsorinnehall)/"
)
# Pages that hang on a story's own address.
_APPENDIX = re.compile(
    r"/(?:(?P<answer>kommentare?|comments?|commentaires|comentarios|commenti|reacties|kommentarer|komentarze"
    r"|comment-page-\d+|comments/(?:page/)?\d+)"
    r"|(?P<share>share|teilen|weiterempfehlen|empfehlen|versenden|mailen|email|e-mail|send|tell-a-friend|partager|compartir|condividi"
    r"|feedback|korrektur|merken|vorlesen)|(?P<picture>attachment/[^/]+))/?$"
)
_ROOT_SEARCH = re.compile(r"/(?:index\.php)?\?(?:[^#]*&)?s=[^&/]")
_PICTURE = re.compile(
    r"/[^/]+/(?P<picture>fotos?|photos?|bild(?:er)?|images?|imagen(?:es)?|imagens?|slides?|pictures?)[/-]\d{1,3}/?$"
)
_QUERY = re.compile(
    r"(?:^|&)(?:(?P<search>q|query|search\w*|suche|keywords?|suchbegriff|recherche|buscar|busca|term)=[^&/]+(?=&|$)"
    r"|(?P<answer>replytocom|reply_?to|respond|commentid|comment_id|cpage|comment-?page)="
    r"|(?P<share>share|shared|sharing|email_?to|mailto|send_?to|recommend)=(?!\d+(?:&|$))"
    r"|(?P<picture>attachment_id)="
    r"|(?P<view>^(?:view|ansicht|display|layout|vue|vista|visning|widok)=[a-z]+$)"
    r"|(?P<sort>(?:order|sort)(?:_?by|ing|_?order|_?dir)?|orden|ordre|sortierung|sortby|orderby)="
    r"|(?P<account>add-to-cart|add_to_cart|return_?(?:url|to)|redirect(?:_?(?:to|ur[il]))?|login|logout|signin)="
    r"|(?P<machine>rest_route|doing_wp_cron|wc-ajax|oembed)=)"
)
_HOUSE = re.compile(
    r"^/(?:[a-z]{2}/|info/|service/|about/|pages?/|static/)?(?:about|about-?us|who-we-are|ueber-?uns|a-propos|qui-sommes-nous|quienes-somos|chi-siamo|over-ons|om-oss|o-nas|sobre(?:-nosotros)?|contact|contact-?us"
    r"|contacts|kontakt|contacto|contatti|contato|imprint|impressum|mentions-legales|aviso-legal|legal|legal-notice|colofon|privacy|privacy-?\w*|datenschutz\w*"
    r"|privacidad|confidentialite|terms|terms-\w+(?:-\w+)*|tos|agb|nutzungsbedingungen|cgu|cgv|conditions(?:-\w+)*|condiciones|cookies?|cookie-?\w+|ccpa"
    r"|accessibility|barrierefreiheit|advertis\w+|ads|mediadaten|media-?kit|publicite|publicidad|adverteren|annonsera|newsletters?|rss|subscribe|subscriptions?"
    r"|abo|abonnement|abonnieren|faqs?|help|hilfe|aide|ayuda|support|jobs|careers?|karriere|sitemap|mapa-del-sitio|plan-du-site)(?:\.\w{2,5})?/?$"
)
_ORDER = re.compile(
    r"/(?:[a-z]{2}/)?(?:subscri(?:be|ptions?)|abo|abonn(?:ieren|ement|er)|suscri\w+|assine|abbonati)/?$"
)
"""Where papers are ordered: with a query it is a form, filled in for whoever came from a page."""
ONE_PICTURE = "a page of one picture"
_WORDS = {
    "search": "a search page",
    "account": "a page of the reader's account",
    "machine": "a page for machines",
    "answer": "readers' comments",
    "share": "a form to share a page",
    "picture": ONE_PICTURE,
    "view": "another view of a listing",
    "sort": "another order of a listing",
    "advertisement": "an advertisement",
}


def appendix_of(rest: str) -> str | None:
    """What hangs on a story's own address by that path, "/kommentare"; None for what may be a page to read."""
    found = _APPENDIX.search(rest.lower())
    return _WORDS[found.lastgroup or ""] if found else None


@lru_cache(maxsize=8192)
def is_house(path: str) -> bool:
    """Whether a path is that of a page on the publisher and its terms; of a link in a page's footer, to be sure."""
    return _HOUSE.search(path.lower()) is not None


@lru_cache(maxsize=8192)
def chore(url: str, own: str = "") -> str | None:
    """What an address is for, where that is no reading: "a search page"; None for what may be a page to read.

    `own` is the page that links to it: its further pages name an order in which it stands itself.
    """
    _, asked, asked_query = parts(url)
    path, query = asked.lower(), asked_query.lower()
    found = _APPENDIX.search(path)
    if found and shape(url.partition("?")[0].rstrip("/")[: -len(found[0].rstrip("/"))])[0] == "article":
        return _WORDS[found.lastgroup or ""]
    # WordPress; elsewhere "s" may be a section
    if "s=" in asked_query and _ROOT_SEARCH.match(f"{asked}?{asked_query}"):
        return _WORDS["search"]
    if query and _ORDER.match(path):
        return _WORDS["account"]
    form, score = shape(url)
    slug = score if form == "article" else 0
    for pattern, text, outweighed in (
        (_FIRST, path, ("search", "account") if slug >= 6 else ()),  # "/recherche/" is "research", too
        (_LAST, path if path.count("/") <= 3 else "", ()),
        (_ADVERTISEMENT, path, ()),
        (_PICTURE, path, ()),
        (_QUERY, query, ("search", "sort") if slug else ()),
    ):
        found = pattern.search(text) if text else None
        if found and found.lastgroup == "sort" and _leads_on(url, own):
            return None
        if found and found.lastgroup not in outweighed:
            return _WORDS[found.lastgroup or ""]
    return None


def _leads_on(url: str, own: str) -> bool:
    """Whether an address is that of another page of the listing at `own`. (A choice of an order stays on its page.)"""
    number = page_number(url) or 0
    same = url.partition("?")[0].rstrip("/") == own.partition("?")[0].rstrip("/")
    return same and number > 1 and number != (page_number(own) or 1)
