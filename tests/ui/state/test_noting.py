"""What a person does to notes is saved first and undone in one step: places, people, names of colours, the trash."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from pytestqt.qtbot import QtBot

from reader.model import Annotation, Article, Selector, Span, State, Style
from reader.ui.state.noting import Noting
from reader.ui.state.session import Session
from tests.ui.panel_builders import TiredLibrary, make_article, make_note, make_reading, make_session, put

OLD = make_article(("כותרת", "השר אמר שהקו ייפתח בזמן ושהתושבים ממתינים."), source="/news/line.txt")
NEW = make_article(
    ("כותרת", "השר אמר אתמול שהקו ייפתח בזמן ושהתושבים ממתינים."),
    article_id="b" * 16,
    source="/news/line.txt",
)
OTHER = make_article(("אחר", "מאמר אחר לגמרי"), article_id="c" * 16, source="/news/other.txt")


@pytest.fixture
def library() -> Iterator[TiredLibrary]:
    with TiredLibrary.fresh() as made:
        yield made


@pytest.fixture
def session(qtbot: QtBot, library: TiredLibrary) -> Session:
    made = make_session(qtbot, library)
    put(qtbot, made, make_reading(OLD))
    return made


@pytest.fixture
def noting(session: Session) -> Noting:
    return session.noting


def saved(library: TiredLibrary, note_id: str) -> Annotation:
    found = library.annotation(note_id)
    assert found is not None
    return found


def show_new(qtbot: QtBot, session: Session, library: TiredLibrary, notes: list[Annotation]) -> None:
    """The article came again, changed."""
    library.import_article(OLD)
    for note in notes:
        library.save_annotation(note)
    library.import_article(NEW)
    put(qtbot, session, make_reading(NEW))
    session.noting.reload()
    qtbot.waitUntil(lambda: len(session.annotations) == len(notes))


def uncertain(of: Article) -> Annotation:
    note = make_note(of, "הקו ייפתח", note_id="n")
    assert note.selector is not None
    return replace(
        note, state=State.UNCERTAIN, selector=replace(note.selector, prefix="x", exact="הקו ייפתח אז")
    )


def test_a_note_can_be_on_a_person_or_on_the_article(noting: Noting, library: TiredLibrary) -> None:
    on_person = noting.annotate(None, entity_id="תמר אלון")
    on_article = noting.annotate(None, body="הכול")
    assert on_person is not None and on_article is not None
    assert saved(library, on_person.id).selector is None
    assert saved(library, on_article.id).entity_id is None


def test_the_colour_used_last_is_the_next_one(noting: Noting) -> None:
    noting.annotate(Span(0, 3), "pink")
    made = noting.annotate(Span(6, 9), style=Style.UNDERLINE)
    assert made is not None
    assert (made.colour, made.style) == ("pink", Style.UNDERLINE)


def test_a_note_of_another_version_is_changed_and_deleted_here(
    qtbot: QtBot, session: Session, noting: Noting, library: TiredLibrary
) -> None:
    note = make_note(OLD, "הקו ייפתח", "לבדוק", note_id="n")
    show_new(qtbot, session, library, [note])
    (shown,) = session.annotations
    assert shown.article_id == OLD.id
    assert noting.change(replace(shown, body="נבדק"))
    assert saved(library, "n").selector == note.selector  # where it was made is kept
    assert noting.remove("n")
    session.undo_stack.undo()
    session.undo_stack.undo()
    assert [found.body for found in session.annotations] == ["לבדוק"]
    assert saved(library, "n").selector == note.selector


def test_a_place_is_confirmed_and_that_is_undone(
    qtbot: QtBot, session: Session, noting: Noting, library: TiredLibrary
) -> None:
    note = make_note(OLD, "הקו ייפתח", note_id="n")
    library.save_annotation(note)
    put(qtbot, session, make_reading(OTHER))
    guess = Selector(*("הקו ייפתח", "", ""), 5, 9, True)
    session.annotations = (replace(note, selector=guess, state=State.UNCERTAIN),)
    assert noting.confirm("n")
    (here,) = session.annotations
    assert here.state is State.EXACT and here.article_id == OTHER.id
    assert saved(library, "n").quote == OTHER.text[5:9]
    session.undo_stack.undo()
    assert saved(library, "n").selector == note.selector
    assert saved(library, "n").article_id == OLD.id
    assert session.annotations[0].state is State.UNCERTAIN
    session.undo_stack.redo()
    assert saved(library, "n").quote == OTHER.text[5:9]


def test_a_refused_place_makes_an_orphan_and_that_is_undone(
    session: Session, noting: Noting, library: TiredLibrary
) -> None:
    library.save_annotation(uncertain(OLD))
    session.annotations = (uncertain(OLD),)
    assert noting.refuse("n")
    assert session.annotations[0].state is State.ORPHAN
    session.undo_stack.undo()
    assert session.annotations[0].state is State.UNCERTAIN


def test_an_orphan_is_placed_by_hand(session: Session, noting: Noting, library: TiredLibrary) -> None:
    lost = make_note(OLD, "מילים שאינן", note_id="n", state=State.ORPHAN)
    library.save_annotation(lost)
    session.annotations = (lost,)
    at = OLD.text.index("ממתינים")
    assert noting.place("n", Span(at, at + 7))
    assert saved(library, "n").quote == "ממתינים"
    session.undo_stack.undo()
    assert session.annotations[0].state is State.ORPHAN
    assert saved(library, "n").quote == "מילים שאינן"


def test_a_note_of_another_article_is_deleted_and_brought_back(
    session: Session, noting: Noting, library: TiredLibrary
) -> None:
    library.import_article(OTHER)
    away = make_note(OTHER, "לגמרי", note_id="away")
    library.save_annotation(away)
    assert noting.discard(away)
    assert [row.note.id for row in library.trash()] == ["away"]
    assert session.annotations == ()
    session.undo_stack.undo()
    assert library.trash() == []
    session.undo_stack.redo()
    assert noting.restore(library.trash()[0].note)
    assert saved(library, "away").quote == "לגמרי"
    assert session.annotations == ()
    session.undo_stack.undo()
    assert [row.note.id for row in library.trash()] == ["away"]


def test_a_restored_note_that_moved_is_looked_for(
    qtbot: QtBot, session: Session, noting: Noting, library: TiredLibrary
) -> None:
    note = make_note(OLD, "הקו ייפתח", note_id="n")
    show_new(qtbot, session, library, [note])
    noting.remove("n")
    assert session.annotations == ()
    noting.restore(library.trash()[0].note)
    qtbot.waitUntil(lambda: bool(session.annotations) and session.annotations[0].state is not State.ORPHAN)
    selector = session.annotations[0].selector
    assert selector is not None
    assert NEW.text[selector.start : selector.end] == "הקו ייפתח"


def test_what_is_forgotten_is_gone_for_good(noting: Noting, library: TiredLibrary, qtbot: QtBot) -> None:
    made = noting.annotate(Span(0, 3))
    assert made is not None and noting.remove(made.id)
    with qtbot.waitSignal(noting.changed):
        assert noting.forget()
    assert library.trash() == []


def test_colours_are_named_and_that_is_undone(
    session: Session, noting: Noting, library: TiredLibrary, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(noting.colours_named):
        assert noting.name_colours({"yellow": " לבדוק ", "green": ""})
    assert noting.colour_name("yellow") == library.colour_names()["yellow"] == "לבדוק"
    session.undo_stack.undo()
    assert library.colour_names() == {}
    assert noting.colour_name("yellow") == "Yellow"
    session.undo_stack.redo()
    assert noting.colour_name("yellow") == "לבדוק"


def test_tags_of_the_whole_library_are_known(
    session: Session, noting: Noting, library: TiredLibrary, qtbot: QtBot
) -> None:
    library.import_article(OTHER)
    library.save_annotation(make_note(OTHER, "לגמרי", tags=("רחוקה",)))
    with qtbot.waitSignal(noting.tags_known):
        noting.look_up(again=True)
    noting.annotate(Span(0, 3), tags=("קרובה",))
    assert noting.tags() == ["קרובה", "רחוקה"]


@pytest.mark.parametrize("what", ["annotate", "discard", "restore", "name"])
def test_what_cannot_be_saved_is_not_done(
    session: Session, noting: Noting, library: TiredLibrary, what: str
) -> None:
    note = make_note(OLD, "הקו", note_id="n")
    session.attach(None)
    said: list[object] = []
    session.failed.connect(said.append)
    done = {
        "annotate": lambda: noting.annotate(Span(0, 3)),
        "discard": lambda: noting.discard(note),
        "restore": lambda: noting.restore(note),
        "name": lambda: noting.name_colours({"yellow": "x"}),
    }[what]()
    assert not done
    assert len(said) == 1
    assert session.undo_stack.count() == 0
    assert noting.names == {}
