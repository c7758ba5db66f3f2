"""Where somebody is named and quoted in one article, as the page of a person shows it."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from reader.library.people_rows import Passage, Saying
from reader.model import Annotation, Mention, Reading, Span, State

_BEFORE = 90
_AFTER = 130
"""Code points of context on both sides of a name, which are made whole words."""

_SLACK = 15
_MOST = 200  # passages of one article


def passages(reading: Reading, entity_ids: Collection[str]) -> tuple[Passage, ...]:
    """The stretches of the text in which one of these entities is named; names that stand close share one."""
    text = reading.article.text
    blocks = [block.span for block in reading.article.blocks]
    found: list[tuple[Span, list[Span], Span]] = []  # the stretch, the names in it, the paragraph it ends in
    for mention in reading.mentions:
        if mention.entity_id not in entity_ids:
            continue
        line = _line(text, blocks, mention.span)
        place = _around(text, mention, line)
        if found and place.start < found[-1][0].end:
            before, hits, _ = found[-1]
            found[-1] = Span(before.start, max(before.end, place.end)), [*hits, mention.name_span], line
        elif len(found) < _MOST:
            found.append((place, [mention.name_span], line))
        else:
            break
    return tuple(
        Passage(
            text=_one_line(place.of(text)),
            place=place,
            hits=tuple(Span(hit.start - place.start, hit.end - place.start) for hit in hits),
            first=hits[0],
            goes_before=place.start > line.start,
            goes_on=place.end < line.end,
        )
        for place, hits, line in found
    )


def sayings(reading: Reading, entity_ids: Collection[str]) -> tuple[Saying, ...]:
    """What these entities said."""
    text = reading.article.text
    return tuple(
        Saying(_one_line(quote.span.of(text)), quote.span, quote.direct)
        for quote in reading.quotes
        if quote.speaker_id in entity_ids
    )


def notes_on(
    notes: Iterable[Annotation], reading: Reading, entity_ids: Collection[str], names: Collection[str]
) -> tuple[Annotation, ...]:
    """Those of an article's placed `notes` that are on these entities, or on words that name or quote them."""
    own = [mention.span for mention in reading.mentions if mention.entity_id in entity_ids]
    own += [quote.span for quote in reading.quotes if quote.speaker_id in entity_ids]
    kept = []
    for note in notes:
        place = note.selector if note.state is not State.ORPHAN else None
        on_words = place is not None and any(
            place.start < span.end and span.start < place.end for span in own
        )
        if on_words or (note.entity_id is not None and note.entity_id in names):
            kept.append(note)
    return tuple(kept)


def _line(text: str, blocks: list[Span], span: Span) -> Span:
    """The block that holds the mention; the line where none does."""
    for block in blocks:
        if block.start <= span.start < block.end:
            return block
    end = text.find("\n", span.end)
    return Span(text.rfind("\n", 0, span.start) + 1, end if end >= 0 else len(text))


def _around(text: str, mention: Mention, line: Span) -> Span:
    start = max(line.start, mention.span.start - _BEFORE)
    end = min(max(line.end, mention.span.end), mention.span.end + _AFTER)
    while (
        start > line.start and mention.span.start - start < _BEFORE + _SLACK and not text[start - 1].isspace()
    ):
        start -= 1
    while end < line.end and end - mention.span.end < _AFTER + _SLACK and not text[end].isspace():
        end += 1
    return Span(start, end)


def _one_line(text: str) -> str:
    """`text` with its line ends as blanks, one for one, so that offsets stay."""
    return "".join(" " if character.isspace() else character for character in text)
