"""What the class words and ids of an element say about it: words that newsrooms of all countries use."""

from __future__ import annotations

import re
from functools import lru_cache

__all__ = ["Role", "is_credit", "role_of"]

_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_NOT_WORD = re.compile(r"[^a-z0-9]+")


def _words(text: str) -> re.Pattern[str]:
    """A pattern that finds any of these words, or runs of words joined by "-", in words joined by "-"."""
    return re.compile(r"(?:^|-)(?:" + "|".join(text.split()) + r")(?=-|$)")


_HIDDEN = _words(
    "hidden invisible sr-only screen-reader(?:-text|-only)? screenreader visually-hidden visuallyhidden hide d-none "
    "hidden-visually u-hidden is-hidden print-only only-print noscript show-for-sr"
)
_FURNITURE = _words(
    # going elsewhere
    "related(?:s|content|articles?|stories|posts?|links?|news)? recommend(?:ed|ations?|s)? recirc(?:ulation)? readmore read-more read-also read-next"
    " lire-aussi lea-tambien leia-tambem see-also also-read most-read mostread most-popular mostpopular popular trending"
    " more-(?:on|from|stories|news|articles) next-(?:article|story|post) prev-(?:article|story|post) teasers? linkbox"
    " rails? sidebar side-bar aside upnext up-next suggested suggestions nav navi navigation navbar menu submenu breadcrumbs?"
    " pagination pager paging toc table-of-contents jump-links? outbrain taboola plista opecta crosslinks? interlinks?"
    # acting on the page
    "  share shares sharing sharebar sharebox sharebuttons? sharedaddy addthis addtoany social socials socialmedia toolbar tools? utilities"
    " buttons? btn bookmark bookmarks print printing emailthis follow following like likes vote votes voting rating ratings reactions?"
    " feedback poll polls quiz survey comment comments commenting disqus respond discussion kommentar(?:e|en)? login signin sign-in signup sign-up"
    " register registration newsletters? newsletter-signup subscribe subscription subscriptions abo paywall piano offer offers upsell"
    " donate donation donations support-us cta call-to-action whatsapp telegram google-news googlenews app-promo"
    # selling
    "  ad ads adv advert adverts advertisement advertisements advertising advertorial adslot ad-slot adbox adunit werbung anzeige anzeigen"
    " publicidad publicite pub promo promos promobox promotion promotions sponsor sponsored sponsors affiliate partner partners marketing"
    # about the story
    "  byline bylines author authors autor autoren auteur autore author-(?:bio|box|info|name) bio biography about-author contributors? posted-on posted-by entry-meta"
    " post-meta article-meta story-meta meta metadata metas metabar timestamp publish-date pubdate published-date date dates datetime article-date"
    " post-date updated last-updated dateline-info tag tags taglist tag-list tagcloud keywords topics categories category cat-links"
    " copyright disclaimer source-info reading-time read-time readtime duration kicker eyebrow overline"
    # pictures and players
    "  figure-caption credits? photo-credit image-credit photocredit gallery galleries slideshow carousel slider swiper lightbox player players"
    " video-player audio-player videoplayer jwplayer brightcove playlist thumbnails?"
    # the page's own frame
    "  footer foot masthead site-header page-header topbar top-bar cookie cookies consent gdpr ccpa onetrust privacy modal popup pop-up overlay"
    " tooltip dropdown drawer skip skip-link notification notifications alert-bar banner banners widget widgets embed embeds infobox factbox-promo"
    " search searchbox search-form error-message loading spinner placeholder"
)
_CAPTION = _words(
    "captions? figcaption img-caption image-caption wp-caption wp-caption-text photo-caption picture-caption media-caption bildunterschrift"
    " legende didascalia leyenda pie-de-foto piefoto pie-foto cutline image-(?:text|description|info|meta) imagetext photo-(?:text|description) bildtext"
    " media-(?:text|info|description) caption-text billedtekst bildetekst"
)
_STORY = _words(
    "article-?body(?:-?text|-content)? articlebody story-?body(?:-?text)? storybody story-?text article-?text article-?content"
    " article-body-content story-content entry-content post-content post-body post-text news-?text news-?body news-?content content-body body-content"
    " body-text bodytext body-copy article-copy rich-?text richtext texto cuerpo contenido-noticia cuerpo-noticia corpo-noticia corps artikel-?text"
    " artikel-?body artikel-?inhalt article-main artikelbody detail-?text detail-body news-detail article-detail page-content td-post-content"
    " story__content articletext article__body content__body text-content main-content story single-content the-content content-text"
)
_STANDFIRST = _words(
    "standfirst sub-?headline sub-?title deck dek lead lede lead-?text intro introtext ingress vorspann teaser-text chapo chapeau sommario"
    " subtitulo entradilla bajada abstract summary excerpt article-summary article-intro article-lead article-lede description sub-?head"
    " preamble manchet underrubrik anleser anrisstext sottotitolo occhiello catenaccio"
)

_CREDIT = _words(
    "(?:photo|image|img|picture|media|figure|caption)?-?(?:credits?|copyright|photographer|byline|author|agency|provider|source|autor|auteur|quelle)"
    " copyrightholder credittext fotograf rechte urheber copyright-?holder creditos? crédito"
)


class Role:
    """What an element is by its names."""

    __slots__ = ("caption", "furniture", "hidden", "standfirst", "story")

    def __init__(self, names: str) -> None:
        words = _NOT_WORD.sub("-", _CAMEL.sub("-", names).lower())
        self.hidden = bool(_HIDDEN.search(words))
        self.caption = bool(_CAPTION.search(words))
        self.story = bool(_STORY.search(words))
        self.standfirst = bool(_STANDFIRST.search(words))
        self.furniture = bool(_FURNITURE.search(words))


@lru_cache(maxsize=50_000)
def role_of(names: str) -> Role:
    """The role of an element with these class words and id; remembered, since pages of one site repeat them."""
    return Role(names[:300])


@lru_cache(maxsize=10_000)
def is_credit(names: str) -> bool:
    """Whether these class words, inside a caption, mark its credit."""
    return bool(_CREDIT.search(_NOT_WORD.sub("-", _CAMEL.sub("-", names[:300]).lower())))
