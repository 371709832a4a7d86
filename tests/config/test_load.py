from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from newsletter.config.load import find, load
from newsletter.config.web import WebOptions
from newsletter.errors import ConfigError

if TYPE_CHECKING:
    from pathlib import Path

GOOD = """
version = 1
[sources]
feeds = ["a.xml"]
max_age = "2d"
[digest]
stories = 5
[[newsletter]]
name = "morning"
schedule = "07:00"
timezone = "Europe/Berlin"
[newsletter.deliver]
from = "Desk <desk@example.org>"
to = ["all@example.org"]
[[newsletter]]
name = "evening-edition"
sentences = 1
feeds = ["b.xml"]
[newsletter.digest]
stories = 3
"""


@pytest.fixture
def write(tmp_path: Path) -> Writer:
    return Writer(tmp_path / "newsletter.toml")


class Writer:
    def __init__(self, path: Path) -> None:
        self.path = path

    def __call__(self, text: str) -> Path:
        self.path.write_text(text, "utf-8")
        return self.path


def problems(path: Path, **environ: str) -> list[str]:
    with pytest.raises(ConfigError) as caught:
        load(path, environ)
    assert caught.value.exit_code == 2
    return [line.removeprefix(f"{path}: ") for line in caught.value.problems]


def test_each_newsletter_holds_complete_options(write: Writer) -> None:
    settings = load(write(GOOD), {})
    morning, evening = settings.newsletters
    assert settings.root == write.path.parent
    assert (morning.digest.stories, morning.digest.sentences) == (5, 2)
    assert morning.sources.max_age == timedelta(days=2)
    assert morning.deliver.sender == "Desk <desk@example.org>"
    assert morning.title == "Morning"
    assert evening.title == "Evening Edition"


def test_overrides_stand_in_their_table_or_among_the_newsletters_own_keys(write: Writer) -> None:
    evening = load(write(GOOD), {}).newsletters[1]
    assert (evening.digest.stories, evening.digest.sentences) == (3, 1)
    assert evening.sources.feeds == ("b.xml",)


def test_flag_wins_over_environment_over_file_over_default(write: Writer) -> None:
    path = write(GOOD)
    environ = {"NEWSLETTER_DIGEST_STORIES": "7", "NEWSLETTER_DIGEST_SENTENCES": "4"}
    settings = load(path, environ, {"digest": {"stories": 9}})
    assert {n.digest.stories for n in settings.newsletters} == {9}
    assert {n.digest.sentences for n in settings.newsletters} == {4}
    assert settings.newsletters[0].digest.method == "default"


def test_what_is_wrong_in_the_environment_is_told_with_the_variable(write: Writer) -> None:
    told = problems(
        write(GOOD),
        NEWSLETTER_DIGEST_STORIES="many",
        NEWSLETTER_DIGEST_SENTENCE="3",
        NEWSLETTER_WEATHER="fine",
    )
    unknown, wrong = told
    assert unknown.startswith("environment: no such setting `NEWSLETTER_DIGEST_SENTENCE`;")
    assert unknown.endswith("did you mean `NEWSLETTER_DIGEST_SENTENCES`?")
    assert wrong.startswith("environment: NEWSLETTER_DIGEST_STORIES: ")
    assert wrong.endswith("'many' is not a whole number of 1 or more")


def test_the_web_room_listens_where_the_settings_say(write: Writer) -> None:
    path = write(GOOD)
    assert load(path, {}).web == WebOptions("127.0.0.1", 8321)
    path = write(GOOD + '[web]\nhost = "::1"\nport = 0\n')
    assert load(path, {}).web == WebOptions("::1", 0)
    assert load(path, {"NEWSLETTER_WEB_PORT": "80"}).web.port == 80
    for wrong in ("port = 65536", 'port = "http"', 'host = "a b"', 'host = ""', "hots = 1"):
        with pytest.raises(ConfigError, match=r"\[web\]"):
            load(write(f"{GOOD}[web]\n{wrong}\n"), {})


def test_lists_in_the_environment_are_separated_by_commas(write: Writer) -> None:
    settings = load(write(GOOD), {"NEWSLETTER_SOURCES_FEEDS": "x.xml, y.xml"})
    assert settings.newsletters[0].sources.feeds == ("x.xml", "y.xml")


def test_all_errors_are_told_at_once_with_the_nearest_right_name(write: Writer) -> None:
    told = problems(
        write("""
version = 1
[digest]
storys = 5
method = "lexrankk"
sentences = 0
[sources]
feeds = "a.xml"
max_age = "soon"
[[newsletter]]
name = "Morning Brief"
timezone = "Europe/Berlinn"
schedule = "25:00"
shedule = "07:00"
""")
    )
    text = "\n".join(told)
    assert "[digest]: no such setting `storys`; did you mean `stories`?" in told
    assert "did you mean 'lexrank'?" in text
    assert "`sentences`: 0" in text
    assert "`feeds`: wants a list: ['a.xml']" in text
    assert "'soon' is not a duration" in text
    assert "did you mean `Europe/Berlin`?" in text
    assert "did you mean `schedule`?" in text
    assert "`schedule`: " in text
    assert "'Morning Brief' does not fit" in text
    assert "has no sources" in text


