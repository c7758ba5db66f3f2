"""The language of the search: from what a person typed to a tree of words, phrases and filters, and back.

Words are all looked for; ``OR`` and ``|`` join what stands beside them more closely than a blank does; ``NOT`` and
``-`` take away; parentheses group; a filter that is repeated asks for one or the other, unless ``AND`` stands
between. Nothing that is typed is an error: what means nothing is told in `Query.problems` and the rest is searched.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from reader.errors import ReaderError
from reader.library.search import filters
from reader.library.search.dates import joined
from reader.library.search.lexing import LONGEST, Lexer, Mark, Piece, clean, has_words
from reader.library.search.nodes import And, Filter, Node, Not, Or, Term

MOST_TERMS = 32
"""How many words, phrases and filters of a search are used."""

_DEEPEST = 12  # parentheses in parentheses
_BEGUN = frozenset({'"', "-", "("})  # what a search that is being typed may begin with
_GOES_ON = frozenset("\"'\u05f3\u05f4-\u05be")
_SHORTEST_TYPED = 2  # letters of a word that is still being typed before it may go on


@dataclass(frozen=True, slots=True)
class Query:
    """What is searched for; ``str`` is its canonical text.

    Attributes:
        root: the tree; None where there is nothing to look for.
        blank: whether nothing at all was typed, which every article answers to. A query with neither root nor
            blank (only operators, only a filter that does not exist) is answered by nothing.
        problems: sentences about what was left out.
    """

    root: Node | None
    blank: bool = False
    problems: tuple[ReaderError, ...] = field(default=(), compare=False)

    def __str__(self) -> str:
        return "" if self.root is None else str(self.root)

    @property
    def parts(self) -> tuple[Node, ...]:
        """What must all be so."""
        if self.root is None:
            return ()
        return self.root.parts if isinstance(self.root, And) else (self.root,)

    @property
    def terms(self) -> tuple[Term, ...]:
        """The words and phrases that a hit may show, in order: those that are not taken away."""
        return tuple(node for node in _wanted(self.root) if isinstance(node, Term))

    @property
    def filters(self) -> tuple[Filter, ...]:
        """The conditions that are not turned round, in order."""
        return tuple(node for node in _wanted(self.root) if isinstance(node, Filter))

    def narrowed(self, name: str, value: str) -> Query:
        """This search with one more condition; the same where it has it already.

        Raises:
            ReaderError: the filter `name` (in English) has no such value.
        """
        more = filters.read(name, value)
        if more in self.filters:
            return self
        return Query(_every((*self.parts, more)), problems=self.problems)

    def without(self, condition: Filter) -> Query:
        """This search less one condition, wherever it stands."""
        root = _less(self.root, condition)
        return Query(root, blank=root is None, problems=self.problems)

    def in_hebrew(self) -> str:
        """The canonical text with the filters' Hebrew names."""
        return "" if self.root is None else str(_in_hebrew(self.root))


def parse(text: str, *, typing: bool = False) -> Query:
    """What `text` asks for; never raises, whatever it is.

    With `typing` the last word is still being typed: it may go on once it has two letters, and is left out before.
    """
    cleaned = clean(text)
    if typing:
        cleaned = _without_last_mark(cleaned)
    lexer = Lexer(cleaned)
    pieces = []
    terms = 0
    problems = lexer.problems
    for piece in lexer.pieces():
        terms += not isinstance(piece.what, Mark)
        if terms > MOST_TERMS:
            problems.append(_too_long())
            break
        pieces.append(piece)
    else:
        if len(text) > LONGEST and len(cleaned) >= LONGEST:
            problems.append(_too_long())
    begun = typing and _let_go_on(pieces, cleaned)
    root = _Parser(pieces).query()
    blank = root is None and (not cleaned.strip() or begun or (typing and cleaned.strip() in _BEGUN))
    if root is None and not problems and _half_a_filter(cleaned):
        blank = True
    if root is None and not blank and not problems:
        problems.append(
            ReaderError(
                "There is no word in this search to look for.", "Write at least one word, or a filter."
            )
        )
    return Query(root, blank, tuple(_told_once(problems)))


class _Parser:
    """Recursive descent over the pieces; operators without anything to work on are passed over."""

    def __init__(self, pieces: Sequence[Piece]) -> None:
        self._pieces = pieces
        self._at = 0
        self._depth = 0

    def query(self) -> Node | None:
        """All pieces; a parenthesis that closes nothing is passed over."""
        parts: list[Node] = []
        while self._at < len(self._pieces):
            found = self._all()
            if found is not None:
                parts.append(found)
            self._at += 1  # past a parenthesis that closes nothing
        return _every(tuple(parts))

    def _all(self) -> Node | None:
        """Up to a closing parenthesis: runs between ANDs."""
        parts: list[Node] = []
        while (mark := self._mark()) is not Mark.CLOSE and self._at < len(self._pieces):
            if mark is Mark.AND:
                self._at += 1
                continue
            parts += _merged(self._run())
        return _every(tuple(parts))

    def _run(self) -> list[tuple[Node, bool]]:
        """Up to an AND or a closing parenthesis; each part with whether it is a filter that stands by itself."""
        parts: list[tuple[Node, bool]] = []
        while self._at < len(self._pieces) and self._mark() not in (Mark.AND, Mark.CLOSE):
            either: list[tuple[Node, bool]] = []
            joins = True
            while joins and self._at < len(self._pieces):
                joins = False
                unit = self._unit()
                if unit is not None:
                    either.append(unit)
                while self._mark() is Mark.OR:
                    self._at += 1
                    joins = True
                if self._mark() in (Mark.AND, Mark.CLOSE):
                    break
            if len(either) == 1:
                parts.append(either[0])
            elif either:
                parts.append((_either(tuple(node for node, _ in either)), False))
        return parts

    def _unit(self) -> tuple[Node, bool] | None:
        """One word, filter or group, turned round or not."""
        turned = False
        while self._mark() is Mark.NOT:
            turned = not turned
            self._at += 1
        if self._at >= len(self._pieces) or self._mark() in (Mark.AND, Mark.CLOSE, Mark.OR):
            return None
        what = self._pieces[self._at].what
        self._at += 1
        node: Node | None = self._group() if isinstance(what, Mark) else what
        if node is None:
            return None
        if turned:
            return (node.part if isinstance(node, Not) else Not(node)), False
        return node, isinstance(what, Filter)

    def _group(self) -> Node | None:
        self._depth += 1
        if self._depth > _DEEPEST:
            return None  # what stands in it is read as if there were no parenthesis
        found = self._all()
        self._depth -= 1
        self._at += 1
        return found

    def _mark(self) -> Mark | None:
        what = self._pieces[self._at].what if self._at < len(self._pieces) else None
        return what if isinstance(what, Mark) else None


