"""A folder with somebody else's model, chosen as a person chooses it; the two packages are played by small fakes.

`with_packages.py` does the same with the packages themselves: they are hundreds of megabytes, so it is run by
`make test-transformers` in an environment of its own.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path
from types import ModuleType, SimpleNamespace

import numpy as np
import pytest
from numpy.typing import NDArray

from reader.cancel import CancelledError, CancelToken
from reader.entities import EngineInUse
from reader.entities.borrowed.models import TransformersModels, load
from reader.entities.prepared import Prepared
from reader.errors import ReaderError
from reader.model import EntityKind, Reading
from reader.model.choice import EngineChoice
from tests.entities import marked
from tests.entities.borrowed.toys import BIO, ToyNetwork

SAYS = {"דן": "B-PER", "כהן": "I-PER", "לכהן": "B-PER", "לרמלה": "B-GPE"}
ARTICLE = marked.article("דן כהן הגיע לרמלה.\nנמסר לכהן כי ילך.")
BEGIN, END = 1000, 1001
Hook = Callable[..., object]


class FakeTokenizer:
    is_fast = True
    model_max_length = 10**30  # as transformers says where nobody set it

    def __init__(self) -> None:
        self.toy = ToyNetwork(SAYS)

    def __len__(self) -> int:
        return 4

    def __call__(
        self, text: str, *, add_special_tokens: bool, return_offsets_mapping: bool = False
    ) -> dict[str, object]:
        ids, offsets = self.toy.cut(text)
        marks = ([BEGIN], [END]) if add_special_tokens else ([], [])
        return {"input_ids": [*marks[0], *ids, *marks[1]], "offset_mapping": offsets}


class FakeTensor:
    def __init__(self, array: NDArray[np.float32]) -> None:
        self._array = array

    def float(self) -> FakeTensor:
        return self

    def numpy(self) -> NDArray[np.float32]:
        return self._array


class FakeModel:
    def __init__(self) -> None:
        self.config = SimpleNamespace(vocab_size=4, pad_token_id=0, max_position_embeddings=64)
        self.hooks: list[Hook] = []
        self.toy = ToyNetwork(SAYS)
        self.calls = 0
        self.during: Callable[[], None] = lambda: None

    def eval(self) -> FakeModel:
        return self

    def float(self) -> FakeModel:
        return self

    def modules(self) -> list[FakeModel]:
        return [self]

    def register_forward_pre_hook(self, hook: Hook) -> None:
        self.hooks.append(hook)

    def __call__(self, *, input_ids: NDArray[np.int64], attention_mask: NDArray[np.int64]) -> SimpleNamespace:
        self.calls += 1
        self.during()
        for hook in self.hooks:
            hook(self, ())
        assert input_ids.shape[1] <= self.config.max_position_embeddings - 1
        assert (input_ids[:, 0] == BEGIN).all()
        sizes = attention_mask.sum(axis=1)
        assert all(input_ids[row, size - 1] == END for row, size in enumerate(sizes))
        logits = self.toy.run(
            [[-1 if i in (BEGIN, END) else i for i in row] for row in input_ids.tolist()], CancelToken()
        )
        return SimpleNamespace(logits=FakeTensor(logits))


class Packages:
    """What stands for ``transformers`` and ``torch``."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.tokenizer, self.model = FakeTokenizer(), FakeModel()
        self.about: dict[str, set[str]] = {"missing_keys": set()}
        self.trouble: Exception | None = None
        transformers, torch = ModuleType("transformers"), ModuleType("torch")
        quiet = SimpleNamespace(set_verbosity_error=lambda: None, disable_progress_bar=lambda: None)
        members = {"logging": quiet, "AutoTokenizer": self._class(self._tokenizer)}
        members["AutoModelForTokenClassification"] = self._class(self._model)
        transformers.__dict__.update(members)
        torch.__dict__.update(
            inference_mode=nullcontext, from_numpy=lambda array: array, set_num_threads=lambda count: None
        )
        monkeypatch.setitem(sys.modules, "transformers", transformers)
        monkeypatch.setitem(sys.modules, "torch", torch)
        monkeypatch.delenv("HF_HUB_OFFLINE", raising=False)

    def _class(self, make: Callable[..., object]) -> SimpleNamespace:
        def from_pretrained(folder: str, **options: object) -> object:
            assert options.pop("local_files_only") is True  # nothing is fetched, and no code of others is run
            assert options.pop("trust_remote_code") is False
            assert Path(folder).is_dir()
            if self.trouble is not None:
                raise self.trouble
            return make(**options)

        return SimpleNamespace(from_pretrained=from_pretrained)

    def _tokenizer(self, *, use_fast: bool) -> FakeTokenizer:
        assert use_fast
        return self.tokenizer

    def _model(self, *, output_loading_info: bool) -> tuple[FakeModel, dict[str, set[str]]]:
        assert output_loading_info
        return self.model, self.about


