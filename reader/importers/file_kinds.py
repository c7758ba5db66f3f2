"""What a file is that is no article, told by its first bytes or by its name, in words for a person."""

from __future__ import annotations

import re
from pathlib import PurePath

from reader.hebrew.patterns import lazy

_ZIP = b"PK\x03\x04"
_IN_ZIP = (
    (b"word/", "a Word document"),
    (b"xl/", "an Excel workbook"),
    (b"ppt/", "a PowerPoint presentation"),
    (b"application/epub+zip", "an EPUB book"),
    (b"application/vnd.oasis.opendocument", "an OpenDocument file"),
)
_MAGIC = (
    (b"%PDF-", "a PDF file"),
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF87a", "a GIF picture"),
    (b"GIF89a", "a GIF picture"),
    (b"BM", "a BMP picture"),
    (b"II*\x00", "a TIFF picture"),
    (b"MM\x00*", "a TIFF picture"),
    (b"{\\rtf", "an RTF document"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Word or Office document"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ\x00", "an xz archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (b"Rar!\x1a\x07", "a RAR archive"),
    (b"SQLite format 3\x00", "a SQLite database"),
    (b"\x7fELF", "a program"),
    (b"MZ", "a program"),
    (b"ID3", "a sound recording"),
    (b"OggS", "a sound recording"),
    (b"fLaC", "a sound recording"),
    (b"\x1aE\xdf\xa3", "a video"),
)
_HTML = lazy(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|meta|div|p|article)\b",
    re.I | re.S,
)
_FEED = lazy(rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:rss|feed|rdf:rdf)\b", re.I | re.S)
_XML = lazy(rb"\s*<\?xml\b", re.I)
_LOOKED_AT = 4096
_DATA = lazy(
    r"\.(?:(?:nd|geo)?json|jsonl|jsonld|[ct]sv|xml|ya?ml|toml|ini|cfg|conf|properties|sql|log|lock|bib|ris|srt|vtt|ics"
    r"|vcf|po|svg|plist|reg|url|desktop|md5|sha256|diff|patch)"
)
_SOURCE = lazy(
    r"\.(?:pyi?|ipynb|m?js|[tj]sx|ts|s?css|c|cc|h|[ch]pp|cs|java|kt|rs|go|rb|php|pl|lua|r|swift|[bz]?a?sh|bat|cmd|ps1"
    r"|vbs|asm|vue|gradle|cmake|mk|tex|sty|cls)"
)


def kind_of(data: bytes) -> str | None:
    """What bytes that begin with `data` are, with its article: ``"a PDF file"``; None for what may be text."""
    head = data[:_LOOKED_AT].removeprefix(b"\xef\xbb\xbf")
    if head.startswith(_ZIP):
        return next(
            (kind for sign, kind in _IN_ZIP if sign in data[:65536] or sign in data[-65536:]), "a zip archive"
        )
    if head[:4] == b"RIFF":
        return {b"WEBP": "a WebP picture", b"WAVE": "a sound recording"}.get(head[8:12], "a video")
    if head[4:8] == b"ftyp":
        return "a video"
    for magic, kind in _MAGIC:
        # Two letters alone may begin an English text as well: what follows in a picture or program is no text.
        if head.startswith(magic) and (len(magic) > 2 or magic[0] < 32 or b"\x00" in head):
            return kind
    if _HTML.match(head):
        return "a web page (HTML)"
    if _FEED.match(head):
        return "a news feed (RSS or Atom)"
    return "an XML file" if _XML.match(head) else None


def kind_by_name(name: str) -> str | None:
    """What a text file called `name` is, if its name says that it was written for programs; else None.

    Whoever names such a file may mean it; in a folder of articles it is something else that lies there.
    """
    suffix = PurePath(name).suffix.lower()
    if _SOURCE.fullmatch(suffix):
        return "the source of a program"
    return "a file of data" if _DATA.fullmatch(suffix) else None
