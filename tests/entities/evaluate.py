"""`make eval`: how well every engine reads the marked articles, and how fast, as tables.

Where the environment's ``READER_PEOPLE_DATA`` names a folder of ``*_dev.jsonl`` sets, their figures stand below.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from rich.console import Console
from rich.table import Table

from reader.cancel import CancelToken
from reader.entities import Engine, engines
from reader.model import EntityKind
from tests.entities import marked, sentences
from tests.entities.scores import Agreement, Rate, compare, together

FOLDER = "READER_PEOPLE_DATA"
_WIDTH = 100


def main() -> int:
    """Print everything; the exit status is 1 where the folder of sets is named and holds none."""
    out = Console(width=_WIDTH, highlight=False)
    found, broken = engines()
    for error in broken:
        out.print(str(error))
    given = os.environ.get(FOLDER)
    dev = sentences.sets(Path(given)) if given else {}
    for engine in found:
        _show(engine, dev, out)
    if not given:
        out.print(f"{FOLDER} names no folder: only our own articles were read.")
    elif not dev:
        out.print(f"No *_dev.jsonl in {given}.")
        return 1
    return 0


def _show(engine: Engine, dev: dict[str, list[sentences.Sentence]], out: Console) -> None:
    sets = {name: marked.load(name) for name in marked.SETS}
    # The first reading loads lexicons and models, which is not its speed.
    first = next(iter(sets["articles"].values()))
    info = engine.read(first.article, CancelToken()).engine
    agreements = {
        name: [compare(one, engine) for one in articles.values()] for name, articles in sets.items()
    }
    figures = {f"{name} ({len(many)})": together(many) for name, many in agreements.items()}
    everything = [one for many in agreements.values() for one in many]
    figures[f"all ({len(everything)})"] = together(everything)
    out.print(articles_table(f"{info.name} {info.version}: articles marked by hand, %", figures))
    if dev:
        measured = {name: sentences.rates(rows, engine) for name, rows in dev.items()}
        counts = {name: len(rows) for name, rows in dev.items()}
        out.print(
            sentences_table(f"{info.name} {info.version}: single sentences, exact, %", measured, counts)
        )


def articles_table(title: str, figures: dict[str, Agreement]) -> Table:
    """A figure a row, a set a column; P and R stand beside F1 where there are both."""
    table = Table(title=title, title_justify="left")
    table.add_column("")
    for name in figures:
        table.add_column(name, justify="right")

    def row(name: str, cells: list[str]) -> None:
        table.add_row(name, *cells)

    every = list(figures.values())
    row("people: mentions, exact F1 (P/R)", [_f1(one.mentions) for one in every])
    row("people: merged, B³ F1", [_share(one.b_cubed) for one in every])
    row("people: under their fullest name", [_share(one.named) for one in every])
    table.add_section()
    row("roles: found (right)", [_found(one.roles) for one in every])
    row("roles: overlapping (right)", [_found(one.roles_overlap) for one in every])
    row("role mentions: found (right)", [_found(one.role_mentions) for one in every])
    table.add_section()
    row("direct quotations: found (right)", [_found(one.direct) for one in every])
    row("  … and the right speaker", [_share(one.direct_speaker.recall) for one in every])
    row("reported speech: found (right)", [_found(one.reported) for one in every])
    row("  … and the right speaker", [_share(one.reported_speaker.recall) for one in every])
    table.add_section()
    row("words a second of CPU, warm", [f"{one.speed:,.0f}" for one in every])
    return table


def sentences_table(title: str, measured: dict[str, dict[EntityKind, Rate]], counts: dict[str, int]) -> Table:
    """A kind a row, a set a column: F1 (P/R)."""
    table = Table(title=title, title_justify="left")
    table.add_column("")
    for name in measured:
        table.add_column(f"{name} ({counts[name]})", justify="right")
    for kind in EntityKind:
        table.add_row(kind.value, *(_f1(rates[kind]) for rates in measured.values()))
    return table


def _f1(rate: Rate) -> str:
    return f"{_share(rate.f1)} ({_whole(rate.precision)}/{_whole(rate.recall)})"


def _found(rate: Rate) -> str:
    return f"{_share(rate.recall)} ({_whole(rate.precision)})"


def _share(share: float) -> str:
    return f"{100 * share:.1f}"


def _whole(share: float) -> str:
    return f"{100 * share:.0f}"


if __name__ == "__main__":
    sys.exit(main())