def test_a_newsletter_needs_a_name_of_its_own(write: Writer) -> None:
    assert "[[newsletter]] number 1: wants a `name`" in problems(
        write('version = 1\n[[newsletter]]\nfeeds = ["a"]')
    )
    twice = GOOD.replace("evening-edition", "morning")
    assert problems(write(twice)) == ["two newsletters are named `morning`"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "names no newsletter: add [[newsletter]] with a `name`"),
        ("version = 2", "wants `version = 1` at its top"),
        ("version = 1\ndigest = 3", "`digest` wants to be a table: [digest]"),
        ("version = 1\nnewsletter = 3", "names no newsletter: add [[newsletter]] with a `name`"),
        ("version = 1\n[newsletters]", "no such setting `newsletters`; did you mean `newsletter`?"),
        ("a = ", "is not TOML: Invalid value (at end of document)"),
    ],
)
def test_a_broken_file_is_told_in_one_line(write: Writer, text: str, told: str) -> None:
    assert told in problems(write(text))


def test_a_header_value_holds_no_line_break(write: Writer) -> None:
    bad = GOOD.replace("Desk <desk@example.org>", "Desk <d@example.org>\\nBcc: x@example.org")
    assert any("`from`" in line for line in problems(write(bad)))


def test_binary_settings_are_named(write: Writer) -> None:
    write.path.write_bytes(b"\xff\xfe\x00")
    assert problems(write.path) == ["is not UTF-8 text"]


def test_the_settings_file_is_looked_for_where_the_readme_says(
    write: Writer, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    path = write(GOOD)
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    monkeypatch.chdir(elsewhere)
    assert find(path, {}) == path
    assert find(path.parent, {}) == path
    assert find(None, {"NEWSLETTER_CONFIG": str(path)}) == path
    home = tmp_path / "xdg" / "newsletter"
    home.mkdir(parents=True)
    (home / "newsletter.toml").write_text(GOOD)
    assert find(None, {"XDG_CONFIG_HOME": str(home.parent)}) == home / "newsletter.toml"
    with pytest.raises(ConfigError, match="newsletter init"):
        find(None, {"XDG_CONFIG_HOME": str(elsewhere)})
    with pytest.raises(ConfigError, match="no such settings file"):
        find(elsewhere / "x.toml", {})


@pytest.mark.parametrize(
    ("line", "fits"),
    [
        ('from = "Desk <desk@example.org>"', True),
        ('from = "desk@example.org"', True),
        ('from = "the desk"', False),
        ('to = ["all@example.org", "x y"]', False),
        ('to = ["Ada <ada@example.org>", "lists/readers.csv"]', True),
        ('reply_to = "Desk <desk@example.org"', False),
        ('list_id = "morning.example.org"', True),
        ('list_id = "the morning"', False),
        ('url = "example.org"', False),
    ],
)
def test_what_a_mail_cannot_carry_is_told_with_what_would_be_right(
    write: Writer, line: str, *, fits: bool
) -> None:
    start = """
version = 1
[sources]
seeds = ["seeds"]
[[newsletter]]
name = "morning"
[newsletter.deliver]
"""
    path = write(start + line)
    if fits:
        load(path, {})
    else:
        (told,) = problems(path)
        assert f"`{line.split(maxsplit=1)[0]}`" in told
        assert ("example.org" in told) or ("https://" in told)
        assert "regex" not in told


def test_weights_of_sources_are_checked_one_by_one(tmp_path: Path) -> None:
    path = tmp_path / "newsletter.toml"
    weights = "".join(
        f'[[digest.weights]]\nsource = "{name}"\nweight = {weight}\n'
        for name, weight in (("a", "0.5"), ("b", "99"), ("c", "nan"), ("a", "2"))
    )
    text = f'version = 1\n[sources]\nfeeds = ["a.xml"]\n{weights}[[newsletter]]\nname = "m"\n'
    path.write_text(text, "utf-8")
    with pytest.raises(ConfigError) as told:
        load(path, {})
    low, high, twice = told.value.problems
    assert low.endswith("`weight`: 99 is no number from 0.1 to 10")
    assert high.endswith("`weight`: nan is no number from 0.1 to 10")
    assert twice.endswith("[[digest.weights]] names 'a' twice")


SMTP = """
version = 1
[sources]
seeds = ["seeds"]
[[newsletter]]
name = "morning"
[newsletter.deliver]
"""


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('smtp = "mail.example.org"', "wants to be a table with `host`, `port`"),
        ('smtp = {host = "mail.example.org"}', "mails want a sender: `from`"),
        ('from = "a@b.org"\nsmtp = {}', "wants a `host`"),
        ('from = "a@b.org"\nsmtp = {host = "c.org", prot = 25}', "did you mean `port`?"),
        ('from = "a@b.org"\nsmtp = {host = "c.org", security = "none"}', "this machine alone"),
        ('from = "a@b.org"\nsmtp = {host = "c.org", user = "a"}', "`user` wants one of `passwo"),
        ('from = "a@b.org"\nsmtp = {host = "c.org", password_env = "A"}', "wants a `user`"),
        ('from = "a@b.org"\nsmtp = {host = "c.org", dkim_key = "k"}', "`dkim_selector`"),
        ('from = "a@b.org"\nsmtp = {host = "c.org", timeout = 0}', "no number from 0.1 to 600"),
        ('from = "a@b.org"\nsmtp = {host = "localhost", security = "none"}', ""),
        ('from = "a@b.org"\nsmtp = {host = "c.org", retry_for = "2d", rate = 30}', ""),
    ],
)
def test_a_mail_server_is_checked_when_settings_are_read(
    write: Writer, line: str, said: str
) -> None:
    path = write(SMTP + line)
    if said:
        assert said in problems(path)[0]
    else:
        assert load(path, {}).newsletters[0].deliver.smtp
