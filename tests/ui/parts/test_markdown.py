"""A note's Markdown: formatted, in its own direction, and nothing in it fetches or opens anything."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QImage, QPainter, QTextDocument
from PySide6.QtWidgets import QApplication

from reader.ui.parts.link_opener import LinkOpener
from reader.ui.parts.markdown import MOST_SHOWN, NoteText, bare, document_of, link_to, links_of, plain
from reader.ui.parts.theme import theme
from tests.ui.panel_builders import interface, make_article, make_note


@pytest.fixture(autouse=True)
def _hebrew(qapp: QApplication) -> Iterator[None]:
    with interface(qapp, "he"):
        yield


def directions(document: QTextDocument) -> list[Qt.LayoutDirection]:
    found, block = [], document.begin()
    while block.isValid():
        found.append(block.blockFormat().layoutDirection())
        block = block.next()
    return found


def test_marks_are_shown_as_what_they_mean() -> None:
    assert plain("# כותרת\n\nזה **חשוב** ו*דחוף*") == "כותרת\nזה חשוב ודחוף"


def test_lines_stay_lines() -> None:
    assert plain("אחת *כן*\nשתיים\n\nשלוש").split() == ["אחת", "כן", "שתיים", "שלוש"]
    assert document_of("אחת *כן*\nשתיים").blockCount() == 2


def test_every_paragraph_has_its_own_direction() -> None:
    right, left = Qt.LayoutDirection.RightToLeft, Qt.LayoutDirection.LeftToRight
    assert directions(document_of("**שלום**\n\nEnglish *words*\n\n12:30")) == [right, left, right]


def test_html_is_shown_as_it_was_written() -> None:
    written = '<script>alert(1)</script> <img src="file:///etc/passwd"> <b>x</b>'
    assert plain(written) == written


@pytest.mark.parametrize(
    "address", ["file:///etc/passwd", "http://example.org/p.png", "/etc/hostname", "qrc:/x"]
)
def test_a_picture_is_a_link_with_its_words_and_is_not_fetched(
    monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    asked: list[object] = []
    monkeypatch.setattr(QTextDocument, "loadResource", lambda *asking: asked.append(asking))
    body = f"לפני ![מפה]({address}) אחרי"
    image = QImage(300, 100, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    NoteText(body, 280).draw(painter, 0, 0, theme("paper"))
    painter.end()
    assert plain(body) == "לפני מפה אחרי"
    assert links_of(body) == [("מפה", address)]
    assert not asked


def test_a_link_is_found_where_it_stands() -> None:
    text = NoteText("[קישור ארוך](https://example.org/x)", 200)
    places = [QPointF(x, 8) for x in range(0, 200, 10)]
    found = {text.link_at(place) for place in places}
    assert found == {"", "https://example.org/x"}


def test_a_note_of_a_megabyte_is_cut_on_its_card() -> None:
    text = NoteText("**מילה** " * 150_000, 250)
    assert text.height < 250 * MOST_SHOWN
    assert len(plain("**מילה** " * 150_000)) <= MOST_SHOWN + 2


@pytest.mark.parametrize(
    ("link", "opens"),
    [
        ("https://example.org/a?b=1", True),
        ("http://example.org", True),
        ("mailto:a@example.org", True),
        ("HTTPS://example.org", True),
        ("file:///etc/passwd", False),
        ("javascript:alert(1)", False),
        ("smb://host/share", False),
        ("https:", False),
        ("/etc/passwd", False),
        ("", False),
    ],
)
def test_only_the_web_and_letters_are_opened(link: str, opens: bool) -> None:
    assert LinkOpener.may_open(link) is opens


def test_a_link_to_a_note_says_its_words_and_leads_to_it() -> None:
    article = make_article(('הוא אמר "[סוף] *ציטוט*" ונעלם',))
    note = make_note(article, '"[סוף] *ציטוט*"', note_id="n-1")
    link = link_to(note)
    assert links_of(link) == [('"[סוף] *ציטוט*"', "note:n-1")]


def test_a_line_of_a_list_has_the_words_only() -> None:
    assert bare("## כותרת\n- **חשוב** [ראו](note:x)") == "כותרת\nחשוב ראו"


@settings(max_examples=40)
@given(st.text(st.sampled_from("אב a*_`#>[]()!|~<&\n-1.\\:/\u202e😀"), max_size=60))
def test_any_text_is_laid_out(body: str) -> None:
    assert NoteText(body, 200).height >= 0
    links_of(body)
    bare(body)
