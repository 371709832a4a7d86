"""A lens's TOML file -> Lens, with everything that is wrong in it said at once."""

from __future__ import annotations

import tomllib
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Any

from newsletter.digest.lens_types import KINDS, Lens, Pattern
from newsletter.digest.lens_values import sense, shown, texts, wrong_weights

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

SHIPPED = Path(__file__).parent / "lenses"  # a test reads their weights, not each run
Words = dict[str, tuple[str, ...]]

_ANY = (int, float)
_KEYS: dict[str, tuple[type, ...]] = {
    "id": (str,),
    "label": (str, dict),
    "label_down": (str, dict),
    "order": (int,),
    "bullets": (int,),
    "language": (str,),
    "figures": (list,),
    "threshold": _ANY,
    "second": _ANY,
    "lead": _ANY,
    "weights": (str,),
    "words": (dict,),
    "pattern": (list,),
    "veto": (list,),
}
_PATTERN_KEYS: dict[str, tuple[type, ...]] = {
    "name": (str,),
    "subject": (list,),
    "action": (list,),
    "figure": (list,),
    "within": (int,),
    "weight": _ANY,
}
_NAMES = {
    str: "a text",
    int: "a whole number",
    list: "a list",
    dict: "a table",
}


def read_lens(
    path: Path, shared: Mapping[str, tuple[str, ...]], language: str = "en"
) -> tuple[Lens | None, list[str]]:
    """The lens of a file, or none and what is wrong with it. `shared` are the lists for all.

    `language` is what its label is to be in, where the file has one in that.
    """
    file = _File(path, shared, language)
    if file.problems:
        return None, file.problems
    lens = file.lens()
    return (None if file.problems else lens), file.problems


