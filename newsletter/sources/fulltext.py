"""The text of feed entries: the feed's own, or that of the page it leads to."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from newsletter.errors import FetchError, SourceError
from newsletter.net.fetch import fetch_each
from newsletter.net.messages import Request
from newsletter.sources.collect import fetch_options
from newsletter.sources.identity import is_url
from newsletter.sources.page import read_page
from newsletter.sources.sureness import agreement
from newsletter.text.markup import Markup, read_html
from newsletter.text.reading import revision
from newsletter.text.safe import plain

if TYPE_CHECKING:
    import threading
    from collections.abc import Sequence

    from newsletter.model import Entry, Revision
    from newsletter.net.fetch import Answer
    from newsletter.sources.article import PageArticle
    from newsletter.sources.options import SourceOptions

# Characters. Of feeds that give teasers, 19 in 20 stay below it; few whole articles do.
SHORT = 800
# Consent walls, log-ins and lists stay below these; see `sureness`.
SURE, AGREED = 0.3, 0.4


def texts(
    entries: Sequence[Entry],
    options: SourceOptions,
    deadline: float,
    stop: threading.Event | None = None,
) -> tuple[tuple[Entry, Revision], ...]:
    """Each entry with the text to read; `full_text` says when its page is asked.

    A page that does not come within `deadline` seconds, or is not believed, leaves the feed's
    text, marked `feed_only`; so does, unmarked, one that says no more than the feed.
    StoppedError when `stop` is set.
    """
    own = [(entry, feed_text(entry)) for entry in entries]
    wanted = [(entry, text) for entry, text in own if _wants_page(entry, text, options)]
    links = dict.fromkeys(entry.link for entry, _ in wanted if entry.link)
    pages = _pages(list(links), options, deadline, stop) if deadline > 0 else {}
    fuller = {entry.id: _fuller(entry, text, pages.get(entry.link)) for entry, text in wanted}
    return tuple((entry, fuller.get(entry.id, text)) for entry, text in own)


def feed_text(entry: Entry) -> Revision:
    """What the feed itself says, as a text to read."""
    found = content(entry)
    blocks = None if entry.content_type == "text" else found.blocks
    return revision(entry.title, found.text, blocks, entry.language or found.language)


def content(entry: Entry) -> Markup:
    """The words of an entry's content; plain text has no blocks yet."""
    if entry.content_type == "text":
        return Markup("", plain(entry.content).strip(), ())
    return read_html(entry.content, entry.link)


def _wants_page(entry: Entry, text: Revision, options: SourceOptions) -> bool:
    if entry.link is None or options.full_text == "never":
        return False
    # Who keeps a feed in a file did not ask for anything to be fetched.
    return options.full_text == "always" or (is_url(entry.feed) and len(text.text) < SHORT)


def _pages(
    links: Sequence[str], options: SourceOptions, deadline: float, stop: threading.Event | None
) -> dict[str | None, PageArticle]:
    def take(request: Request, answer: Answer) -> tuple[str, PageArticle | None]:
        if isinstance(answer, FetchError):
            return request.url, None
        try:
            return request.url, read_page(
                answer.body, answer.final_url, content_type=answer.content_type
            )
        except SourceError:
            return request.url, None

    requests = [Request(link) for link in links]
    found = fetch_each(requests, fetch_options(options), take, deadline=deadline, stop=stop)
    return {link: page for link, page in found if page is not None and not page.fallback}


def _fuller(entry: Entry, text: Revision, page: PageArticle | None) -> Revision:
    """The page's text; the feed's where that says as much, or no page that it spoke of came."""
    if page is None or page.score < SURE:
        return replace(text, feed_only=True)
    if agreement(f"{text.title} {text.text}", f"{page.title} {page.text}") < AGREED:
        return replace(text, feed_only=True)
    if len(page.text) <= len(text.text):
        return text
    title = entry.title or page.title
    return revision(title, page.text, page.blocks, entry.language or page.language)
