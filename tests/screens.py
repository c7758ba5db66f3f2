"""`make screens`: the pictures of the README, drawn by Reader itself from articles of our own."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PICTURES = ROOT / "resources" / "pictures"
CHOSEN = "איתמר דרורי"  # a person of the sample article
SHOTS = (
    ("window-he-paper.png", "he", "paper", "1440x920"),
    ("window-en-paper.png", "en", "paper", "1440x920"),
    ("window-he-night.png", "he", "night", "1440x920"),
    ("window-en-night-small.png", "en", "night", "1000x700"),
)
PAGES = (
    ("he", "paper", "1100x720", "library-he-paper.png", "person-he-paper.png"),
    ("en", "night", "1100x720", "library-en-night.png", "person-en-night.png"),
)


def main() -> None:
    """Draw every picture into `resources/pictures`."""
    PICTURES.mkdir(exist_ok=True)
    sample = ROOT / "resources" / "articles" / "sample.txt"
    with tempfile.TemporaryDirectory() as folder:
        environment = os.environ | {"READER_DATA": folder, "READER_CONFIG": folder}
        for name, language, theme, size in SHOTS:
            command = [
                sys.executable,
                "-m",
                "reader",
                "open",
                str(sample),
                "--screenshot",
                str(PICTURES / name),
            ]
            options = ["--language", language, "--theme", theme, "--size", size, "--select", CHOSEN]
            subprocess.run([*command, *options], env=environment, check=True)
            sys.stdout.write(f"{PICTURES / name}\n")
    for language, theme, size, *names in PAGES:
        with tempfile.TemporaryDirectory() as folder:
            environment = os.environ | {"READER_DATA": folder, "READER_CONFIG": folder}
            environment["QT_QPA_PLATFORM"] = (
                "offscreen"  # as `reader open` does it by itself: no display is needed
            )
            targets = [str(PICTURES / name) for name in names]
            command = [sys.executable, "-m", "tests.screens_library", language, theme, size, *targets]
            subprocess.run(command, env=environment, cwd=ROOT, check=True)
            sys.stdout.write("".join(f"{target}\n" for target in targets))


if __name__ == "__main__":
    main()
