"""By-lines: who wrote an article, for which site, and when: ``מאת דני לוי, וואלה! חדשות, ה' בכסלו תשע"ד``."""

from __future__ import annotations

import re
from dataclasses import dataclass

from reader.hebrew.chars import BIDI_CONTROLS, HYPHENS, LETTERS
from reader.hebrew.patterns import lazy
from reader.importers.dates import Date, find_dates

_LONGEST = 160
_BY = lazy(
    r"(?:^|(?<=[\s,|(]))"
    r"(?:(?:מאת|כתב(?:ה|ו)?|כתבת|כותבת?|הכותבת?|מחברת?|דיווחה?|[Bb]y)\s*[:：]\s*|(?:מאת|By)\s+)"
)
_PUBLISHED = lazy(
    r"(?:פורס(?:ם|מה)(?: לראשונה)?(?: ב?תאריך| ב(?=\s*[:：,]))?|תאריך(?: ה?פרסום)?|הועלה|נכתב)(?:\s*[:：]|\s+(?=[ב0-9])|\s*$)"
)
_UPDATED = lazy(r"(?:עודכ(?:ן|נה)(?: לאחרונה)?(?: ב(?=\s*[:：,]))?|עדכון(?: אחרון)?|תאריך עדכון)\s*[:：]?")
_TIME = lazy(
    r"(?:בשעה\s*|שעה\s*[:：]?\s*)?(?<![0-9.])[0-2]?[0-9][:：][0-5][0-9](?:[:：][0-5][0-9])?(?![0-9])"
)
_DAY = lazy(
    r"(?<![א-ת])(?:ב?יום\s+(?:ראשון|שני|שלישי|רביעי|חמישי|שישי|שבת|[א-וש]['׳])|ב?שבת|ב?מוצ\"ש|היום|אתמול)(?![א-ת])"
)
_SEPARATOR = lazy(rf"\s*[,|•·;/]\s*|\s+[{HYPHENS}]\s+|\s{{3,}}|\t+")
_ATTACHED = lazy(r"(?:^|\s)[בלמהכו]$")
_AFTER_DATE = lazy(rf"[,|•·;/)\]{HYPHENS}]|[0-2]?[0-9]:|בשעה|שעה|עודכן|עדכון|פורסם|מאת")
_ADDRESS = lazy(r"\S+@\S+|(?:https?://|www\.)\S+|@\w+")

_SITES = lazy(
    r"[\"״]?(?:ב|ל)?[\"״]?(?:וואלה!?(?: ?חדשות| ?NEWS| ?ספורט| ?תרבות)?|הארץ|מעריב(?: ?NRG)?|ישראל היום|גלובס|"
    r"כלכליסט|דה ?מרקר|TheMarker|ynet|ידיעות(?: אחרונות)?|mako|מאקו|N12|חדשות (?:2|10|12|13)|nrg|NRG|"
    r"ערוץ (?:1|2|7|10|12|13|14|20)|גל[\"״]צ|גלי צה[\"״]ל|"
    r"קול ישראל|רשת ב['׳]?|כאן(?: חדשות)?|רשת 13|מקור ראשון|בחדרי חרדים|כיכר השבת|סרוגים|i24NEWS|"
    r"שיחה מקומית|זמן ישראל|העין השביעית|המודיע|יתד נאמן|על המשמר|ג['׳]רוזלם פוסט|גיקטיים|"
    r"[A-Za-z0-9-]+\.(?:co\.il|com|org\.il|net|org|il))"
    r"[\"״]?(?: אונליין| Online)?"
)
_AGENCIES = lazy(
    r"(?:סוכנויות(?: ה?ידיעות)?|סוכנות הידיעות|רויטרס|אי[- ]?פי|איי[- ]?פי|AP|AFP|Reuters|עיתי\"ם"
    r"|שירות (?:הארץ|גלובס|מעריב)|מערכת|צוות)(?: .{1,20})?"
)
_ROLE = lazy(
    r"ה?(?:כתב(?:ת|נו|תנו|י|ות)?|סופר(?:נו|ת)?|פרשן|פרשנית|עורכת?|שליח(?:נו|ת|תנו)?|מערכת|צוות"
    r"|בלוג|טור|דעה|פרשנות|תחקיר|בלעדי)(?: .{1,40})?"
)
_REPORTER = lazy(r"ה?(?:כתב|כתבת|כתבי|כתבות|סופר|מערכת|צוות|שירות)\s+")
_NAME_WORD = rf"(?:ו?[{LETTERS}][{LETTERS}'׳\"״{HYPHENS}]*[{LETTERS}'׳]|[A-Z][A-Za-z'.-]*|[{LETTERS}][.'׳]|ו)"
_NAME = lazy(rf"{_NAME_WORD}(?: {_NAME_WORD}){{0,3}}")
_NO_NAME = lazy(
    r"(?:את|של|על|עם|כי|לא|גם|או|אם|זה|זו|הוא|היא|הם|אין|יש|כל|עוד|רק|כן|מה|מי|איך|למה|כמה|בין|אחרי|לפני|נגד|מול|חדש|חדשה"
    r"|ראשון|ראשונה|שני|חדשות|כתבה|סוף|תודה|שלום|הודעה|סיכום|רקע|תגובה|תגובות|לקריאה|נוספת|היום|אתמול|מחר"
    r"|היה|היתה|הייתה|יהיה|תהיה)"
)


