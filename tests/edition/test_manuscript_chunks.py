"""Ids are found however a program wrote them; a manuscript that lost them all is refused."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from newsletter.edition.manuscript import read_back
from newsletter.errors import ManuscriptError
from tests.edition.desk import composed, drafted

if TYPE_CHECKING:
    from newsletter.model import Edition

DRAFT = drafted(composed())


def read(text: str) -> Edition:
    return read_back(text, DRAFT, "edition.md")


@pytest.mark.parametrize(
    "text",
    ["", "Good morning.", re.sub("<!--.*-->", "", DRAFT.text)],
    ids=["emptied", "another's", "without ids"],
)
def test_a_manuscript_that_lost_all_its_ids_is_not_taken_for_the_editors_own(text: str) -> None:
    with pytest.raises(ManuscriptError, match=r"^edition\.md:\d+: has none of the lines `<!-- id"):
        read(text)


def test_a_head_alone_is_an_edition_without_stories() -> None:
    assert read(DRAFT.text[: DRAFT.text.index("---\n\n") + 4]).items == ()


@pytest.mark.parametrize(
    ("plain", "typed"),
    [
        ("<!--", "&lt;!--"),
        ("<!--", "\\<\\!--"),
        ("-->", "--&gt;"),
        ("<!-- id ", "<!--\u00a0id\u00a0"),
        ("\n", "\r\n"),
    ],
)
def test_marks_as_rich_text_editors_write_them_are_marks(plain: str, typed: str) -> None:
    text = DRAFT.text.replace(plain, typed)
    if typed == "&lt;!--":
        text = text.replace("-->", "--&gt;")
    assert read(text) == DRAFT.edition
