"""How the person likes the window, in a small file that may also be edited by hand.

The file is YAML of one kind: one setting a line, each value written as JSON. Such a file is read without
PyYAML, which a start of the program would wait 15 ms for; any other YAML is read with it.
"""

from __future__ import annotations

import json
import logging
import os
import re
from base64 import b64decode
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any, Literal, get_args

from reader.errors import ReaderError

logger = logging.getLogger(__name__)

SETTINGS_FILE = "settings.yaml"
BROKEN_FILE = "settings.broken.yaml"
RECENT_LIMIT = 12

Theme = Literal["paper", "white", "night", "contrast"]

_SIZE_LIMIT = 128 * 1024  # bytes; ours has about two thousand
_LINE = re.compile(r'([a-z_]+|"(?:[^"\\]|\\.)*"): (.+)')
# What JSON leaves as it is, and YAML does not take or takes for a line's end.
_ESCAPED = re.compile("[^ -~\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")
_LANGUAGE = re.compile(r"([a-z]{2,3}([-_][A-Za-z0-9]+)*)?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Settings:
    """The window as the person left it.

    Attributes:
        theme: the page's colours.
        language: of the interface; empty for the system's.
        text_size: of the article, in pixels.
        line_height: as a multiple of the text's size.
        page_width: the article's greatest width, in em.
        notes_visible, people_visible: whether the panels are shown.
        geometry: the window's place and size as Qt writes them, base64.
        splitter: the widths of the window's columns, in pixels.
        recent: the files and addresses opened last, the newest first.
        last_article: the source of the article that was open.
        last_position: the code point at the top of its page; the library knows it too, but only after the page
            is on the screen.
        library_order, search_order: what stands first in the library's list, and in what a search found there.
        engine, model: who finds the people, as in `EngineChoice`; the command line goes by them too.
        unknown: what else the file holds (a newer version's settings), kept when it is written.
    """

    theme: Theme = "paper"
    language: str = ""
    text_size: int = 20
    line_height: float = 1.72
    page_width: int = 38
    notes_visible: bool = True
    people_visible: bool = True
    geometry: str = ""
    splitter: tuple[int, ...] = ()
    recent: tuple[str, ...] = ()
    last_article: str = ""
    last_position: int = 0
    library_order: str = ""
    search_order: str = ""
    engine: str = ""
    model: str = ""
    unknown: Mapping[str, object] = field(default_factory=dict, repr=False, hash=False)

    def with_recent(self, source: str | os.PathLike[str]) -> Settings:
        """These settings with `source`, a file or an address, as the one opened last."""
        name = os.fspath(source)
        if "://" not in name:
            name = str(Path(name).absolute())
        others = (each for each in self.recent if each != name)
        return replace(self, recent=(name, *others)[:RECENT_LIMIT])


def load_settings(folder: Path) -> Settings:
    """The settings kept in `folder`; the defaults for whatever is missing, of a wrong type or out of range.

    A file that cannot be understood is kept beside as `BROKEN_FILE`. Nothing here raises an error: a person
    whose settings are broken must still be able to read.
    """
    path = folder / SETTINGS_FILE
    try:
        if not path.is_file():
            return Settings()
        with path.open("rb") as file:
            data = file.read(_SIZE_LIMIT + 1)
    except OSError as failure:
        logger.warning("the settings %s cannot be read: %s", path, failure)
        return Settings()
    try:
        content = _parse(data)
    except ValueError as failure:
        logger.warning("the settings %s are broken and kept as %s: %s", path, BROKEN_FILE, failure)
        with suppress(OSError):
            path.replace(folder / BROKEN_FILE)
        return Settings()
    return _settings_from(content)


def save_settings(settings: Settings, folder: Path) -> None:
    """Write `settings` into `folder`, all of it or nothing.

    Raises:
        ReaderError: it could not be written; the old file is as it was.
    """
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        # A link to a file kept elsewhere stays one.
        _replace_file((folder / SETTINGS_FILE).resolve(), _written(settings).encode())
    except OSError as failure:
        raise ReaderError(
            "The settings could not be saved in {path}: {reason}.",
            "See that the folder may be written and that its disk is not full.",
            path=folder,
            reason=failure.strerror or str(failure),
        ) from failure


def _replace_file(path: Path, data: bytes) -> None:
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        with temporary.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    except BaseException:
        with suppress(OSError):
            temporary.unlink()
        raise


def _written(settings: Settings) -> str:
    values: dict[str, object] = {each.name: getattr(settings, each.name) for each in fields(settings)}
    unknown = values.pop("unknown")
    if isinstance(unknown, Mapping):
        values = {**unknown, **values}
    lines = ["# Reader's settings, one a line, each value written as JSON."]
    lines += [f"{_key(name)}: {_json(value)}" for name, value in values.items()]
    return "\n".join(lines) + "\n"


def _key(name: str) -> str:
    return name if name in _ACCEPT else _json(name)  # bare, TRUE would be no name but a switch


def _json(value: object) -> str:
    return _ESCAPED.sub(lambda match: f"\\u{ord(match[0]):04x}", json.dumps(value, ensure_ascii=False))


def _parse(data: bytes) -> dict[str, object]:
    """The file's content.

    Raises:
        ValueError: it is no mapping that can be understood.
    """
    if len(data) > _SIZE_LIMIT:
        raise ValueError("too large for settings")
    text = data.decode("utf-8-sig")
    try:
        return _parse_lines(text)
    except (ValueError, RecursionError):
        return _parse_yaml(text)


def _parse_lines(text: str) -> dict[str, object]:
    """The content of a file as we write it; a ValueError for any other YAML."""
    content = {}
    for line in text.split("\n"):
        if line and not line.startswith("#"):
            match = _LINE.fullmatch(line)
            if match is None or not (match[1] in _ACCEPT or match[1].startswith('"')):
                raise ValueError("not one of our lines")
            name = match[1] if match[1] in _ACCEPT else json.loads(match[1])
            content[name] = json.loads(match[2], parse_constant=_refuse)
    return content


def _refuse(constant: str) -> object:
    raise ValueError(f"{constant} is not JSON")


def _parse_yaml(text: str) -> dict[str, object]:
    import yaml  # late, see this module's docstring

    class Loader(yaml.SafeLoader):
        def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
            if self.check_event(yaml.AliasEvent):  # a few lines of aliases can stand for gigabytes
                raise ValueError("aliases are not used in settings")
            return super().compose_node(parent, index)

    try:
        content = yaml.load(text, Loader)  # noqa: S506 - it is a safe loader
    except Exception as failure:  # PyYAML raises more than its own: AttributeError for "!!timestamp x"
        raise ValueError(str(failure)) from failure
    if content is None:
        return {}
    if not isinstance(content, dict):
        raise ValueError("not a mapping")
    return {str(name): value for name, value in content.items()}


def _settings_from(content: Mapping[str, object]) -> Settings:
    known: dict[str, Any] = {}
    unknown: dict[str, object] = {}
    for name, value in content.items():
        if name in _ACCEPT:
            accepted = _ACCEPT[name](value)
            if accepted is not None:
                known[name] = accepted
        else:
            with suppress(ValueError, TypeError, RecursionError):  # what cannot be written again is not kept
                unknown[name] = json.loads(json.dumps(value, default=str, allow_nan=False))
    return Settings(**known, unknown=unknown)


def _one_of(*choices: str) -> Callable[[object], object]:
    return lambda value: value if value in choices else None


def _number(low: float, high: float, kind: type[int] | type[float]) -> Callable[[object], object]:
    def accept(value: object) -> object:
        if isinstance(value, bool) or not isinstance(value, int | kind) or not low <= value <= high:
            return None
        return kind(value)

    return accept


def _switch(value: object) -> object:
    return value if isinstance(value, bool) else None


def _text(longest: int) -> Callable[[object], object]:
    return lambda value: value if isinstance(value, str) and len(value) <= longest else None


def _language(value: object) -> object:
    return value if isinstance(value, str) and _LANGUAGE.fullmatch(value) else None


def _base64(value: object) -> object:
    with suppress(ValueError):
        if isinstance(value, str) and len(value) < 10_000:
            b64decode(value, validate=True)
            return value
    return None


def _widths(value: object) -> object:
    width = _number(0, 100_000, int)
    if not isinstance(value, list | tuple) or len(value) > 16 or any(width(each) is None for each in value):
        return None
    return tuple(value)


def _sources(value: object) -> object:
    if not isinstance(value, list | tuple):
        return None
    sources = dict.fromkeys(each for each in value if isinstance(each, str) and 0 < len(each) <= 4096)
    return tuple(sources)[:RECENT_LIMIT]


_ACCEPT: Mapping[str, Callable[[object], object]] = {
    "theme": _one_of(*get_args(Theme)),
    "language": _language,
    "text_size": _number(8, 96, int),
    "line_height": _number(1.0, 4.0, float),
    "page_width": _number(15, 200, int),
    "notes_visible": _switch,
    "people_visible": _switch,
    "geometry": _base64,
    "splitter": _widths,
    "recent": _sources,
    "last_article": _text(4096),
    "last_position": _number(0, 2**31, int),
    "library_order": _text(40),
    "search_order": _text(40),
    "engine": _text(200),
    "model": _text(4096),
}
"""What each setting may be: the value to use, or None for one that is ignored."""
