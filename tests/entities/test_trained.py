"""The trained engine with the shipped model: odd texts, a stop switch, and models that cannot be used."""

from __future__ import annotations

import json
import shutil
import zlib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.cancel import CancelledError, CancelToken
from reader.entities import trained
from reader.entities.trained import TrainedEngine
from reader.errors import ReaderError
from reader.model import Article, EntityKind, Reading
from reader.paths import resource
from tests.entities import marked
from tests.entities.test_engine import PIECES, check

ENGINE = TrainedEngine()
MOST_BYTES = 35_000_000

POINTED = "רֹאשׁ הַמֶּמְשָׁלָה יִצְחָק רַבִּין נָאַם אֶתְמוֹל. רַבִּין אָמַר כִּי יֵלֵךְ."
PLAIN = "ראש הממשלה יצחק רבין נאם אתמול. רבין אמר כי ילך."


def read(text: str) -> Reading:
    return ENGINE.read(marked.article(text), CancelToken())


def names(reading: Reading) -> list[str]:
    return [entity.name for entity in reading.of_kind(EntityKind.PERSON)]


def test_every_form_of_a_name_is_under_one_person() -> None:
    reading = read("שר החוץ האמריקני ג'ון קרי הגיע לירושלים. נתניהו וקרי נפגשו, ולקרי היה מה לומר.")
    assert names(reading)[0] == "ג'ון קרי"
    assert [m.name_span.of(reading.article.text) for m in reading.mentions_of("p1")] == [
        "ג'ון קרי",
        "קרי",
        "קרי",
    ]


@settings(max_examples=30, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=40))
def test_any_order_of_words_gives_a_sound_reading(words: list[str]) -> None:
    check(read(" ".join(words)))


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \n\n ",
        "א" * 100_000,
        "שלום " * 5_000,
        "משה-" * 2_000,
        "(" * 3_000,
        "وقال الرئيس المصري عبد الفتاح السيسي إنه سيزور القاهرة.",
        "Президент России Владимир Путин прибыл в Москву.",
        "President Barack Obama met with John Kerry in Washington.",
        "ABC DEF 12345 GHI 678 JKLM 90",
        "😀 " * 500,
        "\u200f\u202b" * 200 + "דן כהן",
    ],
)
def test_odd_texts_are_read_to_their_end(text: str) -> None:
    check(read(text))


def test_niqqud_throughout_changes_nothing_about_who_is_found() -> None:
    pointed, plain = read(POINTED), read(PLAIN)
    assert len(names(pointed)) == len(names(plain)) == 1
    assert len(pointed.mentions_of("p1")) == len(plain.mentions_of("p1")) == 2


def test_no_name_goes_over_the_end_of_a_line() -> None:
    reading = read("נעצר חשוד ברצח הצעירה מלוד\nסאמי בדיר, בן 31, נעצר אמש.")
    assert all("\n" not in mention.span.of(reading.article.text) for mention in reading.mentions)


def test_a_cancelled_reading_stops_before_it_begins() -> None:
    token = CancelToken()
    token.cancel()
    with pytest.raises(CancelledError):
        ENGINE.read(marked.article("נתניהו הגיע."), token)


def test_the_switch_is_looked_at_and_the_progress_told_all_the_way_through() -> None:
    told: list[float] = []

    class Counting(CancelToken):
        looks = 0

        def check(self) -> None:
            self.looks += 1

    token = Counting(told.append)
    ENGINE.read(marked.article("דן כהן אמר כי ילך הביתה מחר בבוקר.\n" * 300), token)
    assert token.looks > 60
    assert told == sorted(told)
    assert 0.5 < told[-1] <= 1


def test_the_weights_are_small_enough_to_ship() -> None:
    assert sum(path.stat().st_size for path in resource("models").iterdir()) <= MOST_BYTES


def test_the_engine_says_which_model_it_read_with() -> None:
    engine = read("דן כהן.").engine
    about = json.loads((resource("models") / "model.json").read_text("utf-8"))
    assert engine.name == "tagger"
    assert engine.version.startswith(about["version"])


@pytest.fixture
def model(tmp_path: Path) -> Path:
    folder = tmp_path / "model"
    folder.mkdir()
    for name in ("model.json", "tagger.onnx", "vocabulary.txt"):
        shutil.copy(resource("models") / name, folder)
    return folder


def refused(folder: Path) -> str:
    with pytest.raises(ReaderError) as raised:
        TrainedEngine(folder).read(Article("x", "x", "he", "", ()), CancelToken())
    return str(raised.value)


def test_a_model_in_another_folder_reads_alike(model: Path) -> None:
    article = marked.article(PLAIN)
    other = TrainedEngine(model).read(article, CancelToken())
    assert other.mentions == ENGINE.read(article, CancelToken()).mentions


def test_a_folder_without_a_model(tmp_path: Path) -> None:
    assert "There is no model" in refused(tmp_path)


def test_an_installation_without_its_model(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(*parts: str) -> Path:
        raise FileNotFoundError("/".join(parts))

    monkeypatch.setattr(trained, "resource", missing)
    with pytest.raises(ReaderError, match="There is no model"):
        TrainedEngine().prepare()


@pytest.mark.parametrize("name", ["tagger.onnx", "vocabulary.txt"])
def test_a_model_that_is_cut_short_or_lacks_a_file(model: Path, name: str) -> None:
    content = (model / name).read_bytes()
    (model / name).write_bytes(content[: len(content) // 2])
    assert "is damaged" in refused(model)
    (model / name).unlink()
    assert "is damaged" in refused(model)


def test_a_model_of_another_version(model: Path) -> None:
    about = json.loads((model / "model.json").read_text("utf-8"))
    for change in ({"form": 99}, {"features": 3}):
        (model / "model.json").write_text(json.dumps(about | change), "utf-8")
        assert "another version" in refused(model)


@pytest.mark.parametrize("content", ["", "{", "[]", '{"form": 1}'])
def test_a_model_whose_description_cannot_be_read(model: Path, content: str) -> None:
    (model / "model.json").write_text(content, "utf-8")
    assert refused(model)


def test_a_network_that_onnxruntime_cannot_load(model: Path) -> None:
    about = json.loads((model / "model.json").read_text("utf-8"))
    (model / "tagger.onnx").write_bytes(b"no network")
    about["crc32"]["tagger.onnx"] = zlib.crc32(b"no network")
    (model / "model.json").write_text(json.dumps(about), "utf-8")
    assert "is damaged" in refused(model)
