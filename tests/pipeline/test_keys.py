"""Secrets and keys that settings name are tried by `check`: a line each, and no secret in it."""

from __future__ import annotations

import base64
import os
from typing import TYPE_CHECKING

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from newsletter.config.load import load
from newsletter.pipeline.keys import missing_keys
from newsletter.sources.outside import Outside

if TYPE_CHECKING:
    from pathlib import Path

FEED = "https://wire.example/feed?token=hush-hush-hush"
SETTINGS = """
version = 1
[sources]
feeds = ["{feed}"]
headers = [{{ feed = "{feed}", name = "Authorization", env = "WIRE" }}]
[[newsletter]]
name = "morning"
[newsletter.deliver]
from = "brief@news.example"
to = ["ada@mill.example"]
[newsletter.deliver.smtp]
host = "mail.example"
user = "desk"
password_file = "password"
ca_file = "ca.pem"
dkim_key = "dkim.pem"
dkim_selector = "one"
[newsletter.deliver.webhook]
url = "https://hook.example/"
secret_env = "HOOK"
[newsletter.alert]
to = ["me@mill.example"]
[newsletter.alert.webhook]
url = "https://hook.example/"
secret_file = "keys/alert"
"""
SECRET = f"whsec_{base64.b64encode(bytes(32)).decode()}"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "newsletter.toml").write_text(SETTINGS.format(feed=FEED), "utf-8")
    return tmp_path


def lines(root: Path, **environ: str) -> list[str]:
    outside = Outside(environ=environ)
    return [*missing_keys(load(root / "newsletter.toml", {}), outside)]


def test_each_that_is_missing_has_its_line(root: Path) -> None:
    wire = "https://wire.example/feed?…: its header Authorization:"
    smtp = "morning: [newsletter.deliver.smtp]"
    assert lines(root) == [
        f"{wire} wants the environment variable WIRE",
        f"{smtp} password: password: there is no such file",
        f"{smtp} dkim_key: dkim.pem: there is no such file",
        f"{smtp} ca_file: ca.pem: cannot be read: No such file or directory",
        "morning: [newsletter.deliver.webhook] secret: wants the environment variable HOOK",
        "morning: [newsletter.alert.webhook] secret: keys/alert: there is no such file",
    ]


def test_each_that_cannot_be_used_has_its_line_and_is_not_in_it(root: Path) -> None:
    (root / "password").write_text("s3cret\ntwo lines", "utf-8")
    (root / "ca.pem").write_text("s3cret", "utf-8")
    (root / "dkim.pem").write_text("s3cret", "utf-8")
    (root / "keys").mkdir()
    (root / "keys" / "alert").write_text("whsec_s3cret", "utf-8")
    found = lines(root, WIRE="Bearer s3crét", HOOK="s3cret")
    assert len(found) == 6
    assert "s3cr" not in "\n".join(found)
    assert found[0].endswith("holds what a header cannot: write one line of plain ASCII")
    assert found[1].endswith("password: wants one line of text")
    assert "the DKIM key is no RSA key in PEM" in found[2]
    assert found[3].endswith("ca_file: ca.pem: holds no certificate in PEM")
    assert "[newsletter.deliver.webhook] secret: wants whsec_ and the base64 of" in found[4]
    assert "[newsletter.alert.webhook] secret: wants whsec_ and the base64 of" in found[5]


def test_one_that_cannot_be_read_has_its_line(root: Path) -> None:
    (root / "password").mkdir()
    os.mkfifo(root / "dkim.pem")
    found = lines(root)
    assert found[1].endswith("password: password: is a folder; name a file")
    assert found[2].endswith("dkim_key: dkim.pem: is no regular file")


def test_nothing_is_said_where_all_can_be_used(root: Path) -> None:
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    pem = key.private_bytes(Encoding.PEM, PrivateFormat.TraditionalOpenSSL, NoEncryption())
    (root / "dkim.pem").write_bytes(pem)
    (root / "password").write_text("s3cret\n", "utf-8")
    (root / "keys").mkdir()
    (root / "keys" / "alert").write_text(SECRET, "utf-8")
    text = (root / "newsletter.toml").read_text("utf-8")
    (root / "newsletter.toml").write_text(text.replace('ca_file = "ca.pem"\n', ""), "utf-8")
    assert lines(root, WIRE="Bearer one", HOOK=SECRET) == []
