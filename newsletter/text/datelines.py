"""What stands before an article's first sentence: dateline, agency, dates of publication."""

from __future__ import annotations

from newsletter.text.late import late

_WINDOW = 170  # characters; the longest dateline seen had 96
_HEADER = 420  # characters in which a "PUBLISHED: ... UPDATED: ..." run ends
_AGENCIES = (
    "Reuters|AP|AFP|CNN|CNNMoney|CNN Business|CNN Student News|UPI|dpa|dpa-AFX|EFE|ANSA|PAP|ANP|"
    "Lusa|Bloomberg|Xinhua|TASS|IANS|PTI|ANI|Kyodo|Yonhap|AGI|Adnkronos|Europa Press|EUROPA PRESS|"
    "Dow Jones|MarketWatch|Belga|APA|SID|RTTNews|Agência Brasil|AFX|ATS|Keystone-SDA|KUNA"
)
_WIRES = (
    r"BUSINESS WIRE|GLOBE NEWSWIRE|GlobeNewswire|ACCESSWIRE|ACCESS Newswire|Marketwired|MARKETWIRE|"
    r"Newsfile Corp\.?|NewMediaWire|PRNewswire|EQS Newswire"
)
# Indian papers write "Mumbai: The bank said".
_CITIES = (
    "Mumbai|New Delhi|Bengaluru|Chennai|Kolkata|Hyderabad|Pune|Ahmedabad|Gurugram|"
    "MUMBAI|NEW DELHI|BENGALURU|CHENNAI|KOLKATA|HYDERABAD"
)
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*+\.?"
# Possessive throughout: what a name has taken it keeps, or hostile capitals would cost seconds.
_DASH = r"\s*+(?:--++|\.\s?[-–—]|[-–—―:_])\s*+"
_DAY = rf"(?:{_MONTH}\s\d\d?|\d\d?\.?\s?(?:{_MONTH}|[A-ZÀ-Þ]{{3,9}}))"
_NAME = r"(?:[A-ZÀ-ÞŁŚŻ0-9][^\s(),./]{0,24}+|am|an|de|la|del|mars|avril|mar|abr|marzo|marca)"
_PLACE = rf"{_NAME}(?:[ ,./]{{1,3}}+{_NAME})*+[.,]?+\s?+[-–—]?+\s?+"
_CAPS = r"[A-ZÀ-Þ](?:[A-ZÀ-Þ.'’]|-(?=[A-ZÀ-Þ]))*+"
_STATE = r"[A-Z][\w.]{1,14}+(?:\s[A-Z][\w.]{1,14}+)?+"
_SHOUTED = "CAPITALS"  # the first three characters are none of lower case
# What the text must hold -> how the dateline looks. One pattern of all took 3 ms to compile.
_FORMS = (
    # LONDON, March 3 (Reuters) -    Frankfurt (dpa) -    (CNN) --    New Delhi (PTI) The
    (")", late(rf"(?:{_PLACE})?\((?:{_AGENCIES})\)(?:{_DASH}|\s*+(?=[A-ZÀ-Þ\"“‘'«„]))")),
    # CEDAR RAPIDS, Iowa, Jan. 5, 2026 /PRNewswire/ --    TORONTO--(BUSINESS WIRE)--
    ("/", late(rf"[A-Z][^/()\n]{{0,100}}+/[A-Z][\w .-]{{2,30}}/{_DASH}")),
    (")", late(rf"[A-Z][^/()\n]{{0,100}}+\((?:{_WIRES})\){_DASH}")),
    # WASHINGTON, March 3 - The    SAN FRANCISCO, Calif. -- Apple    CAIRO - The
    (
        _SHOUTED,
        late(
            rf"(?=[A-ZÀ-Þ.]{{3}}){_CAPS}(?:[ ,]{{1,2}}{_CAPS}){{0,3}}(?:,\s?{_STATE})?"
            rf"(?:,\s?{_DAY})?(?:,\s?\d{{4}})?(?:\s++(?:--++|[-–—])|--++|—)\s*+"
            r"(?=[\"“‘'A-ZÀ-Þ0-9])"
        ),
    ),
    # London, March 3 -    New York CNN -    Mumbai: The
    (", ", late(rf"[A-Z]\w++(?:\s[A-Z]\w++){{0,2}},\s{_DAY}(?:,\s\d{{4}})?{_DASH}")),
    ("CNN", late(r"(?:[A-Z]\w++ ){1,3}CNN\s*+[-–—]++\s*+")),
    (":", late(rf"(?:{_CITIES}):\s++")),
)
_STAMPED = late(
    r"(?:(?:PUBLISHED|UPDATED|Published|Updated)\s?:|Last updated at)"
    r"[^\n]{0,60}?\d{4}(?:\s?[.|]\s?)*+"
)
_NAMED = late(r"By \. (?:[A-Z][\w.'’-]*[ ]|and |, |\. (?=and ))+\. ")


def body_start(text: str, start: int, end: int) -> int:
    """Where the first sentence of a paragraph begins, behind dateline and header run."""
    at = _behind_header(text, start, end)
    for _ in range(2):  # "(ANSA) - ROME, 3 MAR - The"
        window = text[at : min(end, at + _WINDOW)]
        length = _dateline(window) if _may_be_dateline(window) else 0
        if not length:
            break
        at += length
    while at < end and text[at].isspace():
        at += 1
    return at


def _may_be_dateline(window: str) -> bool:
    """Datelines begin with a capital or bracket and hold a separator: spares most the pattern."""
    head = window[:1]
    if not (head == "(" or head.isupper() or head.isdigit()):
        return False
    return any(sign in window for sign in (")", "—", "--", " - ", "–", "/ ", ": "))


def _dateline(window: str) -> int:
    """How many characters the dateline has, 0 where none stands there."""
    shouted = window[:3] == window[:3].upper()
    for sign, form in _FORMS:
        holds = shouted if sign is _SHOUTED else sign in window
        if holds and (match := form().match(window)):
            return match.end()
    return 0


def _behind_header(text: str, start: int, end: int) -> int:
    """Behind "By . Ann Lee . PUBLISHED: . 07:26 EST, 31 January 2013 . | . UPDATED: ..."."""
    window = text[start : min(end, start + _HEADER)]
    at = 0
    if "UBLISHED" in window or "ublished" in window or "pdated" in window[:200]:
        first = _STAMPED().search(window)
        while first is not None and (at == 0 or first.start() - at < 20):  # noqa: PLR2004 - " | . "
            if at == 0 and not _is_header(window[: first.start()]):
                break
            at = first.end()
            first = _STAMPED().search(window, at)
    if at == 0 and window.startswith("By . "):
        named = _NAMED().match(window)
        at = named.end() if named else 0
    return start + at


def _is_header(before: str) -> bool:
    """Nothing but a byline stands before the first stamp."""
    return not before.strip(" .|") or before.lstrip().startswith(("By ", "by "))
