"""The link by which a reader leaves names newsletter and token, whatever stands before them."""

from __future__ import annotations

import pytest

from newsletter.deliver.leaving import unsubscribe_url


@pytest.mark.parametrize(
    ("base", "link"),
    [
        ("https://a.example/go", "https://a.example/go?list=morning&reader=t-_1"),
        ("https://a.example/go?x=1", "https://a.example/go?x=1&list=morning&reader=t-_1"),
        ("https://a.example/go#top", "https://a.example/go?list=morning&reader=t-_1"),
    ],
)
def test_what_the_address_asks_for_is_kept(base: str, link: str) -> None:
    assert unsubscribe_url(base, "morning", "t-_1") == link
