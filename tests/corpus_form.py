"""The corpus's tokeniser, forwards: what the importer has to undo."""

from __future__ import annotations

import re

MARKS = '.,:;!?"()'


def tokenise(block: str) -> str:
    """One block with a blank before and after every run of marks and blanks, as the corpus has it.

    A run that stands between letters or digits without a blank is left alone.
    """

    def spaced(run: re.Match[str]) -> str:
        marks, (start, end) = run[0], run.span()
        if not any(mark in marks for mark in MARKS):
            return marks
        inside = start > 0 and end < len(block)
        if inside and not re.search(r"\s", marks) and block[start - 1].isalnum() and block[end].isalnum():
            return marks
        return f" {marks} "

    return re.sub(rf"[{re.escape(MARKS)}\s]+", spaced, block)


def corpus_file(*blocks: str) -> str:
    """A whole file of the corpus: each block spaced by itself, one after the other."""
    return "".join(f"{tokenise(block)}\n" for block in blocks)


def one_blank_a_token(line: str) -> str:
    """A line as other tokenisers have it: every token parted by one blank, acronyms and numbers too."""
    return " ".join(re.findall(r"\.\.\.|\w+(?:['’]\w+)*|[^\w\s]", line))
