"""Why a mention was marked, in sentences that a reader understands.

Each is a template with at most one value, so that the window can match a finished sentence back to its
template and show it in its own language.
"""

from __future__ import annotations

AFTER_TITLE = "It stands after the title “{value}”."
KNOWN_NAME = "A given name and a surname stand together."
NAMED_BEFORE_ROLE = "The name is followed by what the person is: “{value}”."
UNKNOWN_SURNAME = "A given name is followed by a word that is not in the dictionary."
UNKNOWN_GIVEN = "A known surname follows a word that is not in the dictionary."
BESIDE_SPEECH = "It stands beside the verb of speech “{value}”."
WELL_KNOWN = "A surname known from the news."
REPEATED = "A known name that returns in the article."
KUNYA = "An Arabic name of honour."
LATIN_NAME = "A name in Latin letters."
TAGGED = "The words around it speak of a person."
TAGGED_PLACE = "The words around it speak of a place."
TAGGED_ORGANISATION = "The words around it speak of an organisation."
SAME_FULL = "The full name “{value}” again."
SAME_SURNAME = "The surname of “{value}”."
SAME_GIVEN = "The given name of “{value}”."
SAME_NICKNAME = "What “{value}” is called."
NEAREST = "The article has several people of this name; taken for the one mentioned last, “{value}”."
SAME_ROLE = "The role of “{value}” in the same words."
ONLY_ONE_OF_ROLE = "Only “{value}” has this role in the article."
HEAD_LINES = "The head lines name only “{value}”."
PLACE = "A known place."
PLACE_BY_HEAD = "The word “{value}” says that a place follows."
ORGANISATION = "A known organisation."
ORGANISATION_BY_HEAD = "The word “{value}” says that an organisation follows."
PLACE_AGAIN = "The place “{value}” again."
ORGANISATION_AGAIN = "The organisation “{value}” again."

REASONS: tuple[str, ...] = (
    AFTER_TITLE,
    KNOWN_NAME,
    NAMED_BEFORE_ROLE,
    UNKNOWN_SURNAME,
    UNKNOWN_GIVEN,
    BESIDE_SPEECH,
    WELL_KNOWN,
    REPEATED,
    KUNYA,
    LATIN_NAME,
    TAGGED,
    TAGGED_PLACE,
    TAGGED_ORGANISATION,
    SAME_FULL,
    SAME_SURNAME,
    SAME_GIVEN,
    SAME_NICKNAME,
    NEAREST,
    SAME_ROLE,
    ONLY_ONE_OF_ROLE,
    HEAD_LINES,
    PLACE,
    PLACE_BY_HEAD,
    ORGANISATION,
    ORGANISATION_BY_HEAD,
    PLACE_AGAIN,
    ORGANISATION_AGAIN,
)
"""Every template there is."""


def say(template: str, value: str = "") -> str:
    """The finished sentence; `value` is words of the article and may hold anything, braces too."""
    return template.replace("{value}", value)
