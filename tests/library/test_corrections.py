"""What a person corrected stays in the library, apart from what engines said."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import apsw
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.errors import ReaderError
from reader.library import LIBRARY_FILE, Library, mendcodec
from reader.library.failures import DamagedError
from reader.model import EntityKind, Selector
from reader.model.corrections import (
    Add,
    Change,
    Correction,
    Merge,
    Newcomer,
    Reassign,
    Refuse,
    RefusedName,
    RefuseMention,
    Rename,
    SavedCorrection,
    SplitOff,
    Who,
)
from tests.library import samples
from tests.library.faults import faulty_disk

DANA = Who("דנה לוי", ("לוי",), place=Selector("דנה לוי", "השרה ", " נפגשה", 5, 12, False))
FIRST = SavedCorrection("i1", 1, Rename(DANA, "דנה כהן"))
SECOND = SavedCorrection("i2", 2, Refuse(Who("רובה")))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / LIBRARY_FILE


@pytest.fixture
def library(path: Path) -> Iterator[Library]:
    with Library.open(path) as made:
        yield made


places = st.builds(
    Selector,
    samples.texts,
    samples.texts,
    samples.texts,
    st.integers(0, 99),
    st.integers(0, 99),
    st.booleans(),
)
kinds = st.sampled_from(EntityKind)
whos = st.builds(
    Who,
    samples.texts,
    st.lists(samples.texts, max_size=2).map(tuple),
    kinds,
    st.none() | places,
    samples.texts,
)
newcomers = st.builds(Newcomer, samples.texts, samples.texts, kinds)
said: st.SearchStrategy[Correction] = st.one_of(
    st.builds(Rename, whos, samples.texts),
    st.builds(Merge, whos, whos),
    st.builds(SplitOff, whos, samples.texts, newcomers),
    st.builds(Refuse, whos),
    st.builds(Reassign, places, whos | newcomers),
    st.builds(Add, places, whos | newcomers, st.booleans()),
    st.builds(RefuseMention, places),
)


@given(said)
def test_any_correction_comes_back_equal(correction: Correction) -> None:
    assert mendcodec.correction_from(mendcodec.correction_payload(correction)) == correction


@pytest.mark.parametrize(
    "payload",
    ["", "{", "[]", "7", '["rename"]', '["rename",["x"],"y"]', '["refuse",["x",[1],"person",null,""]]',
     '["refuse",["x",[],"animal",null,""]]', '["add",["x","","",0,1,true],["old"],true]',
     '["refuse mention",["x","","","0",1,true]]', "[" * 100_000],
)  # fmt: skip
def test_a_damaged_correction_is_called_damaged(payload: str) -> None:
    with pytest.raises(DamagedError):
        mendcodec.correction_from(payload)


def test_corrections_come_back_in_their_order_after_a_restart(library: Library, path: Path) -> None:
    library.save_correction("a1", SECOND)
    library.save_correction("a1", FIRST)
    library.save_correction("a2", replace(FIRST, id="other"))
    library.close()
    with Library.open(path) as again:
        assert again.corrections("a1") == (FIRST, SECOND)
        again.delete_correction("a1", FIRST)
        assert again.corrections("a1") == (SECOND,)
        assert again.corrections("a3") == ()


def test_another_engine_and_another_text_leave_the_corrections_alone(library: Library) -> None:
    article = samples.article()
    library.save_reading(samples.reading(article))
    library.save_correction("a1", FIRST)
    library.add_article(samples.article(body="נוסח חדש של הכתבה."))
    assert library.corrections("a1") == (FIRST,)


def test_a_refused_name_is_remembered_once_and_allowed_however_it_is_written(library: Library) -> None:
    library.refuse_name(RefusedName("בן־חור"))
    library.refuse_name(RefusedName("בן חור"))
    library.refuse_name(RefusedName("בן חור", EntityKind.PLACE))
    assert library.refused_names() == (RefusedName("בן־חור"), RefusedName("בן חור", EntityKind.PLACE))
    library.allow_name(RefusedName("בֶּן־חוּר"))
    assert library.refused_names() == (RefusedName("בן חור", EntityKind.PLACE),)


def test_a_change_is_kept_as_one_and_undone_as_one(library: Library) -> None:
    library.save_correction("a1", FIRST)
    change = Change((SECOND,), (FIRST,), (RefusedName("רובה"),))
    library.mend("a1", change)
    assert (library.corrections("a1"), library.refused_names()) == ((SECOND,), (RefusedName("רובה"),))
    library.mend("a1", change.reversed())
    assert (library.corrections("a1"), library.refused_names()) == ((FIRST,), ())


@pytest.mark.parametrize("writes", range(6))
def test_a_disk_that_fills_up_keeps_all_of_a_change_or_none(path: Path, writes: int) -> None:
    with faulty_disk() as disk, Library.open(path) as library:
        disk.writes_left = writes
        kept = True
        try:
            library.mend("a1", Change((FIRST, SECOND), (), (RefusedName("רובה"),)))
        except ReaderError as failure:
            assert str(failure) == "The disk is full, so nothing was saved."
            kept = False
        disk.writes_left, disk.full = None, False
        assert (library.corrections("a1") == (FIRST, SECOND)) is kept
        assert bool(library.refused_names()) is kept


def test_a_library_opened_for_reading_says_that_it_keeps_no_correction(library: Library, path: Path) -> None:
    library.save_correction("a1", FIRST)
    library.close()
    with Library.open(path, read_only=True) as closed:
        assert closed.corrections("a1") == (FIRST,)
        with pytest.raises(ReaderError, match="read-only, so nothing was saved"):
            closed.save_correction("a1", SECOND)
        with pytest.raises(ReaderError, match="read-only, so nothing was saved"):
            closed.refuse_name(RefusedName("רובה"))


def test_a_damaged_row_is_a_damaged_library(library: Library, path: Path) -> None:
    library.save_correction("a1", FIRST)
    library.refuse_name(RefusedName("רובה"))
    library.close()
    made = apsw.Connection(str(path))
    made.execute("UPDATE corrections SET payload = '[]'; UPDATE refused_names SET kind = 'animal'")
    made.close()
    with Library.open(path) as again:
        with pytest.raises(ReaderError, match="is damaged"):
            again.corrections("a1")
        with pytest.raises(ReaderError, match="is damaged"):
            again.refused_names()


def test_a_library_of_the_first_version_gets_room_for_corrections(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    samples.older_library(path, 1, monkeypatch)
    with Library.open(path) as today:
        assert today.annotations("a1") == (samples.note(samples.article()),)
        today.save_correction("a1", FIRST)
        assert today.corrections("a1") == (FIRST,)
