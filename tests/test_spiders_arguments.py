"""What `-a` may say."""

from __future__ import annotations

import pytest

from newscrawl.exceptions import ArgumentError
from newscrawl.spiders.arguments import Arguments


@pytest.mark.parametrize(
    "url", ["https://bob:secret@example.org/", "bob:secret@example.org", "ftp://bob:secret@x.org/"]
)
def test_a_password_in_an_address_is_refused_and_not_repeated(url: str) -> None:
    with pytest.raises(ArgumentError) as error:
        Arguments.parse({"url": url}, ("url",))
    assert "leave the name and the password" in str(error.value)
    assert "secret" not in str(error.value)
