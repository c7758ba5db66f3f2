"""What is done for the notes now and then without being asked: a backup, and a plain copy that needs no Reader.

The plain copy is a folder of JSON-LD files beside the library, one an article that has notes. It can be read,
searched and synced by other programs; what others put into that folder is theirs.
"""

from __future__ import annotations

import hashlib
import json
import logging
import re
import unicodedata
import uuid
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from reader import exchange
from reader.cancel import CancelToken
from reader.errors import ReaderError
from reader.library import Library, NoteRow
from reader.library.backups import Backups
from reader.library.copying import settle_names, write_whole
from reader.model import Annotation

logger = logging.getLogger(__name__)

FOLDER = "notes"
ENDING = ".jsonld"
WRITTEN = "notes-written.json"
"""Beside the library: which files of the plain copy are ours, and what was in them. Without it, they are made anew."""

# What no file may be called on one system or another, and marks that only turn the letters of a name around.
_FORBIDDEN = re.compile(r'[\x00-\x1f\x7f/\\:*?"<>|\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]+')
_POINTS = re.compile(
    "[\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7]"
)  # niqqud: who looks for שלום types none
_TITLE_BYTES = 150  # of the 255 that a name may have


@dataclass(frozen=True, slots=True)
class _File:
    """One file of the plain copy as it was written: its name, its content's hash, and which notes it holds."""

    name: str
    hash: str
    state: str
    notes: tuple[str, ...]


class Keeper:
    """Keeps backups and the plain copy of `library`; `folder` is where the plain copy goes, if not beside it."""

    def __init__(self, library: Library, folder: Path | None = None, backups: Backups | None = None) -> None:
        self._library = library
        path = library.path or Path("library")  # in memory: nothing is kept of it
        self._folder = folder or path.with_name(FOLDER)
        self._index = path.with_name(WRITTEN)
        self.backups = backups or Backups(path)
        self._copied: object = None  # the library's state that the plain copy is of

    def tend(self, token: CancelToken | None = None) -> ReaderError | None:
        """Make a backup if one is due, and bring the plain copy up to date; the first thing that went wrong.

        For a worker thread: it reads the library by connections of its own, and nobody who saves waits for it.

        Raises:
            CancelledError: `token` was cancelled; what is finished stays.
        """
        token = token or CancelToken()
        if self._library.path is None or self._library.read_only:
            return None
        failures = [_tried(lambda: self._back_up(token)), _tried(lambda: self.write_plain_copy(token))]
        return next((each for each in failures if each is not None), None)

    def _back_up(self, token: CancelToken) -> None:
        if self.backups.due(self._library):
            made = self.backups.make(self._library, token)
            logger.info("a backup was made: %s", made)
            self.backups.prune()

    def write_plain_copy(self, token: CancelToken | None = None) -> None:
        """Bring the plain copy up to date: only files of which something changed are written.

        Raises:
            ReaderError: the library cannot be read or the folder not written.
            CancelledError: `token` was cancelled; what is finished stays.
        """
        token = token or CancelToken()
        current = self.backups.state()
        if current == self._copied:
            return
        written = _read_index(self._index)
        with Library.open(self._library.path, read_only=True) as library:
            rows: dict[str, list[NoteRow]] = {}
            for row in library.all_annotations():
                rows.setdefault(row.article_id, []).append(row)
            changed = {
                article_id: state
                for article_id, state in ((each, _state(found)) for each, found in rows.items())
                if not self._is_up_to_date(written.get(article_id), state)
            }
            stale = written.keys() - rows.keys()
            if not changed and not stale:
                self._copied = current
                return
            known = library.known_notes()
            now = dict(written)
            try:
                for article_id in stale:
                    self._drop(now.pop(article_id), known)
                for number, (article_id, state) in enumerate(changed.items()):
                    token.progress(number / len(changed))
                    notes = [row.note for row in rows[article_id]]
                    data = exchange.dumped(library, "jsonld", article_id, notes)
                    now[article_id] = self._write(now.get(article_id), rows[article_id], state, data, known)
                if changed:
                    settle_names(self._folder)
            except OSError as failure:
                raise ReaderError(
                    "The plain copy of the notes could not be written in {path}: {reason}.",
                    "See that the folder may be written and that its disk is not full.",
                    path=self._folder,
                    reason=failure.strerror or failure,
                ) from failure
            finally:
                with suppress(OSError):
                    _write_index(self._index, now)
        self._copied = current

    def _is_up_to_date(self, file: _File | None, state: str) -> bool:
        return file is not None and file.state == state and (self._folder / file.name).exists()

    def _write(
        self, before: _File | None, rows: Sequence[NoteRow], state: str, data: bytes, known: frozenset[str]
    ) -> _File:
        """Write one article's file, under the name that goes with its title now."""
        name = file_name(rows[0].title, rows[0].article_id)
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        now = _File(name, _hash(data), state, tuple(sorted(row.note.id for row in rows)))
        if before is not None and before.name != name:
            self._drop(before, known | set(now.notes))
        target = self._folder / name
        there = _hash(target.read_bytes()) if target.exists() else None
        ours = before is not None and before.name == name and self._is_ours(before, known | set(now.notes))
        if there not in (None, now.hash) and not ours:
            _set_aside(target)
        if there != now.hash:
            write_whole(target, data)
        return now

    def _drop(self, file: _File, known: frozenset[str]) -> None:
        """Delete a file of ours, unless that would lose something."""
        if self._is_ours(file, known):
            (self._folder / file.name).unlink(missing_ok=True)

    def _is_ours(self, file: _File, known: Iterable[str]) -> bool:
        """Whether a file is as it was written, and the library has known all of its notes.

        It has not where an older backup took its place since then: the file may be all that is left of a note.
        """
        path = self._folder / file.name
        if not path.exists():
            return True
        return set(file.notes) <= set(known) and _hash(path.read_bytes()) == file.hash


