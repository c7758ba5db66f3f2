"""Circles of Python objects are looked for on the GUI thread only, where the widgets in them may be destroyed."""

from __future__ import annotations

import gc
import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from reader.cancel import CancelToken
from reader.ui.parts.jobs import Jobs


class Circle:
    """Only the collector finds it; says on which thread it was found."""

    found: list[int]

    def __init__(self, found: list[int]) -> None:
        self.me = self
        self.found = found

    def __del__(self) -> None:
        self.found.append(threading.get_ident())


@pytest.fixture
def jobs(qtbot: QtBot) -> Iterator[Jobs]:
    holder = QObject()
    made = Jobs(holder)
    yield made
    made.shut_down()


def test_what_a_worker_leaves_behind_is_collected_on_the_gui_thread(qtbot: QtBot, jobs: Jobs) -> None:
    found: list[int] = []
    go = threading.Event()

    def work(token: CancelToken) -> str:
        for _ in range(5_000):  # far more than Python waits for
            Circle(found)
        go.wait(10)
        return "done"

    done: list[str] = []
    jobs.run("k", work, done.append, lambda _: None)
    qtbot.waitUntil(lambda: len(found) >= 5_000)
    assert set(found) == {threading.get_ident()}
    go.set()
    qtbot.waitUntil(lambda: bool(done))


def test_when_the_work_is_done_python_collects_as_it_likes(qtbot: QtBot, jobs: Jobs) -> None:
    assert gc.isenabled()
    done: list[str] = []
    jobs.run("k", lambda token: "done", done.append, lambda _: None)
    assert not gc.isenabled()
    qtbot.waitUntil(gc.isenabled)
    assert done == ["done"]


def test_two_sessions_do_not_let_go_of_one_another_s_hold(qtbot: QtBot, jobs: Jobs) -> None:
    other, go = Jobs(), threading.Event()
    jobs.run("k", lambda token: go.wait(10), lambda _: None, lambda _: None)
    other.run("k", lambda token: "quick", lambda _: None, lambda _: None)
    other.shut_down()
    assert not gc.isenabled()
    go.set()
    jobs.shut_down()
    assert gc.isenabled()


def test_a_session_that_goes_lets_go(qtbot: QtBot) -> None:
    other, go = Jobs(), threading.Event()
    other.run("k", lambda token: go.wait(10), lambda _: None, lambda _: None)
    assert not gc.isenabled()
    go.set()
    del other
    gc.collect()
    qtbot.waitUntil(gc.isenabled)
