"""The head of an article: headline, subheadline, by-line; and the head lines that a file gives again at its end."""

from __future__ import annotations

from reader.hebrew.patterns import lazy
from reader.importers.byline import is_plain_name, parse_byline
from reader.importers.draft import Draft, compact
from reader.importers.labels import is_bracketed
from reader.importers.lines import is_bullet
from reader.model import BlockKind

_LONGEST_SUBHEADLINE = 400
_LONGEST_STOPPED = 70  # a headline that ends in a full stop all the same
_MOST_SUBHEADLINES = 2
_HEAD_LINES = 4  # from the headline on: what may be given again
_ASKED = 7  # words
_NAME_WORDS = 3
_LEAST_COMPARED = 4  # letters
_REPEATED_OVER = 4  # lines that one head line may be given again in
_SITE_AFTER = lazy(r"\s+[-–—|]\s+")


def settle_head(draft: Draft) -> None:
    """Say which lines at the article's beginning are its head, and drop them where they are given again."""
    at = _first_content(draft)
    if at is None:
        return
    repeated = _repetitions(draft, at)
    if not (repeated or _is_headline(draft, at)):
        return
    draft[at].kind = BlockKind.HEADLINE
    after = _settle_below(draft, at, set(repeated))
    if repeated:
        # Only lines that turned out to be head lines are repetitions of them.
        heads = _run_together([draft[row].compact for row in range(at, min(after, at + 2 * _HEAD_LINES))])
        for index in repeated:
            if not draft[index].known and _matches(draft, index, heads):
                for row in range(index, index + _matches(draft, index, heads)):
                    draft[row].dropped = True


def _first_content(draft: Draft) -> int | None:
    """The first line that may be the headline; by-lines, captions and menus before it are settled."""
    for index, sketch in draft.unknown():
        if sketch.label is not None and sketch.label.certain:
            return None
        if sketch.byline is not None and len(draft) > 1:
            sketch.kind = BlockKind.BYLINE
        elif sketch.menu:
            sketch.kind = BlockKind.PARAGRAPH
        elif is_bracketed(sketch.text) and len(draft) > 1:
            sketch.kind = BlockKind.CAPTION
        else:
            return index
    return None


def _is_headline(draft: Draft, at: int) -> bool:
    sketch, below = draft[at], draft.get(at + 1)
    if sketch.is_title:
        return not sketch.text.endswith(":")
    short = sketch.stopped and len(sketch.text) <= _LONGEST_STOPPED and sketch.sentences == 0
    return bool(short and below and below.line.parted and len(below.text) > len(sketch.text))


def _settle_below(draft: Draft, at: int, repeated: set[int]) -> int:
    """Settle the head lines below the headline; the index of the first line of the body."""
    subheadlines = 0
    given_again = _given_again(draft, repeated)
    for index in range(at + 1, len(draft)):
        sketch = draft[index]
        if sketch.compact == draft[at].compact and index <= at + 2 and index not in repeated:
            sketch.dropped = True  # the window's title, and then the page's
        elif index in repeated:
            return index
        elif sketch.byline is not None:
            sketch.kind = BlockKind.BYLINE
        elif sketch.compact in given_again:
            sketch.kind = BlockKind.SUBHEADLINE
            subheadlines += 1
        elif sketch.caption:
            sketch.kind = BlockKind.CAPTION
        elif sketch.label is not None:
            return index
        elif sketch.menu:
            sketch.kind = BlockKind.PARAGRAPH
        elif _is_name_line(draft, index, subheadlines):
            # A person of the article is a picture's; its author is not spoken of in it.
            pictured = _is_spoken_of(draft, index)
            sketch.kind = BlockKind.CAPTION if pictured else BlockKind.BYLINE
        elif _is_picture(draft, index):
            sketch.kind = BlockKind.CAPTION
        elif _is_subheadline(draft, at, index, subheadlines):
            sketch.kind = BlockKind.SUBHEADLINE
            subheadlines += 1
        else:
            return index
    return len(draft)


def _is_subheadline(draft: Draft, at: int, index: int, subheadlines: int) -> bool:
    sketch = draft[index]
    if len(sketch.text) > _LONGEST_SUBHEADLINE or sketch.text[-1] in ",;:":
        return False
    body = draft.paragraphs and draft.paragraphs[-1] > index
    if is_bullet(sketch.text):
        return not sketch.stopped and bool(body)  # • the article in three points
    if sketch.text[-1] == "?" and sketch.words <= _ASKED:
        return False  # an interview's first question
    if sketch.stopped:
        # A full stop is a paragraph's; but what stands between headline and by-line is no paragraph.
        below = draft.get(index + 1)
        signed = below is not None and not below.is_paragraph and below.byline is not None
        return signed and subheadlines == 0 and index == at + 1
    if subheadlines == _MOST_SUBHEADLINES or (subheadlines and sketch.words <= 5):
        return False  # the heading of the first section
    if subheadlines and any(draft[row].kind is BlockKind.BYLINE for row in range(at, index)):
        return False
    return bool(body) and not (len(sketch.text) > 250 and sketch.sentences >= 2)


