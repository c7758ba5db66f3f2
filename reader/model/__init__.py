"""What an article is and what is known about it: frozen values, no behaviour that needs a screen or a disk.

One text, and spans into it. Every offset is a Unicode code point in logical order, every span is half-open.
"""

from reader.model.annotation import Annotation, Selector, State, Style
from reader.model.article import Article, Block, BlockKind, Link
from reader.model.reading import (
    EngineInfo,
    Entity,
    EntityKind,
    Mention,
    MentionForm,
    Quote,
    Reading,
    Role,
)
from reader.model.span import Span

__all__ = [
    "Annotation",
    "Article",
    "Block",
    "BlockKind",
    "EngineInfo",
    "Entity",
    "EntityKind",
    "Link",
    "Mention",
    "MentionForm",
    "Quote",
    "Reading",
    "Role",
    "Selector",
    "Span",
    "State",
    "Style",
]
