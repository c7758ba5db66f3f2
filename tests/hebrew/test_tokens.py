"""Text is cut where a Hebrew reader would cut it."""

from __future__ import annotations

import pytest
from hypothesis import given

from reader.hebrew.chars import INVISIBLE
from reader.hebrew.tokens import TokenKind, tokenize
from tests.hebrew.texts import noise, texts


def cut(text: str) -> list[str]:
    return [token.text for token in tokenize(text)]


def kinds(text: str) -> list[tuple[str, str]]:
    return [(token.text, token.kind.value) for token in tokenize(text)]


@pytest.mark.parametrize(
    "word",
    [
        'ארה"ב', "ארה״ב", "צה”ל", "צה“ל", "צה„ל", "ח''כ", "ח׳׳כ", 'שהמנכ"ליות', 'רמטכ"לים', 'להט"בים', 'קפל"ר',
        "ג'ון", "בז'נבה", "ג׳ון", "ג’ון", "פרופ'", "ג'", "עמ'", "ברח'", "אברמוביץ'", "ה'תשע\"ג", "ג'ורג'",
        "שָׁלוֹם", "צַהַ״ל", "נתני\u200fהו", "ﬥבן", "סי.אי.איי.", "בסי.אן.אן.", "א.ב.", "ג'יי.די.", "ל'אקווילה",
        "1,250", "3.5", "16:30", "14%", "7.11.2013", "7/11/13", "2:1",
        "Obama", "O'Brien", "O’Brien", "don't", "F16", "U.S.A.", "café", "cafe\u0301", "www.example.org/a,1.html",
        "someone@example.org", "...", "''", "--", "👨‍👩‍👧", "👍🏽", "🇮🇱", "☀\ufe0f",
    ],
)  # fmt: skip
def test_is_one_token(word: str) -> None:
    assert cut(word) == [word]
    assert word in cut(f"לפני {word} אחרי")


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("ל-7 בנובמבר", ["ל", "-", "7", "בנובמבר"]),
        ("ה-Big Data", ["ה", "-", "Big", "Data"]),
        ("תל־אביב", ["תל", "־", "אביב"]),
        ("הישראלי-פלסטיני", ["הישראלי", "-", "פלסטיני"]),
        ("2013-2014", ["2013", "-", "2014"]),
        ("1,250, 3.5.", ["1,250", ",", "3.5", "."]),
        ('"האומץ והמנהיגות" שהפגינו', ['"', "האומץ", "והמנהיגות", '"', "שהפגינו"]),
        ('"ארה"ב"', ['"', 'ארה"ב', '"']),
        ("''ארה''ב''", ["''", "ארה''ב", "''"]),
        ('(ש"ח), "צה"ל"', ["(", 'ש"ח', ")", ",", '"', 'צה"ל', '"']),
        ('ל"הארץ" וב"ידיעות"', ["ל", '"', "הארץ", '"', "וב", '"', "ידיעות", '"']),
        ('ש"בית', ["ש", '"', "בית"]),
        ('ומתן"ארה"ב על', ["ומתן", '"', 'ארה"ב', "על"]),
        ('הכרחי"השעון', ["הכרחי", '"', "השעון"]),
        ("'הארץ' של ג'ון", ["'", "הארץ", "'", "של", "ג'ון"]),
        ("ב'ידיעות אחרונות' ו'הארץ'", ["ב", "'", "ידיעות", "אחרונות", "'", "ו", "'", "הארץ", "'"]),
        ("'פרופ' כהן'", ["'", "פרופ'", "כהן", "'"]),
        ("'ארה\"ב'", ["'", 'ארה"ב', "'"]),
        ('"פרופ\'"', ['"', "פרופ'", '"']),
        ("לתפקידו.ביקור", ["לתפקידו", ".", "ביקור"]),
        ("אז...לא", ["אז", "...", "לא"]),
        ("מיג29", ["מיג", "29"]),
        ("3D", ["3", "D"]),
        ("\u200fקרי\u200f, \u202bנתניהו\u202c", ["קרי", ",", "נתניהו"]),
        ("https://example.org/א.", ["https://example.org/", "א", "."]),
        ("a_b", ["a", "_", "b"]),
        ("", []),
        (" \n\u200f\t", []),
    ],
)
def test_is_cut_into(text: str, pieces: list[str]) -> None:
    assert cut(text) == pieces


def test_every_token_says_what_it_is() -> None:
    assert kinds('ארה"ב, 14% Obama!') == [
        ('ארה"ב', "word"),
        (",", "mark"),
        ("14%", "number"),
        ("Obama", "latin"),
        ("!", "mark"),
    ]


def test_a_token_cannot_be_changed_and_equals_its_like() -> None:
    first, second = tokenize("קרי")[0], tokenize("קרי")[0]
    assert first == second
    assert hash(first) == hash(second)
    with pytest.raises(AttributeError):
        first.start = 3  # type: ignore[misc]


@given(texts)
def test_tokens_are_in_order_and_cover_all_that_can_be_seen(text: str) -> None:
    covers_what_is_seen(text)


@given(noise)
def test_tokens_cover_the_strangest_text(text: str) -> None:
    covers_what_is_seen(text)


def covers_what_is_seen(text: str) -> None:
    reached = 0
    for token in tokenize(text):
        between = text[reached : token.start]
        assert reached <= token.start < token.end
        assert all(character.isspace() or character in INVISIBLE for character in between)
        assert text[token.start : token.end] == token.text
        assert not token.text[0].isspace()
        assert not token.text[-1].isspace()
        assert token.text[0] not in INVISIBLE
        reached = token.end
    assert all(character.isspace() or character in INVISIBLE for character in text[reached:])


@given(texts)
def test_words_have_hebrew_letters_and_marks_have_none(text: str) -> None:
    for token in tokenize(text):
        hebrew = any("א" <= letter <= "ת" or "יִ" <= letter <= "ﭏ" for letter in token.text)
        if token.kind is TokenKind.MARK:
            assert not any(character.isalnum() for character in token.text)
        elif token.kind is TokenKind.NUMBER:
            assert token.text[0].isdecimal()
        elif token.kind is TokenKind.WORD:
            assert hebrew or any("ׯ" <= letter <= "ײ" for letter in token.text)


@given(texts, texts)
def test_lines_are_cut_each_by_itself(first: str, second: str) -> None:
    alone = [(token.start, token.end) for token in tokenize(first)]
    assert [(t.start, t.end) for t in tokenize(f"{first}\n{second}") if t.end <= len(first)] == alone


@pytest.mark.parametrize(
    "piece", ['"', "'", 'א"', "א'", "א.", "א\u200f", "\u05b0", "a-", "a.", "@a.", 'ש"ה', "'א "]
)
def test_marks_without_end_cost_no_more_than_their_number(piece: str) -> None:
    text = piece * (20_000 // len(piece))
    assert "".join(token.text for token in tokenize(text)) == "".join(text.split()).rstrip("\u200f")