def _merged(parts: list[tuple[Node, bool]]) -> list[Node]:
    """The parts of one run, filters of one name made one: any of their values, or the days between two bounds."""
    merged: list[Node] = []
    places: dict[str, int] = {}
    for node, alone in parts:
        if not alone or not isinstance(node, Filter):
            merged.append(node)
            continue
        if node.name not in places:
            places[node.name] = len(merged)
            merged.append(node)
            continue
        at = places[node.name]
        merged[at] = _with_another(merged[at], node)
    return merged


def _with_another(before: Node, more: Filter) -> Node:
    if isinstance(before, Filter) and before.days and more.days and (both := joined(before.days, more.days)):
        return replace(more, value=str(both), days=both)
    return _either((before, more))


def _every(parts: tuple[Node, ...]) -> Node | None:
    flat: list[Node] = []
    for part in parts:
        flat += part.parts if isinstance(part, And) else (part,)
    flat = list({str(each): each for each in flat}.values())
    return And(tuple(flat)) if len(flat) > 1 else (flat[0] if flat else None)


def _either(parts: tuple[Node, ...]) -> Node:
    flat: list[Node] = []
    for part in parts:
        flat += part.parts if isinstance(part, Or) else (part,)
    flat = list({str(each): each for each in flat}.values())
    return Or(tuple(flat)) if len(flat) > 1 else flat[0]


def _without_last_mark(text: str) -> str:
    """`text` less the gershayim, geresh or hyphen at its end, behind which the word goes on: ``ארה"``, ``תל־``."""
    if len(text) < 2 or text[-1] not in _GOES_ON or not text[-2].isalnum():
        return text
    pieces = list(Lexer(text).pieces())
    last = pieces[-1].what if pieces and pieces[-1].end == len(text) else None
    phrase = isinstance(last, Term) and last.phrase
    quoted = isinstance(last, Filter) and '"' in text[:-1]
    return text if text[-1] == '"' and (phrase or quoted) else text[:-1]


def _let_go_on(pieces: list[Piece], text: str) -> bool:
    """Mark the word at the end of `text`, which is still being typed; whether it was left out.

    One letter is no word yet: what it would find as one, mostly nothing, would only be in the way for a moment.
    """
    if not pieces or pieces[-1].end != len(text):
        return False
    last = pieces[-1].what
    if isinstance(last, Mark) or last.prefix or not text[-1:].isalnum():
        return False
    if isinstance(last, Filter) and (last.days or last.name in ("is", "has")):
        return False
    *before, word = (last.text if isinstance(last, Term) else last.value).split()
    if len(word) >= _SHORTEST_TYPED or before:
        pieces[-1] = Piece(replace(last, prefix=True, typed=True), len(text))
    elif word.isalpha():
        del pieces[-1]
        return True
    return False


def _half_a_filter(text: str) -> bool:
    """Whether all that stands there is the beginning of a filter: ``person:``, ``site:"``."""
    name, colon, value = text.strip().partition(":")
    return bool(colon) and filters.name_of(name) is not None and not has_words(value)


def _wanted(node: Node | None) -> Iterator[Term | Filter]:
    if isinstance(node, And | Or):
        for part in node.parts:
            yield from _wanted(part)
    elif node is not None and not isinstance(node, Not):
        yield node


def _less(node: Node | None, condition: Filter) -> Node | None:
    if node is None or node == condition:
        return None
    if isinstance(node, Not):
        part = _less(node.part, condition)
        return None if part is None else Not(part)
    if isinstance(node, And | Or):
        parts = tuple(part for each in node.parts if (part := _less(each, condition)) is not None)
        if isinstance(node, And):
            return _every(parts)
        return _either(parts) if parts else None
    return node


@dataclass(frozen=True, slots=True)
class _Hebrew(Filter):
    def __str__(self) -> str:
        value = filters.value_in_hebrew(self.name, self.value)
        return replace(self, value=value).written(filters.in_hebrew(self.name))


def _in_hebrew(node: Node) -> Node:
    if isinstance(node, Filter):
        return _Hebrew(node.name, node.value, node.prefix, node.typed, node.days)
    if isinstance(node, Not):
        return Not(_in_hebrew(node.part))
    if isinstance(node, And | Or):
        return type(node)(tuple(map(_in_hebrew, node.parts)))
    return node


def _too_long() -> ReaderError:
    return ReaderError(
        "The search is too long: only its first {count} words are looked for.",
        "Search for a few words that stand together.",
        count=MOST_TERMS,
    )


def _told_once(problems: list[ReaderError]) -> Iterator[ReaderError]:
    seen = set()
    for problem in problems:
        if problem.full not in seen:
            seen.add(problem.full)
            yield problem
