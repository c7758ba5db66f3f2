"""When somebody was what, and whether a passage is all of its paragraph."""

from __future__ import annotations

from contextlib import closing

import pytest

from reader.library import Library
from reader.library.index import Upkeep
from reader.library.people import People
from reader.library.people_passages import passages
from tests.library.people_samples import Somebody, reading
from tests.ui.panel_builders import Who, make_article, make_reading

BEFORE = (
    "מילים רבות עומדות לפני השם ואיש אינו יודע מדוע הן שם ומה הן באות לומר לקוראים העייפים של העיתון הזה. "
)
AFTER = " והמשפט נמשך ונמשך אחרי השם כי הכותב לא ידע היכן לעצור ולא היה עורך" + (
    " שיגיד לו שכבר די ומספיק ושצריך לעבור הלאה אל הדבר הבא שבסדר היום."
)


def test_the_years_of_each_role_are_those_of_the_articles_that_have_a_date() -> None:
    name = "אביגדור פלדמן־רוזנצווייג"
    with Library.in_memory() as library, closing(People(library)) as people:
        for day, role in (("2011-03-01", "שר החוץ"), ("2013-07-02", "שר החוץ"), ("2013-08-02", "שר הביטחון")):
            library.save_reading(reading(f"כותרת {day}", Somebody(name, [role]), day=day))
        with closing(Upkeep(library)) as upkeep:
            upkeep.catch_up()
        (line,) = people.search("פלדמן")
        years = people.role_years(line.key)
        assert years["שר החוץ"] == ("2011", "2013")
        assert years["שר הביטחון"] == ("2013", "2013")
        assert people.role_years(10**6) == {}


@pytest.mark.parametrize(
    ("line", "before", "on"),
    [
        ("תמר אלון דיברה.", False, False),
        (f"{BEFORE}תמר אלון דיברה.", True, False),
        (f"תמר אלון דיברה{AFTER}", False, True),
        (f"{BEFORE}תמר אלון דיברה{AFTER}", True, True),
    ],
)
def test_a_passage_knows_whether_its_paragraph_has_more(line: str, before: bool, on: bool) -> None:
    read = make_reading(make_article(("כותרת", line)), (Who(("תמר אלון",)),))
    (passage,) = passages(read, {"p0"})
    assert (passage.goes_before, passage.goes_on) == (before, on)
    assert passage.place.of(read.article.text) == passage.text
