"""A signature that anybody can check holds for the mail as it is, and for no other."""

from __future__ import annotations

import re
from base64 import b64encode

import dkim
import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
)

from newsletter.deliver.signing import signed
from newsletter.errors import DeliveryError

MAIL = (
    b"From: The Morning <brief@news.example>\r\nTo: ada@mill.example\r\nSubject: The mill\r\n"
    b"Date: Mon, 23 Nov 2026 07:00:00 +0100\r\nMessage-ID: <1@news.example>\r\n"
    b"List-Unsubscribe: <https://news.example/unsubscribe?reader=1>\r\n"
    b"List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n\r\nThe mill hires forty.\r\n"
)


@pytest.fixture(scope="session")
def pair() -> tuple[bytes, bytes]:
    """A key in PEM, and the record of the domain that goes with it."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    public = key.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    pem = key.private_bytes(Encoding.PEM, PrivateFormat.TraditionalOpenSSL, NoEncryption())
    return pem, b"v=DKIM1; k=rsa; p=" + b64encode(public)


def test_the_signature_holds_for_this_mail_alone(pair: tuple[bytes, bytes]) -> None:
    key, record = pair
    mail = signed(MAIL, key, "morning", "news.example")
    assert mail.endswith(MAIL)
    asked: list[bytes] = []

    def look_up(name: bytes, **_options: object) -> bytes:
        asked.append(name)
        return record

    assert dkim.verify(mail, dnsfunc=look_up)
    assert asked == [b"morning._domainkey.news.example."]
    assert not dkim.verify(mail.replace(b"forty", b"fifty"), dnsfunc=look_up)
    assert not dkim.verify(mail.replace(b"reader=1", b"reader=2"), dnsfunc=look_up)
    names = re.sub(rb"\s", b"", mail.split(b"\r\nFrom:")[0])
    assert b"list-unsubscribe:list-unsubscribe-post" in names


def test_what_is_no_key_is_told_without_its_words() -> None:
    for key in (b"", b"no key", b"-----BEGIN RSA PRIVATE KEY-----\nAAAA\n"):
        with pytest.raises(DeliveryError, match=r"^the DKIM key is no RSA key in PEM"):
            signed(MAIL, key, "morning", "news.example")
