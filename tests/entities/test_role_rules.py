"""How far roles go and where one ends and the next begins, in sentences as news sites write them."""

from __future__ import annotations

import pytest

from tests.entities.marked import read, roles


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        (
            "רונית לוי כיהנה בעבר כסגנית ראש העירייה וכיועצת של לשכת המסחר.",
            "רונית לוי",
            ["סגנית ראש העירייה", "יועצת של לשכת המסחר"],
        ),
        (
            "רונית לוי, מורה בתיכון וממייסדות בית הספר, אמרה.",
            "רונית לוי",
            ["מורה בתיכון", "ממייסדות בית הספר"],
        ),
        (
            'רונית לוי, יו"ר הוועדה ומקורבת של השר, אמרה.',
            "רונית לוי",
            ['יו"ר הוועדה', "מקורבת של השר"],
        ),
        ("השותפה המנהלת בקרן, רונית לוי, סיפרה.", "רונית לוי", ["השותפה המנהלת בקרן"]),
        ("מאמן האלופה דוד כהן חייך.", "דוד כהן", ["מאמן האלופה"]),
        (
            "דוד כהן, רב העיר חיפה זה שני עשורים וחבר המועצה, אמר.",
            "דוד כהן",
            ["רב העיר חיפה", "חבר המועצה"],
        ),
        ("הראשון לציון, הרב דוד כהן, ספד לו.", "דוד כהן", ["הראשון לציון", "הרב"]),
        ("דוד כהן, בוגר האקדמיה ותגלית השנה, אמר.", "דוד כהן", ["בוגר האקדמיה", "תגלית השנה"]),
    ],
)
def test_roles_joined_or_completed_are_told_apart(text: str, name: str, expected: list[str]) -> None:
    assert roles(read(text))[name] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("רונית לוי, שקודם לכן הייתה מנהלת התיאטרון, אמרה.", ["מנהלת התיאטרון"]),
        ("רונית לוי, שהייתה לפני מינויה פרקליטה בפרקליטות המדינה, אמרה.", ["פרקליטה בפרקליטות המדינה"]),
        ("רונית לוי, ששימשה בממשלה הקודמת סגנית שר האוצר, אמרה.", ["סגנית שר האוצר"]),
    ],
)
def test_words_that_tell_when_may_stand_before_what_somebody_was(text: str, expected: list[str]) -> None:
    assert roles(read(text))["רונית לוי"] == expected
