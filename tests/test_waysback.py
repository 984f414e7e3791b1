"""Addresses that are told where to send the reader back to."""

from __future__ import annotations

import pytest

from newscrawl.waysback import leads_back

STORY = "https://example.org/news/pier"


@pytest.mark.parametrize(
    ("target", "page", "back"),
    [
        ("https://login.example.net/?return=https%3A%2F%2Fexample.org%2Fnews%2Fpier", STORY, True),
        ("https://example.org/login?to=%252Fnews%252Fpier", STORY, True),
        ("https://example.org/login", STORY, False),
        ("https://example.org/login?to=%2Fsport", STORY, False),
        (STORY, STORY, False),
        (f"{STORY}?cookie=1", STORY, False),
        ("https://consent.example.net/?u=https%3A%2F%2Fexample.org%2F", "https://example.org/", True),
        ("https://consent.example.net/?u=https%3A%2F%2Fexample.com%2F", "https://example.org/", False),
    ],
)
def test_a_way_back_is_an_address_or_a_path_in_the_query(target: str, page: str, back: bool) -> None:
    assert leads_back(target, page) is back