@pytest.fixture
def packages(monkeypatch: pytest.MonkeyPatch) -> Packages:
    return Packages(monkeypatch)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write(tmp_path)
    return tmp_path


def write(folder: Path, **changes: object) -> None:
    config = {
        "architectures": ["BertForTokenClassification"],
        "model_type": "bert",
        "id2label": dict(enumerate(BIO)),
    }
    (folder / "config.json").write_text(json.dumps(config | changes), "utf-8")
    (folder / "model.safetensors").write_bytes(b"weights")


def read(folder: Path) -> tuple[Reading, list[str]]:
    """As a person does it: the folder is chosen, the plug-in is found by its entry point."""
    said: list[ReaderError] = []
    reading = EngineInUse().read(ARTICLE, CancelToken(), EngineChoice(model=str(folder)), said.append)
    return reading, [error.full for error in said]


def test_an_article_is_read_with_the_model_of_a_folder(packages: Packages, folder: Path) -> None:
    reading, said = read(folder)
    assert said == []
    assert reading.engine.name == "transformers"
    (person,) = reading.of_kind(EntityKind.PERSON)
    assert person.name == "דן כהן"
    shown = [(m.span.of(ARTICLE.text), m.name_span.of(ARTICLE.text)) for m in reading.mentions_of(person.id)]
    assert shown == [("דן כהן", "דן כהן"), ("לכהן", "כהן")]
    assert [place.name for place in reading.of_kind(EntityKind.PLACE)] == ["רמלה"]


def test_the_version_changes_with_whatever_decides_what_the_model_says(
    packages: Packages, folder: Path
) -> None:
    first = load(folder).version
    assert load(folder).version == first
    assert first.startswith("bert-")
    (folder / "model.safetensors").write_bytes(b"w3ights")
    second = load(folder).version
    write(folder, id2label={"0": "O", "1": "B-PER"})
    assert len({first, second, load(folder).version}) == 3


def test_without_its_packages_the_extra_is_named_and_the_word_lists_read(
    monkeypatch: pytest.MonkeyPatch, folder: Path
) -> None:
    monkeypatch.setitem(sys.modules, "torch", None)
    reading, said = read(folder)
    assert reading.engine.name == "lexicon"
    assert len(said) == 1
    assert "hebrew-news-reader[transformers]" in said[0]


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"architectures": ["BertModel"]}, "does not mark"),
        ({"architectures": None}, "does not mark"),
        ({"id2label": {"0": "NOUN", "1": "VERB"}}, "does not mark"),
        ({"id2label": ["O"]}, "does not mark"),
        ({"id2label": None}, "does not mark"),
    ],
)
def test_a_model_that_marks_no_names_is_refused(
    packages: Packages, folder: Path, changes: dict[str, object], sentence: str
) -> None:
    write(folder, **changes)
    reading, said = read(folder)
    assert reading.engine.name == "lexicon"
    assert len(said) == 1
    assert sentence in said[0]


def test_a_damaged_folder_is_said_to_be_one(packages: Packages, folder: Path) -> None:
    def refused() -> bool:
        reading, said = read(folder)
        return reading.engine.name == "lexicon" and "is damaged" in said[0] and len(said) == 1

    packages.trouble = OSError("incomplete metadata, file not fully covered")
    assert refused()
    packages.trouble = None
    packages.about = {"missing_keys": {"classifier.weight"}}
    assert refused()
    packages.about = {"missing_keys": set()}
    packages.model.config.vocab_size = 3
    assert refused()
    packages.model.config.vocab_size = 4
    packages.tokenizer.is_fast = False
    assert refused()
    packages.tokenizer.is_fast = True
    packages.model.config.max_position_embeddings = 8
    assert refused()
    for content in ("{", "[]", ""):
        (folder / "config.json").write_text(content, "utf-8")
        assert refused()


def test_a_call_that_takes_long_is_left_in_its_midst(packages: Packages, folder: Path) -> None:
    token = CancelToken()
    packages.model.during = token.cancel
    tagger = load(folder)
    with pytest.raises(CancelledError):
        tagger.tag(Prepared(ARTICLE, token))
    assert packages.model.calls == 1
    packages.model.during = lambda: None
    assert len(tagger.tag(Prepared(ARTICLE, CancelToken())).names) == 3


def test_folders_of_models_are_told_by_what_lies_in_them(folder: Path) -> None:
    assert TransformersModels().takes(folder)
    assert not TransformersModels().takes(folder / "none")
