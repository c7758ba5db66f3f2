"""Somebody else's model, which knows nothing of attached letters, as a tagger for Hebrew."""

from __future__ import annotations

import numpy as np
import pytest

from reader.cancel import CancelledError, CancelToken
from reader.entities.borrowed.labels import Labels
from reader.entities.borrowed.tagger import BorrowedTagger
from reader.entities.prepared import Prepared
from tests.entities import marked
from tests.entities.borrowed.toys import BIO, ToyNetwork, tag


@pytest.mark.parametrize(
    ("text", "says", "found"),
    [
        ("פגש את לקרי אתמול", {"לקרי": "B-PER"}, [("ל|קרי", "PER")]),
        ("ולקרי אין תגובה", {"ולקרי": "B-PER"}, [("ול|קרי", "PER")]),
        ("ולדימיר פוטין נאם", {"ולדימיר": "B-PER", "פוטין": "I-PER"}, [("ולדימיר פוטין", "PER")]),
        ("לבני אמרה", {"לבני": "B-PER"}, [("לבני", "PER")]),
        ("משה כהן הגיע", {"משה": "B-PER", "כהן": "I-PER"}, [("משה כהן", "PER")]),
        ("נסע לחיפה", {"לחיפה": "B-GPE"}, [("ל|חיפה", "GPE")]),
        ("נולד בבאר שבע", {"בבאר": "B-GPE", "שבע": "I-GPE"}, [("ב|באר שבע", "GPE")]),
        ("בנק לאומי הודיע", {"בנק": "B-ORG", "לאומי": "I-ORG"}, [("בנק לאומי", "ORG")]),
        ("ישב בבית הקפה", {"בבית": "B-FAC", "הקפה": "I-FAC"}, [("ב|בית הקפה", "FAC")]),
        ("פנה לבנק לאומי", {"לבנק": "B-ORG", "לאומי": "I-ORG"}, [("ל|בנק לאומי", "ORG")]),
        ("משרד הביטחון", {"משרד": "B-ORG", "הביטחון": "I-ORG"}, [("משרד הביטחון", "ORG")]),
        ("הליכוד ניצח", {"הליכוד": "B-ORG"}, [("הליכוד", "ORG")]),
    ],
)
def test_attached_letters_are_settled_by_the_lists(
    text: str, says: dict[str, str], found: list[tuple[str, str]]
) -> None:
    assert tag(text, says)[0] == found


def test_a_name_that_stands_elsewhere_without_letters_settles_it() -> None:
    says = {"וולודימיר": "B-PER", "זזנסקקי": "I-PER", "לזזנסקקי": "B-PER", "ולזזנסקקי": "B-PER"}
    found, _ = tag("וולודימיר זזנסקקי הגיע.\nאמר לזזנסקקי ולזזנסקקי", says)
    assert [name for name, _ in found][1:] == ["ל|זזנסקקי", "ול|זזנסקקי"]


def test_two_unknown_names_in_a_row_have_an_and_between_them() -> None:
    says = {"גגנסקקי": "B-PER", "וזזנסקקי": "B-PER", "לזזמדבב": "B-PER"}
    assert [name for name, _ in tag("גגנסקקי וזזנסקקי", says)[0]] == ["גגנסקקי", "ו|זזנסקקי"]
    assert [name for name, _ in tag("לזזמדבב", says)[0]] == ["לזזמדבב"]


def test_a_word_of_which_nothing_is_known_is_what_such_words_mostly_are() -> None:
    kinds = {
        "ולזזנסקקי": "B-PER",
        "לזזמדבב": "B-PER",
        "בזזמדבב": "B-GPE",
        "מגגוטו": "B-GPE",
        "מגגוב": "B-ORG",
    }
    found, _ = tag(" ".join(kinds), kinds)
    assert [name for name, _ in found] == ["ול|זזנסקקי", "לזזמדבב", "ב|זזמדבב", "מ|גגוטו", "מגגוב"]


def test_a_place_that_begins_like_an_attached_letter_is_known_by_the_letter_before_it() -> None:
    says = {"בזזדיאנסק": "B-GPE", "בבזזדיאנסק": "B-GPE"}
    assert [name for name, _ in tag("בזזדיאנסק הופצצה. אש בבזזדיאנסק", says)[0]] == [
        "בזזדיאנסק",
        "ב|בזזדיאנסק",
    ]


