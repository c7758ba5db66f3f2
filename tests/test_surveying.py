"""The people are found in the articles that nobody has read yet, one by one, and it can be stopped at any moment."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest

from reader import pipeline, surveying
from reader.cancel import CancelToken
from reader.entities import LexiconEngine
from reader.errors import ReaderError
from reader.library import Library
from reader.model import Article, EngineInfo, Reading
from reader.model.choice import EngineChoice
from reader.surveying import Event, Failed, Progress, Read, survey
from tests.library import samples

RULES = EngineChoice(LexiconEngine.name)


@pytest.fixture
def library() -> Iterator[Library]:
    with Library.in_memory() as made:
        for number in range(4):
            made.import_article(samples.article(f"a{number}", headline=f"כתבה {number}"))
        yield made


def watched(
    library: Library, token: CancelToken | None = None, **how: object
) -> tuple[surveying.Report, list[Event]]:
    events: list[Event] = []
    return survey(library, RULES, token, events.append, **how), events  # type: ignore[arg-type]


def named(events: list[Event]) -> list[str]:
    return [event.id for event in events if isinstance(event, Read)]


def test_the_newest_article_is_read_first_and_each_reading_is_kept(library: Library) -> None:
    report, events = watched(library)
    assert report.read == named(events) == ["a3", "a2", "a1", "a0"]
    assert not report.failed
    assert not report.left
    read = next(event for event in events if isinstance(event, Read))
    assert (read.title, read.people) == ("כתבה 3", 2)
    assert [(each.done, each.total) for each in events if isinstance(each, Progress)] == [
        (number, 4) for number in range(5)
    ]
    again, _ = watched(library)
    assert again == surveying.Report()


def test_only_so_many_or_only_those_that_are_named(library: Library) -> None:
    assert watched(library, limit=1)[0].read == ["a3"]
    assert watched(library, ids=["a1", "a3", "nothing", "a1"])[0].read == ["a1"]
    assert watched(library, ids=[])[0].read == []


def test_another_version_of_the_engine_reads_them_again(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    watched(library)
    understand = pipeline.understand

    def newer(*values: object) -> Reading:
        found = understand(*values)  # type: ignore[arg-type]
        return replace(found, engine=EngineInfo(found.engine.name, "next"))

    monkeypatch.setattr(pipeline, "understand", newer)
    assert len(watched(library)[0].read) == 4


def test_what_is_in_the_trash_is_not_read(library: Library) -> None:
    library.delete_articles(["a2"])
    assert watched(library)[0].read == ["a3", "a1", "a0"]


def when(article_id: str, do: Callable[[], object], monkeypatch: pytest.MonkeyPatch) -> None:
    """Do something while the engine is at an article."""
    understand = pipeline.understand

    def meanwhile(article: Article, *rest: object) -> Reading:
        if article.id == article_id:
            do()
        return understand(article, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(pipeline, "understand", meanwhile)


def test_an_article_that_breaks_the_engine_does_not_stop_the_others(
    library: Library, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    when("a2", lambda: 1 / 0, monkeypatch)
    report, events = watched(library)
    assert report.read == ["a3", "a1", "a0"]
    assert [(id_, str(error)) for id_, error in report.failed] == [
        ("a2", "The people in the article כתבה 2 could not be found.")
    ]
    assert [event.id for event in events if isinstance(event, Failed)] == ["a2"]
    assert "ZeroDivisionError" in caplog.text


def test_an_article_removed_or_changed_meanwhile_is_left_alone(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    def change() -> None:
        library.delete_articles(["a3", "a2"])
        library.empty_article_trash()

    when("a3", change, monkeypatch)
    when("a1", lambda: library.add_article(samples.article("a1", headline="כותרת אחרת")), monkeypatch)
    report, _ = watched(library)
    assert report.read == ["a0"]
    assert report.left == 3
    assert library.article("a3") is None


def test_an_article_that_is_damaged_does_not_stop_the_others(library: Library) -> None:
    damaged = replace(samples.article("a2", headline="כתבה 2"), text="קצר")
    library.add_article(damaged)
    report, _ = watched(library)
    assert report.read == ["a3", "a1", "a0"]
    assert [id_ for id_, _ in report.failed] == ["a2"]


def test_stopping_keeps_what_was_read(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    token = CancelToken()
    when("a2", token.cancel, monkeypatch)
    report, _ = watched(library, token)
    assert report.stopped
    assert (report.read, report.left) == (["a3"], 3)
    assert watched(library)[0].read == ["a2", "a1", "a0"]


def test_stopping_does_not_wait_for_the_engine_to_be_loaded(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    token, released = CancelToken(), threading.Event()

    def loads(*_: object) -> Reading:
        token.cancel()
        released.wait(30)
        raise AssertionError

    monkeypatch.setattr(pipeline, "understand", loads)
    begun = time.monotonic()
    report, _ = watched(library, token)
    took = time.monotonic() - begun
    released.set()
    assert report.stopped
    assert took < 5


def test_an_engine_that_is_not_there_gives_way_and_says_so_once(library: Library) -> None:
    said: list[ReaderError] = []
    report = survey(library, EngineChoice("nosuch"), warn=said.append)
    assert len(report.read) == 4
    assert len(said) == 1
    assert "nosuch" in str(said[0])
