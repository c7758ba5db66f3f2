"""An article cut into tokens, with what each may be and how it stands to its neighbours."""

from __future__ import annotations

from bisect import bisect_right

from reader.cancel import CancelToken
from reader.entities.words import Is, Word, Words
from reader.hebrew.quotes import QuotePair, pair_quotes
from reader.hebrew.tokens import Token, tokenize
from reader.model import Article, BlockKind

APART = 0
"""On another line, or with a mark between."""
BLANK = 1
GLUED = 2

_HANDFUL = 1000
_PIECE = 60_000
"""Code points between two looks at the stop switch while a text is cut."""


class Prepared:
    """The tokens of one article as parallel lists, which the passes over the text read by index.

    Attributes:
        starts, ends: where each token stands, in code points.
        words: what each token's letters may be.
        flags: the same as bits (`words.Is`), the list that the passes look at first.
        joins: how each token stands to the one before it: `APART` (another line), `BLANK` or `GLUED`.
    """

    __slots__ = (
        "_lines",
        "article",
        "cancel",
        "ends",
        "flags",
        "joins",
        "lexicon",
        "quotes",
        "starts",
        "text",
        "words",
    )

    def __init__(self, article: Article, cancel: CancelToken) -> None:
        self.article = article
        self.cancel = cancel
        self.text = article.text
        self.lexicon = Words()
        self.starts: list[int] = []
        self.ends: list[int] = []
        self.words: list[Word] = []
        self.flags: list[int] = []
        self.joins: list[int] = []
        self._lines = [block.span.start for block in article.blocks] or [0]
        self._cut()
        self.quotes: list[QuotePair] = self._pair()

    def __len__(self) -> int:
        return len(self.starts)

    def _pieces(self, *, within_lines: bool) -> list[tuple[int, int]]:
        """Stretches of whole lines, or of a very long line's words, so that stopping is answered soon."""
        pieces = []
        at, text = 0, self.text
        while at < len(text):
            end = text.find("\n", at + _PIECE)
            if within_lines and not 0 <= end < at + 2 * _PIECE:
                end = text.find(" ", at + _PIECE)
            end = len(text) if end < 0 else end + 1
            pieces.append((at, end))
            at = end
        return pieces

    def _cut(self) -> None:
        previous = 0
        for first, last in self._pieces(within_lines=True):
            self.cancel.check()
            tokens = tokenize(self.text[first:last])
            self.cancel.check()
            self.starts += [token.start + first for token in tokens]
            self.ends += [token.end + first for token in tokens]
            self._look_up(tokens)
            previous = self._join(len(self.joins), previous)
        if self.joins:
            self.joins[0] = APART

    def _look_up(self, tokens: list[Token]) -> None:
        """What each of `tokens` may be, in handfuls between two looks at the stop switch."""
        known, of = self.lexicon.known, self.lexicon.of
        for start in range(0, len(tokens), _HANDFUL):
            self.cancel.check()
            words = [known.get(token.text) or of(token) for token in tokens[start : start + _HANDFUL]]
            self.words += words
            self.flags += [word.flags for word in words]

    def _join(self, at: int, previous: int) -> int:
        """How the tokens from `at` on stand to those before them; `previous` is where the last one ended."""
        text, joins = self.text, self.joins
        for start, end in zip(self.starts[at:], self.ends[at:], strict=True):
            if start == previous:
                joins.append(GLUED)
            elif "\n" in text[previous:start]:
                joins.append(APART)
            else:
                joins.append(BLANK)
            previous = end
        return previous

    def _pair(self) -> list[QuotePair]:
        pairs = []
        for first, last in self._pieces(within_lines=False):
            self.cancel.check()
            pairs += [
                QuotePair(pair.open + first, pair.close + first, pair.open_width, pair.close_width)
                for pair in pair_quotes(self.text[first:last])
            ]
        return pairs

    def kind_at(self, offset: int) -> BlockKind:
        """The kind of the block that holds a code point."""
        blocks = self.article.blocks
        if not blocks:
            return BlockKind.PARAGRAPH
        return blocks[max(0, bisect_right(self._lines, offset) - 1)].kind

    def next_word(self, at: int) -> int:
        """The index of the word directly after the token at `at`: after a blank or a glued hyphen; else -1."""
        after = at + 1
        if after >= len(self.starts) or self.joins[after] == APART:
            return -1
        if not self.flags[after] & Is.MARK:
            return after
        if (
            self.flags[after] & Is.HYPHEN
            and after + 1 < len(self.starts)
            and self.joins[after] == GLUED == self.joins[after + 1]
            and not self.flags[after + 1] & Is.MARK
        ):
            return after + 1
        return -1

    def previous_word(self, at: int) -> int:
        """The index of the word directly before the token at `at`: before a blank or a glued hyphen; else -1."""
        if at <= 0 or self.joins[at] == APART:
            return -1
        before = at - 1
        if not self.flags[before] & Is.MARK:
            return before
        if (
            self.flags[before] & Is.HYPHEN
            and before > 0
            and self.joins[at] == GLUED == self.joins[before]
            and not self.flags[before - 1] & Is.MARK
        ):
            return before - 1
        return -1

    def is_adverbial(self, at: int) -> bool:
        """Whether a word tells when, where or to whom: בשבוע, בראיון, לעיתונאים."""
        word = self.words[at]
        if word.flags & Is.DERIVED and not word.flags & Is.DEFINITE:
            return True
        return any(cut.attached[-1] in "בל" and self.lexicon.is_common(cut.stem) for cut in word.cuts[1:])

    def token_at(self, offset: int) -> int:
        """The index of the token that holds `offset`, or of the next one."""
        at = bisect_right(self.starts, offset) - 1
        return at if at >= 0 and self.ends[at] > offset else at + 1

    def sentence_start(self, at: int, most: int = 80) -> int:
        """The index of the first token of the sentence that holds the token at `at`, at most `most` back."""
        stop = max(0, at - most)
        while at > stop:
            if self.joins[at] == APART or self.flags[at - 1] & Is.STOP:
                return at
            at -= 1
        return at

    def sentence_end(self, at: int, most: int = 80) -> int:
        """The index after the last token of the sentence that holds the token at `at`, at most `most` on."""
        stop = min(len(self.starts), at + most)
        while at < stop:
            if self.flags[at] & Is.STOP:
                return at + 1
            at += 1
            if at < stop and self.joins[at] == APART:
                return at
        return at