def _is_name_line(draft: Draft, index: int, subheadlines: int) -> bool:
    """Whether two or three words alone are the author's name: they stand below a subheadline or by a date."""
    if not is_plain_name(draft[index].text):
        return False
    above, below = draft[index - 1], draft.get(index + 1)
    dated = below is not None and below.byline is not None
    return (
        dated
        or above.kind is BlockKind.BYLINE
        or (subheadlines > 0 and below is not None and below.is_paragraph)
    )


def _is_picture(draft: Draft, index: int) -> bool:
    """Whether a few words over the first paragraph are those of a picture: a name that the article has too."""
    sketch, below = draft[index], draft.get(index + 1)
    if sketch.words > _NAME_WORDS or below is None or not below.is_paragraph:
        return False
    if sketch.words > 1 and not is_plain_name(sketch.text):
        return False
    return any(sketch.text in other.text for row, other in enumerate(draft.sketches) if row != index)


def _is_spoken_of(draft: Draft, index: int) -> bool:
    """Whether the last word of a name, its surname, stands anywhere else in the article."""
    surname = draft[index].text.split()[-1]
    return any(surname in sketch.text for row, sketch in enumerate(draft.sketches) if row != index)


def _repetitions(draft: Draft, at: int) -> list[int]:
    """The lines after the body at which head lines are given again, ascending; the headline is line `at`."""
    last_paragraph = _last_paragraph(draft, at)
    heads = _head_lines(draft, at, last_paragraph)
    found: list[int] = []
    index = at + 1
    while index < len(draft):
        above = heads if index >= at + _HEAD_LINES else _head_lines(draft, at, index - 1)
        lines = _matches(draft, index, above)
        if lines and (index > last_paragraph or _nothing_follows(draft, index + lines, heads)):
            found.append(index)
        index += max(1, lines)
    headline = draft[at].compact
    again = any(
        draft[index].compact.startswith(headline) or headline.startswith(draft[index].compact)
        for index in found
    )
    return found if again else []


def _last_paragraph(draft: Draft, at: int) -> int:
    """The last line of running text that is not one of the head lines given again."""
    first = {draft[row].compact for row in range(at, min(len(draft), at + _HEAD_LINES))}
    for index in reversed(draft.paragraphs):
        if index > at + _HEAD_LINES - 1 and draft[index].compact in first:
            continue
        return index
    return at


def _head_lines(draft: Draft, at: int, body: int) -> list[str]:
    """The first lines of the article, compact, alone and run together: headline, and what may be subheadlines."""
    stop = min(len(draft), at + _HEAD_LINES, max(body + 1, at + 1))
    return _run_together([draft[row].compact for row in range(at, stop) if row == at or not draft[row].label])


def _run_together(lines: list[str]) -> list[str]:
    alone = [line for line in lines if len(line) >= _LEAST_COMPARED]
    return [*alone, *("".join(alone[:count]) for count in range(2, len(alone) + 1))]


def _matches(draft: Draft, index: int, heads: list[str]) -> int:
    """How many lines from `index` on make up one of the head lines; 0 for none."""
    text = ""
    for count in range(1, _REPEATED_OVER + 1):
        sketch = draft.get(index + count - 1)
        if sketch is None:
            return 0
        text += sketch.compact
        if len(text) >= _LEAST_COMPARED and (
            text in heads or (count == 1 and _before_site(sketch.text) in heads)
        ):
            return count
        if not any(head.startswith(text) for head in heads):
            return 0
    return 0


def _before_site(line: str) -> str | None:
    """``קרי יבוא לישראל - וואלה! חדשות`` without the site's name, compact."""
    words, *sites = _SITE_AFTER.split(line) if len(line) <= 400 else [line]
    if not sites:
        return None
    named = all((byline := parse_byline(site)) is not None and byline.site for site in sites)
    return compact(words) if named else None


def _nothing_follows(draft: Draft, index: int, heads: list[str]) -> bool:
    """Whether only head lines and what is no running text stand from `index` on."""
    while index < len(draft):
        lines = _matches(draft, index, heads)
        if not lines and draft[index].is_paragraph:
            return False
        index += max(1, lines)
    return True


def _given_again(draft: Draft, repeated: set[int]) -> set[str]:
    return {draft[index].compact for index in repeated if len(draft[index].compact) >= _LEAST_COMPARED}
