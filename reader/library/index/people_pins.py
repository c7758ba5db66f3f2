"""What the person said about who is who, found again in the articles as they are now."""

from __future__ import annotations

import logging
import uuid
import weakref
from collections.abc import Iterable, Iterator

import apsw

from reader.library.failures import DamagedError
from reader.library.index.people_names import bare_name
from reader.library.index.rows import column, rows
from reader.library.people_codec import Reference, Sentence, sentence_from
from reader.model.identity_pins import Apart, AppearanceKey, Pins, Said, Same

logger = logging.getLogger(__name__)

_DECISIONS = "SELECT id, payload FROM lib.people_decisions ORDER BY made, id"
_CURRENT = """
    SELECT docs.key, docs.id FROM main.docs
    WHERE work = coalesce((SELECT work FROM lib.articles WHERE id = ?1), ?2) OR work = ?2 LIMIT 1
"""
_NAMES = "SELECT kind, folded, number FROM main.appearances WHERE article_key = ?"
_NAMED = """
    UPDATE main.known_names SET state = 2 WHERE key IN (
        SELECT name_key FROM main.appearances WHERE folded = ?2
            AND article_key = (SELECT key FROM lib.articles WHERE id = ?1))
"""
_SPOKEN = """
    SELECT 1 FROM main.spoken WHERE id IN (SELECT id FROM lib.articles WHERE key = ?1)
        OR id IN (SELECT work FROM lib.articles WHERE key = ?1) OR id IN (SELECT work FROM main.docs WHERE key = ?1)
        OR NOT EXISTS (SELECT 1 FROM lib.articles WHERE key = ?1) LIMIT 1
"""
_PINS: weakref.WeakKeyDictionary[apsw.Connection, tuple[str, Pins]] = weakref.WeakKeyDictionary()


def resolve(connection: apsw.Connection) -> None:
    """Find what was decided in the articles that are here, and have those looked at again for whom it changed."""
    spoken: set[str] = set()
    new = Pins.of_said(_said(connection, spoken))
    connection.execute("DELETE FROM main.spoken")
    connection.executemany("INSERT INTO main.spoken VALUES (?)", [(each,) for each in sorted(spoken)])
    connection.execute(
        "INSERT OR IGNORE INTO main.spoken"
        " SELECT work FROM lib.articles WHERE id IN (SELECT id FROM main.spoken)"
    )
    old = stored_pins(connection)
    if new == old:
        return
    changed = {key for key in new.pins.keys() | old.pins.keys() if new.of(key) != old.of(key)}
    spoken = {pin for pair in new.apart ^ old.apart for pin in pair} | (new.away ^ old.away)
    changed |= {key for pins in (new, old) for key, pin in pins.pins.items() if pin in spoken}
    for article, name in changed:
        connection.execute(_NAMED, (article, bare_name(name)))
    for table in ("pinned", "pins_apart", "pins_away", "pins_state"):
        connection.execute(f"DELETE FROM main.{table}")  # noqa: S608 - the names above
    connection.executemany(
        "INSERT INTO main.pinned VALUES (?, ?, ?)", [(*key, pin) for key, pin in sorted(new.pins.items())]
    )
    connection.executemany("INSERT INTO main.pins_apart VALUES (?, ?)", sorted(new.apart))
    connection.executemany("INSERT INTO main.pins_away VALUES (?)", [(pin,) for pin in sorted(new.away)])
    connection.execute("INSERT INTO main.pins_state VALUES (?)", (uuid.uuid4().hex,))


def is_spoken_of(connection: apsw.Connection, article_key: int) -> bool:
    """Whether anything that was said may be of an article, which perhaps is there no more."""
    return connection.execute(_SPOKEN, (article_key,)).get is not None


def stored_pins(connection: apsw.Connection) -> Pins:
    """What was said, as it was resolved last."""
    token = str(column(connection, "SELECT token FROM main.pins_state") or "")
    if not token:
        return Pins()
    known = _PINS.get(connection)
    if known is None or known[0] != token:
        # All of it, which may be thousands of articles: not for every article that comes in.
        known = _PINS[connection] = token, _load(connection)
    return known[1]


def _load(connection: apsw.Connection) -> Pins:
    return Pins(
        pins={(article, name): pin for article, name, pin in rows(connection, "SELECT * FROM main.pinned")},
        apart=frozenset((one, other) for one, other in rows(connection, "SELECT * FROM main.pins_apart")),
        away=frozenset(pin for (pin,) in rows(connection, "SELECT * FROM main.pins_away")),
    )


def _said(connection: apsw.Connection, spoken: set[str]) -> Iterator[Said]:
    """What was said, in its order; the articles and works that it names go into `spoken`."""
    desk = _Desk(connection)
    for id_, payload in rows(connection, _DECISIONS):
        try:
            sentence = sentence_from(payload)
        except DamagedError as failure:
            logger.warning("what was said of people in %s is left out: %s", id_, failure)
            continue
        spoken.update(id_ for one in (*sentence.one, *sentence.other) for id_ in one[:2])
        yield desk.said(sentence)


class _Desk:
    """Finds the appearances that sentences name."""

    def __init__(self, connection: apsw.Connection) -> None:
        self._connection = connection
        self._articles: dict[tuple[str, str], tuple[str, list[str]]] = {}

    def said(self, sentence: Sentence) -> Said:
        """The sentence, of the articles that are here."""
        one, other = self._keys(sentence.one), self._keys(sentence.other)
        if sentence.kind == "same":
            return Same(one | other)
        return Apart(one, other, taken_out=sentence.kind == "apart")

    def _keys(self, references: Iterable[Reference]) -> frozenset[AppearanceKey]:
        return frozenset(map(self._key, references))

    def _key(self, reference: Reference) -> AppearanceKey:
        article, work, name = reference
        known = self._articles.get((article, work))
        if known is None:
            known = self._articles[article, work] = self._article(article, work)
        current, names = known
        if name in names:
            return current, name
        # A newer engine, or a correction, has קרי where there was ג'ון קרי.
        like = [each for each in names if _alike(each, name)]
        return current, like[0] if len(like) == 1 else name

    def _article(self, article: str, work: str) -> tuple[str, list[str]]:
        found = rows(self._connection, _CURRENT, article, work)
        if not found:
            return article, []
        names = []
        for kind, folded, number in rows(self._connection, _NAMES, found[0][0]):
            name = folded if kind == "person" else f"{kind} {folded}"
            names.append(f"{name}#{number}" if number else name)
        return str(found[0][1]), names


def _alike(one: str, other: str) -> bool:
    """Whether one name is a part of the other."""
    first, second = one.split(), other.split()
    return bool(first and second) and (set(first) <= set(second) or set(second) <= set(first))
