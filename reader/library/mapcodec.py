"""An offset map as a few bytes: its runs, column by column, as differences, compressed."""

from __future__ import annotations

import sys
import zlib
from array import array

from reader.hebrew.offsets import OffsetMap, OffsetMapBuilder
from reader.library.failures import DamagedError

_UNPACKED_LIMIT = 256 * 1024 * 1024  # bytes: a library from elsewhere may hold a compression bomb


def pack(offsets: OffsetMap) -> bytes:
    """`offsets` as bytes, from which `unpack` makes an equal map."""
    lengths, widths, gaps = array("i"), array("i"), array("i")
    at = 0
    for _, length, source, width in offsets.runs():
        lengths.append(length)
        widths.append(width)
        gaps.append(source - at)
        at = source + width
    gaps.append(offsets.source_length - at)
    numbers = lengths + widths + gaps
    if sys.byteorder == "big":
        numbers.byteswap()
    return zlib.compress(numbers.tobytes())


def unpack(packed: bytes) -> OffsetMap:
    """The map that `pack` made `packed` of.

    Raises:
        DamagedError: it made no such thing.
    """
    numbers = array("i")
    data = inflate(packed)
    if len(data) % numbers.itemsize:
        raise DamagedError("a map to the source is cut short")
    numbers.frombytes(data)
    if sys.byteorder == "big":
        numbers.byteswap()
    runs, rest = divmod(len(numbers) - 1, 3)
    if rest:
        raise DamagedError("a map to the source is cut short")
    builder = OffsetMapBuilder()
    columns = numbers[:runs], numbers[runs : 2 * runs], numbers[2 * runs : 3 * runs]
    for length, width, gap in zip(*columns, strict=True):
        builder.skip(gap)
        builder.replace(length, width)
    builder.skip(numbers[-1])
    return builder.build()


def inflate(packed: bytes) -> bytes:
    """Undo `zlib.compress`.

    Raises:
        DamagedError: `packed` is broken, or a bomb.
    """
    unpacker = zlib.decompressobj()
    try:
        data = unpacker.decompress(packed, _UNPACKED_LIMIT)
    except zlib.error as failure:
        raise DamagedError(str(failure)) from failure
    if not unpacker.eof:
        raise DamagedError("compressed data has no end")
    return data
