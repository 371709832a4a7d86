"""`newsletter brief` as people call it: another process, its output, its exit code."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest

from newsletter.cli import main

if TYPE_CHECKING:
    from pathlib import Path

TEXT = """Norvik Steel shares have doubled this year on a $3 billion plan for new furnaces.

The company plans to spend $3 billion on furnaces by 2030. Its rivals have no such plan.
Norvik Steel faces risks, above all cheap imports and a strike of its workers.
"""
HOSTILE = "Norvik \x1b[2J\x07] Steel \u202ecut\u202c <b>400</b> *jobs* on Monday.\n"

Brief = Callable[..., tuple[int, str, str]]


@pytest.fixture
def brief(capsys: pytest.CaptureFixture[str]) -> Brief:
    """The program in this process, for calls that read no standard input."""

    def call(*arguments: str) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as end:
            main(["brief", *arguments])
        return int(str(end.value.code)), *capsys.readouterr()

    return call


def run(*arguments: str, given: bytes = b"", cwd: Path | None = None) -> tuple[int, str, str]:
    made = subprocess.run(
        [sys.executable, "-m", "newsletter", "brief", *arguments],
        input=given,
        capture_output=True,
        check=False,
        cwd=cwd,
    )
    return made.returncode, made.stdout.decode(), made.stderr.decode()


def run_lines(*lines: object, options: tuple[str, ...] = ()) -> tuple[int, list[dict[str, Any]]]:
    given = b"".join(
        (line if isinstance(line, bytes) else json.dumps(line).encode()) + b"\n" for line in lines
    )
    code, out, err = run("--jsonl", *options, given=given)
    assert err == ""
    return code, [json.loads(line) for line in out.splitlines()]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "norvik.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def test_text_shows_headline_sentences_and_labelled_bullets_with_offsets(
    brief: Brief, file: Path
) -> None:
    code, out, err = brief(str(file))
    assert (code, err) == (0, "")
    headline, blank, first = out.splitlines()[:3]
    assert (TEXT.startswith(headline), blank) == (True, "")
    assert first.endswith("new furnaces. [0:81]")
    bullets = [line for line in out.splitlines() if line.startswith("- ")]
    assert any(line.startswith(("- Rally size: ", "- Spend plan: ")) for line in bullets)
    for line in bullets:
        said, _, place = line.partition(": ")[2].rpartition(" [")
        start, end = map(int, place.rstrip("]").split(":"))
        assert TEXT[start:end].split() == said.split()


def test_standard_input_is_a_document(file: Path) -> None:
    assert run("-", given=TEXT.encode())[:2] == run(str(file))[:2]
    assert run(given=TEXT.encode())[:2] == run(str(file))[:2]


def test_json_carries_the_text_that_offsets_refer_to(brief: Brief, file: Path) -> None:
    code, out, _ = brief(str(file), "--format", "json", "--words", "20")
    record = json.loads(out)
    assert code == 0
    assert record["id"] == str(file)
    assert sum(len(one["text"].split()) for one in record["sentences"]) <= 20
    for span in record["sentences"] + record["bullets"]:
        assert record["text"][span["start"] : span["end"]] == span["text"]


@pytest.mark.parametrize("form", ["text", "md", "html"])
def test_foreign_text_can_neither_forge_markup_nor_steer_a_terminal(form: str) -> None:
    code, out, _ = run("--format", form, given=HOSTILE.encode())
    assert code == 0
    assert not set("\x1b\x07\u202e") & set(out)
    if form == "text":
        assert "\\x1b" in out
        assert "\\u202e" in out
    else:
        assert "<b>4" not in out
        assert "400" in out
    if form == "md":
        assert "\\*jobs\\*" in out


def test_what_cannot_be_read_is_one_line_each_and_the_rest_is_done(
    brief: Brief, file: Path, tmp_path: Path
) -> None:
    (tmp_path / "empty.txt").touch()
    (tmp_path / "binary.txt").write_bytes(bytes(range(256)) * 9)
    wrong = [str(tmp_path / name) for name in ("missing.txt", "empty.txt", "binary.txt", ".")]
    code, out, err = brief(*wrong, str(file))
    assert code == 3
    assert "Norvik Steel shares have doubled" in out
    assert len(err.splitlines()) == len(wrong)
    for path, line in zip(wrong, err.splitlines(), strict=True):
        assert str(path).rstrip("/.") in line
    code, out, err = brief(*wrong)
    assert (code, out) == (1, "")


@pytest.mark.parametrize(
    ("arguments", "hint"),
    [
        (("--sentences", "1", "--words", "9"), "one of them"),
        (("--sentences", "0"), "--sentences"),
        (("--lens", "rally"), "did you mean `rally_size`"),
        (("--method", "lexrnk"), "lexrank"),
        (("--format", "pdf"), "json"),
        (("--jsonl", "x.txt"), "leave out PATH"),
        (("--jsonl", "--format", "md"), "leave out"),
    ],
)
def test_wrong_usage_says_what_would_be_right(
    brief: Brief, arguments: tuple[str, ...], hint: str
) -> None:
    code, out, err = brief(*arguments)
    assert (code, out) == (2, "")
    assert hint in err
    assert "Traceback" not in err


def test_one_lens_answers_alone(brief: Brief, file: Path) -> None:
    record = json.loads(brief(str(file), "--format", "json", "--lens", "spend_plan")[1])
    assert {bullet["lens"] for bullet in record["bullets"]} == {"spend_plan"}


def test_a_lens_is_tried_from_its_file(brief: Brief, file: Path, tmp_path: Path) -> None:
    lens = tmp_path / "sums.toml"
    lens.write_text('label = "Sums"\nbullets = 1\n[[pattern]]\nfigure = ["money"]\n', "utf-8")
    record = json.loads(brief(str(file), "--format", "json", "--lens", str(lens))[1])
    assert [bullet["label"] for bullet in record["bullets"]] == ["Sums"]
    code, out, err = brief(str(file), "--lens", str(tmp_path / "none.toml"))
    assert (code, out) == (2, "")
    assert "none.toml: cannot be read" in err


def test_lines_are_answered_in_order_at_the_offsets_of_the_given_text() -> None:
    text = "Zürich 🙂\r\n\r\n" + TEXT + "\u00a0e\u0301"
    code, records = run_lines({"id": "a", "text": text}, {"id": 2, "text": "", "title": "T"})
    assert code == 0
    assert [record["id"] for record in records] == ["a", 2]
    first, empty = records
    assert list(first) == ["id", "headline", "sentences", "bullets"]
    for span in first["sentences"] + first["bullets"]:
        assert text[span["start"] : span["end"]] == span["text"]
    figures = [figure for bullet in first["bullets"] for figure in bullet["figures"]]
    assert figures
    for figure in figures:
        assert text[figure["start"] : figure["end"]] == figure["text"]
        assert {"value", "unit", "direction"} <= set(figure)
    assert (empty["sentences"], empty["bullets"]) == ([], [])


def test_html_lines_carry_the_text_as_read() -> None:
    page = f"<title>Norvik</title><h1>Norvik</h1><p>{TEXT.strip()}</p><script>x</script>"
    code, (record,) = run_lines({"id": 1, "html": page})
    assert (code, record["headline"]) == (0, "Norvik")
    assert "<" not in record["text"]
    for span in record["sentences"]:
        assert record["text"][span["start"] : span["end"]] == span["text"]


def test_documents_are_one_story_and_spans_say_in_which() -> None:
    texts = [TEXT, "Norvik Steel will spend $3 billion on furnaces, its rival Halden Iron said."]
    line = {"id": "s", "documents": [{"text": text, "source": "x"} for text in texts]}
    code, (record,) = run_lines(line, options=("--words", "60"))
    assert code == 0
    spans = record["sentences"] + record["bullets"]
    assert {span["document"] for span in spans} == {0, 1}
    for span in spans:
        assert texts[span["document"]][span["start"] : span["end"]] == span["text"]


BAD = [
    (b"{", None, "not JSON"),
    (b"[]", None, "not an object"),
    (b"3", None, "not an object"),
    (b'{"id": 1, "text": "\xff"}', None, "UTF-8"),
    (b'{"id": 1, "text": "a\x00b"}', None, "not JSON"),
    (b"[" * 100_000, None, "not JSON"),
    (b'{"id": ' + b"9" * 5000 + b', "text": "x"}', None, "not JSON"),
    (b'{"id": NaN, "text": "x"}', None, "NaN"),
    (b'{"text": "x"}', None, "`id` is missing"),
    (b'{"id": null, "text": "x"}', None, "`id` is null"),
    (b'{"id": true, "text": "x"}', None, "`id`"),
    (b'{"id": "a"}', "a", "none of"),
    (b'{"id": "a", "text": 5}', "a", "`text` is a number"),
    (b'{"id": "a", "text": "x", "html": "y"}', "a", "both"),
    (b'{"id": "a", "text": "x", "title": []}', "a", "`title` is a list"),
    (b'{"id": "a", "text": "\\ud800"}', "a", "surrogate"),
    (b'{"id": "a", "text": "x", "published": "soon"}', "a", "published"),
    (b'{"id": "a", "documents": {}}', "a", "`documents` is an object"),
    (b'{"id": "a", "documents": ["x"]}', "a", "documents[0]"),
    (b'{"id": "a", "documents": [{"text": "x"}, {"title": "y"}]}', "a", "documents[1]"),
]


def test_a_bad_line_is_an_error_of_its_own_and_the_run_goes_on() -> None:
    good = {"id": "good", "text": TEXT, "published": "Mon, 23 Nov 2026 07:00:00 +0100", "x": 1}
    code, records = run_lines(*(line for line, _, _ in BAD), b"", good)
    assert code == 3
    assert len(records) == len(BAD) + 1
    for number, (record, (_, identity, hint)) in enumerate(zip(records, BAD, strict=False), 1):
        assert set(record) == {"id", "line", "error"}
        assert (record["id"], record["line"]) == (identity, number)
        assert hint in record["error"]
        assert "\n" not in record["error"]
    assert records[-1]["sentences"]


def test_a_line_is_answered_before_the_next_is_given() -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "newsletter", "brief", "--jsonl"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        for number in range(3):
            process.stdin.write(json.dumps({"id": number, "text": TEXT}).encode() + b"\n")
            process.stdin.flush()
            assert json.loads(process.stdout.readline())["id"] == number
        process.stdin.close()
        assert process.wait(10) == 0


def test_the_same_input_gives_the_same_bytes_under_any_hash_seed(file: Path) -> None:
    outputs = set()
    for seed in ("1", "2", "3"):
        made = subprocess.run(
            [sys.executable, "-m", "newsletter", "brief", "--format", "json", str(file)],
            capture_output=True,
            check=True,
            env=os.environ | {"PYTHONHASHSEED": seed},
        )
        outputs.add(made.stdout)
    assert len(outputs) == 1


def test_only_what_a_brief_needs_is_loaded(file: Path) -> None:
    program = f"""
import sys
from newsletter.cli import main
try:
    main(["brief", {str(file)!r}])
except SystemExit as end:
    assert end.code == 0, end.code
print("loaded:", *sys.modules)
"""
    made = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)
    loaded = set(made.stdout.decode().rpartition("loaded: ")[2].split())
    unwanted = "numpy sumy nltk requests aiohttp trafilatura apscheduler sqlalchemy starlette"
    assert not loaded & set(unwanted.split())
