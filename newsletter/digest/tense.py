"""Whether a figure tells what was, what is to be, or what somebody reckons with."""

from __future__ import annotations

import re

_HAD = re.compile(
    r"(?<!said it )(?<!said they )(?<!said he )(?<!said she )(?<!that it )(?<!that they )(?<!also )"
    r"\bhad\s(?:been(?!\s\w+ing\b)|stood|bid|paid|set|offered|announced|planned|estimated|forecast|wanted|asked|demanded"
    r"|reckoned|hoped|budgeted|counted\son|put\sthe)\b"
)
_FORECAST = re.compile(
    r"\b(?:expects?|forecasts?|predicts?|sees|polls?|survey|surveyed|pollsters?|estimates?|reckons?|projects|thinks?)\b"
)
_FORETOLD = re.compile(
    r"\b(?:could|might|may|(?:is|are|was|were)\s(?:expected|forecast|predicted|projected|likely)"
    r"|opinion|survey|polls?\b(?!ing)|forecasts?|predict\w*|warned)\b"
)
_AS_EXPECTED = re.compile(
    r"\b(?:surpris|confound|defy|disappoint|cheer)ing\s(?:most\s|many\s|all\s)?(?:economists|analysts)"
    r"|\bas\s(?:most\s|many\s|some\s)?(?:economists|analysts)\s(?:had\s)?(?:expected|forecast|predicted)"
)
_TO_BE = re.compile(
    r"\b(?:will|shall|would|(?:is|are|was|were)\s(?:due\s|set\s|about\s|going\s)?to"
    r"|(?:plans?|planned|planning|aims?|intends?|hopes?|wants?|promised|promises|pledged|pledges|vowed"
    r"|expects?|expected|proposes?|seeks?)\s(?:to|on|for)|target\w*|goal|planned|by\s20[2-9]\d)\b"
)
_SAID = (
    "said|announced|reported|decided|agreed|approved|listed|confirmed|called|based|owned|named"
    "|showed|planned|expected|proposed|needed|united|allowed|limited|ordered|signed|hundred|red"
)
_DONE = re.compile(
    rf"\b(?:has|have|had|was|were)\s(?:\w+ly\s)?(?:been\s)?(?!(?:{_SAID}|to|due|set)\b)\w+"
    rf"|\b(?!(?:{_SAID})\b)[a-z]{{3,}}ed\b|\b(?:sold|made|built|fell|rose|grew|came|went|lost|won|met|took)\b"
)


def had_been(before: str) -> bool:
    """Whether what leads to a figure says that it is what was before."""
    return _HAD.search(before) is not None


def forecast(said: str) -> bool:
    """Whether a sentence tells what somebody reckons with."""
    return _FORECAST.search(said) is not None


def foretold(clause: str) -> bool:
    """Whether a clause tells what may be."""
    return _FORETOLD.search(clause) is not None


def without_surprise(said: str) -> str:
    """The text without "surprising most economists", which makes nothing a forecast."""
    return _AS_EXPECTED.sub(" ", said)


def tense(clause: str) -> str:
    """Whether a clause tells of what is "ahead" or is "done", where it says so."""
    if _TO_BE.search(clause):
        return "ahead"
    return "done" if _DONE.search(clause) else ""