@dataclass(frozen=True, slots=True)
class Byline:
    """What a by-line says: the author's words, the site's, the ISO date; None for what it does not say."""

    author: str | None = None
    site: str | None = None
    published: str | None = None


def parse_byline(line: str) -> Byline | None:
    """The by-line that `line` is, or None where it is none. Brackets around it are no part of it. Never raises."""
    if len(line) > _LONGEST:
        return None
    bare = bare_of(line)
    dates = find_dates(bare)
    rest, stamped = _without_dates(bare, dates)
    by = _BY.search(rest)
    parts = [
        part.strip(' .:"״') if not _SITES.fullmatch(part) else part
        for part in _SEPARATOR.split(_BY.sub(", ", rest))
    ]
    parts = [part for part in parts if part.strip(" ()[]-–:")]
    if dates or stamped:
        known = _all_known(parts) and (by is not None or _is_apart(bare, dates, parts, stamped))
    elif by is not None:
        known = by.start() == 0 and _all_known(parts) and bool(parts)
    else:
        signed = len(parts) == 2 and is_plain_name(parts[0]) and _ROLE.fullmatch(parts[1]) is not None
        sited = any(_is_site(part) for part in parts)
        known = (signed or sited) and _all_known(parts) and len(parts) <= 3
    if not known:
        return None
    return Byline(_author(parts, by is not None), _site(parts), _published(bare, dates))


def bare_of(line: str) -> str:
    """`line` without the brackets around it."""
    bare = line.strip(BIDI_CONTROLS + " \t").rstrip(".")
    if bare[:1] in set("([") and bare[-1:] in set(")]"):
        bare = bare[1:-1].strip()
    return bare


def is_plain_name(line: str) -> bool:
    """Whether `line` is two or three words that could be a person's name, as a by-line or caption may be."""
    words = line.split()
    return (
        2 <= len(words) <= 3
        and len(line) <= 30
        and _NAME.fullmatch(line) is not None
        and not any(_NO_NAME.fullmatch(word) for word in words)
    )


def _without_dates(line: str, dates: list[Date]) -> tuple[str, bool]:
    """`line` with a comma for each date, hour and word about publishing; whether there was such a word."""
    pieces: list[str] = []
    at = 0
    for date in dates:
        pieces += (line[at : date.start], ",")
        at = date.end
    rest = "".join((*pieces, line[at:]))
    rest = _ADDRESS.sub(",", rest)
    stamped = bool(_PUBLISHED.search(rest) or _UPDATED.search(rest))
    for pattern in (_UPDATED, _PUBLISHED, _DAY, _TIME):
        rest = pattern.sub(",", rest)
    return rest, stamped


def _all_known(parts: list[str]) -> bool:
    words = sum(len(part.split()) for part in parts)
    return words <= 12 and all(_is_site(part) or _ROLE.fullmatch(part) or _is_name(part) for part in parts)


def _is_site(part: str) -> bool:
    reporter = _REPORTER.match(part)
    return bool(
        _SITES.fullmatch(part)
        or _AGENCIES.fullmatch(part)
        or (reporter and _SITES.fullmatch(part, reporter.end()))
    )


def _is_name(part: str) -> bool:
    words = part.split()
    return (
        len(words) <= 6
        and re.fullmatch(rf"{_NAME_WORD}(?: {_NAME_WORD}){{0,5}}", part) is not None
        and not any(_NO_NAME.fullmatch(word) for word in words)
    )


def _is_apart(line: str, dates: list[Date], parts: list[str], stamped: bool) -> bool:
    """Whether the dates are set off from the words, as in no headline: not ``נכון ל-12.11.2013``."""
    if stamped or not parts:
        return True
    words = sum(len(part.split()) for part in parts)
    for date in dates:
        before, after = line[: date.start].rstrip(), line[date.end :].lstrip()
        if before[-1:] in {"-", "־"} or _ATTACHED.search(before):
            return False
        dated_again = any(other.start == len(line) - len(after) for other in dates)
        if after and not dated_again and not _AFTER_DATE.match(after):
            return False
        set_off = not before or before[-1] in ",|•·-–—/(" or any(other.end == len(before) for other in dates)
        if not set_off and (words > 5 or (date.iso is None and words < 2)):
            return False
    return True


def _author(parts: list[str], by: bool) -> str | None:
    names = [part for part in parts if not _is_site(part) and not _ROLE.fullmatch(part)]
    if not names or (not by and len(names[0].split()) < 2):
        return None
    return ", ".join(names)


def _site(parts: list[str]) -> str | None:
    for part in parts:
        if _SITES.fullmatch(part):
            return part.strip('"״')
    for part in parts:
        if (reporter := _REPORTER.match(part)) and _SITES.fullmatch(part, reporter.end()):
            return part[reporter.end() :].strip('"״')
    return None


def _published(line: str, dates: list[Date]) -> str | None:
    """The date of publishing; that of an update only where there is no other."""
    known = [date for date in dates if date.iso]
    first = [date for date in known if not _UPDATED.search(line[: date.start].rpartition("|")[2][-30:])]
    return (first or known)[0].iso if known else None
