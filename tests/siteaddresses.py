"""Addresses of the bundled sites: sections as their menus name them, stories of the same shape with invented words."""

from __future__ import annotations

from typing import NamedTuple

__all__ = ["ADDRESSES", "Addresses"]


class Addresses(NamedTuple):
    """Paths of one site."""

    stories: tuple[str, ...]
    """Articles, live blogs, videos with a text."""
    sections: tuple[str, ...]
    """Sections, subjects, authors: what lists stories."""
    useless: tuple[str, ...]
    """What is never to be asked."""


ADDRESSES = {
    "aftonbladet": Addresses(
        ("/nyheter/a/Ard8wX/pumphuset-blir-bibliotek", "/sportbladet/fotboll/a/7p0XMa/ett-mal-pa-overtid"),
        ("/nyheter", "/sportbladet/fotboll", "/tagg/ukraina", "/av/nora-kvill", "/senastenytt"),
        ("/omaftonbladet/a/LOlQ4/om-aftonbladet", "/a/zpKAO/om-sportbladet", "/minsida/nyhetsbrev", "/tipsa"),
    ),
    "bhaskar": Addresses(
        (
            "/local/bihar/samastipur/news/pump-house-tool-library-133589990.html",
            "/national/news/a-ferry-133589991.html",
        ),
        ("/national/", "/local/", "/local/bihar/", "/local/bihar/samastipur/", "/tech-auto/"),
        ("/account/login", "/terms-and-conditions", "/advertise-with-us", "/no-fake-news/"),
    ),
    "braunschweigerzeitung": Addresses(
        ("/politik/article410390001/pumpwerk.html", "/sport/mehr-sport/article242348001/Boote-im-Hafen.html"),
        ("/niedersachsen/braunschweig/", "/sport/eintracht-braunschweig/", "/peine/", "/autoren/nele-quast/"),
        ("/epaper/", "/service/newsletter/", "/marktplatz/prospekte/", "/plus/", "/meinaccount/"),
    ),
    "eldiario": Addresses(
        ("/internacional/casa-bombas_1_12328001.html", "/politica/faro-puerto-barco_129_12334001.html"),
        ("/politica/", "/comunitat-valenciana/", "/temas/yemen/", "/autores/olga-rivas/", "/ultimas-noticias/"),
        ("/juegos/game/word/", "/edcreativo/nuevo-capitulo-faro_1_12341001.html", "/socios", "/contenido_patrocinado/"),
    ),
    "euronews_fr": Addresses(
        ("/culture/2026/01/06/halle-aux-grains", "/2026/01/05/un-batelier-et-sa-lettre", "/video/2026/01/06/le-pain"),
        (
            "/culture",
            "/culture/l-actu-de-la-culture",
            "/programmes/dans-la-tete-des-hommes",
            "/profils/2538",
            "/tag/danemark",
        ),
        ("/newsletters", "/meteo", "/live", "/widgets"),
    ),
    "freiepresse": Addresses(
        ("/chemnitz/pumpwerk-wird-buecherei-artikel13351001", "/nachrichten/panorama/ein-boot-artikel13615001"),
        (
            "/chemnitz",
            "/erzgebirge/annaberg",
            "/nachrichten/deutschland",
            "/sport/fussball/chemnitzer-fc",
            "/thema/ort/europa",
        ),
        ("/service/Copyright-CVD-artikel7582128", "/profil/epaper", "/erfahrungen/wettanbieter/", "/verlag/redakteure"),
    ),
    "hankookilbo": Addresses(
        ("/News/Read/A2025051516330004001", "/news/article/A2026071220290000001"),
        ("/News/Politics", "/News/Politics/HA01", "/Opinion/HK01", "/news/politics/general", "/Collect/9692"),
        ("/Intro/Intro2022", "/company/privacy_policy", "/my/subscriptionChannelMain/ALL"),
    ),
    "kommersant": Addresses(
        ("/doc/7715001", "/doc/7563001?from=actualno"),
        ("/rubric/5", "/theme/3378", "/regions/78", "/regions", "/archive"),
        ("/LK/Login", "/lk/profile", "/ad", "/vacancies"),
    ),
    "lbcgroup": Addresses(
        ("/news/lifestyle/898001/محطة-الضخ/ar", "/sports/sports/898002/قارب/ar"),
        ("/news/category/1/أخبار-لبنان/ar", "/sports/category/18/رياضة/ar", "/breaking-news/ar", "/news/ar"),
        ("/live/ar", "/live-watch/LBCI/video/ar", "/shows/16/مسلسلات/ar", "/weather-بيروت/1/ar", "/search/x/ar"),
    ),
    "lemonde": Addresses(
        (
            "/politique/article/2023/08/30/halle-aux-grains_6187001_823001.html",
            "/planete/video/2023/08/06/l-eau_6184001_3244.html",
        ),
        ("/international/", "/les-decodeurs/", "/m-mode/", "/signataires/odile-vernay/"),
        ("/codespromo/amazon", "/jeux-abonnes/", "/faq/", "/newsletters/politique/"),
    ),
    "mainichi": Addresses(
        ("/articles/20250114/k00/00m/030/001000c", "/premier/politics/articles/20250110/pol/00m/010/001000c"),
        ("/flash/", "/world/", "/ch150910144i/x", "/reporter/kuinonao/"),
        ("/shimen/tokyo/m/", "/viewer/", "/puzzle/", "/info/policy/"),
    ),
    "mbl": Addresses(
        (
            "/frettir/innlent/2025/04/16/daelustodin_verdur_safn/",
            "/sport/enski/2025/04/16/ord/",
            "/mogginn/bladid/grein/1886001/",
        ),
        ("/frettir/innlent/", "/sport/enski/", "/200milur/", "/mogginn/bladid/2025-04-16/umraedan/"),
        (
            "/frettir/colorbox/sendafrett/2792687",
            "/frettir/search/",
            "/fasteignir/",
            "/andlat/minningar/",
            "/minar-sidur/",
        ),
    ),
    "mirror": Addresses(
        ("/news/uk-news/pump-house-tool-library-32676001", "/sport/harbour-games-live-33362001"),
        (
            "/news/",
            "/sport/football/",
            "/sport/other-sports/darts/",
            "/all-about/greater-manchester-police",
            "/3am/style/",
        ),
        ("/about-us/social-11565458", "/news/uk-news/mirror-newspaper-subscription-21714335", "/play/competitions/"),
    ),
    "namibian": Addresses(
        ("/pump-house-becomes-tool-library/", "/17-boats-leave-the-harbour/"),
        ("/category/news/", "/category/sport/cricket/", "/author/nora-quill/"),
        ("/about-us-2/", "/digital-subscription/", "/subscribe-now/"),
    ),
    "nationalpost": Addresses(
        (
            "/news/canada/pump-house-tool-library",
            "/opinion/the-old-harbour",
            "/opinion/columnists/a-boat-shed-sings/wcm/1",
        ),
        ("/category/news/canada/", "/category/sports/hockey/", "/tag/np-news-quiz/"),
        ("/puzzles/", "/subscribe/", "/my-account/profile", "/saved-articles", "/coupons/"),
    ),
    "peoplesdaily": Addresses(
        ("/n1/2024/0424/c1001-40223001.html", "/n1/2019/0308/c420117-30965001.html"),
        ("/GB/123231/365206/index.html", "/GB/50142/420117/index.html"),
        ("/login?fromUrl=x",),
    ),
    "taipeitimes": Addresses(
        ("/News/front/archives/2024/10/16/2003825001", "/News/world/archives/2024/10/10/2003825002"),
        ("/News/front", "/News/editorials", "/News/Mostread"),
        ("/Service",),
    ),
    "taz": Addresses(
        ("/Buecherei-im-Pumpwerk/!5928001/", "/!5928002"),
        ("/Politik/!p4615/", "/Otto-Kern/!t5024927/", "/Nele-Quast/!a52001/", "/!p4697/"),
        ("/!ku7488/", "/Verlag/!v=5ee91bd4-22a3-4490-b2be-5bcf10f38f53/", "/!vn5957750/", "/Anzeigen/!p4288/"),
    ),
    "timeslive": Addresses(
        (
            "/news/south-africa/2025-11-10-pump-house/",
            "/sunday-times-daily/business/2025-05-21-a-boat/",
            "/news/2025-11-08-x/",
        ),
        (
            "/news",
            "/news/south-africa/",
            "/sunday-times-daily/opinion-and-analysis/",
            "/author/nora-quill",
            "/authors/nora-quill/",
        ),
        ("/buy/redeem-voucher/", "/u/sign-in/", "/information/about-us/", "/e-edition/"),
    ),
    "wort": Addresses(
        ("/sport/pumpwerk-wird-buecherei/158614001.html", "/luxemburg/norden/ein-boot/158549001.html"),
        ("/sport/", "/panorama/automoto/", "/tag/usa-unter-trump-2.0", "/autoren/508-nele-quast/", "/archive/"),
        (
            "/service/wort-impressum/22.html",
            "/sponsoredcontent/ein-boot/158045001.html",
            "/announcements/births/",
            "/newsletter",
        ),
    ),
}
