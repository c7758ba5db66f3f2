"""The interface's language.

The code speaks English; the English sentence is the key under which `resources/translations/LANGUAGE/*.yaml`
holds the sentence in the other language, as gettext does it. Values stand in braces, as for `str.format`.
A value that counts has three forms in Hebrew: one, two and many.
"""

from __future__ import annotations

import locale
import os
from collections.abc import Iterable
from typing import TypeAlias

from reader.errors import ReaderError
from reader.paths import resource

LANGUAGES = ("he", "en")
_Table: TypeAlias = dict[str, "str | dict[str, str]"]


class _Speech:
    """The language in use and its table; one for the process, since a process has one interface."""

    language = "en"
    table: _Table | None = None  # None until the first sentence is asked for


def system_language() -> str:
    """The system's language if the interface speaks it, else Hebrew, which most of our readers read."""
    name = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or ""
    if not name:
        name = locale.getlocale()[0] or ""
    return "en" if name.lower().startswith("en") else "he"


def set_language(language: str) -> None:
    """Speak `language` (``"he"`` or ``"en"``) from now on; anything else means the system's language."""
    chosen = language if language in LANGUAGES else system_language()
    _Speech.language = chosen
    _Speech.table = None


def language() -> str:
    """The language in use."""
    return _Speech.language


def is_rtl() -> bool:
    """Whether the interface is laid out from right to left."""
    return _Speech.language == "he"


def load_table(language: str) -> _Table:
    """All sentences of one language, from every file of its folder; English is what the code speaks."""
    table: _Table = {}
    if language == "en":
        return table
    import yaml  # late: the article is on the screen before the interface says its first word

    for path in sorted(resource("translations", language).glob("*.yaml")):
        loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the same, ten times as quick
        table.update(yaml.load(path.read_text("utf-8"), loader))  # noqa: S506 - a safe loader
    return table


def _table() -> _Table:
    if _Speech.table is None:
        _Speech.table = load_table(_Speech.language)
    return _Speech.table


def tr(text: str, **values: object) -> str:
    """The sentence `text` in the interface's language, with `values` set in."""
    found = _table().get(text, text)
    sentence = found if isinstance(found, str) else text
    return sentence.format(**values) if values else sentence


def trn(one: str, many: str, n: int, **values: object) -> str:
    """The form for `n`; `many` is the key. ``trn("1 person", "{n} people", 3)``."""
    found = _table().get(many)
    if isinstance(found, dict):
        form = {1: "one", 2: "two"}.get(n, "many")
        sentence = found.get(form, found["many"])
    else:
        sentence = one if n == 1 else many
    return sentence.format(n=n, **values)


def isolated(name: str) -> str:
    """A name of the article with its own direction, whatever the sentence around it runs in."""
    return f"\N{FIRST STRONG ISOLATE}{name}\N{POP DIRECTIONAL ISOLATE}"


def own_way(sentence: str) -> str:
    """The interface's sentence, made sure to run as the interface does, also where it begins with a Hebrew name.

    A label takes its direction from the first strong letter, be it isolated or not.
    """
    return ("\N{RIGHT-TO-LEFT MARK}" if is_rtl() else "\N{LEFT-TO-RIGHT MARK}") + sentence


def explain(failure: ReaderError) -> tuple[str, str]:
    """The failure's sentence and hint in the interface's language, with what it says of kinds and reasons."""
    values = {
        name: tr(said) if name in ("kind", "reason") else _isolated(said)
        for name, said in failure.values.items()
    }
    hints = [tr(hint, **values) for hint in failure.hint.split("\n") if hint]
    return tr(failure.message, **values), " ".join(hints)


def _isolated(value: str) -> str:
    """A name or path with its own direction: in a Hebrew sentence ``/home`` would lose its slash to the left."""
    return isolated(value) if is_rtl() else value


def tr_finished(sentence: str, templates: Iterable[str]) -> str:
    """The finished English `sentence` in the interface's language, by the template that it was made from.

    Each of `templates` has at most one value, ``{value}``; a sentence that is of none of them stays as it is.
    """
    for template in templates:
        before, marker, after = template.partition("{value}")
        if not marker and sentence == template:
            return tr(template)
        if marker and sentence.startswith(before) and sentence.endswith(after):
            return tr(template, value=sentence[len(before) : len(sentence) - len(after)])
    return sentence
