"""The pictures of the library and of a person in it: a library of our own articles, made for the picture alone.

``python -m tests.screens_library LANGUAGE THEME WIDTHxHEIGHT LIBRARY-PICTURE PERSON-PICTURE``
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import cast

from PySide6.QtWidgets import QApplication

from reader import gathering, surveying
from reader.library import Library
from reader.library.index import Upkeep
from reader.library.people import People
from reader.model import EntityKind
from reader.ui.app import Desk, make_application
from reader.ui.parts.settings import Settings, Theme
from tests.waiting import until

ARTICLES = Path(__file__).resolve().parents[1] / "resources" / "articles"
STORIES = {
    "bridge.txt": (
        "הגשר בעמק נפתח לתנועה\n2.11.2025\n\nשרת התחבורה רות כהנא חנכה אתמול את הגשר החדש בעמק. "
        '"הגשר יקצר את הדרך לדרום", אמרה רות כהנא בטקס.\nראש העיר דן אורן אמר כי התנועה תזרום מעתה.\n'
    ),
    "trains.txt": (
        "הרכבת לדרום מתעכבת\n14.3.2026\n\nשרת התחבורה רות כהנא הודיעה כי הרכבת לדרום תתעכב בשעה. "
        'הנוסעים ממתינים ברציפים. "העיכוב יסתיים בקרוב", אמרה כהנא.\n'
    ),
    "budget.txt": (
        "הממשלה אישרה את תקציב הדרכים\n20.4.2026\n\nשר האוצר נעם גיל הציג אתמול את תקציב הדרכים לדרום. "
        "לדברי רות כהנא, שרת התחבורה, די בו לשלושה גשרים ולקו רכבת אחד.\n"
    ),
    "book.txt": (
        "ספר חדש על הגשרים בעמק\n1.5.2026\n\nהסופר יואב שדה כתב ספר על הגשרים בעמק. "
        "יואב שדה סיפר כי עבד עליו שנים רבות, וכי רות כהנא קראה אותו לפני כולם.\n"
    ),
}
SEARCHED, PERSON = "לדרום", "רות כהנא"


def main(language: str, theme: str, size: str, library_picture: str, person_picture: str) -> None:
    """Draw both pictures; the library is where READER_DATA says."""
    with Library.open() as library:
        _fill(library)
    desk = Desk(make_application(), Settings(language=language, theme=cast("Theme", theme)), keep=False)
    jobs = desk.session.jobs

    width, height = map(int, size.split("x"))
    desk.window.resize(width, height)
    desk.open_first(str(ARTICLES / "sample.txt"))
    desk.window.show()
    desk.settle(Library.open)
    room = desk.room
    until(lambda: desk.session.reading is not None)
    others: list[object] = []
    desk.session.finding.others_came.connect(others.append)
    room.library.show(SEARCHED)
    page = room.library.page
    until(
        lambda: (
            bool(others)
            and not desk.session.finding.searching
            and not any(jobs.busy(f"library-{key}") for key in ("lines", "shelves"))
        )
    )
    page.into_results()
    until(lambda: page.list.hasFocus())
    _draw(desk, library_picture)
    assert desk.session.library is not None
    people = People(desk.session.library)
    line = next(each for each in people.search(PERSON, EntityKind.PERSON) if each.name == PERSON)
    people.close()
    room.everywhere.show_person(line.key)
    until(lambda: not any(jobs.busy(key) for key in ("person-page", "person-more", "person-years")))
    _draw(desk, person_picture)
    desk.window.settings_changed.disconnect()
    desk.window.close()
    desk.close()


def _draw(desk: Desk, target: str) -> None:
    """Draw the window when what came last has found its room."""
    QApplication.sendPostedEvents()
    QApplication.processEvents()
    desk.window.grab().save(target)


def _fill(library: Library) -> None:
    """Bring the articles in, and find their people."""
    folder = Path(library.path or "").parent / "articles"
    folder.mkdir(exist_ok=True)
    for name, text in STORIES.items():
        (folder / name).write_text(text, "utf-8")
    gathering.gather(library, [folder, *sorted(ARTICLES.glob("*.txt"))])
    surveying.survey(library)
    keeper = Upkeep(library)
    keeper.catch_up()
    keeper.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
