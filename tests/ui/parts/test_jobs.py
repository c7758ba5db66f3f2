"""Work off the GUI thread: results come back on it, late ones are dropped, failures are never swallowed."""

from __future__ import annotations

import threading

import pytest
from pytestqt.qtbot import QtBot

from reader.cancel import CancelToken
from reader.errors import ReaderError
from reader.ui.parts.jobs import Jobs


def test_a_result_comes_back_on_the_gui_thread(qtbot: QtBot) -> None:
    jobs, seen = Jobs(), []
    jobs.run(
        "k",
        lambda token: threading.get_ident(),
        lambda on: seen.append((on, threading.get_ident())),
        seen.append,
    )
    qtbot.waitUntil(lambda: bool(seen))
    worker, back = seen[0]
    assert back == threading.get_ident()
    assert worker != back
    jobs.shut_down()


def test_a_newer_job_under_the_same_key_cancels_the_older_one_and_its_late_result_is_dropped(
    qtbot: QtBot,
) -> None:
    jobs, seen, go = Jobs(), [], threading.Event()
    tokens: list[CancelToken] = []

    def slow(token: CancelToken) -> str:
        tokens.append(token)
        go.wait(10)
        return "late"  # came to its end without looking at its token

    jobs.run("k", slow, seen.append, seen.append)
    qtbot.waitUntil(lambda: bool(tokens))
    jobs.run("k", lambda token: "new", seen.append, seen.append)
    assert tokens[0].cancelled
    go.set()
    qtbot.waitUntil(lambda: seen == ["new"])
    jobs.shut_down()
    assert seen == ["new"]


def test_a_failure_of_the_environment_is_handed_over_and_a_bug_reaches_the_hook(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    jobs, failures, bugs = Jobs(), [], []
    monkeypatch.setattr("sys.excepthook", lambda kind, *_: bugs.append(kind))

    def fail(token: CancelToken) -> None:
        raise ReaderError("The file is gone.")

    def bug(token: CancelToken) -> None:
        raise ZeroDivisionError

    jobs.run("a", fail, lambda _: None, failures.append)
    jobs.run("b", bug, lambda _: None, failures.append)
    qtbot.waitUntil(lambda: bool(failures and bugs))
    assert str(failures[0]) == "The file is gone."
    assert bugs == [ZeroDivisionError]
    jobs.shut_down()


def test_stopped_work_says_nothing_and_progress_is_heard_until_then(qtbot: QtBot) -> None:
    jobs, heard, done, stopped = Jobs(), [], [], threading.Event()

    def work(token: CancelToken) -> None:
        try:
            while True:
                token.progress(0.5)
        finally:
            stopped.set()

    jobs.run("k", work, done.append, done.append, heard.append)
    qtbot.waitUntil(lambda: bool(heard))
    assert jobs.busy("k")
    jobs.cancel("k")
    assert not jobs.busy("k")
    assert stopped.wait(10)
    jobs.shut_down()
    assert not done
    assert heard[0] == 0.5


def test_a_search_does_not_wait_for_a_backup_and_a_check_to_end(qtbot: QtBot) -> None:
    jobs, seen, go = Jobs(), [], threading.Event()
    for key in ("people", "keep", "check", "library-index", "links", "exchange", "backups", "versions"):
        jobs.run(key, lambda _token: go.wait(10), lambda _done: None, seen.append)
    jobs.run("library-search", lambda _token: "found", seen.append, seen.append)
    qtbot.waitUntil(lambda: seen == ["found"])
    go.set()
    jobs.shut_down()
