"""Folders of token-classification models, loaded with the packages of the extra ``transformers``.

Nothing is fetched: the model, its tokeniser and its configuration lie in the folder, and no code of the folder
is run. The packages are large and slow to import, so they are imported with the first model.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from reader.cancel import CancelToken
from reader.entities.borrowed.labels import Labels
from reader.entities.borrowed.tagger import BorrowedTagger, Pieces
from reader.entities.trained import understand
from reader.errors import ReaderError
from reader.model import Article, Reading
from reader.model.reading import EngineInfo

CONFIG = "config.json"
NAME = "transformers"

_MOST_PIECES = 512
_FEWEST_PIECES = 16
_RULES = "1"
"""What is done with a model's labels has a version too: one more whenever the same labels give another reading."""


class TransformersModels:
    """The plug-in: takes folders that a model was saved in with ``save_pretrained``."""

    name = NAME

    def takes(self, folder: Path) -> bool:
        """Whether a model of the Hugging Face kind was saved there."""
        return (folder / CONFIG).is_file()

    def open(self, folder: Path) -> TransformersEngine:
        """The engine that reads with the model; nothing is loaded yet."""
        return TransformersEngine(folder)


class TransformersEngine:
    """Reads with a token-classification model, and with the document pass of the trained engine around it."""

    name = NAME

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._tagger: BorrowedTagger | None = None

    def prepare(self) -> BorrowedTagger:
        """Load the model.

        Raises:
            ReaderError: a package is missing, or the folder holds no model that marks names, or a damaged one.
        """
        if self._tagger is None:
            self._tagger = load(self._folder)
        return self._tagger

    def read(self, article: Article, cancel: CancelToken) -> Reading:
        """Everything that was found; raises `CancelledError`, and what `prepare` raises."""
        tagger = self.prepare()
        return understand(article, cancel, tagger, EngineInfo(self.name, tagger.version))


def load(folder: Path) -> BorrowedTagger:
    """The tagger that reads with the model in `folder`.

    Raises:
        ReaderError: a package is missing, or the folder holds no model that marks names, or a damaged one.
    """
    config = _config(folder)
    classes, torch = _packages()
    try:
        tokenizer = classes.AutoTokenizer.from_pretrained(
            str(folder), local_files_only=True, trust_remote_code=False, use_fast=True
        )
        model, about = classes.AutoModelForTokenClassification.from_pretrained(
            str(folder), local_files_only=True, trust_remote_code=False, output_loading_info=True
        )
        if about["missing_keys"] or about.get("mismatched_keys"):
            raise ValueError(f"weights are missing: {sorted(map(str, about['missing_keys']))[:3]}")
        network = _Transformer(_Loaded(tokenizer, model.eval().float(), torch))
        version = _version(folder, config)
    except Exception as trouble:  # what a folder can hold is without end, and so are the errors of it
        raise _damaged(folder) from trouble
    return BorrowedTagger(network, _labels(folder, config), version)


def _config(folder: Path) -> dict[str, Any]:
    try:
        config = json.loads((folder / CONFIG).read_text("utf-8"))
    except FileNotFoundError as trouble:
        raise ReaderError(
            "There is no model in {folder}.", "Install Reader again, or choose another folder.", folder=folder
        ) from trouble
    except (OSError, ValueError) as trouble:
        raise _damaged(folder) from trouble
    if not isinstance(config, dict):
        raise _damaged(folder)
    kinds = config.get("architectures")
    named = [str(kind) for kind in kinds] if isinstance(kinds, list) else []
    # Another kind of model would load too, with a last layer of chance numbers.
    if not any(kind.endswith("ForTokenClassification") for kind in named):
        raise _marks_nothing(folder)
    _labels(folder, config)
    return config


def _labels(folder: Path, config: dict[str, Any]) -> Labels:
    names = config.get("id2label")
    try:
        return Labels({int(at): str(label) for at, label in dict(names or {}).items()})
    except (ValueError, TypeError) as trouble:
        raise _marks_nothing(folder) from trouble


def _packages() -> tuple[Any, Any]:
    """``transformers`` and ``torch``."""
    os.environ.setdefault("HF_HUB_OFFLINE", "1")  # looked at while it is imported: nothing is sent anywhere
    try:
        # Late: they take seconds and hundreds of megabytes, and most people have neither.
        import torch
        import transformers
    except ImportError as missing:
        raise ReaderError(
            "The engine transformers needs packages that are not installed: {reason}.",
            "Install Reader with its extra: pip install 'hebrew-news-reader[transformers]'.",
            reason=str(missing),
        ) from missing
    transformers.logging.set_verbosity_error()
    transformers.logging.disable_progress_bar()
    torch.set_num_threads(max(1, (os.cpu_count() or 1) - 1))  # the window and its page have the other core
    return transformers, torch


