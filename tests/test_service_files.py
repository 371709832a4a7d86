"""The files by which the program becomes a service say what the documents promise of them."""

from __future__ import annotations

import configparser
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from newsletter.cli import VERBS

CHECKOUT = Path(__file__).parent.parent
UNITS = sorted((CHECKOUT / "docs" / "service").iterdir())
SERVICES = [unit for unit in UNITS if unit.suffix == ".service"]
MOST_EXPOSED = 2.0  # by systemd-analyze, of 10; a service without protection has 9.6
ANALYSE = shutil.which("systemd-analyze")
analysed = pytest.mark.skipif(ANALYSE is None, reason="needs systemd-analyze")


def unit(path: Path) -> configparser.ConfigParser:
    read = configparser.ConfigParser(strict=False, interpolation=None)
    read.optionxform = str  # type: ignore[method-assign,assignment] # keys keep their case
    read.read(path)
    return read


@analysed
def test_systemd_understands_every_line(tmp_path: Path) -> None:
    """With a program that is there in place of ours, which need not be installed."""
    copies = [tmp_path / one.name for one in UNITS]
    for one, copy in zip(UNITS, copies, strict=True):
        copy.write_text(one.read_text().replace("/opt/newsletter/bin/newsletter", "/bin/true"))
    done = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", *copies],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")


@analysed
@pytest.mark.parametrize("service", SERVICES, ids=lambda path: path.name)
def test_the_services_may_do_little(service: Path) -> None:
    done = subprocess.run(
        ["systemd-analyze", "security", "--offline=true", "--no-pager", service],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    (exposure,) = re.findall(r"Overall exposure level .*: ([\d.]+)", done.stdout)
    assert float(exposure) <= MOST_EXPOSED


@pytest.mark.parametrize("service", SERVICES, ids=lambda path: path.name)
def test_they_run_verbs_that_there_are_as_a_user_of_their_own(service: Path) -> None:
    told = unit(service)["Service"]
    program, verb, *options = told["ExecStart"].split()
    assert program == "/opt/newsletter/bin/newsletter"
    assert verb in VERBS
    assert options in ([], ["--due"])
    assert (told["DynamicUser"], told["ProtectSystem"]) == ("yes", "strict")
    assert told["WorkingDirectory"] == f"/var/lib/{told['StateDirectory']}"
    # What cannot be seen in /proc is taken for dead (store/claimant.py).
    assert "ProtectProc" not in told


def test_the_timer_catches_up_and_starts_the_pass() -> None:
    told = unit(CHECKOUT / "docs/service/newsletter.timer")["Timer"]
    assert (told["Persistent"], told["Unit"]) == ("true", "newsletter-run.service")


def test_the_image_runs_as_nobody_special_with_one_volume_and_says_whether_it_lives() -> None:
    text = re.sub(r"\\\n\s*", "", (CHECKOUT / "Dockerfile").read_text())
    lines = [line.split(maxsplit=1) for line in text.splitlines() if line and line[0] != "#"]
    last = max(number for number, (word, _) in enumerate(lines) if word == "FROM")
    final = dict(lines[last:])
    assert final["USER"].split(":")[0] not in {"0", "root"}
    assert [rest for word, rest in lines if word == "VOLUME"] == ['["/data"]']
    assert final["HEALTHCHECK"].endswith('CMD ["newsletter", "health"]')
    assert (final["ENTRYPOINT"], final["CMD"]) == ('["newsletter"]', '["serve"]')
    (python,) = [rest for word, rest in lines if word == "ARG"]
    assert re.fullmatch(r"PYTHON=3\.\d+-slim-\w+", python), "by version, never `latest`"
    assert "pip install" not in " ".join(final.values()), "what builds is left behind"


def test_the_builder_gets_what_is_copied_and_nothing_else() -> None:
    rules = (CHECKOUT / ".dockerignore").read_text().split("\n")
    allowed = {rule[1:] for rule in rules if rule.startswith("!")}
    assert "*" in rules
    copied = {
        name
        for line in (CHECKOUT / "Dockerfile").read_text().splitlines()
        if line.startswith("COPY ") and "--from" not in line
        for name in line.split()[1:-1]
    }
    assert copied == allowed
    assert [name for name in copied if not (CHECKOUT / name).exists()] == []
