"""Whether the opening of an English sentence leans on something that its reader was not told."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

from newsletter.text.late import late
from newsletter.text.tokens import stem, words
from newsletter.text.units import TIME_UNITS, listed

if TYPE_CHECKING:
    from collections.abc import Iterable

Lean = Literal["turn", "pronoun", "comparison", "description", "name"]

_OPENING = 12  # words that a phrase before the subject has at most
_SUBJECT = 80  # characters among which the subject is named

_QUOTES = "\"“”„«»‘' "
# What joins a sentence to the one before it. "So far" and "still life" do not.
_TURN = late(
    r"(?:but|and|or|nor|so(?!\sfar\b)|yet|however|also|then|meanwhile|instead|besides|moreover"
    r"|furthermore|nevertheless|nonetheless|otherwise|therefore|thus|hence|plus|still,|conversely"
    r"|similarly|likewise|alternatively|consequently|accordingly|afterwards?|separately|elsewhere"
    r"|additionally|in\s(?:addition|turn|contrast|response|return|the\smeantime)"
    r"|by\s(?:contrast|comparison)|as\sa\s(?:result|consequence)|for\s(?:example|instance)"
    r"|on\sthe\s(?:other\shand|contrary)|at\sthe\ssame\stime|even\sso|that\ssaid|of\scourse"
    r"|after\sthat|before\sthat|since\sthen|the\ssame\s(?:day|week|month|year)"
    r"|(?:the|a)\s(?:day|week|month|year|decade)\s(?:earlier|before|later|after)\b(?!\s\w+ing)"
    r"|the\s(?:following|next)\s(?:day|week|month|year|morning)|(?:two|three|four|five|six|several)"
    r"\s(?:days|weeks|months|years)\slater|this,|indeed|(?:(?:two|three|four|five|six|several|many|some)\s)?other\s\w+|in\sfact|asked\b|according\sto\s(?:him|her"
    r"|them|the\s(?:report|study|survey|statement|filing|paper))\b)(?=\W)",
    re.IGNORECASE,
)
_POINTING = frozenset(
    listed("""
    he she it they this that these those his her hers its their theirs him them such both neither
    either another others
""")
)
# "It is unclear whether", "it was the first time", "this year", "that is why" point ahead.
_AHEAD = late(
    r"(?:it(?:['’]s|\s(?:is|was|will\sbe|has\sbeen|would\sbe|may\sbe|seems|appears|remains|looks))"
    r"\s(?:(?:not|still|also|now|too|more|less|very|perhaps|often|an?|the)\s){0,2}[\w-]+\s(?:that\b"
    r"|whether\b|how\b|why\b|when\b|if\b|to\b|for\s\w+\sto\b|time\b)"
    r"|it\s(?:took|takes|emerged|turns\sout|makes\ssense)\b"
    r"|this\s(?:" + "|".join(sorted(TIME_UNITS)) + r"|morning|afternoon|evening|spring|summer"
    r"|autumn|fall|winter|monday|tuesday|wednesday|thursday|friday|saturday|sunday|time)\b"
    r"|these\sdays\b|both\s(?:the\s)?[\w’'.-]+(?:\s[\w’'.-]+){0,3}\sand\b|another\s\w+"
    r"|either\s\w+\sor\b|neither\s\w+\snor\b|those\s(?:who|with|in|of)\b|such\sas\b)",
    re.IGNORECASE,
)
_COMPARES = late(
    r"(?:(?:that|this|which|it)\s(?:compare[sd]|was\s(?:up|down|higher|lower|more|less)|is\s(?:up"
    r"|down)|followed|beats?|missed|came)\b|compared\s(?:with|to)\s(?:that|this|[^,]*$)"
    r"|(?:analysts|economists)\s(?:had|were|on\saverage))",
    re.IGNORECASE,
)
# Nouns that with "the" before them mean what was told: events, makers, people.
_EVENTS = listed("""
    move deal decision announcement agreement plan proposal change report statement case incident
    attack accident crash ruling vote verdict offer bid merger acquisition transaction takeover
    project programme program scheme measure increase decrease rise fall drop decline gain loss
    trend issue event sale purchase investment contract order dispute strike fire blast explosion
    storm result finding figure number data news row claim allegation charge fine settlement trial
    hearing investigation inquiry probe review study survey poll paper research letter post video
    footage picture image photo comment remark interview document filing site building plant plane
    aircraft flight ship vessel boat train bus car vehicle product device service app drug vaccine
    brand launch project fund scandal controversy debate meeting talks summit match game tie
    episode show film movie book song album award role job post appointment departure resignation
    stake shares bonds stock price index listing float unit division business operation technology
    system machine initiative partnership venture funding money payment sum cash proceeds process
    latter former second third rest duo trio pair two three four couple family victim suspect
    defendant accused driver pilot gunman attacker officer officers man woman men women boy girl
    child children teenager student students pensioner patient player striker midfielder defender
    singer actor actress author artist writer star host politician minister lawmaker researcher
    researchers scientist scientists team experts expert authors company firm group bank lender
    insurer retailer chain supermarket carmaker automaker maker manufacturer airline carrier
    operator owner supplier brewer miner producer developer publisher broadcaster startup start-up
    drugmaker chipmaker giant conglomerate utility regulator watchdog agency charity organisation
    organization institution authority body club side party school hospital university council
    force department committee commission court judge jury tribunal panel board union chief
    boss spokesman spokeswoman spokesperson executive chairman chairwoman founder analyst
    53-year-old ceo duchess prince actor's country city town village island region area house home
