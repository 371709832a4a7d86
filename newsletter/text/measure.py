"""What a figure of an English sentence measures, in the sentence's own words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from newsletter.text.late import late
from newsletter.text.units import listed

if TYPE_CHECKING:
    from newsletter.model import Figure

_LONGEST = 90  # characters between a figure and what it measures

_NOUNS = "|".join(
    sorted(
        (
            one.replace("_", r"\s")
            for one in listed(r"""
    revenues? sales turnover income profits? earnings ebitda ebit losses loss margins? orders
    order_(?:inflows?|intake|book|backlog)
    exports imports shipments deliveries bookings backlog output production capex spending
    expenditures? investments? budget costs? expenses dividends? buy-?backs? share_buy-?backs?
    share_repurchases? cash_flow return_on_equity assets deposits loans deficit surplus
    inflation gdp economy unemployment wages rents? prices?(?!\starget) tariffs? taxes demand
    traffic passengers
    shares stock index currency market_value market_capitali[sz]ation valuation premium
    stake bid offer deal acquisition takeover merger sale contract round funding financing
    royalties fees fine penalty charge write-?down settlement debt bonds? notes bonus payout
    gross_domestic_product eps growth guidance
""")
        ),
        key=len,
        reverse=True,
    )
)
_MODIFIERS = "|".join(
    listed(r"""
    net gross operating adjusted underlying pre-?tax pretax core annual quarterly full-year
    full-year half-year first-quarter second-quarter third-quarter fourth-quarter monthly total
    consolidated organic comparable same-store like-for-like consumer capital current-account
    trade retail export domestic group replacement labour labor free operating average hourly
    industrial crude oil gas gold copper house home producer wholesale food energy ad advertising
    cloud data-centre service services product subscription interest return series\s[a-f]
    share stock
    seed expansion cash all-cash takeover tender minority majority controlling diluted basic
    year-over-year year-on-year headline nominal real
""")
)
_MEASURE = late(
    rf"(?P<what>(?:\b(?:{_MODIFIERS})\s){{0,3}}\b(?:{_NOUNS})\b"
    r"(?:\s(?:per\sshare|growth|margin)\b)?)",
    re.IGNORECASE,
)
# What stands between a measure and its figure: nothing that begins another statement.
_BREAK = late(
    r"[;:]|,\s(?:and|but|while|as|which|who|after|with|against|compared|including|up|down)\b"
    r"|\s(?:while|although|after|because|when|if|before|compared|versus|against|than|helped|driven|boosted|hurt|fuelled)\s|\d",
    re.IGNORECASE,
)
# "A 4% rise in revenue", "$1 billion of notes", "$54 million in a Series B round", "$2bn buyback".
_BEHIND = late(
    r"(?:\s(?:rise|increase|jump|gain|growth|drop|fall|decline|decrease|improvement"
    r"|surge|slump|cut|hike)\s(?:in|of)\s(?:(?:the|its|their|a|an|his|her)\s)?|\sin\sa\s(?=series|funding|seed)|\s(?:in|of)\s|[\s-])"
    r"(?:new\s)?",
    re.IGNORECASE,
)
_SHARE_OF = late(
    r"\s?(?:of|from)\s(?:its|their|the|all|total|annual|our|his|her|staff)\b", re.IGNORECASE
)
# "22% short of the peak", "4% below Tuesday's close": where it stands, not how it moved.
_DISTANCE = late(
    r"^\W*(?:(?:per\scent|percent|points?)\s)?(?:short\s(?:of|from)|below|above|under|over|off"
    r"|away|shy|from\s(?:its|their|the|a)\s(?:[\w’'-]+\s){0,3}?(?:peak|high|low|record|close|top|bottom))",
    re.IGNORECASE,
)
_LEVELS = late(
    r"\b(?:margins?|unemployment|inflation|stake|tariffs?|tax(?:es)?|return|yields?|rates?|guidance"
    r"|premium)\b",
    re.IGNORECASE,
)
_LEVEL = late(r"\b(?:to|at|near|around)\s(?:(?:about|around|nearly|almost|just|over|some)\s)?$")


# "Will spend $2 billion", "agreed to buy Corriden for $3 billion": the verb says it.
_SPENT = late(
    r"\b(?:spend|spends|spending|invest|invests|investing)\s(?:(?:up\sto|about|around|nearly|almost"
    r"|some|over|at\sleast|more\sthan|another|an\sextra|an\sadditional)\s)?$",
    re.IGNORECASE,
)
_PAID = late(
    r"\b(?:buy|buys|bought|acquire[sd]?|acquiring|sell|sells|sold|deal|acquired\sby|takeover|merger"
    r"|acquisition|sale)\b[^.;]{0,80}\b(?:for|worth|valued\sat|valuing[^,;]{0,30}\sat)\s"
    r"(?:(?:up\sto|about|around|nearly|almost|some|over|more\sthan)\s)?$",
    re.IGNORECASE,
)


def is_spent(text: str, figure: Figure) -> bool:
    """Whether the words before a sum say that it is to be spent."""
    return bool(_SPENT().search(text, 0, figure.start))


def is_paid(text: str, figure: Figure) -> bool:
    """Whether the words before a sum say that it is the price of what is bought."""
    return bool(_PAID().search(text, 0, figure.start))


def measure(text: str, figure: Figure) -> tuple[int, int] | None:
    """Where the sentence says what its figure measures; None where nothing near it does.

    `figure` counts in `text`. A part of something ("10% of its staff") measures what is not named.
    """
    if _SHARE_OF().match(text, figure.end):
        return None
    behind = _BEHIND().match(text, figure.end)
    found = _MEASURE().match(text, behind.end() if behind else figure.end)
    if found:
        return found.span("what")
    low = max(0, figure.start - _LONGEST)
    before = list(_MEASURE().finditer(text, low, figure.start))
    for one in reversed(before):
        if not _BREAK().search(text, one.end(), figure.start):
            return one.span("what")
    return None


def is_distance(text: str, figure: Figure) -> bool:
    """Whether it tells how far something is from where it was: "22% short of the peak"."""
    return bool(_DISTANCE().match(text[figure.end : figure.end + _LONGEST]))


def is_level(text: str, figure: Figure, what: str) -> bool:
    """Whether a rate says where something stands, not by how much it moved: "a margin of 12%"."""
    return bool(_LEVELS().search(what) or _LEVEL().search(text, 0, figure.start))
