"""What is told of a person across the library: who it is, where they appear, and who may be the same."""

from __future__ import annotations

from dataclasses import dataclass

from reader.library.rows import ArticleRow
from reader.model import Annotation, EntityKind, Span


@dataclass(frozen=True, slots=True)
class PersonLine:
    """One person (organisation, place) in a list.

    `key` names them until the library is read anew; `articles` and `mentions` count where they appear. `roles` are
    what they are said to be, the most frequent first.
    """

    key: int
    kind: EntityKind
    name: str
    roles: tuple[str, ...]
    articles: int
    mentions: int


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of an article in which the person is named.

    `text` is the stretch as it stands at `place` (code points of the article's text), on one line; `hits` are the
    names in it, in code points of `text`, and `first` is where the first of them stands in the article. `goes_before`
    and `goes_on` say whether its paragraph has more words before and after it.
    """

    text: str
    place: Span
    hits: tuple[Span, ...]
    first: Span
    goes_before: bool = False
    goes_on: bool = False


@dataclass(frozen=True, slots=True)
class Saying:
    """Words that the person said: `text`, which stands at `place` of the article; reported where not `direct`."""

    text: str
    place: Span
    direct: bool


@dataclass(frozen=True, slots=True)
class PersonArticle:
    """A person in one article.

    `entity_id` and `name` are theirs in the article's reading; `why` says why they are this person (a finished
    sentence of one of `reader.model.identity_reasons.IDENTITY_REASONS`), and `by_hand` whether the person of the
    library said so. `notes` are those on the person, and those on passages that name or quote them.
    """

    row: ArticleRow
    entity_id: str
    name: str
    why: str
    by_hand: bool
    roles: tuple[str, ...]
    mentions: int
    passages: tuple[Passage, ...]
    sayings: tuple[Saying, ...]
    notes: tuple[Annotation, ...]


@dataclass(frozen=True, slots=True)
class Doubt:
    """Two people who may be one: `why` (a finished sentence, as `PersonArticle.why`) tells what speaks for it.

    `id` is what `People.answer` wants.
    """

    id: str
    one: PersonLine
    other: PersonLine
    why: str


@dataclass(frozen=True, slots=True)
class PersonPage:
    """All about one person; `articles` are the first of `line.articles`, the newest first.

    Further ones are had from `People.articles`. `aliases` are the other forms of the name, the most frequent first.
    """

    line: PersonLine
    aliases: tuple[str, ...]
    articles: tuple[PersonArticle, ...]
    doubts: tuple[Doubt, ...]


@dataclass(frozen=True, slots=True)
class Decision:
    """What was said about who is who: `kind` is ``"same"`` or ``"different"``, of the people called `names`.

    `made` is an ISO 8601 instant in UTC.
    """

    id: str
    kind: str
    names: tuple[str, str]
    made: str
