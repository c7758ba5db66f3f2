"""Times one launch from outside: ``python -m tests.bench.stopwatch reader FILE`` prints kind, s and MB."""

from __future__ import annotations

import subprocess
import sys
import time


def main(kind: str, file: str) -> None:
    """Start the process, and take the time from before its birth to the paint that it reports."""
    start = time.monotonic()
    told = subprocess.run(
        [sys.executable, "-m", "tests.bench.launch", kind, file], capture_output=True, text=True, check=True
    ).stdout.split()
    sys.stdout.write(f"{kind} {float(told[0]) - start} {told[1]}\n")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
