"""Further reading: labels (``לקריאה נוספת:``), their titles, and titles of other articles below the body."""

from __future__ import annotations

from reader.hebrew.patterns import lazy
from reader.importers.byline import bare_of, is_plain_name
from reader.importers.draft import Draft, Part, Sketch
from reader.importers.labels import label_inside
from reader.importers.lines import is_bullet
from reader.importers.titles import URL, part_titles, trim
from reader.model import BlockKind

_LONGEST_LINE = 20_000  # code points: a longer line holds no titles
_LONGEST_TITLE = 220
_LONGEST_LOOSE = 130  # without a label
_LEAST_WORDS = 4
_LEAST_WORDS_BETWEEN = 7  # between paragraphs: fewer make a heading
_SAID = lazy(r"^[^:]+:\s*[\"'״“„]\S")
_STOP_INSIDE = lazy(r"[^\s.]{2}\.\s+\S")


def settle_further(draft: Draft) -> None:
    """Settle every label with its titles, and the titles below the body that stand there without a label."""
    index = 0
    while index < len(draft):
        sketch = draft[index]
        if sketch.known or len(sketch.text) > _LONGEST_LINE:
            index += 1
        elif sketch.label is not None:
            index = _settle_label(draft, index)
        else:
            if (at := label_inside(sketch.text)) is not None:
                _settle_inside(sketch, at)
            index += 1


def settle_below_body(draft: Draft) -> None:
    """Settle what stands below the last paragraph without a label: titles of other articles, by-lines, menus."""
    body = [index for index in draft.paragraphs if not draft[index].known or draft[index].parts]
    if not body:
        return
    headed = any(sketch.kind is BlockKind.HEADLINE for sketch in draft.sketches)
    if not headed:
        _settle_late_headline(draft, body[-1])
    loose = [index for index, _ in draft.unknown(body[-1] + 1)]
    for index in loose:
        sketch = draft[index]
        if sketch.byline is not None or (index >= len(draft) - 2 and is_plain_name(bare_of(sketch.text))):
            sketch.kind = BlockKind.BYLINE
        elif sketch.caption:
            sketch.kind = BlockKind.CAPTION
        elif sketch.menu or not (_is_loose_title(sketch) or _are_joined_titles(sketch) or _is_said(sketch)):
            sketch.kind = BlockKind.PARAGRAPH
        else:
            _settle_title(sketch)


def settle_loose_title(sketch: Sketch) -> bool:
    """Settle a line between paragraphs as another article's title, if it is one."""
    if not _is_loose_title(sketch) or sketch.words < _LEAST_WORDS_BETWEEN or sketch.text[-1] == "?":
        return False
    _settle_title(sketch)
    return True


def _settle_label(draft: Draft, index: int) -> int:
    """Settle the label at `index` and its titles; the index of the line after them. A false label is left alone."""
    sketch = draft[index]
    label = sketch.label
    if label is None:
        return index + 1
    last = not draft.paragraphs or draft.paragraphs[-1] <= index
    titles = _titles_after(draft, index, last)
    if label.alone:
        if not titles and not (label.certain and (last or index + 1 == len(draft))):
            return index + 1  # עוד באותו יום, between paragraphs, is a heading
        sketch.kind = BlockKind.FURTHER_READING
    elif sketch.stopped and not (label.certain and last):
        return index + 1  # ראו גם: סעיף 3 לחוק. is a sentence
    elif not label.certain and not last and (sketch.words > 20 or not titles_stand_alone(draft, index)):
        return index + 1
    else:
        _settle_titles_of_line(sketch, label.end)
    for row in titles:
        _settle_title(draft[row])
    return max([index, *titles]) + 1


def titles_stand_alone(draft: Draft, index: int) -> bool:
    """Whether the line at `index` is set apart from the text around it, as a line of titles is."""
    sketch, below = draft[index], draft.get(index + 1)
    return not sketch.stopped and (sketch.sentences == 0 or below is None)


def _titles_after(draft: Draft, index: int, last: bool) -> list[int]:
    """The lines that are titles under the label at `index`; `last`: no paragraph stands below it."""
    found: list[int] = []
    for row in range(index + 1, len(draft)):
        sketch = draft[row]
        listed = is_bullet(sketch.text) or URL.search(sketch.text) is not None
        if sketch.known or (sketch.label is not None and sketch.label.certain):
            break
        if len(sketch.text) > _LONGEST_TITLE and not (last and part_titles(sketch.text)[1:]):
            break
        if sketch.is_paragraph and not listed and not (last and sketch.words <= 20 and sketch.sentences == 0):
            break
        if sketch.caption or sketch.byline is not None or (sketch.menu and not listed):
            break
        if found and sketch.line.parted and not (last or listed) and not draft[found[-1]].line.parted:
            break  # the titles' own paragraph has ended
        found.append(row)
    return found


