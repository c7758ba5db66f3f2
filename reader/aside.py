"""Work that cannot be stopped, done aside, so that whoever waits for it can go."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TypeVar

from reader.cancel import CancelToken

_LOOK = 0.05  # seconds between two looks at the stop switch
_Result = TypeVar("_Result")


def aside(work: Callable[[], _Result], token: CancelToken) -> _Result:
    """What `work` returns or raises, done in a thread of its own.

    Raises:
        CancelledError: `token` was cancelled; the work goes on to its end, and nobody sees what comes of it.
    """
    results: list[_Result] = []
    failures: list[BaseException] = []

    def run() -> None:
        try:
            results.append(work())
        except BaseException as failure:  # it is raised below, where it is waited for
            failures.append(failure)

    worker = threading.Thread(target=run, name="aside", daemon=True)
    worker.start()
    while worker.is_alive():
        worker.join(_LOOK)
        if worker.is_alive():
            token.check()
    if failures:
        raise failures[0]
    return results[0]
