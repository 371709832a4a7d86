"""Which stories a newsletter wants at all: its include, exclude and mute words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from newsletter.digest.regexes import expression, found_in
from newsletter.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsletter.digest.options import DigestOptions
    from newsletter.model import Story

# Scripts from Thai on write words without spaces: there a phrase has no borders to stand between.
_NO_BORDERS = "\u0e00"


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A story that is not printed, and why, in words for the editor."""

    story: Story
    reason: str


@dataclass(frozen=True, slots=True)
class Phrase:
    """A word, phrase or expression as the settings have it, ready to be looked for."""

    said: str
    head: str  # its first word: asked for first, which is ten times as fast as the pattern
    pattern: re.Pattern[str]
    regular: bool = False

    def stands_in(self, folded: str) -> bool:
        """Whether it stands in a case-folded text; a phrase between borders of words."""
        if self.regular:
            return found_in(self.pattern, folded)
        return self.head in folded and self.pattern.search(folded) is not None


def phrases(words: Sequence[str]) -> tuple[Phrase, ...]:
    """The words, phrases and "/regular expressions/" of a setting; empty ones are left out.

    ConfigError names what is no expression, or one that could hang.
    """
    return tuple(_phrase(said) for said in words if said.strip())


def phrase_problems(options: DigestOptions) -> tuple[str, ...]:
    """What is wrong with the expressions among a newsletter's words, a line each."""
    found: list[str] = []
    for name in ("boost", "mute", "include", "exclude"):
        for said in getattr(options, name):
            try:
                phrases((said,))
            except ConfigError as error:
                found += (f"`{name}`: {problem}" for problem in error.problems)
    return tuple(found)


def _phrase(said: str) -> Phrase:
    try:
        pattern = expression(said.strip())
    except ValueError as error:
        raise ConfigError(f"{said!r} {error}") from None
    if pattern:
        return Phrase(said, "", pattern, regular=True)
    parts = said.casefold().split()
    before = "" if parts[0][0] >= _NO_BORDERS else r"(?<!\w)"
    after = "" if parts[-1][-1] >= _NO_BORDERS else r"(?!\w)"
    return Phrase(said, parts[0], re.compile(before + r"\s+".join(map(re.escape, parts)) + after))


def titles_of(story: Story) -> str:
    """The headlines of all its articles, case-folded."""
    return "\n".join(one.revision.title or one.entry.title for one in story.articles).casefold()


def texts_of(story: Story) -> str:
    """The texts of all its articles, case-folded."""
    return "\n".join(one.revision.text for one in story.articles).casefold()


def wanted(
    stories: Sequence[Story], options: DigestOptions
) -> tuple[tuple[Story, ...], tuple[LeftOut, ...]]:
    """The stories that stay and those that do not, in the order given.

    A muted phrase drops a story that has it in a headline, an excluded one a story that has it
    anywhere; where there are phrases to include, a story needs one of them, anywhere.
    """
    rules = _Rules(phrases(options.mute), phrases(options.exclude), phrases(options.include))
    kept: list[Story] = []
    left: list[LeftOut] = []
    for story in stories:
        reason = rules.reason_against(story)
        if reason is None:
            kept.append(story)
        else:
            left.append(LeftOut(story, reason))
    return tuple(kept), tuple(left)


@dataclass(frozen=True, slots=True)
class _Rules:
    mute: tuple[Phrase, ...]
    exclude: tuple[Phrase, ...]
    include: tuple[Phrase, ...]

    def reason_against(self, story: Story) -> str | None:
        if not (self.mute or self.exclude or self.include):
            return None
        titles = titles_of(story)
        for phrase in self.mute:
            if phrase.stands_in(titles):
                return f"muted: {phrase.said} in a headline"
        everything = titles + "\n" + texts_of(story)
        for phrase in self.exclude:
            if phrase.stands_in(everything):
                return f"excluded: {phrase.said}"
        if self.include and not any(phrase.stands_in(everything) for phrase in self.include):
            return "includes none of: " + ", ".join(phrase.said for phrase in self.include)
        return None
