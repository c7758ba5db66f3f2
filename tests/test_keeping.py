"""The plain copy and the backups keep themselves, and touch nothing that is not theirs."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from reader.cancel import CancelledError, CancelToken
from reader.exporters import notes as forms
from reader.keeping import ENDING, Keeper, file_name
from reader.library import LIBRARY_FILE, Library
from reader.library.backups import restore
from tests.library import samples

ARTICLE = samples.article("a1", source="https://example.org/talks")
OTHER = samples.article("b2", body="מזג האוויר יהיה נאה.", headline="חם/קר: מה יהיה?")
NOTE = samples.note(ARTICLE)


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library.open(tmp_path / LIBRARY_FILE) as made:
        made.add_article(ARTICLE)
        made.add_article(OTHER)
        made.save_annotation(NOTE)
        made.save_annotation(samples.note(OTHER, "נאה", "other"))
        yield made


@pytest.fixture
def keeper(library: Library) -> Keeper:
    return Keeper(library)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "notes"


def files(folder: Path) -> dict[str, list[str]]:
    """The bodies in each file of the plain copy."""
    return {
        path.name: sorted(
            note.body for article in forms.parse(path.read_bytes()) for note in article.annotations
        )
        for path in folder.iterdir()
        if path.suffix == ENDING
    }


def test_each_article_with_notes_is_one_file_that_a_person_can_find(keeper: Keeper, folder: Path) -> None:
    assert keeper.tend() is None
    names = sorted(files(folder))
    assert len(names) == 2
    assert any("דנה לוי" in name and name.endswith(" a1.jsonld") for name in names)
    assert files(folder)[file_name(ARTICLE.title, "a1")] == [NOTE.body]
    assert len(keeper.backups.kept()) == 1
    assert json.loads((folder / names[0]).read_bytes())["@context"]


def test_only_what_changed_is_written(keeper: Keeper, library: Library, folder: Path) -> None:
    keeper.tend()
    for path in folder.iterdir():
        os.utime(path, (0, 0))
    library.set_position("a1", 5)
    library.save_annotation(replace(NOTE, body="נבדק"))
    keeper.tend()
    changed = [path.name for path in folder.iterdir() if path.stat().st_mtime > 0]
    assert changed == [file_name(ARTICLE.title, "a1")]
    Keeper(library).tend()  # another session
    assert [path.name for path in folder.iterdir() if path.stat().st_mtime > 0] == changed


def test_a_file_goes_when_all_its_notes_are_gone_and_comes_back_with_them(
    keeper: Keeper, library: Library, folder: Path
) -> None:
    keeper.tend()
    library.delete_annotation("other")
    keeper.tend()
    assert list(files(folder)) == [file_name(ARTICLE.title, "a1")]
    library.restore_annotation("other")
    keeper.tend()
    assert len(files(folder)) == 2
    library.delete_annotation("other")
    library.empty_trash()
    keeper.tend()
    assert len(files(folder)) == 1


def test_a_deleted_file_is_written_again(keeper: Keeper, library: Library, folder: Path) -> None:
    keeper.tend()
    (folder / file_name(ARTICLE.title, "a1")).unlink()
    Keeper(library).tend()
    assert len(files(folder)) == 2


def test_a_persons_own_files_are_never_touched(keeper: Keeper, library: Library, folder: Path) -> None:
    folder.mkdir()
    (folder / "mine.jsonld").write_text("{}")
    taken = folder / file_name(ARTICLE.title, "a1")
    taken.write_text("שלי")
    keeper.tend()
    assert (folder / "mine.jsonld").read_text() == "{}"
    assert [path.read_text("utf-8") for path in folder.glob("* (1).jsonld")] == ["שלי"]
    changed = folder / file_name(OTHER.title, "b2")
    changed.write_text("שיניתי")
    library.save_annotation(replace(samples.note(OTHER, "נאה", "other"), body="חדש"))
    keeper.tend()
    kept = sorted(path.read_text("utf-8") for path in folder.glob("* (1).jsonld"))
    assert kept == sorted(["שלי", "שיניתי"])
    changed.write_text("שוב")
    library.delete_annotation("other")
    keeper.tend()
    assert changed.read_text("utf-8") == "שוב"


def test_an_older_backup_put_back_deletes_no_note_from_the_plain_copy(
    keeper: Keeper, library: Library, folder: Path
) -> None:
    backup = keeper.backups.make(library)
    later = samples.note(ARTICLE, "השיחות", "later", "נכתב אחרי הגיבוי")
    alone = replace(samples.note(OTHER, "יהיה", "alone"), article_id="c3", body="על מאמר אחר")
    library.save_annotations([later, alone])
    keeper.tend()
    library.close()
    assert library.path is not None
    restore(backup, library.path)
    with Library.open(library.path) as restored:
        Keeper(restored).tend()
        restored.save_annotation(replace(NOTE, body="ממשיכים"))
        Keeper(restored).tend()
    bodies = {body for found in files(folder).values() for body in found}
    assert {"נכתב אחרי הגיבוי", "על מאמר אחר", "ממשיכים"} <= bodies


def test_without_its_index_the_plain_copy_is_not_doubled(
    keeper: Keeper, library: Library, folder: Path, tmp_path: Path
) -> None:
    keeper.tend()
    before = files(folder)
    for broken in (None, b"", b"[]", b'{"a1": 5}', b"\xff"):
        index = tmp_path / "notes-written.json"
        if broken is None:
            index.unlink()
        else:
            index.write_bytes(broken)
        assert Keeper(library).tend() is None
        assert files(folder) == before


def test_a_new_headline_renames_the_file(keeper: Keeper, library: Library, folder: Path) -> None:
    keeper.tend()
    newer = replace(samples.article("c3", headline="כותרת אחרת"), source=ARTICLE.source)
    library.import_article(newer)
    keeper.tend()
    assert sorted(files(folder)) == sorted([file_name("כותרת אחרת", "c3"), file_name(OTHER.title, "b2")])


@pytest.mark.parametrize(
    "title",
    ["", 'שָׁלוֹם/..\\:*?"<>|\x00\n', ".hidden.", "א" * 5000, "\u202eתל אביב\u200f", "\udcff", "CON", "🕊" * 100],
)
def test_any_headline_makes_a_name_that_every_system_takes(title: str, tmp_path: Path) -> None:
    name = file_name(title, "0123456789abcdef")
    assert name.endswith("0123456789abcdef.jsonld")
    assert len(name.encode()) <= 220
    assert not set('/\\:*?"<>|\u202e\u200f\x00\n') & set(name)
    assert not name.startswith((".", " "))
    (tmp_path / name).write_text("")


def test_a_file_is_called_as_a_person_would_look_for_it() -> None:
    assert file_name('שָׁלוֹם: "יום טוב"', "a1") == "שלום יום טוב a1.jsonld"


@pytest.mark.parametrize("strange", ["../../x", "", "א/ב", "x" * 500, "\udcff"])
def test_an_id_from_elsewhere_leads_out_of_no_folder(strange: str) -> None:
    name = file_name("כותרת", strange)
    assert Path(name).name == name
    assert len(name.encode()) < 220


def test_a_folder_that_cannot_be_written_is_said_in_one_sentence(
    keeper: Keeper, folder: Path, tmp_path: Path
) -> None:
    folder.write_text("taken")
    failure = keeper.tend()
    assert failure is not None
    assert str(folder) in str(failure)
    assert len(keeper.backups.kept()) == 1
    (tmp_path / "backups").rename(tmp_path / "elsewhere")
    (tmp_path / "backups").write_text("")
    failure = Keeper(keeper._library).tend()
    assert failure is not None


def test_tending_can_be_stopped_and_goes_on_later(keeper: Keeper, library: Library, folder: Path) -> None:
    token = CancelToken()
    token.cancel()
    with pytest.raises(CancelledError):
        keeper.tend(token)
    assert keeper.tend() is None
    assert len(files(folder)) == 2


def test_a_library_in_memory_or_for_reading_is_kept_by_nobody(library: Library, tmp_path: Path) -> None:
    with Library.in_memory() as memory:
        assert Keeper(memory).tend() is None
    with Library.open(library.path, read_only=True) as reading:
        assert Keeper(reading).tend() is None
    assert not (tmp_path / "notes").exists()
    assert not (tmp_path / "backups").exists()
