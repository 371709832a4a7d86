"""Language tags and writing directions as HTML wants them."""

from __future__ import annotations

import unicodedata
from typing import Literal

Writing = Literal["ltr", "rtl"]

# ISO 639-1. A feed may claim anything, but an unknown tag is an accessibility error.
_CODES = (
    "aa ab ae af ak am an ar as av ay az ba be bg bi bm bn bo br bs ca ce ch co cr cs cu cv "
    "cy da de dv dz ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho "
    "hr ht hu hy hz ia id ie ig ii ik io is it iu ja jv ka kg ki kj kk kl km kn ko kr ks ku "
    "kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn "
    "no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm "
    "sn so sq sr ss st su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi "
    "vo wa wo xh yi yo za zh zu"
)
_KNOWN = frozenset(_CODES.split())
_RIGHT_TO_LEFT = frozenset({"ar", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"})


def tag(language: str) -> str:
    """The language's ISO 639-1 code for a `lang` attribute; empty when it is unknown."""
    code = language.lower().replace("_", "-").split("-")[0]
    return code if code in _KNOWN else ""


def writing(language: str, text: str) -> Writing:
    """Which way `text` runs: by its language, else by its first letter with a direction."""
    if code := tag(language):
        return "rtl" if code in _RIGHT_TO_LEFT else "ltr"
    for character in text:
        match unicodedata.bidirectional(character):
            case "R" | "AL":
                return "rtl"
            case "L":
                return "ltr"
            case _:
                continue
    return "ltr"


def joint(language: str) -> str:
    """What stands between two sentences: nothing in Chinese and Japanese."""
    return "" if tag(language) in {"ja", "zh"} else " "
