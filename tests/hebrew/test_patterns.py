"""Patterns compiled at first use are patterns, every one of them."""

from __future__ import annotations

import importlib
import pkgutil
import re

import pytest

from reader import entities, hebrew, importers
from reader.hebrew.patterns import _Lazy, lazy


def test_a_lazy_pattern_does_what_a_compiled_one_does() -> None:
    pattern = lazy(r"(\w)(?P<rest>\w*)", re.IGNORECASE)
    assert pattern.match("ab").group("rest") == "b"  # type: ignore[union-attr]
    assert pattern.sub("x", "ab cd") == "x x"
    assert [found.start() for found in pattern.finditer("ab cd")] == [0, 3]
    assert pattern.pattern == r"(\w)(?P<rest>\w*)"
    assert pattern.groups == 2


@pytest.mark.parametrize("package", [hebrew, importers, entities])
def test_every_pattern_of_the_program_compiles(package: object) -> None:
    path: list[str] = package.__path__  # type: ignore[attr-defined]
    name: str = package.__name__  # type: ignore[attr-defined]
    for module in pkgutil.iter_modules(path, f"{name}."):
        for value in vars(importlib.import_module(module.name)).values():
            if isinstance(value, _Lazy):
                assert value.pattern
