"""Corrections as the library keeps them, and back; the round trip is exact. What comes back broken is damage."""

from __future__ import annotations

import json

from reader.library.failures import DamagedError
from reader.model import EntityKind, Selector
from reader.model.corrections import (
    Add,
    Correction,
    Merge,
    Newcomer,
    Reassign,
    Refuse,
    RefuseMention,
    Rename,
    SplitOff,
    Target,
    Who,
)


def correction_payload(correction: Correction) -> str:
    """The correction as JSON: its kind, then its parts."""
    match correction:
        case Rename(who, name):
            parts: list[object] = ["rename", _who(who), name]
        case Merge(who, into):
            parts = ["merge", _who(who), _who(into)]
        case SplitOff(who, form, to):
            parts = ["split off", _who(who), form, _target(to)]
        case Refuse(who):
            parts = ["refuse", _who(who)]
        case Reassign(place, to):
            parts = ["reassign", _place(place), _target(to)]
        case Add(place, to, everywhere):
            parts = ["add", _place(place), _target(to), everywhere]
        case RefuseMention(place):
            parts = ["refuse mention", _place(place)]
    return json.dumps(parts, ensure_ascii=False, separators=(",", ":"))


def correction_from(payload: str) -> Correction:
    """The correction that `correction_payload` made `payload` of.

    Raises:
        DamagedError: it made no such thing.
    """
    try:
        return _correction(json.loads(payload))
    except (ValueError, TypeError, RecursionError) as failure:
        raise DamagedError(f"a correction cannot be read back: {failure}") from failure


def _correction(parts: object) -> Correction:
    match parts:
        case ["rename", who, str(name)]:
            return Rename(_who_from(who), name)
        case ["merge", who, into]:
            return Merge(_who_from(who), _who_from(into))
        case ["split off", who, str(form), to]:
            newcomer = _target_from(to)
            if isinstance(newcomer, Newcomer):
                return SplitOff(_who_from(who), form, newcomer)
        case ["refuse", who]:
            return Refuse(_who_from(who))
        case ["reassign", place, to]:
            return Reassign(_place_from(place), _target_from(to))
        case ["add", place, to, bool(everywhere)]:
            return Add(_place_from(place), _target_from(to), everywhere)
        case ["refuse mention", place]:
            return RefuseMention(_place_from(place))
    raise ValueError("no such kind")


def _who(who: Who) -> list[object]:
    return [who.name, who.others, who.kind.value, who.place and _place(who.place), who.key]


def _who_from(parts: object) -> Who:
    match parts:
        case [str(name), [*others], str(kind), place, str(key)]:
            forms = tuple(form for form in others if isinstance(form, str))
            if len(forms) == len(others):
                found = None if place is None else _place_from(place)
                return Who(name, forms, EntityKind(kind), found, key)
    raise ValueError("it names nobody")


def _target(to: Target) -> list[object]:
    return ["who", *_who(to)] if isinstance(to, Who) else ["new", to.name, to.key, to.kind.value]


def _target_from(parts: object) -> Target:
    match parts:
        case ["who", *rest]:
            return _who_from(rest)
        case ["new", str(name), str(key), str(kind)]:
            return Newcomer(name, key, EntityKind(kind))
    raise ValueError("it is given to nobody")


def _place(place: Selector) -> list[object]:
    return [place.exact, place.prefix, place.suffix, place.start, place.end, place.was_unique]


def _place_from(parts: object) -> Selector:
    match parts:
        case [str(exact), str(prefix), str(suffix), int(start), int(end), bool(was_unique)]:
            return Selector(exact, prefix, suffix, start, end, was_unique)
    raise ValueError("it stands nowhere")
