"""A good mail, and the same with one thing broken: the cases of tests/data/render/lint.toml."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path

from newsletter.render.eml import quoted_printable
from newsletter.render.lint.mime import message

CASES = Path(__file__).parent.parent / "data/render/lint.toml"
STUFFING = {"style-size": "a" * 17_000, "size": "a" * 110_000, "line-length": "a" * 1_100}


@dataclass(frozen=True, slots=True)
class Case:
    """One fault; `outside` is its name in the independent checker, or ""."""

    title: str
    take: str
    put: str
    rule: str
    outside: str
    where: str


def cases() -> list[Case]:
    told = tomllib.loads(CASES.read_text("utf-8"))["case"]
    return [
        Case(
            one["title"],
            one["take"],
            one["put"].replace("STUFFING", STUFFING.get(one["rule"], "")),
            one["rule"],
            one.get("outside", ""),
            one.get("in", "html"),
        )
        for one in told
    ]


def broken(mail: bytes, case: Case) -> bytes:
    """The mail with that one fault."""
    head, body = mail.split(b"\r\n\r\n", 1)
    if case.where == "head":
        text = head.decode() + "\r\n"
        assert case.take in text, case.title
        return text.replace(case.take, case.put, 1).encode() + b"\r\n" + body
    part = message(mail).parts[1 if case.where == "html" else 0]
    text = part.text()[0].replace("\r\n", "\n")
    assert case.take in text, case.title
    written = quoted_printable(text.replace(case.take, case.put, 1)).encode()
    made = body.replace(re.sub(rb"\r\n\Z", b"", part.body), re.sub(rb"\r\n\Z", b"", written), 1)
    assert made != body, case.title
    return head + b"\r\n\r\n" + made
