from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from newsletter.errors import SourceError
from newsletter.sources.headers import header_problems, headers_of
from newsletter.sources.options import Header

if TYPE_CHECKING:
    from pathlib import Path

FEED = "https://harbour.example/feed"


def test_a_secret_comes_from_the_environment_or_a_file_and_goes_to_its_feed_alone(
    tmp_path: Path,
) -> None:
    (tmp_path / "token").write_text("s3cret\n")
    headers = (
        Header(FEED, "Authorization", env="TOKEN"),
        Header(FEED, "X-Key", file="token"),
        Header(FEED, "Accept-Language", value="de"),
        Header("https://other.example/", "Authorization", env="NOT_THERE"),
    )
    assert headers_of(FEED, headers, tmp_path, {"TOKEN": "Bearer abc"}) == (
        ("Authorization", "Bearer abc"),
        ("X-Key", "s3cret"),
        ("Accept-Language", "de"),
    )


@pytest.mark.parametrize(
    ("header", "says"),
    [
        (Header(FEED, "X-Key", env="NONE"), "its header X-Key: wants the environment variable"),
        (Header(FEED, "X-Key", file="none"), "none: there is no such file"),
        (Header(FEED, "X-Key", file="empty"), "wants the file empty to hold it"),
        (Header(FEED, "X-Key", env="TWO"), "wants one line of text"),
        (Header(FEED, "X-Key", env="WIDE"), "holds what a header cannot"),
        (Header(FEED, "X-Key", file="huge"), "wants huge to hold one line"),
    ],
)
def test_a_secret_that_is_not_there_is_named_and_never_shown(
    tmp_path: Path, header: Header, says: str
) -> None:
    (tmp_path / "empty").write_text("\n")
    (tmp_path / "huge").write_bytes(b"x" * 9_000)
    with pytest.raises(SourceError) as caught:
        headers_of(FEED, (header,), tmp_path, {"TWO": "one\r\nX-Evil: 1", "WIDE": "Schlüssel"})
    assert says in str(caught.value)
    assert "Evil" not in str(caught.value)


@pytest.mark.parametrize(
    ("header", "says"),
    [
        (Header(FEED, "Authorization", value="Bearer abc"), "is a secret"),
        (Header(FEED, "x-api-key", value="abc"), "is a secret"),
        (Header(FEED, "Host", value="other.example"), "is part of the connection"),
        (Header(FEED, "X: Y", value="a"), "wants the `name` of a header"),
        (Header(FEED, "", value="a"), "wants the `name` of a header"),
        (Header(FEED, "X-A"), "wants one of `env`, `file` and `value`"),
        (Header(FEED, "X-A", value="a", env="A"), "wants one of `env`, `file` and `value`"),
        (Header(FEED, "X-A", value="a\nb"), "holds what a header cannot"),
        (Header("", "X-A", value="a"), "wants a `feed`"),
    ],
)
def test_what_cannot_be_sent_is_told_with_the_settings(header: Header, says: str) -> None:
    (problem,) = header_problems((header,))
    assert says in problem
    assert "abc" not in problem


def test_headers_that_can_be_sent_have_no_problem() -> None:
    headers = (Header(FEED, "Authorization", env="TOKEN"), Header(FEED, "Accept", value="*/*"))
    assert list(header_problems(headers)) == []
