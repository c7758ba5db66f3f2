"""A file of notes read field by field; what is wrong is said with the name of its place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import TypeVar

from reader.errors import ReaderError

_E = TypeVar("_E", bound=StrEnum)

_LARGEST_NUMBER = 2**53
_HINT = "Mend the file and import it again; nothing was brought in."


class Lined(dict[str, object]):
    """A group of fields that knows the line (from 1) that it begins in."""

    line = 0


class Fields:
    """One group of fields; `place` is what it is called in sentences, as ``articles[2].notes[5]``."""

    __slots__ = ("_prefix", "_values", "name", "place")

    def __init__(self, values: object, place: str, name: str, prefix: str = "") -> None:
        """Look into `values`, found at `place` of the file `name`, for fields whose names begin with `prefix`.

        Raises:
            ReaderError: they are no group of fields.
        """
        self.name = name
        self._prefix = prefix
        self.place = place
        if not isinstance(values, Mapping):
            raise self._wrong("{name}: {field} must be a group of fields.", place)
        self._values = values

    def prefixed(self, prefix: str) -> Fields:
        """The fields whose names begin with `prefix`, by what follows it."""
        return Fields(self._values, self.place, self.name, prefix)

    def __contains__(self, key: str) -> bool:
        return self.raw(key) is not None

    def raw(self, key: str) -> object:
        """Whatever is there; None where nothing is."""
        return self._values.get(self._prefix + key)

    def text(self, key: str) -> str:
        """A text that must be there."""
        value = self._there(key)
        if not isinstance(value, str):
            raise self._wrong("{name}: {field} must be a text.", self.at(key))
        return value

    def optional(self, key: str) -> str | None:
        """A text, or None."""
        return self.text(key) if key in self else None

    def number(self, key: str) -> int:
        """A whole number of 0 or more that must be there."""
        value = self._there(key)
        # true and false are numbers to Python alone
        if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= _LARGEST_NUMBER:
            raise self._wrong("{name}: {field} must be a whole number of 0 or more.", self.at(key))
        return value

    def truth(self, key: str) -> bool:
        """True or false, which must be there."""
        value = self._there(key)
        if not isinstance(value, bool):
            raise self._wrong("{name}: {field} must be true or false.", self.at(key))
        return value

    def one_of(self, key: str, kind: type[_E]) -> _E:
        """One of the values of `kind`, which must be there."""
        value = self.text(key)
        for each in kind:
            if each.value == value:
                return each
        raise self._wrong(
            "{name}: {field} must be one of {values}.", self.at(key), ", ".join(each.value for each in kind)
        )

    def group(self, key: str) -> Fields:
        """Another group of fields, which must be there."""
        return Fields(self._there(key), self._where(key), self.name)

    def items(self, key: str) -> Iterator[tuple[str, object]]:
        """What a list that must be there holds, each with its place."""
        value = self._there(key)
        if not isinstance(value, list | tuple):
            raise self._wrong("{name}: {field} must be a list.", self.at(key))
        place = self._where(key)
        return ((f"{place}[{number}]", each) for number, each in enumerate(value, 1))

    def groups(self, key: str) -> Iterator[Fields]:
        """The groups of fields in a list that must be there."""
        return (Fields(each, place, self.name) for place, each in self.items(key))

    def texts(self, key: str) -> tuple[str, ...]:
        """The texts in a list that must be there."""
        found = []
        for place, each in self.items(key):
            if not isinstance(each, str):
                raise self._wrong("{name}: {field} must be a text.", place)
            found.append(each)
        return tuple(found)

    def at(self, key: str) -> str:
        """What a field of this group is called in sentences, with its line where that is known."""
        where = self._where(key)
        return f"{where} (line {self._values.line})" if isinstance(self._values, Lined) else where

    def _where(self, key: str) -> str:
        return f"{self.place}.{self._prefix}{key}" if self.place else self._prefix + key

    def _there(self, key: str) -> object:
        value = self.raw(key)
        if value is None:
            raise self._wrong("{name}: {field} is missing.", self.at(key))
        return value

    def _wrong(self, sentence: str, field: str, values: str = "") -> ReaderError:
        return ReaderError(sentence, _HINT, name=self.name, field=field, values=values)
