"""Pages that ask for consent to cookies in the place of a story, with the story's own title and data."""

from __future__ import annotations

import re

from newscrawl.late import late

__all__ = ["asks_for_consent"]

_MOST = 300
"""Words of such a page at most."""
_LEAST = 3
"""Turns of speech that make one: of a story about cookies some few stand in a short text."""

# What consent managers say, mostly in the words of the industry's framework (IAB TCF) in each language.
_SAID = late(
    r"\b(?:our|trusted|(?:nos|nuestros|nostri|nossos|onze|unsere[nr]?|våra|våre|vores|naszy(?:ch|mi)?|nasi)"
    r"(?: \S+)?) (?:\d[\d.,]* )?(?:partn\w+|partenaires|socios|parceiros)"
    r"|\bwithdraw (?:your )?consent|\bcookie (?:settings|preferences|policy)|\bprivacy (?:policy|settings)"
    r"|\byour privacy"
    r"|\blegitimate interests?|\baccept (?:all|and)\b|\b(?:clicking|choosing|pressing|selecting) \W?(?:accept|agree)"
    r"|\bpersonali[sz]ed (?:ads|advertising|content)|\bstor(?:e|ing) and/?(?:or)? access(?:ing)? information"
    r"|\binformation on (?:a|your) device|\bprocess(?:ed|ing)? (?:your )?personal data|\byour (?:personal )?data"
    r"|\beinwilligung\w*|\bberechtigte[sn]? interesse|\bpersonenbezogene"
    r"|\bpersonalisierte\w* (?:anzeigen|werbung|inhalte)"
    r"|\binformationen auf (?:einem|ihrem) (?:end)?gerät|\bihre (?:daten|privatsphäre|zustimmung)"
    r"|\balle[ns]? akzeptieren|\bakzeptieren und\b|\bdatenschutz(?:erklärung|einstellungen)|\bmit werbung\b"
    r"|\bwerbetracking"
    r"|\b(?:votre|le) consentement|\bintérêts? légitimes?|\b(?:publicités?|contenus?)(?: et \S+)? personnalisée?s?"
    r"|\binformations sur (?:un|votre) (?:appareil|terminal)|\b(?:vos|des) données(?: personnelles)?|\btout accepter"
    r"|\bpolitique de (?:confidentialité|cookies)"
    r"|\b(?:su|tu) consentimiento|\binterés legítimo"
    r"|\b(?:anuncios|publicidad|contenidos?)(?: y \S+)? personalizad[oa]s?"
    r"|\binformación en (?:un|su|tu) dispositivo|\b(?:sus|tus) datos|\bdatos personales|\baceptar (?:y|todo|todas)\b"
    r"|\bpolítica de (?:privacidad|cookies|privacidade)|\b(?:o |seu )consentimento|\bdados pessoais|\bseus dados"
    r"|\b(?:anúncios|publicidade) personalizad[oa]s?"
    r"|\b(?:il|tuo|suo) consenso|\blegittimo interesse|\b(?:annunci|pubblicità|contenuti)(?: e \S+)? personalizzat[aie]"
    r"|\binformazioni su(?:l| un) dispositivo|\bdati personali|\baccetta(?:re)? (?:e|tutt[oi])\b|\bcookie policy"
    r"|\btoestemming\b|\bgerechtvaardigd belang|\bgepersonaliseerde (?:advertenties|content)|\bpersoonsgegevens"
    r"|\binformatie op (?:een|je|uw) apparaat|\bprivacybeleid|\bcookiebeleid|\b(?:cookies|alles) accepteren"
    r"|\bzgod[yęa]\b|\bprawnie uzasadnion\w+|\bspersonalizowan\w+|\bdan(?:e|ych) osobow\w+"
    r"|\bpolity(?:ka|ki|ce) prywatności"
    r"|\bsamtyc?k(?:e|ker)\b|\b(?:anpassade|personaliserede|tilpassede) annon(?:s|c)er"
    r"|\bpersonuppgifter|\bpersonopl\w+"
    r"|\bcookies?\b",
    re.IGNORECASE,
)
_STEMS = ("cookie", "consent", "privacy", "partn", "einwillig", "données", "datos", "dati", "dados", "zgod", "samty")
"""One of them stands in every such page."""
_SENTENCE = re.compile(r"(?<=[.!?])\s+|\n+")


def asks_for_consent(text: str, words: int) -> bool:
    """Whether a text asks the reader for his consent, and tells no story: most of its sentences speak of that."""
    if words > _MOST or not any(stem in text.lower() for stem in _STEMS):
        return False
    said: set[str] = set()
    about = 0
    for sentence in _SENTENCE.split(text):
        told = [match[0].lower().rstrip("s") for match in _SAID.finditer(sentence)]
        said.update(told)
        about += len(sentence) if told else 0
    return len(said) >= _LEAST and 2 * about >= len(text)
