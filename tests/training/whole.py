"""`make train-check`: the whole of the training on a small network, with the extra ``train``.

Not part of `make test`, since torch is too large to be installed for it.
"""

from pathlib import Path

import numpy as np
import pytest
import torch
from click.testing import CliRunner

from reader.cancel import CancelToken
from reader.entities.tagger import features
from reader.entities.tagger.model import Model
from reader.entities.trained import TrainedEngine
from reader.entities.words import Words
from reader.hebrew.tokens import tokenize
from reader.model import EntityKind
from reader.training import base, export
from reader.training.__main__ import main
from reader.training.network import Network
from tests.entities.marked import article
from tests.training import tiny

NAMES = ("דנה רז", "קרי", "אורי כספי", "מאיה לב", "גדעון סער", "עמית גל", "שרון טל", "נועה חן")
LINES = [
    line
    for name in NAMES
    for line in (
        f"השרה [PER {name}] הגיעה אתמול.",
        f"דיברנו עם [PER {name}] היום.",
        f"זה נאמר ל[PER {name}] בבוקר.",
    )
] + ["הגשם ירד כל הלילה.", "השר הגיע אתמול.", "דיברנו עם השכנים היום."] * 3


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("training")
    (made / "news.txt").write_text("\n".join(LINES), "utf-8")
    (made / "news_dev.txt").write_text("\n".join(LINES[::4]), "utf-8")
    (made / "e5.bin").write_bytes(tiny.network())
    return made


def trained(folder: Path, out: Path, *more: str) -> str:
    options = [
        "--base",
        str(folder / "e5.bin"),
        "--out",
        str(out),
        "--layers",
        "2",
        "--in-pieces",
        "1",
        "--threads",
        "1",
        *more,
    ]
    result = CliRunner().invoke(main, [str(folder), *options])
    assert result.exit_code == 0, result.output
    return result.output


def test_a_model_of_ones_own_is_made_by_one_command_and_finds_people(folder: Path, tmp_path: Path) -> None:
    said = trained(folder, tmp_path / "model", "--epochs", "120", "--rate", "3e-3", "--frozen", "0")
    assert "exact F1" in said
    reading = TrainedEngine(tmp_path / "model").read(article("השרה דנה רז הגיעה אתמול."), CancelToken())
    assert [entity.name for entity in reading.of_kind(EntityKind.PERSON)] == ["דנה רז"]


def test_the_same_seed_makes_the_same_model(folder: Path, tmp_path: Path) -> None:
    made = []
    for name in ("one", "two"):
        trained(folder, tmp_path / name, "--epochs", "2")
        made.append((tmp_path / name / "tagger.onnx").read_bytes())
    assert made[0] == made[1]


def test_the_program_reads_as_the_network_that_was_trained(folder: Path, tmp_path: Path) -> None:
    trained(folder, tmp_path / "model", "--epochs", "1")
    torch.manual_seed(3)
    network = Network(base.load(folder / "e5.bin"), list(range(len(tiny.PIECES))), 2, 1, 5).eval()
    texts = [[0, 12, 13, 40, 2], [0, 20, 21, 22, 23, 24, 2]]
    rows = torch.tensor([texts[0] + [1, 1], texts[1]])
    first, last = torch.tensor([[0, 1, 3, 4], [0, 1, 2, 6]]), torch.tensor([[0, 2, 3, 4], [0, 1, 5, 6]])
    known = torch.zeros(4, features.SIZE)
    known[1, 3] = known[2, 5] = 1
    with torch.no_grad():
        scores = network(rows, torch.tensor([5, 7]), first, last, known)
        expected = torch.log_softmax(scores, dim=1).numpy()
    import onnxruntime

    session = onnxruntime.InferenceSession(export.graph(network, 64), providers=["CPUExecutionProvider"])
    found = np.concatenate(
        [
            session.run(
                None,
                {
                    "ids": np.array([texts[at]]),
                    "first": first[at, 1:-1].numpy(),
                    "last": last[at, 1:-1].numpy(),
                    "known": known[2 * at : 2 * at + 2].numpy(),
                },
            )[0]
            for at in range(2)
        ]
    )
    assert np.abs(found - expected).max() < 0.1  # 8 bits are not 32


def test_a_long_text_is_read_in_parts(folder: Path, tmp_path: Path) -> None:
    trained(folder, tmp_path / "model", "--epochs", "1")
    model = Model.load(tmp_path / "model")
    words = Words()
    tokens = tokenize("השרה דנה רז הגיעה אתמול " * 400)
    found = [words.of(token) for token in tokens]
    tagging = model.tag(found, [True] * len(found), [0], features.Features(words), CancelToken())
    assert tagging.person.shape == (len(found), 4)


def test_a_smaller_model_learns_from_a_larger_one_what_nobody_marked(folder: Path, tmp_path: Path) -> None:
    trained(folder, tmp_path / "large", "--epochs", "120", "--rate", "3e-3", "--frozen", "0")
    unmarked = tmp_path / "unmarked.txt"
    unmarked.write_text("\n".join(line.replace("[PER ", "").replace("]", "") for line in LINES), "utf-8")
    little = tmp_path / "little"
    little.mkdir()
    (little / "e5.bin").write_bytes((folder / "e5.bin").read_bytes())
    (little / "one.txt").write_text("[PER אבי גד] בא.", "utf-8")  # the tags, and no more
    (little / "news_dev.txt").write_text("\n".join(LINES[::4]), "utf-8")
    options = ["--epochs", "250", "--rate", "3e-3", "--frozen", "0"]
    lessons = ["--teacher", str(tmp_path / "large"), "--unmarked", str(unmarked)]
    alone, taught = (
        trained(little, tmp_path / "alone", *options),
        trained(little, tmp_path / "taught", *options, *lessons),
    )
    assert persons(taught) > persons(alone) + 0.3


def persons(said: str) -> float:
    """The exact F1 of persons in the last table that was printed."""
    return float([line.split() for line in said.splitlines() if line.startswith("PER ")][-1][3])
