"""What the person said about who is who, made into what must and must not be together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

AppearanceKey: TypeAlias = tuple[str, str]
"""An article, and a name as it folds."""


@dataclass(frozen=True, slots=True)
class Same:
    """These appearances are one person's."""

    members: frozenset[AppearanceKey]


@dataclass(frozen=True, slots=True)
class Apart:
    """Those of `one` are not the person of `other`; where `taken_out`, both are all that there was to be parted."""

    one: frozenset[AppearanceKey]
    other: frozenset[AppearanceKey]
    taken_out: bool = False


Said: TypeAlias = Same | Apart
"""One thing that the person said."""


@dataclass(frozen=True, slots=True)
class Pins:
    """Which appearances were spoken of: those of one pin are one person's.

    `apart` are pairs of pins of different people, `away` the pins of those who were taken out of somebody.
    """

    pins: Mapping[AppearanceKey, str] = field(default_factory=dict)
    apart: frozenset[tuple[str, str]] = frozenset()
    away: frozenset[str] = frozenset()

    def of(self, key: AppearanceKey) -> str:
        """The pin of an appearance, or the empty string."""
        return self.pins.get(key, "")

    @classmethod
    def of_said(cls, said: Iterable[Said]) -> Pins:
        """What all that was said comes to; what was said later prevails."""
        board = _Board()
        for one in said:
            if isinstance(one, Same):
                board.join(one.members)
            else:
                board.part(one)
        return board.pins()


class _Board:
    """Pins while they are being put; numbers until they are named."""

    def __init__(self) -> None:
        self._pin: dict[AppearanceKey, int] = {}
        self._members: dict[int, set[AppearanceKey]] = {}
        self._apart: dict[int, set[int]] = defaultdict(set)
        self._away: set[int] = set()
        self._next = 0

    def join(self, members: Iterable[AppearanceKey], *, keep_away: bool = False) -> int:
        """Make one pin of all pins that `members` have."""
        wanted = set(members)
        pins = {self._pin[key] for key in wanted if key in self._pin}
        new, self._next = self._next, self._next + 1
        # Somebody taken out by hand and then said to be one with others is nobody's remnant any more.
        if pins and keep_away and pins <= self._away:
            self._away.add(new)
        for pin in pins:
            wanted |= self._members.pop(pin)
            enemies = self._apart.pop(pin, set())
            for enemy in enemies:
                self._apart[enemy].discard(pin)
                if enemy not in pins:
                    self._apart[enemy].add(new)
                    self._apart[new].add(enemy)
            self._away.discard(pin)
        self._members[new] = wanted
        self._pin.update(dict.fromkeys(wanted, new))
        return new

    def part(self, said: Apart) -> None:
        """Take `said.one` and `said.other` apart, out of a pin that they share."""
        shared = {self._pin[key] for key in said.one if key in self._pin} & {
            self._pin[key] for key in said.other if key in self._pin
        }
        if shared or said.taken_out:
            for key in said.one:
                pin = self._pin.pop(key, None)
                if pin is not None:
                    self._members[pin].discard(key)
        one, other = self.join(said.one), self.join(said.other, keep_away=True)
        self._apart[one].add(other)
        self._apart[other].add(one)
        if said.taken_out:
            self._away.add(one)

    def pins(self) -> Pins:
        """All of it, under names that do not tell the order."""
        names = {pin: "\t".join(min(members)) for pin, members in self._members.items() if members}
        return Pins(
            pins={key: names[pin] for key, pin in self._pin.items()},
            apart=frozenset(
                (names[one], names[other])
                for one, others in self._apart.items()
                for other in others
                if one in names and other in names and names[one] < names[other]
            ),
            away=frozenset(names[pin] for pin in self._away if pin in names),
        )
