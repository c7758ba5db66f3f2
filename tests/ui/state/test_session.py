"""The session: what is open, chosen and written, and how each is told to the panels."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from reader import pipeline
from reader.errors import ReaderError
from reader.library import Library
from reader.model import Annotation, MentionForm, Span, State
from reader.ui.state.noting import span_of
from reader.ui.state.session import Opened, Session
from tests import examples


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library.open(tmp_path / "library.sqlite") as made:
        yield made


@pytest.fixture
def session(qtbot: QtBot, library: Library, monkeypatch: pytest.MonkeyPatch) -> Iterator[Session]:
    """A session on the hand-made reading, with the people found."""
    reading = examples.reading()
    monkeypatch.setattr(pipeline, "understand", lambda *_: reading)
    made = Session(library)
    made.show(Opened(reading.article, (), 0))
    qtbot.waitUntil(lambda: made.reading is not None)
    yield made
    made.jobs.shut_down()


def test_the_text_comes_before_the_people(qtbot: QtBot, library: Library, tmp_path: Path) -> None:
    file = tmp_path / "story.txt"
    file.write_text(examples.STORY, "utf-8")
    session = Session(library)
    order: list[str] = []
    session.article_changed.connect(lambda: order.append("text"))
    session.reading_changed.connect(lambda: order.append("people" if session.reading else "nobody yet"))
    session.open_path(file)
    qtbot.waitUntil(lambda: session.reading is not None)
    session.close()
    assert order == ["nobody yet", "text", "people"]


def test_choosing_a_person_goes_to_the_next_mention_below_the_top_of_the_page(session: Session) -> None:
    shown: list[Span] = []
    session.wants_shown.connect(shown.append)
    mentions = session.mentions_of("p1")
    session.position = mentions[0].name_span.end
    session.choose("p1")
    assert session.current == mentions[1]
    session.choose("p1")  # once more: the next one
    session.step(1)  # and around the end
    assert shown == [m.name_span for m in (mentions[1], mentions[2], mentions[0])]
    session.step(-1)
    assert session.current == mentions[2]


def test_several_are_chosen_with_control_and_taken_back_the_same_way(session: Session) -> None:
    session.choose("p1")
    session.choose("l1", extend=True)
    assert session.chosen == ("p1", "l1")
    session.choose("p1", extend=True)
    assert session.chosen == ("l1",)
    session.clear_choice()
    assert (session.chosen, session.current) == ((), None)


def test_the_attached_letter_is_not_part_of_the_name(session: Session) -> None:
    last = session.mentions_of("p1")[-1]
    assert last.span.start == last.name_span.start - 1
    assert session.mention_at(last.span.start) is None
    assert session.mention_at(last.name_span.start) == last
    assert last.form is MentionForm.SURNAME


def test_a_highlight_is_in_the_library_when_it_is_on_the_screen(session: Session, library: Library) -> None:
    seen: list[int] = []
    session.annotations_changed.connect(
        lambda: seen.append(len(library.annotations(session.article.id if session.article else "")))
    )
    note = session.noting.annotate(Span(0, 4), "green", body="לבדוק", tags=("א",))
    assert note is not None
    assert seen == [1]
    assert span_of(note) == Span(0, 4)
    assert session.noting.annotations_at(2) == [note]


def test_undo_and_redo_reach_the_library_too(session: Session, library: Library) -> None:
    note = session.noting.annotate(Span(0, 4))
    assert note is not None
    session.noting.change(replace(note, body="מילים"))
    session.undo_stack.undo()
    assert [n.body for n in library.annotations(note.article_id)] == [""]
    session.undo_stack.undo()
    assert library.annotations(note.article_id) == session.annotations == ()
    session.undo_stack.redo()
    session.undo_stack.redo()
    assert [n.body for n in library.annotations(note.article_id)] == ["מילים"]
    assert session.noting.remove(note.id)
    session.undo_stack.undo()
    assert [n.body for n in session.annotations] == ["מילים"]


def test_a_save_that_fails_changes_nothing_and_says_why(
    session: Session, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    note = session.noting.annotate(Span(0, 4))
    assert note is not None

    def full(annotation: Annotation) -> None:
        raise ReaderError("The disk is full, so nothing was saved.")

    failures: list[ReaderError] = []
    session.failed.connect(failures.append)
    monkeypatch.setattr(library, "save_annotation", full)
    assert session.noting.annotate(Span(5, 9)) is None
    assert not session.noting.change(replace(note, body="x"))
    assert session.annotations == (note,)
    assert len(failures) == 2
    assert session.undo_stack.count() == 1


def test_without_a_library_the_article_opens_and_a_note_says_that_it_cannot_be_kept(qtbot: QtBot) -> None:
    session = Session(None)
    failures: list[ReaderError] = []
    session.failed.connect(failures.append)
    session.open_text(examples.STORY, "made")
    qtbot.waitUntil(lambda: session.reading is not None)
    assert session.noting.annotate(Span(0, 4)) is None
    assert len(failures) == 1
    session.close()


def test_what_is_open_stays_open_when_the_next_file_cannot_be_read(session: Session, qtbot: QtBot) -> None:
    before = session.article
    with qtbot.waitSignal(session.failed) as said:
        session.open_path("no/such/file.txt")
    assert isinstance(said.args[0], ReaderError)
    assert session.article is before
    assert session.reading is not None


def test_notes_stand_in_text_order_with_orphans_last(session: Session, library: Library) -> None:
    late = session.noting.annotate(Span(12, 16))
    early = session.noting.annotate(Span(0, 4))
    assert late is not None
    assert early is not None
    assert session.annotations == (early, late)
    session.noting.store(early, replace(early, state=State.ORPHAN))
    assert [note.id for note in session.annotations] == [late.id, early.id]


def test_the_place_in_the_article_comes_back(session: Session, library: Library) -> None:
    article = session.article
    assert article is not None
    session.set_position(7)
    session.show(session.gather(article))
    assert session.position == 7
