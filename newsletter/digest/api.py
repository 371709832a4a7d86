"""The library's one function: a text in, its summary out."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING, get_args

from newsletter.digest.lens import Lens, load_lenses
from newsletter.digest.options import DEFAULT_LENSES, DigestOptions, Method
from newsletter.digest.summarise import summarise_story
from newsletter.errors import ConfigError
from newsletter.text.reading import article

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsletter.model import Summary


def summarise(
    text: str,
    *,
    title: str = "",
    sentences: int = 3,
    lenses: Sequence[str | Lens] = DEFAULT_LENSES,
    method: Method = "default",
) -> Summary:
    """Headline, at most `sentences` sentences and the lenses' bullets, verbatim.

    Offsets are code points of `text` (or of `title`), which is never normalised; an empty text
    has no sentences. `lenses` are names or lenses of your own. Raises ConfigError for a lens or
    a method that there is not, and for fewer than one sentence.
    """
    if method not in get_args(Method):
        near = get_close_matches(method, get_args(Method), n=1, cutoff=0)[0]
        raise ConfigError(f"no method `{method}`; did you mean `{near}`?")
    if sentences < 1:
        raise ConfigError(f"sentences is {sentences}; it must be 1 or more")
    own = tuple(lens for lens in lenses if isinstance(lens, Lens))
    named = load_lenses(names=tuple(lens for lens in lenses if not isinstance(lens, Lens)))
    return summarise_story(
        (article(text, title=title),),
        (*named, *own),
        DigestOptions(sentences=sentences, method=method),
    )