def test_a_model_that_leaves_the_letters_out_itself_is_believed() -> None:
    says = {"ול|זזנסקקי": "O|B-PER", "ב|זזמד|בב": "O|B-GPE|I-GPE"}
    assert tag("ולזזנסקקי נסע בזזמדבב", says)[0] == [("ול|זזנסקקי", "PER"), ("ב|זזמדבב", "GPE")]


def test_what_stands_in_the_middle_of_a_word_is_no_name() -> None:
    assert tag("מכתבה", {"מכ|תבה": "O|O", "מ|כת|בה": "O|B-PER|O"})[0] == []
    assert tag("קרהילה", {"קר|הילה": "O|B-PER"})[0] == []


def test_the_first_piece_speaks_for_the_whole_word() -> None:
    assert tag("זזנסקקי הגיע", {"זזנ|סקקי": "B-PER|O"})[0] == [("זזנסקקי", "PER")]


@pytest.mark.parametrize(
    ("text", "says", "found"),
    [
        ("נסע ל-CNN", {"ל": "B-ORG", "-": "I-ORG", "CNN": "I-ORG"}, ["CNN"]),
        ('כתב ב"הארץ" כי', {'ב|"|הארץ|"': "B-ORG|I-ORG|I-ORG|I-ORG"}, ["הארץ"]),
        (
            "דוד בן-גוריון",
            {"דוד": "B-PER", "בן": "I-PER", "-": "I-PER", "גוריון": "I-PER"},
            ["דוד בן-גוריון"],
        ),
        ("כהן, אמר", {"כהן": "B-PER", ",": "I-PER"}, ["כהן"]),
        ("- אמר", {"-": "B-PER"}, []),
    ],
)
def test_marks_and_loose_letters_at_the_ends_are_no_part_of_a_name(
    text: str, says: dict[str, str], found: list[str]
) -> None:
    assert [name for name, _ in tag(text, says)[0]] == found


def test_what_the_document_pass_is_told_of_each_word_adds_up() -> None:
    says = {"ולקרי": "B-PER", "דן": "B-PER", "כהן": "I-PER"}
    _, tagging = tag("דן כהן פנה ולקרי", says)
    assert tagging.person.shape == (4, 4)
    assert [int(row.argmax()) if row.max() > 0.5 else -1 for row in tagging.person] == [0, 3, -1, 2]
    assert float(tagging.person.sum(axis=1).max()) <= 1.0001
    assert all(0.9 < name.chance <= 1 for name in tagging.names)


def test_labels_that_only_say_that_a_word_is_one_will_do() -> None:
    found, tagging = tag("דן כהן ולקרי", {"דן": "PER", "כהן": "PER", "ולקרי": "O"}, ("O", "PER", "LOC"))
    assert found == [("דן כהן", "PER")]
    assert [int(row.argmax()) for row in tagging.person[:2]] == [0, 3]


def test_a_long_line_is_read_in_windows_and_nothing_is_lost() -> None:
    network = ToyNetwork({"קרי": "B-PER"}, most=20)
    found, _ = tag("קרי הגיע אל הבית. " * 200, {}, network=network)
    assert len(found) == 200
    assert max(length for batch in network.batches for length in batch) <= 20
    assert max(len(batch) * max(batch) for batch in network.batches) <= 512


def test_how_far_it_is_is_said_and_stopping_is_answered_between_batches() -> None:
    shares: list[float] = []

    def moved(share: float) -> None:
        shares.append(share)
        if len(shares) == 3:
            token.cancel()

    token = CancelToken(moved)
    doc = Prepared(marked.article("קרי הגיע אל הבית.\n" * 500), token)
    network = ToyNetwork({"קרי": "B-PER"})
    with pytest.raises(CancelledError):
        BorrowedTagger(network, Labels(dict(enumerate(BIO))), "1").tag(doc)
    assert shares == sorted(shares)
    assert len(shares) == 3


def test_an_empty_text_and_one_of_marks_have_no_names() -> None:
    for text in ("", "...", "😀 1,250"):
        found, tagging = tag(text, {})
        assert found == []
        assert not np.any(tagging.person > 0.5)
