"""The one loader of plug-ins, which come as entry points.

A broken plug-in is a warning, never a crash: `load` hands back what could be loaded and a sentence for each
one that could not.
"""

from __future__ import annotations

import logging

from reader.errors import ReaderError

logger = logging.getLogger(__name__)


def load(group: str) -> tuple[list[object], list[ReaderError]]:
    """Make one object of every entry point in `group`, e.g. ``"reader.importers"``.

    An entry point names a callable without arguments. Returns the objects that were made, and an error for
    every plug-in that failed, whatever it failed with.
    """
    # Late: it brings the e-mail package along, and a start that needs no plug-in should not wait for it.
    from importlib.metadata import entry_points

    made: list[object] = []
    broken: list[ReaderError] = []
    for point in entry_points(group=group):
        try:
            made.append(point.load()())
        except Exception as failure:  # a plug-in may raise anything; none of it is ours to pass on
            logger.warning("plug-in %s of %s failed", point.name, group, exc_info=True)
            broken.append(
                ReaderError(
                    "The plug-in {name} could not be loaded: {reason}.",
                    "Reader works without it; update or remove it.",
                    name=point.name,
                    reason=str(failure) or type(failure).__name__,
                )
            )
    return made, broken
