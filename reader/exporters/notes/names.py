"""Names that programs have for notes and articles (IRIs), and back."""

from __future__ import annotations

import hashlib
import re
import uuid
from urllib.parse import quote, unquote_to_bytes

from reader.exporters.notes.record import whole
from reader.model.noted import NotedArticle

_NOTE = "urn:hebrew-news-reader:note:"
_ARTICLE = "urn:hebrew-news-reader:article:"
_UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
_IRI = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:[!#$%&'()*+,./0-9:;=?@A-Z\[\]_a-z~-]+")
_OTHERS = uuid.UUID("b7a5f7d2-6a35-5f57-9a55-0d6a4be1c1f4")


def note_iri(note_id: str) -> str:
    """What other programs call the note `note_id`; `note_id_of` leads back."""
    if _UUID.fullmatch(note_id):
        return f"urn:uuid:{note_id}"
    if is_iri(note_id) and not note_id.startswith(("urn:uuid:", _NOTE)):
        return note_id
    return _NOTE + _escaped(note_id)


def note_id_of(iri: str) -> str:
    """The note that is called `iri`; another program's keeps its name."""
    if iri.startswith("urn:uuid:") and _UUID.fullmatch(iri.removeprefix("urn:uuid:")):
        return iri.removeprefix("urn:uuid:")
    return _plain(iri.removeprefix(_NOTE)) if iri.startswith(_NOTE) else iri


def article_iri(article: NotedArticle) -> str:
    """What a note's target is called: the article's address where it has one that programs can follow."""
    address = article.address
    if address is not None and is_iri(address):
        return address
    if (
        address is not None
        and "%" not in address
        and is_iri(escaped := quote(whole(address), safe=":/?#[]@!$&'()*+,;=~"))
    ):
        return escaped  # https://he.example.org/ידיעה
    return _ARTICLE + _escaped(article.id)


def article_id_of(iri: str) -> str | None:
    """The article whose address is not known; None where `iri` is an address."""
    return _plain(iri.removeprefix(_ARTICLE)) if iri.startswith(_ARTICLE) else None


def is_iri(text: str) -> bool:
    """Whether `text` can stand for an absolute IRI in any program: plain letters, beginning with a scheme."""
    return _IRI.fullmatch(text) is not None


def unknown_article(source: str) -> str:
    """The id of an article that is known by its address alone: always the same one."""
    return hashlib.sha256(source.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def made_up(*parts: str) -> str:
    """An id for a note that came without one of its own: always the same one for the same note."""
    return str(uuid.uuid5(_OTHERS, "\n".join(parts).encode("utf-8", "backslashreplace").decode()))


def _escaped(text: str) -> str:
    return quote(text.encode("utf-8", "surrogatepass"), safe="") or "-"


def _plain(escaped: str) -> str:
    return unquote_to_bytes(escaped).decode("utf-8", "replace")
