"""Where resources and the person's own folders are."""

from __future__ import annotations

import os
from pathlib import Path

import platformdirs

_PACKAGE = Path(__file__).resolve().parent


def resource(*parts: str) -> Path:
    """The path of a shipped resource, e.g. ``resource("lexicons", "names.yaml")``.

    A wheel carries the resources inside the package; an editable install does not, and finds them in the
    checkout beside it.

    Raises:
        FileNotFoundError: there is no such resource, which means a broken installation.
    """
    for root in (_PACKAGE / "resources", _PACKAGE.parent / "resources"):
        path = root.joinpath(*parts)
        if path.exists():
            return path
    raise FileNotFoundError(f"resource {'/'.join(parts)} is missing: the installation is incomplete")


def data_dir() -> Path:
    """The folder of the person's library; ``READER_DATA`` names another one. It may not exist yet."""
    return _folder("READER_DATA", platformdirs.user_data_path("hebrew-news-reader", appauthor=False))


def config_dir() -> Path:
    """The folder of the person's settings; ``READER_CONFIG`` names another one. It may not exist yet."""
    return _folder("READER_CONFIG", platformdirs.user_config_path("hebrew-news-reader", appauthor=False))


def _folder(variable: str, default: Path) -> Path:
    chosen = os.environ.get(variable)
    return Path(chosen) if chosen else default
