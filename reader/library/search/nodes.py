"""What a search asks for, as a tree: words, phrases and filters under AND, OR and NOT; and back to text.

``str`` of a tree is its canonical text: English names of filters, straight quotation marks, parentheses where they
are needed. Read again, it gives the same text.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import TypeAlias

from reader.library.search.dates import Days


@dataclass(frozen=True, slots=True)
class Term:
    """A word, or several that must stand together.

    Attributes:
        text: as it was written, without the marks around it and the ``*`` behind it.
        phrase: whether it stood in quotation marks; ``תל־אביב`` is one too, by its maqaf, and is not marked so.
        prefix: whether its last word may go on.
        typed: whether it may go on only because it is still being typed; then whole words are better.
    """

    text: str
    phrase: bool = False
    prefix: bool = False
    typed: bool = False

    def __str__(self) -> str:
        star = "*" if self.prefix and not self.typed else ""
        return (f'"{self.text}"' if self.phrase else self.text) + star


@dataclass(frozen=True, slots=True)
class Filter:
    """A condition on the whole article: ``person:"בנימין נתניהו"``.

    Attributes:
        name: one of `filters.NAMES`, in English.
        value: what was asked for; of a date, its canonical form; of ``is`` and ``has``, the English word.
        prefix: whether the value may go on.
        typed: whether it may go on only because it is still being typed.
        days: for ``date``, the first and the last day.
    """

    name: str
    value: str
    prefix: bool = False
    typed: bool = False
    days: Days | None = None

    def __str__(self) -> str:
        return self.written(self.name)

    def written(self, name: str) -> str:
        """The filter with another name for its name, as a person who writes Hebrew has it."""
        star = "*" if self.prefix and not self.typed else ""
        bare = self.value[:1].isalnum() and not any(
            c.isspace() or c in "()|*" for c in self.value
        )  # צה"ל needs no marks
        return f"{name}:{self.value if bare else quoted(self.value)}{star}"


@dataclass(frozen=True, slots=True)
class Not:
    """What must not be so."""

    part: Node

    def __str__(self) -> str:
        return f"-{_grouped(self.part)}"


@dataclass(frozen=True, slots=True)
class And:
    """All of it; two parts or more, none of them an `And`."""

    parts: tuple[Node, ...]

    def __str__(self) -> str:
        names = [part.name for part in self.parts if isinstance(part, Filter)]
        # site:a site:b would be read as one or the other.
        between = " AND " if len(set(names)) < len(names) else " "
        return between.join(_grouped(part) if isinstance(part, Or) else str(part) for part in self.parts)


@dataclass(frozen=True, slots=True)
class Or:
    """At least one of them; two parts or more, none of them an `Or`."""

    parts: tuple[Node, ...]

    def __str__(self) -> str:
        return " | ".join(_grouped(part) for part in self.parts)


Node: TypeAlias = Term | Filter | Not | And | Or


def quoted(text: str) -> str:
    """`text` in quotation marks; marks in it that would end it are taken out."""
    return f'"{unquoted(text)}"'


def unquoted(text: str) -> str:
    """`text` without the quotation marks that would end a phrase: those that stand between two letters stay."""
    kept = "".join(c for at, c in enumerate(text) if c != '"' or between_letters(text, at))
    return " ".join(kept.split())


def between_letters(text: str, at: int) -> bool:
    """Whether letters or digits stand on both sides of the mark at `at`; niqqud belongs to the letter before it."""
    if not 0 < at < len(text) - 1 or not text[at + 1].isalnum():
        return False
    return text[at - 1].isalnum() or unicodedata.category(text[at - 1]) == "Mn"


def _grouped(node: Node) -> str:
    return f"({node})" if isinstance(node, And | Or) else str(node)
