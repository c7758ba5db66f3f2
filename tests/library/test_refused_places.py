"""A place that was only guessed and that the person refused is not guessed again in that version."""

from __future__ import annotations

import pytest

from reader.library import Library, notes
from reader.model import Annotation, Article, Span, State
from reader.model.anchoring import Placement
from tests.library import samples
from tests.library.test_versions import NEWER, version


class Doubter:
    """Finds everything at the beginning, without certainty."""

    def __init__(self, text: str) -> None:
        pass

    def place(self, selector: object) -> Placement:
        return Placement(Span(0, 4), State.UNCERTAIN, 0.4)


@pytest.fixture
def library(monkeypatch: pytest.MonkeyPatch) -> Library:
    monkeypatch.setattr(notes, "Anchorer", Doubter)
    return Library.in_memory()


def moved(library: Library) -> tuple[Article, Article, Annotation]:
    first, second = version("a"), version("b", NEWER)
    library.import_article(first)
    note = samples.note(first, "השיחות יימשכו")
    library.save_annotation(note)
    library.import_article(second)
    return first, second, note


def test_a_refused_place_leaves_the_note_without_one_in_that_version(library: Library) -> None:
    first, second, note = moved(library)
    assert library.annotations(second)[0].state is State.UNCERTAIN
    library.refuse_place(note.id, second.id)
    assert library.annotations(second)[0].state is State.ORPHAN
    assert library.annotations(first) == (note,)


def test_a_place_that_is_allowed_again_is_found_again(library: Library) -> None:
    _, second, note = moved(library)
    library.refuse_place(note.id, second.id)
    library.refuse_place(note.id, second.id, refused=False)
    assert library.annotations(second)[0].state is State.UNCERTAIN
