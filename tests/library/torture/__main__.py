"""`make torture`: everything that can befall a library, as often as asked; status 1 where anything was lost."""

from __future__ import annotations

import argparse
import multiprocessing
import os
import signal
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from pathlib import Path

from tests.library.torture.damage import damage
from tests.library.torture.faults import fail
from tests.library.torture.kills import kill
from tests.library.torture.pairs import write_at_once
from tests.library.torture.tally import Tally, become_worker

# Of ten kills: saving is what a person does most, and a migration happens once.
SHARES = {"saving": 4, "importing": 2, "migrating": 1, "backing up": 2, "restoring": 1}


def main() -> int:
    asked = _asked()
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # what was tried until then is told
    tallies: dict[str, Tally] = {}
    begun = time.monotonic()
    with (
        tempfile.TemporaryDirectory(prefix="reader-torture-", dir=asked.folder) as folder,
        # Each worker forks its own children, and so must have no threads: it begins anew.
        ProcessPoolExecutor(asked.jobs, multiprocessing.get_context("spawn"), become_worker) as workers,
    ):
        futures = list(_begun(workers, asked, Path(folder)))
        try:
            for number, future in enumerate(as_completed(futures), 1):
                tally = future.result()
                tallies.setdefault(tally.kind, Tally(tally.kind)).add(tally)
                if sys.stderr.isatty():
                    sys.stderr.write(f"\r{number} of {len(futures)} pieces")
        except KeyboardInterrupt:
            workers.shutdown(cancel_futures=True)
            sys.stdout.write("Interrupted; until then:\n")
    for _, tally in sorted(tallies.items(), reverse=True):
        sys.stdout.write(f"{tally}\n")
        for line in [*tally.lost, *tally.unreadable][:20]:
            sys.stdout.write(f"    {line}\n")
    tried = sum(tally.tried for tally in tallies.values())
    lost = sum(len(tally.lost) for tally in tallies.values())
    unreadable = sum(len(tally.unreadable) for tally in tallies.values())
    sys.stdout.write(
        f"{tried:,} times in {time.monotonic() - begun:.0f} s: {lost} acknowledged notes lost, "
        f"{unreadable} unreadable libraries\n"
    )
    return 1 if lost or unreadable or not tried else 0


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.library.torture", description=__doc__)
    parser.add_argument("--kills", type=int, default=10_000)
    parser.add_argument("--faults", type=int, default=500)
    parser.add_argument("--damaged", type=int, default=1_000)
    parser.add_argument("--pairs", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--folder", help="where the libraries lie, if not in the system's temporary folder")
    return parser.parse_args()


def _begun(workers: ProcessPoolExecutor, asked: argparse.Namespace, folder: Path) -> Iterator[Future[Tally]]:
    """All the work, in pieces that the workers share."""
    pieces = max(asked.jobs * 2, asked.kills // 400)
    for piece in range(pieces):
        seed = asked.seed * 1000 + piece
        for kind, share in SHARES.items():
            yield workers.submit(
                kill, kind, _part(asked.kills * share // 10, pieces, piece), seed, folder / f"{kind}{piece}"
            )
        yield workers.submit(fail, _part(asked.faults, pieces, piece), seed, folder / f"faults{piece}")
        yield workers.submit(damage, _part(asked.damaged, pieces, piece), seed, folder / f"damaged{piece}")
        yield workers.submit(write_at_once, _part(asked.pairs, pieces, piece), seed, folder / f"pairs{piece}")


def _part(whole: int, pieces: int, piece: int) -> int:
    return whole // pieces + (piece < whole % pieces)


if __name__ == "__main__":
    sys.exit(main())
