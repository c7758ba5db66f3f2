"""`make eval`: the table, and public sets of sentences beside it where there are any."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from reader.cancel import CancelToken
from reader.model import Article, EngineInfo, Entity, EntityKind, Mention, MentionForm, Reading, Span
from tests.entities import evaluate, marked, sentences
from tests.entities.scores import Rate

ROW = {
    "src": "ours",
    "tokens": ["קרי", "אמר", "לאבו", "מאזן", "בירושלים", "."],
    "ents": [[0, 0, "PER", 0], [2, 3, "PER", 1], [4, 4, "GPE", 1], [5, 5, "MISC", 0]],
}


class Half:
    """Finds the first word, and the second name with a letter too many."""

    def read(self, article: Article, cancel: CancelToken) -> Reading:
        assert not cancel.cancelled
        mentions = tuple(
            Mention(Span(start, end), Span(start + letters, end), "p1", form, "")
            for start, end, letters, form in (
                (0, 3, 0, MentionForm.SURNAME),
                (8, 17, 2, MentionForm.FULL),
                (4, 7, 0, MentionForm.ROLE),
            )
        )
        people = (Entity("p1", EntityKind.PERSON, "קרי"),)
        return Reading(article, people, mentions, (), (), EngineInfo("half", "1"))


def test_a_row_becomes_a_sentence_and_its_names() -> None:
    one = sentences.sentence(ROW)
    assert one.text == "קרי אמר לאבו מאזן בירושלים ."
    shown = {(kind, one.text[start:end], letters) for kind, start, end, letters in one.names}
    assert shown == {
        (EntityKind.PERSON, "קרי", 0),
        (EntityKind.PERSON, "אבו מאזן", 1),
        (EntityKind.PLACE, "ירושלים", 1),
    }


def test_a_hit_needs_start_end_and_the_number_of_letters() -> None:
    rates = sentences.rates([sentences.sentence(ROW)], Half())
    assert rates == {
        EntityKind.PERSON: Rate(1, 2, 2),
        EntityKind.ORGANISATION: Rate(0, 0, 0),
        EntityKind.PLACE: Rate(0, 0, 1),
    }


def test_the_tables_show_every_set_and_every_figure(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    few = {"a": marked.parse("[[kerry:קרי]] בא\nהיום", {"kerry": "קרי"})}
    monkeypatch.setattr(marked, "load", lambda folder: few)
    (tmp_path / "ours_dev.jsonl").write_text(json.dumps(ROW) + "\n", "utf-8")
    monkeypatch.setenv(evaluate.FOLDER, str(tmp_path))
    assert evaluate.main() == 0
    shown = capsys.readouterr().out
    for word in (
        "articles (1)",
        "fresh (1)",
        "blind (1)",
        "all (4)",
        "roles",
        "direct",
        "reported",
        "words a second",
    ):
        assert word in shown
    assert "ours (1)" in shown
    assert "organisation" in shown


def test_a_folder_without_sets_is_said(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(evaluate, "engines", lambda: ((), []))
    monkeypatch.setenv(evaluate.FOLDER, str(tmp_path))
    assert evaluate.main() == 1
    assert "_dev.jsonl" in capsys.readouterr().out
    monkeypatch.delenv(evaluate.FOLDER)
    assert evaluate.main() == 0
    assert "only our own articles" in capsys.readouterr().out
