"""The articles that come with Reader are in the corpus's form, and read as what they are."""

from __future__ import annotations

import pytest

from reader import importers
from reader.hebrew.spacing import undo_spacing
from reader.model import BlockKind
from reader.paths import resource
from tests.corpus_form import tokenise

SAMPLES = sorted(resource("articles").glob("*.txt"))


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_a_sample_opens_with_everything_in_its_place(path: object) -> None:
    article = importers.load_path(str(path))
    found = [block.kind for block in article.blocks]
    assert found[:3] == [BlockKind.HEADLINE, BlockKind.SUBHEADLINE, BlockKind.CAPTION]
    assert found.count(BlockKind.PARAGRAPH) == 6
    assert found.count(BlockKind.FURTHER_READING) == len(article.links) + 1
    assert len(article.links) in (4, 5)
    assert 250 <= len(article.text.split()) <= 450


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_a_sample_is_in_the_corpus_s_form_to_the_byte(path: object) -> None:
    source = resource("articles", str(path)).read_text(encoding="utf-8")
    natural, _ = undo_spacing(source)
    blocks: list[str] = []
    for spaced, line in zip(source.split("\n"), natural.split("\n"), strict=True):
        if spaced.startswith(" ") and not line.startswith(("(", '"')):
            blocks[-1] += "\n" + line  # a line break inside a block
        else:
            blocks.append(line)
    assert "\n".join(map(tokenise, blocks)) == source


def test_titles_of_the_first_sample() -> None:
    assert [link.title for link in importers.load_path(resource("articles", "sample.txt")).links] == [
        'צדוק בראיון: "לא נחכה לארה"ב"',
        'או"ם: "משבר המים בעזה מחריף"',
        "לאן זורם הכסף מאוסלו?",
        'גבעון נגד ההסכם: "ויתור מסוכן"',
    ]
