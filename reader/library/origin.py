"""Whether two imports are versions of one article: where they came from, and how much of their words they share."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from reader.hebrew.folding import fold_text

ALIKE = 0.12
"""Two texts from one file that share fewer of their threes of words are two articles: files are written over."""

_TRACKING = re.compile(r"utm_.*|fbclid|gclid|igshid|mc_[ce]id|ref|cmpid|ito|dicbo|obOrigUrl", re.IGNORECASE)
_WORD = re.compile(r"\w+")
_MOST_WORDS = 20_000


def origin(source: str) -> str | None:
    """What two imports from one place have in common: an address without what only tracks, or a file's path.

    None where the source says nothing, as of what was pasted.
    """
    if re.match(r"https?://", source, re.IGNORECASE):
        return canonical_address(source)
    try:
        path = Path(source)
        if path.is_absolute() or path.is_file():
            return str(path.resolve())
    except (OSError, ValueError, RuntimeError):
        return None
    return None


def canonical_address(address: str) -> str | None:
    """An address as it is compared: no fragment, no tracking, one spelling of scheme and host."""
    try:
        parts = urlsplit(address.strip())
        host = (parts.hostname or "").removeprefix("www.").removeprefix("m.")
        port = f":{parts.port}" if parts.port not in (None, 80, 443) else ""
    except ValueError:
        return None
    if not host:
        return None
    asked = [
        (name, value)
        for name, value in parse_qsl(parts.query, keep_blank_values=True)
        if not _TRACKING.fullmatch(name)
    ]
    return urlunsplit(("https", host + port, parts.path.rstrip("/"), urlencode(sorted(asked)), ""))


def is_address(origin: str) -> bool:
    """Whether an `origin` is an address of the web: it names one article for good, as a file's path does not."""
    return origin.startswith("https://")


def alike(one: str, other: str) -> bool:
    """Whether two texts can be versions of one: enough of the shorter one's threes of words stand in the other."""
    few, many = sorted((_threes(one), _threes(other)), key=len)
    return not few or len(few & many) >= ALIKE * len(few)


def _threes(text: str) -> set[tuple[str, ...]]:
    words = _WORD.findall(fold_text(text[: 20 * _MOST_WORDS]))[:_MOST_WORDS]
    return set(zip(words, words[1:], words[2:], strict=False)) or {tuple(words)}
