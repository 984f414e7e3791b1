import re

from newscrawl.archive.fingerprints import read_words
from newscrawl.archive.similarity import content_hash, fold, text_hash
from newscrawl.archive.typography import ascii_words, unprinted

TEXT = "“Ferry’s late” – it’s\u00a0said…\n\nPier 4—closed_again, £3•€2"


def test_what_is_common_in_print_parts_words_and_is_none() -> None:
    assert re.findall(r"\w+", unprinted(TEXT)) == re.findall(r"\w+", TEXT)
    assert ascii_words(unprinted("“Ferry’s late” – now…")) == ["Ferry", "s", "late", "now"]


def test_words_and_hashes_are_those_of_the_same_text_without_typography() -> None:
    plain = TEXT.translate(str.maketrans("“”’–—\u00a0", '""\'-- '))
    assert read_words(TEXT).printed == read_words(plain).printed == re.findall(r"\w+", plain)
    assert fold(TEXT) == fold(plain) == " ".join(plain.replace("…", "...").split())
    assert text_hash(TEXT, TEXT) == text_hash(plain.upper(), plain)
    story = dict.fromkeys(("alternative_headline", "article_section", "image_url", "date_published"), None)
    story |= dict.fromkeys(("description", "image_caption", "correction", "headline"), TEXT)
    hashes = {content_hash({**story, "authors": [text], "article_body": text}) for text in (TEXT, plain)}
    assert len(hashes) == 1


def test_hashes_stay_what_they_were() -> None:
    assert text_hash("Café “Zürich”", TEXT) == "38c76669ca90b85aac6e50601f03a6668cbd641a71b02d0d4c165ced5e4faeaf"