""")
_THE = late(
    r"(?:the|this|that|these|those|both|all|such)\s"
    r"(?P<phrase>(?:(?!(?:of|on|in|for|at|by|from|who|that|which|where)\s(?!th))[\w’'-]+\s){0,3}?"
    r"(?P<noun>(?:" + "|".join(map(re.escape, _EVENTS)) + r"|\d\d-year-old)"
    r"s?)(?:['’]s?)?)(?=\s|[,.;:])(?!\s(?:of|for|that|which|who|between|behind)\b|\s[A-Z])"
)
_VERB = late(
    r"\s?[,.;:]|\s(?:also\s|now\s|then\s)?(?:is|are|was|were|has|have|had|will|would|can|could|may"
    r"|might|must|did|does|said|says|made|makes|took|won|lost|sold|bought|paid|rose|fell|grew|cut"
    r"|came|comes|went|goes|began|broke|left|held|kept|hit|cost|costs|[a-z]{3,}ed)\b",
    re.IGNORECASE,
)
_TITLE = r"(?:Mr|Mrs|Ms|Miss|Mx|Dr|Sir|Dame|Lord|Lady|Prof(?:essor)?|Sen|Rep|Gov|Judge|Justice)\.?"
_HONOURED = late(r"\b" + _TITLE + r"\s(?P<name>[A-Z][\w-]+)(?![\w-]|\s[A-Z])")
_NAMED = late(  # "May. Corvel" ends one sentence and begins the next
    r"\b(?P<first>(?:[A-Z]\.)+|[A-Z][\w’'-]+)\s(?:(?:[A-Z]\.|[A-Z][\w’'-]*)\s)?"
    r"(?P<name>[A-Z][a-z][\w-]+)"
)
_SINGLE = late(
    r"(?P<name>[A-Z][a-z][\w-]+)(?:['’]s\s|,\s|(?:\s(?:also|then|later|now|himself|herself))?\s"
    r"(?:said|says|told|has|had|was|is|will|would|did|does|made|took|won|left|became|began|\w+ed)\b)"
)
_OPENS = late(
    r"(?:in|on|at|for|by|despite|with|from|during|over|after|before|since|under|as|last|earlier"
    r"|later|today|yesterday|now|when|while|although|though|because|speaking|writing|asked|until"
    r"|following|according|through|to|out)\b",
    re.IGNORECASE,
)
_NAME = late(
    r"(?!(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|January|February|March|April|May|June|July"
    r"|August|September|October|November|December)[A-Z][\w-]+"
)
_SPOKEN = late(r"[\"”’],?\s(?:(?:said|says|added|told|wrote|asked)\s)?(?P<who>he|she|they|it)\b")


def introduced(text: str) -> frozenset[str]:
    """Last names that a text gives with a first name: who is called by them alone was told of."""
    return frozenset(
        found["name"]
        for found in _NAMED().finditer(text)
        if not re.fullmatch(_TITLE, found["first"])
    )


def lean(
    sentence: str, told: str = "", people: Iterable[str] = (), *, lead: bool = False
) -> Lean | None:
    """What the opening leans on, after a reader has read `told`; None where it stands alone.

    `people` are last names that the sentence's text gives in full elsewhere. The words looked at
    are English; other languages pass. A noun that `told` has makes "the deal" known. Of the `lead`
    of a text it is believed that it names whom it can, and leans only where that is plain.
    """
    text = sentence.lstrip(_QUOTES)
    if _TURN().match(text):
        return "turn"
    if _COMPARES().match(text):
        return "comparison"
    main = _main(text)
    if _points(text) or (
        main != text and _points(main) and not _NAME().search(text[1 : -len(main)])
    ):
        return "pronoun"
    spoken = _SPOKEN().search(sentence)
    if spoken and not _NAME().search(text[1 : max(1, spoken.start() - len(sentence) + len(text))]):
        return "pronoun"
    if any(_describes(one, told, plain=lead) for one in {text, main}):
        return "description"
    return "name" if not lead and _unknown(text, main, told, frozenset(people)) else None


def _main(text: str) -> str:
    """The sentence behind the phrase that opens it: behind "Last year," or "In a note,"."""
    if not _OPENS().match(text):
        return text
    head, comma, rest = text.partition(", ")
    return rest if comma and len(head.split()) <= _OPENING else text


def _points(text: str) -> bool:
    first = words(text[:40])[:1]
    bare = first[0].replace("’", "'").partition("'")[0] if first else ""
    return bare in _POINTING and not _AHEAD().match(text)


def _describes(text: str, told: str, *, plain: bool) -> bool:
    """Whether it opens with "the move" or "both companies", of which nothing was told.

    It is `plain` where a verb or a mark follows: "the city" of "the city council" is no noun.
    """
    found = _THE().match(text[0].lower() + text[1:]) if text else None
    if found is None or _NAME().search(found["phrase"]):
        return False
    if plain and not _VERB().match(text, found.end()):
        return False
    known = {stem(word, "en") for word in words(told)}
    return stem(found["noun"].lower(), "en") not in known


def _unknown(text: str, main: str, told: str, people: frozenset[str]) -> bool:
    """Whether a person is called by the last name, and was not named yet."""
    known = frozenset(words(told))
    opening = text[: len(text) - len(main) + _SUBJECT]
    named = introduced(text)
    names = [found["name"] for found in _HONOURED().finditer(opening)]
    names += [
        f["name"] for one in (text, main) if (f := _SINGLE().match(one)) and f["name"] in people
    ]
    return any(name not in named and name.lower() not in known for name in names)