def _version(folder: Path, config: dict[str, Any]) -> str:
    """The model's kind and a sum over all that decides what it says: another one reads every article anew."""
    total = hashlib.sha256()
    for path in sorted(folder.iterdir()):
        if path.suffix in (".json", ".txt", ".safetensors", ".bin", ".model") and path.is_file():
            total.update(path.name.encode())
            with path.open("rb") as file:
                total.update(hashlib.file_digest(file, "sha256").digest())
    return f"{config.get('model_type', 'model')}-{total.hexdigest()[:12]}-{_RULES}"


class _Loaded(NamedTuple):
    """What the packages made; their types are known only where they are installed."""

    tokenizer: Any
    model: Any
    torch: Any


class _Transformer:
    """A loaded model and its tokeniser. Used by one thread at a time."""

    def __init__(self, loaded: _Loaded) -> None:
        tokenizer, model, torch = loaded
        if not tokenizer.is_fast:
            raise ValueError("its tokeniser does not say where its pieces stand")
        if len(tokenizer) > model.config.vocab_size:
            raise ValueError("its tokeniser has more pieces than it knows")
        self._tokenizer, self._model, self._torch = tokenizer, model, torch
        self._before, self._after = self._marks()
        pad = getattr(model.config, "pad_token_id", None) or 0
        self._pad = pad
        longest = getattr(model.config, "max_position_embeddings", _MOST_PIECES) - pad - 1
        whole = min(_MOST_PIECES, longest, int(tokenizer.model_max_length))
        self.most = whole - len(self._before) - len(self._after)
        if self.most < _FEWEST_PIECES:
            raise ValueError("it reads too few pieces at once")
        self._cancel: CancelToken | None = None
        # Within one call too: on a slow machine a large model takes longer for it than a person waits.
        for part in model.modules():
            part.register_forward_pre_hook(self._look)

    def _look(self, *_: object) -> None:
        if self._cancel is not None:
            self._cancel.check()

    def _marks(self) -> tuple[list[int], list[int]]:
        """The pieces that the model expects before and after a text, as [CLS] and [SEP]."""
        bare = list(self._tokenizer("א", add_special_tokens=False)["input_ids"])
        whole = list(self._tokenizer("א", add_special_tokens=True)["input_ids"])
        for at in range(len(whole) - len(bare) + 1):
            if whole[at : at + len(bare)] == bare:
                return whole[:at], whole[at + len(bare) :]
        raise ValueError("its tokeniser does not put its marks around a text")

    def cut(self, text: str) -> Pieces:
        """The pieces of a text and where they stand."""
        cut = self._tokenizer(text, add_special_tokens=False, return_offsets_mapping=True)
        return Pieces(cut["input_ids"], cut["offset_mapping"])

    def run(self, batch: list[list[int]], cancel: CancelToken) -> NDArray[np.float32]:
        """The logits of the pieces of each row; raises `CancelledError`."""
        longest = max(map(len, batch)) + len(self._before) + len(self._after)
        ids = np.full((len(batch), longest), self._pad, dtype=np.int64)
        mask = np.zeros((len(batch), longest), dtype=np.int64)
        for at, row in enumerate(batch):
            whole: Sequence[int] = [*self._before, *row, *self._after]
            ids[at, : len(whole)] = whole
            mask[at, : len(whole)] = 1
        self._cancel = cancel
        try:
            with self._torch.inference_mode():
                found = self._model(
                    input_ids=self._torch.from_numpy(ids), attention_mask=self._torch.from_numpy(mask)
                )
        finally:
            self._cancel = None
        logits: NDArray[np.float32] = found.logits.float().numpy()
        return logits[:, len(self._before) :]


def _damaged(folder: Path) -> ReaderError:
    return ReaderError(
        "The model in {folder} is damaged.", "Install Reader again, or choose another folder.", folder=folder
    )


def _marks_nothing(folder: Path) -> ReaderError:
    return ReaderError(
        "The model in {folder} does not mark people, places or organisations.",
        "Choose a model for token classification whose labels name them.",
        folder=folder,
    )
