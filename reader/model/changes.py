"""What is different between two versions of an article: the words, paragraph by paragraph, the people, the quotations.

Paragraphs that stand in both are paired first, then those that have enough words in common; only within a pair are
words compared. A paragraph that has no partner was added or removed as a whole. White space does not count.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from reader.cancel import CancelToken
from reader.hebrew.chars import GERESH, GERSHAYIM, INVISIBLE, LETTERS, POINTS
from reader.hebrew.folding import fold_text
from reader.model.alignment import Run, common_runs
from reader.model.article import Article, BlockKind
from reader.model.reading import Entity, EntityKind, Quote, Reading

ALIKE = 0.4
"""Two paragraphs of which this share of the words is common are one paragraph, changed."""
REWORDED = 75
"""Two quotations that are so alike (percent, by rapidfuzz's ratio) are one quotation, its words changed."""

_SEEN_WITH = 12  # a word that stands in more paragraphs than this says nothing of which one is meant
_MOST_QUOTES = 500  # that are compared each with each
_WORD = re.compile(
    rf"[\w{LETTERS}{POINTS}]+(?:[{GERESH}{GERSHAYIM}.,:/][\w{LETTERS}{POINTS}]+)*|[^\w\s{INVISIBLE}]"
)


class Part(StrEnum):
    """In which of two texts some words stand."""

    SAME = "same"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words in a row that stand in both texts, or in one of them.

    `text` is as in the newer article where it stands there, with the white space after it.
    """

    part: Part
    text: str


@dataclass(frozen=True, slots=True)
class Passage:
    """One paragraph of either article, or of both; what was removed stands before what came in its place."""

    kind: BlockKind
    pieces: tuple[Piece, ...]

    @property
    def changed(self) -> bool:
        """Whether anything in it stands in one of the articles only."""
        return any(piece.part is not Part.SAME for piece in self.pieces)


@dataclass(frozen=True)
class Changes:
    """What is different in the words of two articles, the older one's order kept inside the newer one's."""

    passages: tuple[Passage, ...]

    @cached_property
    def added(self) -> int:
        """How many words the newer article has more."""
        return self._count(Part.ADDED)

    @cached_property
    def removed(self) -> int:
        """How many words of the older article are gone."""
        return self._count(Part.REMOVED)

    def _count(self, part: Part) -> int:
        pieces = (piece for passage in self.passages for piece in passage.pieces if piece.part is part)
        return sum(1 for piece in pieces for match in _WORD.finditer(piece.text) if match[0][0].isalnum())


@dataclass(frozen=True, slots=True)
class Voices:
    """Who and what came and went between two readings; of quotations, the words and who said them."""

    people_gained: tuple[str, ...]
    people_lost: tuple[str, ...]
    quotes_gained: tuple[tuple[str, str], ...]
    quotes_lost: tuple[tuple[str, str], ...]


def compare(old: Article, new: Article, cancel: CancelToken | None = None) -> Changes:
    """What is different in the words of two versions.

    Raises:
        CancelledError: the token was cancelled.
    """
    token = cancel or CancelToken()
    before = [(block.kind, block.span.of(old.text)) for block in old.blocks]
    after = [(block.kind, block.span.of(new.text)) for block in new.blocks]
    same = common_runs([_key(text) for _, text in before], [_key(text) for _, text in after], token)
    passages: list[Passage] = []
    start = at = 0
    for run in [*same, Run(len(before), len(after), 0)]:
        passages += _between(before[start : run.old_start], after[at : run.new_start], token)
        start, at = run.old_start + run.size, run.new_start + run.size
        token.progress(0.9 * start / (len(before) + 1))
        passages += [
            Passage(kind, (Piece(Part.SAME, text),))
            for kind, text in after[run.new_start : at]
            if text.strip()
        ]
    return Changes(tuple(passages))


def compare_readings(old: Reading, new: Reading) -> Voices:
    """Which people and quotations came and went.

    A person who has the name of another one's alias is that one: ``קרי`` was later given as ``ג'ון קרי``. A quotation
    that was reworded a little has not gone; its words are among the changed ones.
    """
    before, after = old.of_kind(EntityKind.PERSON), new.of_kind(EntityKind.PERSON)
    gone, come = _unlike(old.quotes, old, new.quotes, new)
    return Voices(
        people_gained=tuple(each.name for each in after if not _is_among(each, before)),
        people_lost=tuple(each.name for each in before if not _is_among(each, after)),
        quotes_gained=tuple(_said(quote, new) for quote in come),
        quotes_lost=tuple(_said(quote, old) for quote in gone),
    )


# -- paragraphs --------------------------------------------------------------------------------------------------


def _key(text: str) -> str:
    return " ".join(text.split())


def _between(
    before: Sequence[tuple[BlockKind, str]], after: Sequence[tuple[BlockKind, str]], token: CancelToken
) -> list[Passage]:
    """The passages of two stretches that have no paragraph in common."""
    passages: list[Passage] = []
    start = at = 0
    pairs = _partners([text for _, text in before], [text for _, text in after])
    for left, right in [*pairs, (len(before), len(after))]:
        passages += [_whole(Part.REMOVED, *each) for each in before[start:left] if each[1].strip()]
        passages += [_whole(Part.ADDED, *each) for each in after[at:right] if each[1].strip()]
        if left < len(before):
            kind, text = after[right]
            passages.append(Passage(kind, _pieces(before[left][1], text, token)))
        start, at = left + 1, right + 1
    return passages


def _whole(part: Part, kind: BlockKind, text: str) -> Passage:
    return Passage(kind, (Piece(part, text),))


def _partners(before: Sequence[str], after: Sequence[str]) -> list[tuple[int, int]]:
    """Which paragraphs are one, changed: pairs in the order of both."""
    bags = [Counter(_words(text)) for text in after]
    seen: defaultdict[str, list[int]] = defaultdict(list)
    for index, bag in enumerate(bags):
        for word in bag:
            seen[word].append(index)
    best: list[tuple[int, int]] = []
    for index, text in enumerate(before):
        bag = Counter(_words(text))
        votes: defaultdict[int, float] = defaultdict(float)
        for word in bag:
            places = seen.get(word, ())
            if len(places) <= _SEEN_WITH:
                for place in places:
                    votes[place] += 1 / len(places)
        if votes:
            # The nearest of equals: a paragraph stays where it was rather than moves.
            place = max(votes, key=lambda each: (votes[each], -abs(each - index)))
            common = sum((bag & bags[place]).values())
            if 2 * common >= ALIKE * (bag.total() + bags[place].total()):
                best.append((index, place))
    order = common_runs([place for _, place in best], range(len(after)))
    return [best[index] for run in order for index in range(run.old_start, run.old_start + run.size)]


def _words(text: str) -> list[str]:
    return [match[0] for match in _WORD.finditer(text)]


# -- words -------------------------------------------------------------------------------------------------------


def _pieces(old: str, new: str, token: CancelToken) -> tuple[Piece, ...]:
    """The words of one paragraph in two versions."""
    before, after = _cut(old), _cut(new)
    kept = common_runs([word for word, _ in before], [word for word, _ in after], token)
    pieces: list[Piece] = []
    start = at = 0
    for run in [*_worth_keeping(before, after, kept), Run(len(before), len(after), 0)]:
        for part, words in (
            (Part.REMOVED, before[start : run.old_start]),
            (Part.ADDED, after[at : run.new_start]),
            (Part.SAME, after[run.new_start : run.new_start + run.size]),
        ):
            if words:
                pieces.append(Piece(part, "".join(text for _, text in words)))
        start, at = run.old_start + run.size, run.new_start + run.size
    return tuple(pieces)


def _cut(text: str) -> list[tuple[str, str]]:
    """Each word and mark, and the same with all that stands before the next one."""
    found = list(_WORD.finditer(text))
    starts = [match.start() for match in found]
    ends = [*starts[1:], len(text)]
    return [(match[0], text[match.start() : end]) for match, end in zip(found, ends, strict=True)]


def _worth_keeping(
    before: Sequence[tuple[str, str]], after: Sequence[tuple[str, str]], runs: Iterable[Run]
) -> list[Run]:
    """Without what is the same only by chance: a של between two rewritten sentences tells nobody anything.

    As in diff-match-patch: a run that has fewer letters than what was changed before it, and than what was changed
    after it, is taken as changed too.
    """
    kept: list[Run] = []
    ends = Run(len(before), len(after), 0)
    waiting = list(runs)[::-1]
    while waiting:
        run = waiting.pop()
        last = kept[-1] if kept else Run(0, 0, 0)
        following = waiting[-1] if waiting else ends
        letters = sum(len(word) for word, _ in before[run.old_start : run.old_start + run.size])
        earlier = _changed_letters(before, after, last, run)
        later = _changed_letters(before, after, run, following)
        if letters > min(earlier, later):
            kept.append(run)
        elif kept:
            waiting.append(kept.pop())  # what comes after it is longer now: it may be by chance as well
    return kept


def _changed_letters(
    before: Sequence[tuple[str, str]], after: Sequence[tuple[str, str]], one: Run, other: Run
) -> int:
    gone = sum(len(word) for word, _ in before[one.old_start + one.size : other.old_start])
    come = sum(len(word) for word, _ in after[one.new_start + one.size : other.new_start])
    return max(gone, come)


# -- people and quotations ---------------------------------------------------------------------------------------


def _is_among(person: Entity, others: Iterable[Entity]) -> bool:
    name, forms = fold_text(person.name), {fold_text(each) for each in person.aliases}
    for other in others:
        theirs = fold_text(other.name)
        if theirs == name or theirs in forms or name in {fold_text(each) for each in other.aliases}:
            return True
    return False


def _unlike(
    before: Sequence[Quote], old: Reading, after: Sequence[Quote], new: Reading
) -> tuple[list[Quote], list[Quote]]:
    """The quotations of each reading that the other one has not, as they stand or reworded."""
    # Late: as in `alignment`.
    from rapidfuzz.fuzz import ratio

    words = [fold_text(_key(quote.span.of(new.article.text))) for quote in after]
    free = list(range(len(after)))
    gone: list[tuple[Quote, str]] = []
    for quote in before:
        text = fold_text(_key(quote.span.of(old.article.text)))
        same = next((index for index in free if words[index] == text), None)
        if same is None:
            gone.append((quote, text))
        else:
            free.remove(same)
    lost = []
    for quote, text in gone:
        near = [index for index in free if abs(len(words[index]) - len(text)) <= len(text)][:_MOST_QUOTES]
        best = max(near, key=lambda index: ratio(words[index], text), default=None)
        if best is not None and ratio(words[best], text) >= REWORDED:
            free.remove(best)
        else:
            lost.append(quote)
    return lost, [after[index] for index in free]


def _said(quote: Quote, reading: Reading) -> tuple[str, str]:
    speaker = next((each.name for each in reading.entities if each.id == quote.speaker_id), "")
    return _key(quote.span.of(reading.article.text)), speaker
