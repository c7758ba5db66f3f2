"""What goes into the library comes back as it was, or is called damaged."""

from __future__ import annotations

import zlib
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.hebrew.offsets import OffsetMap
from reader.library import codec, mapcodec
from reader.library.failures import DamagedError
from reader.model import Annotation, Article, Reading
from tests.library import samples


@given(samples.articles())
def test_any_article_comes_back_equal_with_its_map(article: Article) -> None:
    back = codec.article_from(codec.article_columns(article))
    assert back == article
    assert (back.source_map is None) == (article.source_map is None)
    if back.source_map is not None and article.source_map is not None:
        assert list(back.source_map.runs()) == list(article.source_map.runs())


@given(samples.readings())
def test_any_reading_comes_back_equal(reading: Reading) -> None:
    payload = codec.reading_payload(reading)
    assert codec.reading_from(payload, reading.article, reading.engine) == reading


@given(samples.any_notes)
def test_any_note_comes_back_equal(annotation: Annotation) -> None:
    assert codec.annotation_from(codec.annotation_columns(annotation)) == annotation


@given(samples.maps())
def test_any_offset_map_comes_back_equal(offsets: OffsetMap) -> None:
    back = mapcodec.unpack(mapcodec.pack(offsets))
    assert list(back.runs()) == list(offsets.runs())
    assert (len(back), back.source_length) == (len(offsets), offsets.source_length)


@given(samples.readings(), st.data())
def test_a_damaged_reading_is_called_damaged(reading: Reading, data: st.DataObject) -> None:
    payload = bytearray(codec.reading_payload(reading))
    at = data.draw(st.integers(0, len(payload) - 1))
    payload[at] ^= data.draw(st.integers(1, 255))
    try:
        back = codec.reading_from(bytes(payload), reading.article, reading.engine)
    except DamagedError:
        return
    assert back == reading  # a bit that zlib does not use


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("layout", "{"),
        ("layout", '{"blocks":[["headline",0,9999]],"links":[]}'),
        ("layout", '{"blocks":[["banner",0,1]],"links":[]}'),
        ("layout", "[" * 100_000),
        ("text", None),
        ("text", b"\xff\xfe"),
        ("source_map", b"nonsense"),
        ("source_map", zlib.compress(b"123")),
        ("source_map", mapcodec.pack(OffsetMap.identity(3))),
    ],
)
def test_a_damaged_article_is_called_damaged(column: str, value: codec.Column) -> None:
    columns = codec.article_columns(samples.article())
    with pytest.raises(DamagedError):
        codec.article_from(columns | {column: value})


def test_a_damaged_note_is_called_damaged() -> None:
    columns = codec.annotation_columns(samples.note(samples.article()))
    for column, value in (("state", "somewhere"), ("start", "five"), ("tags", "{]"), ("body", 3)):
        with pytest.raises(DamagedError):
            codec.annotation_from(columns | {column: value})


def test_a_compression_bomb_is_not_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mapcodec, "_UNPACKED_LIMIT", 1000)
    with pytest.raises(DamagedError):
        mapcodec.inflate(zlib.compress(bytes(2000)))


def test_the_map_of_a_long_tokenised_text_takes_little_room() -> None:
    article = samples.article(body="מילה ועוד מילה. " * 1000)
    assert article.source_map is not None
    assert len(mapcodec.pack(article.source_map)) < 100
    assert codec.article_from(codec.article_columns(replace(article, source_map=None))) == article
