"""People of a library made by hand, for the tests of a person's page: our own words, offsets found, not counted."""

from __future__ import annotations

from dataclasses import replace

from reader.library.people_rows import Doubt, Passage, PersonArticle, PersonLine, PersonPage, Saying
from reader.library.rows import ArticleRow
from reader.model import EntityKind, Span, identity_reasons
from tests.ui.panel_builders import make_article, make_note

NAME = "תמר אלון"
PASSAGES = (
    "שרת התחבורה תמר אלון צפויה לפגוש את ראש העיר, ולאלון יש תוכנית.",
    "אלון ביקשה סבלנות, ודגן השיב שסבלנות יש ואוטובוסים אין.",
    "בסיום הפגישה אמרה אלון שהיא אופטימית.",
    "דובר המשרד מסר כי אלון תשוב לחיפה בקרוב.",
    "איש לא ידע מה תאמר אלון מחר.",
)


def passage(text: str, at: int) -> Passage:
    """A passage that stands at `at` of its article, with every אלון in it marked."""
    hits = []
    start = text.find("אלון")
    while start >= 0:
        hits.append(Span(start, start + 4))
        start = text.find("אלון", start + 4)
    first = hits[0]
    return Passage(text, Span(at, at + len(text)), tuple(hits), Span(at + first.start, at + first.end))


def in_article(number: int, passages: int = 2, *, sayings: int = 0, notes: int = 0) -> PersonArticle:
    """The person in article `number`, the later the higher."""
    day = f"20{10 + number // 12:02}-{number % 12 + 1:02}-05"
    row = ArticleRow(
        f"{number:016}",
        f"כותרת מספר {number}",
        f"https://example.org/{number}",
        "example.org",
        day,
        "",
        None,
        0,
        0,
    )
    text = " ".join(PASSAGES)
    about = make_article((row.title, text), article_id=row.id)
    return PersonArticle(
        row=row,
        entity_id="p0",
        name=NAME,
        why=identity_reasons.say(identity_reasons.SAME_FULL_NAME_AND, "שרת התחבורה"),
        by_hand=False,
        roles=("שרת התחבורה",),
        mentions=passages,
        passages=tuple(passage(words, 100 * at) for at, words in enumerate(PASSAGES[:passages])),
        sayings=tuple(
            Saying(f"דברים שנאמרו בפעם ה-{at}", Span(100 * at + 60, 100 * at + 80), at % 2 == 0)
            for at in range(sayings)
        ),
        notes=tuple(
            make_note(about, "סבלנות", f"לבדוק {at}", note_id=f"n{number}-{at}", tags=("קו",))
            for at in range(notes)
        ),
    )


def line(key: int, name: str = NAME, articles: int = 1, *roles: str) -> PersonLine:
    """Somebody of the library."""
    return PersonLine(key, EntityKind.PERSON, name, roles, articles, 3 * articles)


class HandPeople:
    """Answers as `reader.library.people.People` does, for one person with these articles, the newest first."""

    def __init__(self, articles: list[PersonArticle], doubts: tuple[Doubt, ...] = ()) -> None:
        self.all = sorted(articles, key=lambda each: each.row.published or "", reverse=True)
        self.doubts = doubts
        self.said: list[tuple[object, ...]] = []
        self.others = [line(2, "תמר אילון", 3, "שופטת"), line(3, "רם אלון", 1)]

    @property
    def line(self) -> PersonLine:
        """Whose page it is."""
        return replace(line(1, NAME, len(self.all), "שרת התחבורה", "חברת הכנסת"))

    def page(self, key: int, limit: int) -> PersonPage | None:
        """The first of the articles."""
        if key != 1:
            return PersonPage(next(each for each in self.others if each.key == key), (), (), ())
        return PersonPage(self.line, (NAME, "אלון"), tuple(self.all[:limit]), self.doubts)

    def articles(self, key: int, offset: int, limit: int) -> tuple[PersonArticle, ...]:
        """Further ones."""
        return tuple(self.all[offset : offset + limit])

    def role_years(self, key: int) -> dict[str, tuple[str, str]]:
        """The years of one role."""
        return {"שרת התחבורה": ("2010", "2011"), "חברת הכנסת": ("2009", "2009")}

    def person_of(self, article_id: str, name: str, kind: EntityKind) -> PersonLine | None:
        """Who somebody in an article is."""
        return self.line

    def search(self, text: str, kind: EntityKind) -> list[PersonLine]:
        """Who is called so."""
        return [each for each in (self.line, *self.others) if text in each.name]

    def alike(self, key: int) -> list[PersonLine]:
        """Who has the same surname."""
        return [self.others[1]]

    def merge(self, one: int, other: int) -> tuple[str, ...]:
        """Remember what was said."""
        return self._say("merge", one, other)

    def split(self, key: int, article_id: str, entity_id: str) -> tuple[str, ...]:
        """Remember what was said."""
        return self._say("split", key, article_id, entity_id)

    def answer(self, doubt_id: str, same: bool) -> tuple[str, ...]:
        """Remember what was said."""
        return self._say("answer", doubt_id, same)

    def undo(self, ids: tuple[str, ...]) -> None:
        """Remember what was taken back."""
        self.said.append(("undo", *ids))

    def redo(self, ids: tuple[str, ...]) -> None:
        """Remember what was said again."""
        self.said.append(("redo", *ids))

    def _say(self, *what: object) -> tuple[str, ...]:
        self.said.append(what)
        return (f"decision {len(self.said)}",)
