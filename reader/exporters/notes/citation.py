"""Where a passage is from: in one line for a person, and as references for programs that keep them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from urllib.parse import quote as percent
from urllib.parse import urlsplit

from reader.exporters.notes.dates import in_words, parts
from reader.exporters.notes.plain import is_seen, one_line
from reader.exporters.notes.record import whole
from reader.model.noted import NotedArticle

# BibTeX counts braces even behind a backslash, so that none may stand in a value.
_TEX = {
    "\\": r"\textbackslash ",
    "{": r"\textbraceleft ",
    "}": r"\textbraceright ",
    "~": r"\textasciitilde ",
    "^": r"\textasciicircum ",
    **{sign: f"\\{sign}" for sign in "&%$#_"},
}
_TEX_SIGN = re.compile(r"[\\{}~^&%$#_]")
_AND = re.compile(r"\s+and\s+", re.IGNORECASE)
_LANGUAGES = {"he": "hebrew", "iw": "hebrew", "en": "english", "ar": "arabic", "ru": "russian"}


def citation(article: NotedArticle, quote: str = "") -> str:
    """One line: the words where some are given, author, headline, site, date and address, as far as known.

    In the article's language: ``"השיחות יימשכו" — כתב העיתון, "הכותרת", example.org, 2 בנובמבר 2013, https://…``.
    """
    pieces = [
        article.author or "",
        _quoted(one_line(article.title), article),
        article.site or "",
        in_words(article.published, article.language),
        article.address or "",
    ]
    source = ", ".join(piece for each in pieces if is_seen(piece := one_line(each)))
    words = _quoted(one_line(quote), article)
    return " — ".join(each for each in (words, source) if each)


def _quoted(text: str, article: NotedArticle) -> str:
    if not is_seen(text):
        return ""
    # Hebrew papers have straight marks; around words that have some themselves the others tell which is which.
    return f'"{text}"' if article.right_to_left and '"' not in text else f"“{text}”"


def csl_json(articles: Sequence[NotedArticle]) -> bytes:
    """References as CSL-JSON, which Zotero and pandoc read; UTF-8."""
    items = []
    for key, article in _keyed(articles):
        item: dict[str, object] = {"id": key, "type": "article-newspaper", "title": one_line(article.title)}
        if names := _authors(article):
            item["author"] = [{"literal": name} for name in names]
        if article.site:
            item["container-title"] = one_line(article.site)
        if found := parts(article.published):
            item["issued"] = {"date-parts": [list(found)]}
        elif article.published:
            item["issued"] = {"literal": one_line(article.published)}
        if article.address:
            item["URL"] = web_address(article.address)
        item["language"] = one_line(article.language)
        items.append(item)
    return (json.dumps(items, ensure_ascii=False, indent=2) + "\n").encode()


def bibtex(articles: Sequence[NotedArticle]) -> bytes:
    """References as BibTeX; UTF-8, for XeLaTeX or biber where they are in Hebrew."""
    return "\n".join(_entry(key, article) for key, article in _keyed(articles)).encode()


def _entry(key: str, article: NotedArticle) -> str:
    # Braces round an author's whole name and a headline: no program shall turn round the words or lower their letters.
    fields = {"title": f"{{{_tex(article.title)}}}"}
    if names := _authors(article):
        fields["author"] = " and ".join(f"{{{_tex(name)}}}" for name in names)
    if article.site:
        fields["journal"] = _tex(article.site)
    for name, number in zip(("year", "month", "day"), parts(article.published), strict=False):
        fields[name] = str(number)
    if article.published and "year" not in fields:
        fields["note"] = _tex(article.published)
    if article.address:
        fields["url"] = web_address(article.address)
    if language := _LANGUAGES.get(article.language.split("-")[0]):
        fields["langid"] = language
    kind = "article" if article.site else "misc"
    lines = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items())
    return f"@{kind}{{{key},\n{lines}}}\n"


def _authors(article: NotedArticle) -> list[str]:
    names = re.split(r"[,;\n]", article.author or "")
    return [line for name in names if is_seen(line := one_line(name))]


def _tex(text: str) -> str:
    escaped = _TEX_SIGN.sub(lambda sign: _TEX[sign[0]], one_line(text))
    # BibTeX parts authors at this word, also inside a name that has no braces of its own.
    return _AND.sub(lambda word: " {" + word[0].strip() + "} ", escaped)


def web_address(address: str) -> str:
    """`address` with nothing in it that ends it in another format: no blanks, braces or angle brackets."""
    return percent(whole(address).strip(), safe=":/?#[]@!$&'()*+,;=~%-._")


def _keyed(articles: Sequence[NotedArticle]) -> Iterator[tuple[str, NotedArticle]]:
    """Each article with a key of plain letters that no other has: ``example2013-0123abcd``."""
    used: set[str] = set()
    for article in articles:
        name = re.sub(r"[^a-z0-9]", "", _host(article.address or "").removeprefix("www.").partition(".")[0])
        found = parts(article.published)
        base = f"{name or 'article'}{found[0] if found else ''}-{re.sub('[^0-9a-zA-Z]', '', article.id)[:8] or 'x'}"
        key, number = base, 1
        while key in used:
            number += 1
            key = f"{base}-{number}"
        used.add(key)
        yield key, article


def _host(address: str) -> str:
    """The host of `address`; of ``https://[x``, which cannot be taken apart, there is none."""
    try:
        return urlsplit(address).hostname or ""
    except ValueError:
        return ""
