"""Lens files with values that are of the right type and still say nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from newsletter.digest.bullets import bullets
from newsletter.digest.lens import load_lenses
from newsletter.errors import ConfigError
from newsletter.text.reading import article

if TYPE_CHECKING:
    from pathlib import Path

PATTERN = '[[pattern]]\nsubject = ["a"]\n'
LABEL = 'label = "A"\n'


def problem(path: Path, text: str) -> str:
    """The one line that is said of a lens's file."""
    file = path / "lens.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError) as raised:
        load_lenses(names=(), files=[file])
    (line,) = str(raised.value).splitlines()
    assert line.startswith(str(file))
    return line


@pytest.mark.parametrize(
    ("text", "part"),
    [
        (f"{LABEL}threshold = nan\n{PATTERN}", "`threshold` is nan; it must be a number from -1,0"),
        (f"{LABEL}second = inf\n{PATTERN}", "`second` is inf; it must be a number from -1,0"),
        (f"{LABEL}lead = -inf\n{PATTERN}", "`lead` is -inf; it must be a number from -1,0"),
        (f"{LABEL}{PATTERN}weight = inf\n", "[[pattern]] 1: `weight` is inf; it must be a number"),
        (f"{LABEL}{PATTERN}weight = 1e308\n", "`weight` is 1e+308; it must be a number"),
        (f"{LABEL}{PATTERN}weight = {'9' * 400}\n", "is a number of many digits; it must be a num"),
        (f"{LABEL}{PATTERN}weight = {'9' * 5000}\n", "not TOML that can be read"),
        (f"{LABEL}{PATTERN}within = -5\n", "`within` is -5; it must be a number from 1 to 1,000"),
        (f"{LABEL}order = 1e400\n{PATTERN}", "`order` is inf; it must be a whole number"),
        (f"{LABEL}threshold = 'high'\n{PATTERN}", "`threshold` is 'high'; it must be a number"),
        (f"{LABEL}bullets = {'9' * 30}\n{PATTERN}", "it must be a number from 1 to 100"),
        (f"label = ' '\n{PATTERN}", "`label` is ' '; it must be a line of text"),
        (f'label = "A\\nB"\n{PATTERN}', "it must be a line of text"),
        (f'{LABEL}language = "klingon"\n{PATTERN}', 'it must be an ISO 639 code like "en"'),
        (f"{LABEL}[[pattern]]\nsubject = ['*']\n", "`subject`: must be a list of words"),
        (f"{LABEL}[[pattern]]\nsubject = ['=']\n", "`subject`: must be a list of words"),
        (f"{LABEL}a = {'[' * 20_000}\n{PATTERN}", "not TOML that can be read"),
        (LABEL, "no [[pattern]]; a lens needs at least one"),
    ],
)
def test_a_value_that_says_nothing_is_told_in_one_line(
    tmp_path: Path, text: str, part: str
) -> None:
    assert part in problem(tmp_path, text)


@pytest.mark.parametrize(
    ("weights", "part"),
    [
        ("", "no file of weights"),
        ("lens\nbias\tsome\n", "no file of weights"),
        ("lens\nbias\t5\n", "has no line `patterns`"),
        ("lens\nbias\t5 6\npatterns\t100\n", "`'bias'` must have 1 numbers within 1,000,000"),
        ("lens\nbias\t99999999999\npatterns\t100\n", "`'bias'` must have 1 numbers"),
        ("other\nbias\t5\npatterns\t100\n", "weighs no lens `lens`"),
    ],
)
def test_a_file_that_is_no_weights_is_told_in_one_line(
    tmp_path: Path, weights: str, part: str
) -> None:
    (tmp_path / "points.txt").write_text(weights, encoding="utf-8")
    assert part in problem(tmp_path, f'{LABEL}weights = "points.txt"\n{PATTERN}')


def test_a_thousand_patterns_are_no_trouble(tmp_path: Path) -> None:
    many = "".join(f'[[pattern]]\naction = ["rose{n}", "rose"]\n' for n in range(1000))
    (tmp_path / "many.toml").write_text(f"{LABEL}threshold = 999.5\n{many}", encoding="utf-8")
    lenses = load_lenses(names=(), files=[tmp_path / "many.toml"])
    assert [one.score for one in bullets([article("Tolls rose on Monday.")], lenses)] == [1000.0]
