"""`make bench`: every figure that the README states, measured on this machine and printed.

Whole processes are timed from outside, several runs each, and the median is printed. What happens inside the
window is timed by pytest-benchmark. The figures of a large library are those of

    READER_BENCH_ARTICLES=100000 make bench

which takes some ten minutes longer, and two gigabytes of the folder for temporary files.
"""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.bench import anchoring, finding, gathering, made, people, search

RUNS = 7
ARTICLES = 10_000
"""Of the library, unless READER_BENCH_ARTICLES says another number. The goals are for 100,000."""

ROOT = Path(__file__).resolve().parents[2]


def main() -> int:
    """Measure everything; the exit status is that of the benchmarks inside the window."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        environment = os.environ | {"READER_DATA": f"{folder}/data", "READER_CONFIG": f"{folder}/config"}
        environment.pop("PYTHONDONTWRITEBYTECODE", None)  # an installed program has its bytecode
        _launch(place, environment)
        _read(place, environment)
        _engine(place, environment)
    anchoring.main()
    _library(int(os.environ.get("READER_BENCH_ARTICLES", ARTICLES)))
    print("\nInside the window (ms, pytest-benchmark):", flush=True)
    return subprocess.call(
        [
            *(
                sys.executable,
                "-m",
                "pytest",
                "tests/bench",
                "-q",
                "--benchmark-only",
                "-p",
                "no:cacheprovider",
            ),
            *("--benchmark-columns=min,median,max,rounds", "--benchmark-sort=name", "--benchmark-disable-gc"),
        ],
        cwd=ROOT,
    )


def _library(articles: int) -> None:
    """A large library: how it comes in, how it is searched, who is in it."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        search.main(place / "search", articles, articles // 5)
        finding.main(place / "search")
        subprocess.run(
            [sys.executable, "-m", "tests.bench.library_view", str(place / "search"), str(articles // 10)],
            *(), cwd=ROOT, env=os.environ | {"QT_QPA_PLATFORM": "offscreen"}, check=True,
        )  # fmt: skip
        gathering.main(place / "gathering")
        people.main(place / "people", articles)


def _launch(place: Path, environment: dict[str, str]) -> None:
    article = place / "article.txt"
    article.write_text(made.article(400), "utf-8")
    virtual = shutil.which("xvfb-run")
    before = [virtual, "-a", "-s", "-screen 0 1600x1000x24"] if virtual else []
    environment = environment | ({} if virtual else {"QT_QPA_PLATFORM": "offscreen"})
    print(
        f"Launch to text on the screen ({'Xvfb' if virtual else 'offscreen, for want of Xvfb'}, {RUNS} runs):"
    )
    figures: dict[str, list[tuple[float, float]]] = {"bare": [], "reader": []}
    script = place / "launch.sh"  # one display for all runs: only the program's own start is timed
    script.write_text('while read -r kind; do "$0" -m tests.bench.stopwatch "$kind" "$1" || exit 1; done\n')
    asked = "".join(f"{kind}\n" for _ in range(RUNS + 1) for kind in figures)
    told = subprocess.run(
        [*before, "sh", "-c", script.read_text(), sys.executable, str(article)],
        *(), cwd=ROOT, env=environment, input=asked, capture_output=True, text=True, check=True,
    ).stdout.split("\n")  # fmt: skip
    for line in told[len(figures) :]:  # the first of each warms the disk's cache
        if line:
            kind, seconds, megabytes = line.split()
            figures[kind].append((float(seconds), float(megabytes)))
    medians = {kind: statistics.median(s for s, _ in runs) for kind, runs in figures.items()}
    for kind, runs in figures.items():
        memory = statistics.median(m for _, m in runs)
        print(f"  {kind:<7} {medians[kind] * 1000:6.0f} ms   {memory:5.0f} MB")
    print(f"  ratio   {medians['reader'] / medians['bare']:6.2f}      (at most 1.50; memory at most 150 MB)")


def _read(place: Path, environment: dict[str, str]) -> None:
    print(f"\n`reader read --engine lexicon --format json`, whole process (median of {RUNS} runs):")
    article = place / "words.txt"
    article.write_text(made.article(400), "utf-8")
    print(f"  400 words        {_time(article, environment, RUNS) * 1000:6.0f} ms   (at most 250)")
    for megabytes in (1, 2, 4):
        text = made.article_of_length(int(megabytes * 1e6 / 1.8))  # a Hebrew letter is two bytes, a blank one
        article.write_text(text, "utf-8")
        size = article.stat().st_size / 1e6
        seconds = _time(article, environment, 3)
        print(
            f"  {size:4.1f} MB of text  {seconds * 1000:6.0f} ms   ({seconds / size:.2f} s a MB; at most 3)"
        )


def _engine(place: Path, environment: dict[str, str]) -> None:
    print(f"\nThe engine in use, in a process of its own (median of {RUNS}):")
    article = place / "engine.txt"
    environment = environment | {"QT_QPA_PLATFORM": "offscreen"}
    for words in (400, 4_000):
        article.write_text(made.article(words), "utf-8")
        rows = []
        for _ in range(RUNS if words == 400 else 1):
            command = [sys.executable, "-m", "tests.bench.engine", str(article)]
            told = subprocess.run(
                command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True
            )
            rows.append([float(figure) for figure in told.stdout.split()])
        answered, speed, read, megabytes, longest = (
            statistics.median(column) for column in zip(*rows, strict=True)
        )
        print(
            f"  {read:5.0f} words: load to first answer {answered * 1000:5.0f} ms   (400 words: at most 800)"
        )
        print(f"               {speed:5.0f} words a second on one core, warm   (at least 3000)")
        print(f"               {megabytes:5.0f} MB over a process with Qt      (at most 220)")
        print(f"               {longest * 1000:5.0f} ms at most between two looks at the stop switch   (200)")


def _time(article: Path, environment: dict[str, str], runs: int) -> float:
    command = [
        sys.executable,
        "-m",
        "reader",
        "read",
        str(article),
        "--format",
        "json",
        "--engine",
        "lexicon",
    ]
    times = []
    for _ in range(runs + 1):
        start = time.perf_counter()
        subprocess.run(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, check=True)
        times.append(time.perf_counter() - start)
    return statistics.median(times[1:])


if __name__ == "__main__":
    sys.exit(main())
