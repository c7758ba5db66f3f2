"""Both languages of the interface are complete: every sentence that the code can say is there in Hebrew."""

from __future__ import annotations

import ast
import errno
import os
import re
import string
from collections.abc import Iterator
from pathlib import Path

import pytest

import reader
from reader.entities import reasons
from reader.errors import ReaderError
from reader.ui.parts import i18n

PACKAGE = Path(reader.__file__).parent
SAYING = {"tr": 1, "trn": 2, "ReaderError": 2, "Deed": 1}


def _sentences() -> Iterator[tuple[str, str]]:
    """Every literal that is said through tr, trn, ReaderError or a menu entry, with its file."""
    for path in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            if name not in SAYING or (name != "ReaderError" and "ui" not in path.parts):
                continue
            spoken = node.args[: SAYING[name]]
            for argument in spoken[1:] if name == "trn" else spoken:
                if isinstance(argument, ast.Constant) and isinstance(argument.value, str) and argument.value:
                    yield argument.value, path.name


@pytest.fixture
def hebrew() -> Iterator[None]:
    i18n.set_language("he")
    yield
    i18n.set_language("en")


def test_every_sentence_of_the_program_is_there_in_hebrew() -> None:
    table = i18n.load_table("he")
    missing = sorted({f"{file}: {text}" for text, file in _sentences() if text not in table})
    assert not missing
    assert not [reason for reason in reasons.REASONS if reason not in table]


def test_no_hebrew_sentence_has_lost_its_english_one() -> None:
    known = {text for text, _ in _sentences()} | set(reasons.REASONS)
    code = "\n".join(path.read_text("utf-8") for path in PACKAGE.rglob("*.py"))
    stale = [key for key in i18n.load_table("he") if key not in known and f'"{key}"' not in code]
    system = {os.strerror(number) for number in errno.errorcode}
    assert not [key for key in stale if not key.startswith("Highlight in ") and key not in system]


def test_values_stand_in_both_languages_alike() -> None:
    def fields(text: str) -> set[str]:
        return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}

    for key, value in i18n.load_table("he").items():
        for form in [value] if isinstance(value, str) else [value["many"]]:
            assert fields(form) == fields(key), key
            assert re.search("[א-ת]", form) or form == "English", key


def test_hebrew_counts_one_two_and_many(hebrew: None) -> None:
    assert i18n.trn("1 person", "{n} people", 1) != i18n.trn("1 person", "{n} people", 2)
    assert "3" in i18n.trn("1 person", "{n} people", 3)


def test_a_failure_is_explained_in_the_language_of_the_interface(hebrew: None) -> None:
    sentence, hint = i18n.explain(ReaderError("The disk is full, so nothing was saved.", "", name="x"))
    assert re.search("[א-ת]", sentence)
    assert hint == ""


def test_why_a_mention_was_marked_is_said_in_the_language_of_the_interface(hebrew: None) -> None:
    for template in reasons.REASONS:
        said = i18n.tr_finished(reasons.say(template, "שר {x} “האוצר”"), reasons.REASONS)
        assert re.search("^[א-ת]", said)
        assert ("שר {x} “האוצר”" in said) is ("{value}" in template)
    assert i18n.tr_finished("Something else.", reasons.REASONS) == "Something else."
