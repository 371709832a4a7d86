"""Whether an English sentence tells what somebody says of an event, and not the event itself."""

from __future__ import annotations

import re

from newsletter.text.late import late
from newsletter.text.units import listed

_ACTS = "|".join(
    listed("""
    decision move plan plans proposal proposals announcement ruling verdict judgment sentence deal
    agreement offer bid takeover merger sale closure closures cut cuts cutback cutbacks layoffs
    redundancies measure measures step steps change changes reform reforms ban vote result results
    outcome news report reports claim claims allegation allegations accusation accusations charge
    charges complaint lawsuit suit demand demands attack incident accident fire blast crash strike
    increase rise price_rise price_increase price_cut finding findings figures numbers idea scheme
    project investigation inquiry probe fine penalty delay settlement acquisition departure
    appointment resignation compromise package tariffs sanctions
""")
).replace("_", r"\s")
_JUDGES = "|".join(
    listed("""
    call(?:s|ed|ing)? label(?:s|led) brand(?:s|ed) describe[sd]? criticis(?:e[sd]?|ing)
    criticiz(?:e[sd]?|ing) condemn(?:s|ed)? welcom(?:e[sd]?|ing) reject(?:s|ed)? den(?:y|ies|ied)
    praise[sd]? slam(?:s|med)? oppose[sd]? support(?:s|ed)? defend(?:s|ed)? dismiss(?:es|ed)?
    applaud(?:s|ed)? denounce[sd]? hail(?:s|ed)? regret(?:s|ted)? deplore[sd]? confirm(?:s|ed)?
    blame[sd]? justif(?:y|ies|ied) back(?:s|ed) attack(?:s|ed) question(?:s|ed) consider(?:s|ed)?
    slate[sd]? blast(?:s|ed) greet(?:s|ed) endorse[sd]? decr(?:y|ies|ied)
    (?:react|respond|object)(?:s|ed)?_to protest(?:s|ed)?_against comment(?:s|ed)?_on
""")
).replace("_", r"\s")
_SAYS = (
    r"(?:said|says|argued|argues|warned|warns|complained|added|believes?|thinks?|hopes?|fears?)"
    r"(?:\sthat)?"
)
# "Unions called the decision a betrayal", "the mayor said the ruling was wrong", "he denied it".
_ACT = rf"(?:the|this|that|these|those|such)\s(?:[a-z-]+\s){{0,2}}?(?P<act>{_ACTS})\b"
_WHOSE = r"(?!\s(?:of|to|by|for|that|which|who|in|on|over|between|against|with|from|at|into)\b)"
_REACTS = late(
    rf"(?P<before>(?:[\w’'-]+,?\s){{1,8}}?)(?:(?:{_JUDGES}|{_SAYS})\s{_ACT}{_WHOSE}"
    rf"|(?:{_JUDGES})\s(?:it|them|this|that)\s(?:an?|as)\s)",
    re.IGNORECASE,
)


def reacts(sentence: str) -> bool:
    """Whether it speaks of something that it does not tell, as in "Unions called it a betrayal".

    Looked for behind a verb of judging or saying near the start; a clause before that may tell
    what is meant ("After a sale fell through, Corvel called ..."). The words looked at are English;
    other languages pass.
    """
    found = _REACTS().match(sentence.lstrip("\"“”„«»‘' "))
    return found is not None and "," not in found["before"]
