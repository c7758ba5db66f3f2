"""Plain text files: articles as people and corpora keep them."""

from __future__ import annotations

import hashlib
import re
from pathlib import PurePath

from reader.errors import ReaderError
from reader.hebrew.offsets import compose
from reader.hebrew.patterns import lazy
from reader.hebrew.spacing import undo_spacing
from reader.importers.assembly import Shown
from reader.importers.body import settle_body
from reader.importers.byline import Byline, bare_of, is_plain_name, parse_byline
from reader.importers.decoding import decode
from reader.importers.draft import Draft
from reader.importers.file_kinds import kind_of
from reader.importers.further import settle_below_body, settle_further
from reader.importers.head import settle_head
from reader.importers.labels import is_label_alone, starts_block
from reader.importers.lines import lines_of, unwrap
from reader.model import Article, BlockKind

LARGEST = 32 * 1024 * 1024
"""Bytes: a larger file is refused. A book has one million."""

LONGEST_LINE = 4_000_000
"""Code points: a text with a longer line is refused."""

_SCRIPTS = (
    ("he", re.compile("[א-ת]+")),
    ("en", re.compile("[A-Za-z]+")),
    ("ar", re.compile("[\u0620-\u064a]+")),
    ("ru", re.compile("[\u0400-\u04ff]+")),
)
_SAMPLE = 100_000
_SIGNED = lazy(r"[.!?\"״]\s*\(([^()]{3,80})\)\.?\s*$")
_SUFFIXES = frozenset(["", ".txt", ".text", ".md"])


class TextImporter:
    """Reads text files in any encoding and spacing that Hebrew articles come in."""

    def sniff(self, head: bytes, name: str) -> float:
        """How surely bytes that begin with `head` and are called `name` are plain text: 0.0 to 1.0."""
        if kind_of(head) is not None:
            return 0.0
        if b"\x00" in head and head[:2] not in (b"\xff\xfe", b"\xfe\xff"):
            return 0.1
        return 0.9 if PurePath(name).suffix.lower() in _SUFFIXES else 0.4

    def load(self, data: bytes, source: str) -> Article:
        """The article in `data`.

        Raises:
            ReaderError: the bytes are too many, no text, or in no known encoding.
        """
        name = PurePath(source).name or source
        if len(data) > LARGEST:
            raise too_large(name, len(data))
        text = decode(data, source)
        return article_of(text, source, hashlib.sha256(data).hexdigest())


def too_large(name: str, size: int, largest: int = LARGEST) -> ReaderError:
    """The sentence about a file of `size` bytes where `largest` may be opened."""
    return ReaderError(
        "{name} is too large: it has {size} MB, and Reader opens files of up to {largest} MB.",
        "Cut the file into smaller ones.",
        name=name,
        size=round(size / 1024 / 1024),
        largest=largest // 1024 // 1024,
    )


def article_of(text: str, source: str, source_hash: str) -> Article:
    """The article that decoded `text` is; `source_hash` is the SHA-256 of its bytes, hex.

    Raises:
        ReaderError: one of the lines is too long.
    """
    name = PurePath(source).name or source
    if len(text) > LONGEST_LINE and max(map(len, text.splitlines())) > LONGEST_LINE:
        raise ReaderError(
            "{name} has a line of more than {longest} characters, which is no article.",
            "Break the text into paragraphs and open it again.",
            name=name,
            longest=f"{LONGEST_LINE:,}",
        )
    natural, spacing = undo_spacing(text)
    draft = Draft(unwrap(lines_of(natural), starts_block, is_label_alone))
    settle_head(draft)
    settle_further(draft)
    settle_below_body(draft)
    settle_body(draft)
    shown = Shown(natural, draft)
    byline = _said_by_bylines(draft)
    return Article(
        id=source_hash[:16],
        source=source,
        language=_language(shown.text),
        text=shown.text,
        blocks=tuple(shown.blocks),
        links=tuple(shown.links),
        published=byline.published,
        site=byline.site,
        author=byline.author,
        source_hash=source_hash,
        source_map=compose(shown.map, spacing),
    )


def _said_by_bylines(draft: Draft) -> Byline:
    """What all by-lines together say, the first word counting; one in brackets at the body's end too."""
    author = site = published = None
    for sketch in draft.sketches:
        if sketch.kind is BlockKind.BYLINE and not sketch.dropped:
            name = bare_of(sketch.text)
            said = sketch.byline or Byline(author=name if is_plain_name(name) else None)
            author, site = author or said.author, site or said.site
            published = published or said.published
    last = next(
        (s for s in reversed(draft.sketches) if s.kind is BlockKind.PARAGRAPH and s.is_paragraph), None
    )
    if last is not None and (signed := _SIGNED.search(last.text[-120:])):
        said = parse_byline(signed[1]) or Byline(author=signed[1] if is_plain_name(signed[1]) else None)
        author, site = author or said.author, site or said.site
        published = published or said.published
    return Byline(author, site, published)


def _language(text: str) -> str:
    """The language that most of the letters are of; Hebrew where there are none."""
    sample = text[:_SAMPLE]
    counts = {language: sum(map(len, script.findall(sample))) for language, script in _SCRIPTS}
    return max(counts, key=lambda language: counts[language]) if any(counts.values()) else "he"
