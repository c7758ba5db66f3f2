"""The marked articles are a yardstick, so a change of one must be meant: their hashes stand in ``marked.sha256``.

``python -m tests.entities.pins`` writes the hashes anew; the floors in ``test_articles.py`` are measured
again with them.
"""

from __future__ import annotations

import hashlib

from tests.entities import marked

PINS = marked.FOLDER / "marked.sha256"


def hashes() -> dict[str, str]:
    """SHA-256 of every marked article by ``set/name.yaml``; line ends as git gives them count as ``\\n``."""
    return {
        f"{path.parent.name}/{path.name}": hashlib.sha256(
            path.read_bytes().replace(b"\r\n", b"\n")
        ).hexdigest()
        for path in marked.files()
    }


def pinned() -> dict[str, str]:
    """What the file says, in the form of ``sha256sum``."""
    lines = (line.split("  ", 1) for line in PINS.read_text("utf-8").splitlines())
    return {name: digest for digest, name in lines}


def pin() -> None:
    """Write what is there now."""
    PINS.write_text("".join(f"{digest}  {name}\n" for name, digest in hashes().items()), "utf-8")


if __name__ == "__main__":
    pin()