class _File:
    """A file being read; `problems` collects what is wrong, `lists` the words its patterns name."""

    def __init__(self, path: Path, shared: Mapping[str, tuple[str, ...]], language: str) -> None:
        self.path = path
        self.language = language
        self.where = str(path)
        self.shared = shared
        self.problems: list[str] = []
        self.lists: Words = {}
        self.table = self._read()
        self.own = self.words()

    def _read(self) -> dict[str, Any]:
        try:
            return tomllib.loads(self.path.read_text(encoding="utf-8"))
        except OSError as error:
            self.problems.append(f"{self.path}: cannot be read: {error.strerror}")
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            self.problems.append(f"{self.path}: not TOML: {error}")
        except (RecursionError, ValueError):  # 10,000 brackets, a number of 5,000 digits
            self.problems.append(f"{self.path}: not TOML that can be read: nested too deep or huge")
        return {}

    def check(
        self, table: Mapping[str, Any], keys: Mapping[str, tuple[type, ...]], where: str
    ) -> bool:
        """Reports unknown keys with the nearest right one, and values of another type."""
        before = len(self.problems)
        for key, value in table.items():
            if key not in keys:
                self.problems.append(f"{where}: no key `{key}`; {nearest(key, keys)}")
            elif not isinstance(value, keys[key]) or (
                isinstance(value, bool) and keys[key] != (bool,)
            ):
                right = "a number" if keys[key] is _ANY else _NAMES[keys[key][0]]
                self.problems.append(f"{where}: `{key}` is {shown(value)}; it must be {right}")
            elif right := sense(key, value):
                self.problems.append(f"{where}: `{key}` is {shown(value)}; it must be {right}")
        return len(self.problems) == before

    def words(self) -> Words:
        """The lists of the table [words]."""
        lists = self.table.get("words", {})
        found: Words = {}
        for name, expressions in lists.items() if isinstance(lists, dict) else ():
            if texts(expressions):
                found[name] = tuple(expressions)
            else:
                self.problems.append(f"{self.where}: [words] `{name}` must be a list of words")
        return found

    def lens(self) -> Lens | None:
        table = self.table
        fine = self.check(table, _KEYS, self.where)
        self._check_sense()
        figures = self._kinds(table.get("figures", KINDS), f"{self.where}: `figures`")
        patterns = self._patterns("pattern")
        vetoes = self._patterns("veto")
        if not fine or "label" not in table:
            return None
        threshold = float(table.get("threshold", 1.0))
        weights = table.get("weights", "")
        return Lens(
            id=self.path.stem,
            label=self._label("label"),
            label_down=self._label("label_down" if "label_down" in table else "label"),
            order=table.get("order", 100),
            bullets=table.get("bullets", 2),
            language=table.get("language", "en"),
            figures=figures,
            threshold=threshold,
            second=float(table.get("second", threshold)),
            lead=float(table.get("lead", 0.0)),
            weights=str(self.path.parent / weights) if weights else "",
            patterns=patterns,
            vetoes=vetoes,
            words=tuple(self.lists.items()),
        )

    def _label(self, key: str) -> str:
        """The label in the wanted language, else in English, else in the first there is."""
        label = self.table[key]
        if isinstance(label, str):
            return label
        wanted = (self.language.lower().split("-")[0], "en", *label)
        return str(next(label[code] for code in wanted if code in label))

    def _check_sense(self) -> None:
        """What no single value shows: what is missing, and what must agree with the file."""
        table, where, stem = self.table, self.where, self.path.stem
        if "label" not in table:
            self.problems.append(
                f'{where}: `label` is missing; give what the bullet starts with ("Risks")'
            )
        if table.get("id", stem) != stem:
            self.problems.append(
                f"{where}: `id` is {shown(table['id'])}; a lens is named as its file: `{stem}`"
            )
        if not table.get("pattern"):
            self.problems.append(f"{where}: no [[pattern]]; a lens needs at least one")
        weights = table.get("weights", "")
        if not isinstance(weights, str) or not weights or self.path.parent == SHIPPED:
            return
        file = self.path.parent / weights
        if not file.is_file():
            self.problems.append(
                f"{where}: `weights` names `{weights}`; no such file in {self.path.parent}"
            )
        elif wrong := wrong_weights(file, stem):
            self.problems.append(f"{where}: `weights` names `{weights}`, {wrong}")

    def _kinds(self, value: object, where: str) -> tuple[str, ...]:
        if not isinstance(value, list | tuple):
            return ()
        for one in value:
            if one not in KINDS:
                hint = nearest(str(one), KINDS)
                self.problems.append(f"{where}: no kind of figure `{one}`; {hint}")
        return tuple(value)

    def _patterns(self, key: str) -> tuple[Pattern, ...]:
        rows = self.table.get(key, [])
        found = []
        for number, row in enumerate(rows if isinstance(rows, list) else (), 1):
            where = f"{self.where}: [[{key}]] {number}"
            if not isinstance(row, dict):
                self.problems.append(f"{where}: must be a table")
            elif self.check(row, _PATTERN_KEYS, where):
                found.append(self._pattern(row, f"{key} {number}", where))
        return tuple(found)

    def _pattern(self, row: Mapping[str, Any], name: str, where: str) -> Pattern:
        if not any(row.get(part) for part in ("subject", "action", "figure")):
            self.problems.append(f"{where}: asks for nothing; give `subject`, `action` or `figure`")
        kinds = self._kinds(row.get("figure", []), f"{where}: `figure`")
        return Pattern(
            name=row.get("name", name),
            subject=self._part(row.get("subject", []), f"{where}: `subject`"),
            action=self._part(row.get("action", []), f"{where}: `action`"),
            figure=frozenset(f"<{kind}>" for kind in kinds),
            within=row.get("within", 8),
            weight=float(row.get("weight", 1.0)),
        )

    def _part(self, expressions: list[Any], where: str) -> frozenset[str]:
        """The names of the lists that stand for a part; words written in it make a list too."""
        if expressions and not texts(expressions):
            self.problems.append(f"{where}: must be a list of words")
            return frozenset()
        names = []
        for one in expressions:
            if not one.startswith("@"):
                continue
            name = one[1:]
            if name in self.own:
                # Known by its words: another lens may have another list of the same name.
                names.append(self._list(self.own[name]))
            elif name in self.shared:
                self.lists[name] = self.shared[name]
                names.append(name)
            else:
                hint = nearest(name, [*self.own, *self.shared])
                self.problems.append(f"{where}: no list `{one}`; {hint}")
        written = tuple(one for one in expressions if not one.startswith("@"))
        return frozenset((*names, self._list(written)) if written else names)

    def _list(self, words: tuple[str, ...]) -> str:
        name = "|".join(words)
        self.lists[name] = words
        return name


def nearest(word: str, known: Iterable[str]) -> str:
    """What was meant, else all that there is."""
    names = list(known)
    near = get_close_matches(word, names, n=1, cutoff=0.5)
    return f"did you mean `{near[0]}`?" if near else f"there are {', '.join(names)}"
