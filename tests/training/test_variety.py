"""A line in other words still has its marks on its names."""

from random import Random

from hypothesis import given
from hypothesis import strategies as st

from reader.training.data import Line
from reader.training.variety import joined, varied

TEXT = '" אני לא יודע " , אמר ג\'ון קרי לכהן ב - 1990 .'
LINE = Line(
    TEXT,
    tuple((TEXT.index(name), TEXT.index(name) + len(name), "PER") for name in ("ג'ון קרי", "כהן")),
    False,
)


def names(line: Line) -> list[str]:
    return [line.text[start:end] for start, end, _ in line.marks]


def test_tokens_are_joined_and_the_marks_go_along() -> None:
    made = joined(LINE)
    assert made.text == '"אני לא יודע", אמר ג\'ון קרי לכהן ב-1990.'
    assert names(made) == names(LINE) == ["ג'ון קרי", "כהן"]


@given(st.integers(0, 10_000))
def test_marks_never_leave_their_names(seed: int) -> None:
    made = varied(LINE, Random(seed), spaced=True)
    first, second = names(made)
    assert not (first + second).startswith(" ")
    assert made.text.index(first) == made.marks[0][0]
    assert made.text[made.marks[1][0] - 1] == "ל"  # the attached letter stays outside
    assert len(first.split()) == 2


def test_some_names_are_others_and_the_same_seed_draws_the_same() -> None:
    drawn = [names(varied(LINE, Random(seed), spaced=False))[1] for seed in range(60)]
    assert len(set(drawn)) > 3
    assert drawn == [names(varied(LINE, Random(seed), spaced=False))[1] for seed in range(60)]
