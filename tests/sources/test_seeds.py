from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from newsletter.errors import ParseError, SourceError
from newsletter.sources.seeds import BIGGEST, read_seed

if TYPE_CHECKING:
    from pathlib import Path

    from newsletter.model import Entry, Revision

PROSE = "The council of Lindhaven voted on Friday to widen the harbour. It will cost $5 million."


def seed(folder: Path, name: str, content: str | bytes) -> tuple[Entry, Revision]:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return read_seed(path, folder)


def test_a_documents_entry_and_revision_agree(tmp_path: Path) -> None:
    matter = "---\ntitle: The plan\nsource: The Courier\nlanguage: de-AT\n---\n"
    entry, revision = seed(tmp_path, "a.txt", matter + PROSE)
    assert (entry.title, entry.source, entry.guid) == ("The plan", "The Courier", "a.txt")
    assert (revision.title, revision.text, revision.language) == ("The plan", PROSE, "de")
    assert (entry.content, entry.content_type) == (matter + PROSE, "text")


def test_a_document_that_names_no_source_is_named_after_its_file(tmp_path: Path) -> None:
    entry, _ = seed(tmp_path, "sub/a.txt", PROSE)
    assert (entry.source, entry.guid, entry.published) == ("a.txt", "sub/a.txt", None)


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.txt", b"", "is empty"),
        ("a.md", b" \n\t\n", "is empty"),
        ("a.txt", b"%PDF-1.7\0\0", "is not text"),
        ("a.txt", bytes(range(1, 32)) * 10, "is not text"),
        ("a.html", b"<nav>Home</nav><script>x</script>", "holds no text"),
        ("a.eml", b"no header at all\n\ntext", "is no mail"),
        ("a.txt", b"x" * (BIGGEST + 1), "is larger than 20 MB"),
    ],
)
def test_what_is_no_document_has_one_clear_reason(
    tmp_path: Path, name: str, data: bytes, reason: str
) -> None:
    with pytest.raises(ParseError, match=reason) as caught:
        seed(tmp_path, name, data)
    assert "\n" not in str(caught.value)
    assert caught.value.where == str(tmp_path / name)


def test_what_is_no_file_has_one_clear_reason(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "out.txt").write_text(PROSE)
    (tmp_path / "in" / "link.txt").symlink_to(tmp_path / "out.txt")
    (tmp_path / "in" / "loop.txt").symlink_to(tmp_path / "in" / "loop.txt")
    os.mkfifo(tmp_path / "in" / "pipe.txt")
    reasons = {
        "missing.txt": "there is no such file",
        "link.txt": "leads out of its folder",
        "loop.txt": "leads out of its folder|Too many levels of symbolic links",  # from 3.13 on
        "../out.txt": "leads out of its folder",
        "pipe.txt": "is no regular file",
        ".": "is a folder",
    }
    for name, reason in reasons.items():
        with pytest.raises(SourceError, match=reason):
            read_seed(tmp_path / "in" / name, tmp_path / "in")


def test_an_edited_file_is_a_revision_of_the_same_entry(tmp_path: Path) -> None:
    entry, revision = seed(tmp_path, "sub/a.txt", PROSE)
    edited, new = seed(tmp_path, "sub/a.txt", PROSE + " It rained.")
    assert (entry.id, entry.guid) == (edited.id, "sub/a.txt")
    assert revision.id != new.id


def test_a_copied_folder_has_the_same_entries(tmp_path: Path) -> None:
    one, _ = seed(tmp_path / "x" / "seeds", "a.txt", PROSE)
    two, _ = seed(tmp_path / "y" / "seeds", "a.txt", PROSE)
    other = read_seed(tmp_path / "y" / "seeds" / "a.txt", feed="../elsewhere/seeds")[0]
    assert one.id == two.id != other.id


def test_two_files_are_two_entries_with_one_text(tmp_path: Path) -> None:
    one, first = seed(tmp_path, "a.txt", PROSE)
    two, second = seed(tmp_path, "b.txt", PROSE)
    assert one.id != two.id
    assert first.id == second.id


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("コルベル、渡し船二隻を建造へ", "コルベルは月曜日、渡し船を建造すると発表した。"),
        ("科韦尔公司将建造两艘渡轮", "科韦尔公司周一表示将建造渡轮。"),
        ("شركة كورفيل تبني عبارتين جديدتين", "قالت الشركة يوم الاثنين إنها ستبني عبارتين."),
        ("कोर्वेल दो नई नावें बनाएगी", "कंपनी ने सोमवार को यह कहा।"),
    ],
)
def test_a_short_text_of_any_script_has_its_first_line_as_title(
    tmp_path: Path, title: str, text: str
) -> None:
    path = tmp_path / "a.txt"
    path.write_text(f"{title}\n\n{text}\n", encoding="utf-8")
    entry, revision = read_seed(path)
    assert (entry.title, revision.text) == (title, text)


@pytest.mark.parametrize("line", ["目次", "これは最初の文です。", "お知らせ：", "यह एक वाक्य है।"])
def test_a_label_or_a_sentence_of_another_script_is_no_title(tmp_path: Path, line: str) -> None:
    path = tmp_path / "a.txt"
    path.write_text(f"{line}\n\n次の文です。\n", encoding="utf-8")
    assert read_seed(path)[0].title == ""