def file_name(title: str, article_id: str) -> str:
    """What an article's file in the plain copy is called: a name that every system takes."""
    name = unicodedata.normalize("NFC", _POINTS.sub("", title)).encode("utf-8", "replace").decode()
    name = " ".join(_FORBIDDEN.sub(" ", name).split())
    name = name.encode()[:_TITLE_BYTES].decode("utf-8", "ignore").strip(" .")
    if not re.fullmatch(r"[0-9A-Za-z_-]{1,64}", article_id):
        # The notes on an article that is not here may come from any file, with any id.
        article_id = uuid.uuid5(uuid.NAMESPACE_URL, _hash(article_id.encode("utf-8", "backslashreplace"))).hex
    return f"{name} {article_id}{ENDING}".lstrip()


def _tried(work: Callable[[], None]) -> ReaderError | None:
    try:
        work()
    except ReaderError as failure:
        logger.warning("the notes are not kept as they should be: %s", failure)
        return failure
    return None


def _state(rows: Iterable[NoteRow]) -> str:
    """A fingerprint of all that goes into one file."""
    parts = sorted((*_parts(row.note), row.title, row.site or "", row.published or "") for row in rows)
    return _hash(repr(parts).encode("utf-8", "backslashreplace"))


def _parts(note: Annotation) -> tuple[str, ...]:
    """All of a note but how surely it stands where it does: that is found out again with each version."""
    place = note.selector
    words = (place.exact, place.prefix, place.suffix, f"{place.start} {place.end}") if place else ()
    tags = "\n".join(note.tags)
    return (
        *(note.id, note.article_id, note.body, note.colour, tags, note.entity_id or "", note.style.value),
        *(note.created, note.modified, *words),
    )


def _hash(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:32]


def _set_aside(path: Path) -> None:
    """Give a file that somebody changed another name, and leave it where it is."""
    number = 1
    while (target := path.with_name(f"{path.stem} ({number}){path.suffix}")).exists():
        number += 1
    path.replace(target)


def _read_index(path: Path) -> dict[str, _File]:
    try:
        found = json.loads(path.read_bytes())
        return {
            str(key): _File(str(name), str(digest), str(state), tuple(map(str, notes)))
            for key, (name, digest, state, notes) in found.items()
            if Path(str(name)).name == name
        }
    except (OSError, ValueError, TypeError, AttributeError, RecursionError):
        return {}  # none yet, or broken: every file is written anew, and none deleted


def _write_index(path: Path, files: dict[str, _File]) -> None:
    rows = {key: [file.name, file.hash, file.state, file.notes] for key, file in sorted(files.items())}
    write_whole(path, json.dumps(rows, ensure_ascii=True).encode())
