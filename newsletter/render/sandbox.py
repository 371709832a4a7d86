"""Where templates run: they see what they are given, change nothing, and end."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from jinja2 import StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import missing

if TYPE_CHECKING:
    from collections.abc import Iterable

    from jinja2.runtime import Context

MOST = 5_000_000  # characters of one rendering: sixty times the largest mail
_BITS = 10_000  # of a number: Python multiplies larger ones for minutes, and cannot be stopped
_CHANCE = ("random",)  # filters, and functions, that would make each rendering another
_CHANCE_GLOBALS = ("lipsum",)


class Unknown(StrictUndefined):
    """A name that a template misspells, or that an earlier version knew: never an empty place."""

    __slots__ = ()

    @property
    def _undefined_message(self) -> str:
        name, owner = self._undefined_name, self._undefined_obj
        if self._undefined_hint or not isinstance(name, str):
            return self._undefined_hint or f"there is no element {name!r}"
        if owner is missing:
            return f"there is no `{name}` here"
        names = [one for one in dir(owner) if not one.startswith("_")]
        near = get_close_matches(name, names, n=1)
        hint = f"; did you mean `{near[0]}`?" if near else ""
        return f"a {type(owner).__name__} has no `{name}`{hint}"


class Sandbox(ImmutableSandboxedEnvironment):
    """Jinja2's sandbox with bounds on numbers and on what is made, and without chance.

    Time and memory are the guard's to bound (see pipeline/looks.py).
    """

    intercepted_binops = frozenset({"**", "*"})

    def __init__(self, **options: Any) -> None:  # noqa: ANN401 - Jinja2's own
        super().__init__(undefined=Unknown, **options)
        for name in _CHANCE:
            self.filters.pop(name, None)
        for name in _CHANCE_GLOBALS:
            self.globals.pop(name, None)

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:  # noqa: ANN401 - a template's values
        """`left * right` or `left ** right`, if a person may want it."""
        if isinstance(left, int) and isinstance(right, int):
            bits = left.bit_length() * (right if operator == "**" else 1)
            if bits + right.bit_length() > _BITS:
                raise OverflowError("makes a number of thousands of digits")
        return super().call_binop(context, operator, left, right)

    @staticmethod
    def concat(pieces: Iterable[str]) -> str:
        """The pieces as one text. What is too much is told where the template stands."""
        told: list[str] = []
        size = 0
        for piece in pieces:
            told.append(piece)
            size += len(piece)
            if size > MOST:
                stop = getattr(pieces, "throw", None)  # a template that runs; a macro gives a list
                error = OverflowError(f"makes more than {MOST:,} characters")
                if stop is None:
                    raise error
                stop(error)
        return "".join(told)
