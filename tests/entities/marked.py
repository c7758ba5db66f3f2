"""Articles with everything about their people marked in them by hand: the project's own yardstick.

The files are YAML: ``people`` has each person's fullest name under a short key, ``text`` the article, one
block a line. The first line is the headline, the second the subheadline; a line that begins with ``> `` is
the title of another article. Inside a line stand marks, which may stand inside one another:

======================  ==========================================================================
``ל[[kerry:קרי]]``       a mention by name; attached letters stand before the brackets
``[[kerry|role:השר]]``   a role phrase that stands for one person of the article
``{{kerry:שר החוץ}}``    a role that the article gives to a person
``{{dina?:אחותה}}``      what may be called a role or not: to find it is neither right nor wrong
``<<kerry:די לזה>>``     direct words of a person
``<<kerry~:הוא יבוא>>``  reported words of a person
``<<?:אין סיכוי>>``      words of a group, a state or nobody who is named; reported with ``?~``
======================  ==========================================================================

What is marked, and what is not:

- A role is an office, a profession, a title, a rank or a part played in the story (``נהג המשאית``), beside the
  name, acquired in the text or said of the person (``מונה לדובר``), as far as its phrase goes: without attached
  prefix letters, relative clause, age and what stands in brackets. ``מר`` is none. Kin, friends, neighbours,
  homes (``תושב רמלה``), nationality alone (``הסרבי``) and what several people are together are left free.
- A role mention is a definite phrase of that kind without the name beside it. Kin (``האב``), groups, and people
  whom the article does not name are none.
- Direct words stand inside quotation marks, or after the colon of a headline, or after "he answered:". Marks
  round a title, a nickname or a doubt (``"אור ראשון"``) are no quotation; neither is a song's line.
- Reported words are the clause after a verb of saying or holding and its ``כי`` or ``ש``, or beside ``לדברי`` and
  ``לפי`` with somebody who can speak, to the end of the clause. A clause with words in marks inside it gives
  those only. Documents do not speak (``לפי כתב האישום``), and a promise or an order to do something is no clause.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import yaml

from reader.cancel import CancelToken
from reader.entities import LexiconEngine
from reader.model import Article, Block, BlockKind, EntityKind, Mention, Reading, Span

FOLDER = Path(__file__).parent
SETS = ("articles", "heldout", "fresh", "blind")
"""The folders: what the rules were written with; what they were not; what nobody who writes rules reads; what
was written last, in the manner of news sites, before any engine had read it."""

_MARK = re.compile(
    r"\[\[(?P<name>\w+)(?P<form>\|role)?:|\{\{(?P<role>\w+)(?P<free>\?)?:|<<(?P<quote>\w+|\?)(?P<reported>~)?:|(?P<end>\]\]|\}\}|>>)"
)
_ENDS = {"[[": "]]", "{{": "}}", "<<": ">>"}
_LETTERS_BEFORE = re.compile(r"[א-ת]*\Z")

Place = tuple[int, int]
"""Start and end in code points of the article's text."""


@dataclass(frozen=True)
class MarkedQuote:
    """Somebody's words: `who` is None where nobody named speaks."""

    place: Place
    who: str | None
    direct: bool


@dataclass(frozen=True)
class Marked:
    """An article and what it says of its people.

    Attributes:
        article: the text without its marks.
        people: everyone's fullest name, by key.
        mentions: who is named where, without attached letters.
        role_mentions: whom a role phrase stands for, and where.
        roles: where a role is given, and to whom; two people may share one place.
        free_roles: the same for what may be called a role or not.
        quotes: who said what, in the order in which the words end.
    """

    article: Article
    people: dict[str, str]
    mentions: dict[Place, str]
    role_mentions: dict[Place, str]
    roles: tuple[tuple[Place, str], ...]
    free_roles: tuple[tuple[Place, str], ...]
    quotes: tuple[MarkedQuote, ...]

    @property
    def words(self) -> int:
        """Stretches between blanks."""
        return len(self.article.text.split())

    def words_at(self, place: Place) -> str:
        """What stands there."""
        return self.article.text[slice(*place)]

    def letters_before(self, place: Place) -> int:
        """How many attached letters stand before a name."""
        found = _LETTERS_BEFORE.search(self.article.text, 0, place[0])
        return len(found[0]) if found else 0


class MarksError(ValueError):
    """A file is not marked as it should be; says where."""


