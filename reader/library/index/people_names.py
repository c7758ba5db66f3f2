"""The names in the keys of appearances."""

from __future__ import annotations


def bare_name(name: str) -> str:
    """The folded name in an appearance's key: without its kind and number."""
    for kind in ("organisation ", "place "):
        name = name.removeprefix(kind)
    return name.rpartition("#")[0] or name
