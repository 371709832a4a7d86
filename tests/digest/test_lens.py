from __future__ import annotations

import re
from pathlib import Path

import pytest

from newsletter.digest.bullets import bullets
from newsletter.digest.lens import SHIPPED, load_lenses
from newsletter.digest.options import DEFAULT_LENSES
from newsletter.errors import ConfigError
from newsletter.text.reading import article

WEATHER = """
label = "Weather"
order = 2

[[pattern]]
subject = ["storm", "flood"]
action = ["@down", "close"]
weight = 1.5
"""


def write(folder: Path, name: str, text: str) -> None:
    (folder / f"{name}.toml").write_text(text, encoding="utf-8")


def problems(folder: Path, *names: str) -> tuple[str, ...]:
    with pytest.raises(ConfigError) as caught:
        load_lenses([folder], names or DEFAULT_LENSES)
    return caught.value.problems


def test_the_seven_default_lenses_are_read_in_the_order_they_are_printed() -> None:
    assert [lens.id for lens in load_lenses()] == list(DEFAULT_LENSES)
    assert {path.stem for path in SHIPPED.glob("*.toml")} == set(DEFAULT_LENSES)


def test_a_user_adds_a_lens_without_code_and_its_order_counts(tmp_path: Path) -> None:
    write(tmp_path, "weather", WEATHER)
    assert [lens.id for lens in load_lenses([tmp_path], ["risks", "weather"])] == [
        "weather",
        "risks",
    ]


def test_a_lens_of_the_workspace_wins_over_the_one_that_ships(tmp_path: Path) -> None:
    write(tmp_path, "risks", WEATHER)
    assert load_lenses([tmp_path], ["risks"])[0].label == "Weather"


def test_of_two_folders_the_first_wins(tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        write(tmp_path / name, "weather", WEATHER.replace("Weather", name))
    lenses = load_lenses([tmp_path / "one", tmp_path / "two"], ["weather"])
    assert lenses[0].label == "one"


def test_a_folder_that_is_not_there_holds_no_lenses(tmp_path: Path) -> None:
    assert len(load_lenses([tmp_path / "lenses"])) == len(DEFAULT_LENSES)


def test_an_unknown_lens_is_told_with_the_nearest_name(tmp_path: Path) -> None:
    assert problems(tmp_path, "risk") == ("no lens `risk`; did you mean `risks`?",)


def test_all_that_is_wrong_is_told_at_once_with_file_key_and_what_is_right(
    tmp_path: Path,
) -> None:
    write(tmp_path, "one", 'lable = "One"\n[[pattern]]\nsubject = ["storm"]\n')
    write(tmp_path, "two", 'label = "Two"\norder = "first"\n[[pattern]]\nsubject = ["@uq"]\n')
    write(tmp_path, "three", 'label = "Three"\nfigures = ["percentage"]\n')
    told = problems(tmp_path, "one", "two", "three")
    assert f"{tmp_path / 'one.toml'}: no key `lable`; did you mean `label`?" in told
    assert f"{tmp_path / 'two.toml'}: `order` is 'first'; it must be a whole number" in told
    assert any("two.toml: [[pattern]] 1: `subject`: no list `@uq`" in line for line in told)
    assert any("no kind of figure `percentage`; did you mean `percent`?" in line for line in told)
    assert any("three.toml: no [[pattern]]" in line for line in told)


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("label = ", "not TOML"),
        ('label = "A"\n[[pattern]]\n', "asks for nothing"),
        ('label = "A"\n[[pattern]]\nsubjects = ["a"]\n', "did you mean `subject`?"),
        ('label = "A"\nid = "b"\n[[pattern]]\nsubject = ["a"]\n', "a lens is named as its file"),
        ('label = "A"\npattern = [1]\n', "must be a table"),
        ('label = "A"\n[[pattern]]\nsubject = [""]\n', "must be a list of words"),
        (
            'label = "A"\n[words]\nb = "c"\n[[pattern]]\nsubject = ["a"]\n',
            "must be a list of words",
        ),
        ('label = "A"\nweights = "no.txt"\n[[pattern]]\nsubject = ["a"]\n', "no such file"),
        ('label = "A"\nbullets = 0\n[[pattern]]\nsubject = ["a"]\n', "a number from 1 to 100"),
        ('label = true\n[[pattern]]\nsubject = ["a"]\n', "must be a text"),
    ],
)
def test_a_bad_file_is_told_in_one_line(tmp_path: Path, text: str, part: str) -> None:
    write(tmp_path, "lens", text)
    told = problems(tmp_path, "lens")
    assert any(part in line and "lens.toml" in line for line in told)


def test_a_file_that_is_not_text_is_told(tmp_path: Path) -> None:
    (tmp_path / "lens.toml").write_bytes(b"\xff\xfe\x00")
    assert "not TOML" in problems(tmp_path, "lens")[0]


def test_the_lens_in_the_documentation_works(tmp_path: Path) -> None:
    page = (Path(__file__).parents[2] / "docs" / "lenses.md").read_text(encoding="utf-8")
    example = re.search(r"```toml\n(.*?)```", page, re.DOTALL)
    assert example is not None
    write(tmp_path, "strikes", example[1])
    lenses = load_lenses([tmp_path], ["strikes"])
    text = (
        "Arlow is quiet in winter. Some 300 pilots of Merrin Air went on strike on Monday. "
        "The striker scored twice, a strike rate of one in three, and the crew cheered."
    )
    assert [bullet.quote.text for bullet in bullets([article(text)], lenses)] == [
        "Some 300 pilots of Merrin Air went on strike on Monday."
    ]


def test_a_label_may_be_given_for_each_language(tmp_path: Path) -> None:
    text = 'label = { fr = "Météo", de = "Wetter" }\n[[pattern]]\nsubject = ["rain"]\n'
    (tmp_path / "weather.toml").write_text(text, "utf-8")

    def said(language: str) -> str:
        return load_lenses([tmp_path], ["weather"], language=language)[0].label

    assert [said(code) for code in ("de", "de-CH", "fr", "en")] == [
        *("Wetter", "Wetter", "Météo", "Météo")
    ]
    german = {lens.id: (lens.label, lens.label_down) for lens in load_lenses(language="de")}
    assert german["rally_size"] == ("Kursanstieg", "Kursrückgang")
    assert not {label for pair in german.values() for label in pair} & {
        label for lens in load_lenses() for label in (lens.label, lens.label_down)
    } - {"Deal"}


@pytest.mark.parametrize("label", ['{ en = "" }', "{}", '{ english = "Risks" }', "{ de = 1 }"])
def test_a_label_that_makes_no_sense_is_told(tmp_path: Path, label: str) -> None:
    (tmp_path / "weather.toml").write_text(
        f'label = {label}\n[[pattern]]\nsubject = ["rain"]\n', "utf-8"
    )
    with pytest.raises(ConfigError, match="one for each language"):
        load_lenses([tmp_path], ["weather"])
