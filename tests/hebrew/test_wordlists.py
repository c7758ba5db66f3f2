"""The word lists say the same to our quick reader as to YAML itself."""

from __future__ import annotations

import pytest
import yaml

from reader.hebrew import wordlists
from reader.paths import resource

LISTS = sorted(path.stem for path in resource("lexicons").glob("*.yaml"))


@pytest.mark.parametrize("name", LISTS)
def test_every_shipped_list_is_plain_and_reads_as_yaml_reads_it(name: str) -> None:
    text = resource("lexicons", f"{name}.yaml").read_text("utf-8")
    assert wordlists.parse(text) == yaml.safe_load(text)


def test_what_is_not_plain_is_left_to_yaml(
    monkeypatch: pytest.MonkeyPatch, tmp_path: pytest.TempPathFactory
) -> None:
    for text in ("a: [1, 2]\n", "a: |\n  one\n   two\n", "- a\n", "a: |2\n  b\n", "a: one\n", "a: |\n"):
        with pytest.raises(wordlists._NotPlainError):
            wordlists.parse(text)


def test_blocks_maps_and_comments_nest() -> None:
    text = "# why\n\na:\n  b: |\n    one two\n    three\n  c: >-\n    four\n    five\nd: |\n  six\n"
    assert wordlists.parse(text) == yaml.safe_load(text)
