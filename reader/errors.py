"""Failures that a person can act on.

Whatever the environment did to us (a missing file, a full disk, a library of a newer version) is a
`ReaderError`: one plain sentence and, where there is one, what to do about it. Everything else that is
raised is a bug and travels on as it is.
"""

from __future__ import annotations


class ReaderError(Exception):
    """One sentence for a person, with a hint of what to do.

    Args:
        message: an English sentence, a `str.format` template. It is also the key under which the window
            finds the sentence in its own language, so the varying parts go into `values`, never into it.
        hint: what the person can do, a template too, or several in lines of their own; may be empty.
        values: what the templates name.
    """

    def __init__(self, message: str, hint: str = "", **values: object) -> None:
        self.message = message
        self.hint = hint
        self.values = {key: _shown(value) for key, value in values.items()}
        super().__init__(message.format(**self.values))

    @property
    def full(self) -> str:
        """The sentence and the hint, in English, on one line."""
        return " ".join([str(self), *self.hint.format(**self.values).split("\n")]).rstrip()


def _shown(value: object) -> str:
    """`value` fit for one line: a lone surrogate in a file name must not break the sentence about it."""
    text = str(value).encode("utf-8", "backslashreplace").decode("utf-8")
    return " ".join(text.split())
