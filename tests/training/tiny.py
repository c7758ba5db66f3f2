"""A network to start from that is small enough to write by hand, in the form of the real one."""

from __future__ import annotations

import struct

import numpy as np

LETTERS = "אבגדהוזחטיכלמנסעפצקרשתךםןףץ"
PIECES = [
    "<s>",
    "<pad>",
    "</s>",
    "<unk>",
    "▁",
    "▁the",
    "▁Kerry",
    "ײַד",
    "字",
    ",",
    ".",
    *LETTERS,
    *(f"▁{x}" for x in LETTERS),
]
HIDDEN, INNER, PLACES, HEADS, LAYERS = 32, 64, 400, 2, 2


def packed(rows: int, columns: int, seed: int) -> bytes:
    """A matrix in blocks of 32 weights of 4 bits, each with its scale."""
    drawn = np.random.default_rng(seed)
    blocks = rows * columns // 32
    nibbles = drawn.integers(0, 16, (blocks, 32), dtype=np.uint8)
    scale = np.full((blocks, 1), 0.04, "<f2").view(np.uint8)
    return np.concatenate([scale, nibbles[:, :16] | nibbles[:, 16:] << 4], axis=1).tobytes()


def plain(size: int, value: float) -> bytes:
    """Numbers in full precision."""
    return np.full(size, value, "<f4").tobytes()


def tensors() -> dict[str, bytes]:
    """Every weight that the real network has, for fewer and smaller layers."""
    made = {
        "emb.word": packed(len(PIECES), HIDDEN, 1),
        "emb.pos": (np.random.default_rng(2).normal(size=PLACES * HIDDEN) * 0.05).astype("<f4").tobytes(),
        "emb.type": plain(2 * HIDDEN, 0.01),
        "emb.ln.w": plain(HIDDEN, 1),
        "emb.ln.b": plain(HIDDEN, 0),
    }
    for layer in range(LAYERS):
        sizes = {"q": (HIDDEN, HIDDEN), "k": (HIDDEN, HIDDEN), "v": (HIDDEN, HIDDEN), "ao": (HIDDEN, HIDDEN)}
        sizes |= {"fi": (INNER, HIDDEN), "fo": (HIDDEN, INNER)}
        for number, (name, (rows, columns)) in enumerate(sizes.items()):
            made[f"l{layer}.{name}.w"] = packed(rows, columns, 10 * layer + number)
            made[f"l{layer}.{name}.b"] = plain(rows, 0)
        for name in ("aln", "oln"):
            made[f"l{layer}.{name}.w"] = plain(HIDDEN, 1)
            made[f"l{layer}.{name}.b"] = plain(HIDDEN, 0)
    return made


def network() -> bytes:
    """The whole file."""
    blob = "".join(PIECES).encode()
    ends = np.cumsum([0, *(len(piece.encode()) for piece in PIECES)]).astype("<u4")
    scores = np.linspace(-3, -9, len(PIECES)).astype("<f4")
    head = b"E5S1" + struct.pack("<i", 1)
    head += struct.pack("<7i", HIDDEN, LAYERS, HEADS, INNER, len(PIECES), PLACES, 2)
    head += struct.pack("<fi", 1e-12, 32) + struct.pack("<5iQ", len(PIECES), 0, 2, 1, 3, len(blob))
    head += ends.tobytes() + scores.tobytes() + blob + struct.pack("<2I", 0, 0)
    made = tensors()
    at = len(head) + 4 + sum(2 + len(name) + 21 for name in made)
    table, weights = struct.pack("<i", len(made)), b""
    for name, data in made.items():
        is_packed = name == "emb.word" or (
            name.endswith(".w") and ".aln" not in name and ".oln" not in name and ".ln" not in name
        )
        count = len(data) // 18 * 32 if is_packed else len(data) // 4
        table += struct.pack("<H", len(name)) + name.encode()
        table += struct.pack("<BIQQ", is_packed, count, at + len(weights), len(data))
        weights += data
    return head + table + weights