def _is_loose_title(sketch: Sketch) -> bool:
    return (
        sketch.is_title
        and len(sketch.text) <= _LONGEST_LOOSE
        and sketch.words >= _LEAST_WORDS
        and sketch.text[-1] != ":"
        and not is_bullet(sketch.text)
        and _STOP_INSIDE.search(sketch.text) is None
    )


def _are_joined_titles(sketch: Sketch) -> bool:
    """Whether a line without a label is several titles that were joined: each of them has a few words."""
    if sketch.stopped or not _LEAST_WORDS <= sketch.words < 100:
        return False
    titles = part_titles(sketch.text, separators=False)
    return len(titles) > 1 and all(len(sketch.text[start:end].split()) > 2 for start, end in titles)


def _is_said(sketch: Sketch) -> bool:
    """Whether a few words are a headline with a speaker: ``מור: "לא אתפטר"``."""
    return sketch.is_title and len(sketch.text) <= _LONGEST_LOOSE and _SAID.search(sketch.text) is not None


def _settle_titles_of_line(sketch: Sketch, start: int) -> None:
    """Part the label from its titles, and the titles from one another."""
    rest = sketch.text[start:]
    first, last = trim(sketch.text, 0, start)
    sketch.parts.append(Part(first, last, BlockKind.FURTHER_READING))
    for begin, end in part_titles(rest):
        sketch.parts.append(_title_part(sketch.text, start + begin, start + end))


def _settle_title(sketch: Sketch) -> None:
    """Settle a line as the title that it is; one that holds several joined titles is parted."""
    for begin, end in part_titles(sketch.text, separators=False) or [(0, len(sketch.text))]:
        sketch.parts.append(_title_part(sketch.text, begin, end))


def _settle_inside(sketch: Sketch, at: int) -> None:
    """Part a paragraph from the label and titles that stand in its line."""
    rest = Sketch(type(sketch.line)(sketch.text[at:], ((0, len(sketch.text) - at),)))
    if rest.label is None or rest.stopped:
        return
    sketch.parts.append(Part(0, len(sketch.text[:at].rstrip()), BlockKind.PARAGRAPH))
    _settle_titles_of_line(sketch, at + rest.label.end)
    first = sketch.parts[1]
    sketch.parts[1] = Part(at, first.end, first.kind)


def _title_part(line: str, start: int, end: int) -> Part:
    """The block for ``line[start:end]``, with the title's span and the address that stands beside it."""
    address = URL.search(line, start, end)
    if address is None:
        return Part(start, end, BlockKind.FURTHER_READING, (start, end))
    url = address[0].rstrip(".,;:!?)]")
    before, after = _words(line, start, address.start()), _words(line, address.start() + len(url), end)
    longer = max(before, after, key=lambda span: span[1] - span[0])
    title = longer if longer[1] > longer[0] else None
    return Part(start, end, BlockKind.FURTHER_READING, title, url)


def _words(line: str, start: int, end: int) -> tuple[int, int]:
    """``line[start:end]`` without the brackets and dashes that stand between a title and its address."""
    start, end = trim(line, start, end)
    while end > start and line[end - 1] in "([<–—-:|, \t":
        end -= 1
    while end > start and line[start] in ")]>–—-:|, \t":
        start += 1
    if line[start : start + 1] == "[" and "]" in line[start:end]:  # [title](address)
        start, end = start + 1, line.index("]", start)
    return start, end


def _settle_late_headline(draft: Draft, body: int) -> None:
    """The headline that stands below the body: of the titles there, the one whose words the body has most of."""
    candidates = [
        index
        for index, sketch in draft.unknown(body + 1)
        if sketch.is_title and not (sketch.menu or sketch.caption or sketch.byline) and sketch.words >= 2
    ]
    if not candidates:
        return
    known = {word for row in draft.paragraphs for word in _stems(draft[row].text)}
    shares = {index: _share(draft[index].text, known) for index in candidates}
    best = max(candidates, key=lambda index: (round(shares[index], 1), -index))
    if shares[best] < 0.4:
        return
    draft[best].kind = BlockKind.HEADLINE
    below = draft.get(best + 1)
    if below and best + 1 in shares and shares[best + 1] >= 0.5 and len(below.text) > len(draft[best].text):
        below.kind = BlockKind.SUBHEADLINE


def _stems(text: str) -> set[str]:
    """The words of `text`, roughly: without their first letter as well, which may be attached."""
    words = {word.strip("\"'.,:;!?()-") for word in text.split()}
    return {word for word in words if len(word) > 2} | {word[1:] for word in words if len(word) > 3}


def _share(text: str, known: set[str]) -> float:
    words = [word.strip("\"'.,:;!?()-") for word in text.split()]
    words = [word for word in words if len(word) > 2]
    return sum(word in known or word[1:] in known for word in words) / max(1, len(words))