class _Marks:
    """Takes the marks out of a text and keeps what they said."""

    def __init__(self, people: dict[str, str]) -> None:
        self.text = ""
        self.mentions: dict[Place, str] = {}
        self.role_mentions: dict[Place, str] = {}
        self.roles: list[tuple[Place, str]] = []
        self.free_roles: list[tuple[Place, str]] = []
        self.quotes: list[MarkedQuote] = []
        self._people = people
        self._open: list[tuple[re.Match[str], int]] = []

    def take(self, line: str) -> None:
        """One block, with its marks."""
        done = 0
        for match in _MARK.finditer(line):
            self.text += line[done : match.start()]
            done = match.end()
            if match["end"]:
                self._close(match["end"], line)
            else:
                self._open.append((match, len(self.text)))
        self.text += line[done:]
        if self._open:
            raise MarksError(f"A mark stays open: {self._open[-1][0][0]} in {line}")

    def _close(self, end: str, line: str) -> None:
        if not self._open or _ENDS[self._open[-1][0][0][:2]] != end:
            raise MarksError(f"{end} closes nothing before {self.text[-20:]!r} in {line}")
        match, start = self._open.pop()
        place = start, len(self.text)
        who = match["name"] or match["role"] or match["quote"]
        if who != "?" and who not in self._people:
            raise MarksError(f"{who} is not among the people: {self.text[slice(*place)]!r}")
        if place[0] == place[1] or self.text[slice(*place)] != self.text[slice(*place)].strip():
            raise MarksError(f"Marks stand close round their words: {match[0]}{self.text[slice(*place)]}")
        if match["role"]:
            (self.free_roles if match["free"] else self.roles).append((place, who))
        elif match["quote"]:
            self.quotes.append(MarkedQuote(place, None if who == "?" else who, not match["reported"]))
        elif match["form"]:
            self.role_mentions[place] = who
        else:
            self.mentions[place] = who


def parse(source: str, people: dict[str, str]) -> Marked:
    """An article from its marked text.

    Raises:
        MarksError: a mark does not close, is empty, or names nobody.
    """
    marks, kinds = _Marks(people), []
    for number, line in enumerate(source.rstrip("\n").split("\n")):
        kind = (BlockKind.HEADLINE, BlockKind.SUBHEADLINE)[number] if number < 2 else BlockKind.PARAGRAPH
        if line.startswith("> "):
            kind, line = BlockKind.FURTHER_READING, line[2:]
        if number:
            marks.text += "\n"
        marks.take(line)
        kinds.append(kind)
    return Marked(
        article(marks.text, kinds=tuple(kinds)),
        people,
        marks.mentions,
        marks.role_mentions,
        tuple(marks.roles),
        tuple(marks.free_roles),
        tuple(marks.quotes),
    )


def files() -> list[Path]:
    """Every marked article, of all sets, in one order everywhere."""
    return [path for name in SETS for path in sorted((FOLDER / name).glob("*.yaml"))]


def load(folder: str) -> dict[str, Marked]:
    """Every article of one of the `SETS`, by its file's name."""
    found = {}
    for path in sorted((FOLDER / folder).glob("*.yaml")):
        content = yaml.safe_load(path.read_text("utf-8"))
        try:
            found[path.stem] = parse(content["text"], content["people"])
        except MarksError as error:
            raise MarksError(f"{folder}/{path.name}: {error}") from error
    return found


def article(text: str, *, kinds: tuple[BlockKind, ...] = ()) -> Article:
    """An article of one paragraph a line; `kinds` are those of the first lines."""
    blocks, at = [], 0
    for number, line in enumerate(text.split("\n")):
        kind = kinds[number] if number < len(kinds) else BlockKind.PARAGRAPH
        blocks.append(Block(kind, Span(at, at + len(line))))
        at += len(line) + 1
    return Article("test", "test.txt", "he", text, tuple(blocks))


def read(text: str, *, kinds: tuple[BlockKind, ...] = ()) -> Reading:
    """What the engine finds in a text."""
    return LexiconEngine().read(article(text, kinds=kinds), CancelToken())


def people(reading: Reading) -> dict[str, list[str]]:
    """Each person's name, with the words of every mention, attached letters before a bar: ``ל|קרי``."""
    return {
        entity.name: [_shown(reading, mention) for mention in reading.mentions_of(entity.id)]
        for entity in reading.of_kind(EntityKind.PERSON)
    }


def _shown(reading: Reading, mention: Mention) -> str:
    text = reading.article.text
    letters = text[mention.span.start : mention.name_span.start]
    return f"{letters}|{mention.name_span.of(text)}" if letters else mention.name_span.of(text)


def roles(reading: Reading) -> dict[str, list[str]]:
    """Each person's roles."""
    return {
        entity.name: [role.text for role in reading.roles_of(entity.id)]
        for entity in reading.of_kind(EntityKind.PERSON)
        if reading.roles_of(entity.id)
    }


def said(reading: Reading) -> list[tuple[str | None, str, bool]]:
    """Every quotation: who said it, its words, whether directly."""
    names = {entity.id: entity.name for entity in reading.entities}
    return [
        (
            names[quote.speaker_id] if quote.speaker_id else None,
            quote.span.of(reading.article.text),
            quote.direct,
        )
        for quote in reading.quotes
    ]


def found(reading: Reading, kind: EntityKind) -> list[str]:
    """The names of one kind."""
    return [entity.name for entity in reading.of_kind(kind)]
