"""Why two appearances in two articles are taken for one person, in words that the person reads."""

from __future__ import annotations

SAME_FULL_NAME = "The same full name."
SAME_FULL_NAME_AND = "The same full name, and “{value}” in both articles."
OTHER_SPELLING = "The same full name in another spelling: “{value}”."
SHORT_NAME = "“{value}” is short for the given name; the role or the company is the same."
INITIALS = "The same name with other initials: “{value}”."
DOUBLE_SURNAME = "A part of the double surname, as in “{value}”; the role or the company is the same."
SURNAME_AND = "The same surname, and “{value}” in both articles."
NAME_AND = "The same name, and “{value}” in both articles."
SAME_NAME = "The same name."
SAID_SAME = "You said that this is the same one."
SAID_APART = "You said that this is somebody else."
ONLY_HERE = "The only appearance of this name."

MAY_BE_FULL_NAME = "The same full name, but another role: “{value}”."
MAY_BE_COMMON = "The same full name, which many people have."
MAY_BE_SPELLING = "The names are spelled nearly alike."
MAY_BE_SHORT = "“{value}” may be short for the given name."
MAY_BE_INITIALS = "The initials would fit."
MAY_BE_DOUBLE = "A part of the double surname is the same."
MAY_BE_SURNAME = "Only “{value}” has this name in the library."

IDENTITY_REASONS: tuple[str, ...] = (
    SAME_FULL_NAME,
    SAME_FULL_NAME_AND,
    OTHER_SPELLING,
    SHORT_NAME,
    INITIALS,
    DOUBLE_SURNAME,
    SURNAME_AND,
    NAME_AND,
    SAME_NAME,
    SAID_SAME,
    SAID_APART,
    ONLY_HERE,
    MAY_BE_FULL_NAME,
    MAY_BE_COMMON,
    MAY_BE_SPELLING,
    MAY_BE_SHORT,
    MAY_BE_INITIALS,
    MAY_BE_DOUBLE,
    MAY_BE_SURNAME,
)
"""The templates; each has at most one value. Those of ``MAY_BE`` are of doubts."""


def say(template: str, value: str = "") -> str:
    """The sentence, with its value put in."""
    return template.replace("{value}", value)
