"""What every test stands on: no display, folders of its own, and the same hypothesis examples each time."""

from __future__ import annotations

import os

os.environ["QT_QPA_PLATFORM"] = "offscreen"  # before anything imports Qt

from collections.abc import Iterator
from unittest import mock

import pytest
from hypothesis import settings

# A slow machine is no failure, and a failure must come back on the next run: hence no deadline, no chance.
settings.register_profile("reader", deadline=None, derandomize=True, max_examples=60, database=None)
settings.load_profile("reader")


@pytest.fixture(autouse=True)
def _own_folders(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """The person's own library and settings are out of every test's reach."""
    folders = {
        variable: str(tmp_path_factory.mktemp(variable.lower()))
        for variable in ("READER_DATA", "READER_CONFIG")
    }
    with mock.patch.dict(os.environ, folders):
        yield
