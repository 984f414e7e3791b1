"""Pages that ask for consent in the place of a story, with the story's own title and data."""

from __future__ import annotations

import pytest

from newscrawl.extraction import extract
from newscrawl.extraction.consent import asks_for_consent

WALLS = {
    "en": "We and our 842 partners store and access information on a device, such as cookies, and process personal data"
    " to show you personalised ads. You can withdraw your consent at any time. Or subscribe for 3.99 a month.",
    "de": "Mit Werbung weiterlesen: Wir und unsere bis zu 190 Partner verwenden Cookies, um Informationen auf einem"
    " Gerät zu speichern. Ihre Einwilligung können Sie jederzeit widerrufen. Oder lesen Sie für 4,99 Euro ohne.",
    "fr": "Avec votre accord, nos 200 partenaires et nous utilisons des cookies pour accéder à des informations sur"
    " votre appareil. Vous pouvez retirer votre consentement à tout moment.",
    "es": "Nosotros y nuestros 800 socios accedemos a información en un dispositivo, como cookies, y tratamos datos"
    " personales. Puedes retirar tu consentimiento en cualquier momento.",
    "it": "Noi e i nostri 700 partner archiviamo informazioni su un dispositivo, come i cookie, e trattiamo dati"
    " personali. Puoi revocare il tuo consenso in qualsiasi momento.",
    "nl": "Wij en onze partners gebruiken cookies om informatie op een apparaat op te slaan. Met jouw toestemming tonen"
    " we gepersonaliseerde advertenties.",
    "pl": "My i nasi partnerzy przechowujemy informacje, takie jak pliki cookie, i przetwarzamy dane osobowe w celu"
    " spersonalizowanych reklam. Możesz wycofać zgodę w dowolnym momencie.",
}
STORY = (
    "The data protection authority fined a publisher two million euros over its cookie banner on Monday. The banner"
    " gave no way to refuse cookies as easily as to accept all of them, it said. The case began in 2022 when a reader"
    " complained. Its lawyers said that they would appeal, and that others do the same. A court will hear it in May."
)
HEAD = (
    "<title>{0}</title><meta property='og:title' content='{0}'><meta property='og:type' content='article'>"
    '<script type="application/ld+json">{{"@type": "NewsArticle", "headline": "{0}", "datePublished":'
    ' "2024-04-17T10:00:00Z", "author": {{"@type": "Person", "name": "Ann Lee"}}}}</script>'
)


def page(heading: str, text: str, title: str = "Council votes to rebuild the pier of Ardglass") -> str:
    paragraphs = "".join(f"<p>{sentence}.</p>" for sentence in text.split(". "))
    return f"<html><head>{HEAD.format(title)}</head><body><main>{heading}{paragraphs}</main></body></html>"


@pytest.mark.parametrize("language", WALLS)
@pytest.mark.parametrize("heading", ["<h1>Your privacy, your choice</h1>", "<div>Your choice</div>"])
def test_a_page_that_asks_for_consent_is_no_story_whatever_its_data_say(language: str, heading: str) -> None:
    assert extract(page(heading, WALLS[language]), "https://example.org/news/council-votes-12345") is None


def test_a_story_about_cookies_is_one() -> None:
    title = "Publisher fined over its cookie banner"
    read = extract(page(f"<h1>{title}</h1>", STORY, title), "https://example.org/news/publisher-fined-12345")
    assert read is not None
    assert not asks_for_consent(STORY, 60)


def test_a_story_that_quotes_a_wall_is_one() -> None:
    quoted = f"{STORY} It had said: {WALLS['en']} {'The reader went to court, and waited for two years. ' * 6}"
    assert asks_for_consent(WALLS["en"], 60)
    assert not asks_for_consent(quoted, 200)


def test_a_long_text_is_no_wall() -> None:
    assert asks_for_consent(WALLS["en"], 60)
    assert not asks_for_consent(" ".join([WALLS["en"], *[STORY] * 8]), 500)
