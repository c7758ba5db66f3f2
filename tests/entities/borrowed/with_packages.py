"""A real model of the Hugging Face kind, made and saved here, read with through the plug-in's entry point.

It needs the extra ``transformers``; `make test-transformers` installs it into an environment of its own and runs
this file, which is not collected otherwise.
"""

from __future__ import annotations

from pathlib import Path

import pytest
import torch
from tokenizers import Tokenizer, models, pre_tokenizers, processors
from transformers import BertConfig, BertForTokenClassification, PreTrainedTokenizerFast

from reader.cancel import CancelledError, CancelToken
from reader.entities import EngineInUse
from reader.errors import ReaderError
from reader.model import EntityKind, Reading
from reader.model.choice import EngineChoice
from tests.entities import marked

LABELS = ("O", "B-PER", "I-PER", "B-ORG", "I-ORG", "B-GPE", "I-GPE")
KNOWN = {"דן": 1, "כהן": 2, "לכהן": 1, "קרי": 1, "ולקרי": 1, "לרמלה": 5}
MARKS = ("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]")
TEXT = "דן כהן הגיע לרמלה.\nנמסר לכהן ולקרי כי ילכו."


def save(folder: Path) -> None:
    """A model that knows a few words by heart: its weights are set so that each piece's own number says the label."""
    letters = "אבגדהוזחטיכלמנסעפצקרשתםןךףץ.,"
    pieces = [*MARKS, *letters, *("##" + letter for letter in letters), *KNOWN]
    tokenizer = Tokenizer(models.WordPiece({piece: at for at, piece in enumerate(pieces)}, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    tokenizer.post_processor = processors.TemplateProcessing(
        single="[CLS] $A [SEP]", special_tokens=[("[CLS]", 2), ("[SEP]", 3)]
    )
    size = 16
    config = BertConfig(
        vocab_size=len(pieces),
        hidden_size=size,
        num_hidden_layers=2,
        num_attention_heads=2,
        intermediate_size=16,
        max_position_embeddings=64,
        id2label=dict(enumerate(LABELS)),
        label2id={label: at for at, label in enumerate(LABELS)},
    )
    model = BertForTokenClassification(config)
    with torch.no_grad():
        for name, weights in model.named_parameters():
            if "LayerNorm.weight" not in name:
                weights.zero_()
        for at, piece in enumerate(pieces):
            model.bert.embeddings.word_embeddings.weight[at, KNOWN.get(piece, 0)] = 1
        for label in range(len(LABELS)):
            model.classifier.weight[label, label] = 3
    model.save_pretrained(folder)
    fast = PreTrainedTokenizerFast(
        tokenizer_object=tokenizer, pad_token="[PAD]", unk_token="[UNK]", cls_token="[CLS]", sep_token="[SEP]"
    )
    fast.save_pretrained(folder)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("model")
    save(made)
    return made


def read(folder: Path, text: str = TEXT, use: EngineInUse | None = None) -> tuple[Reading, list[ReaderError]]:
    said: list[ReaderError] = []
    choice = EngineChoice(model=str(folder))
    return (use or EngineInUse()).read(marked.article(text), CancelToken(), choice, said.append), said


def test_a_saved_model_finds_the_people_and_the_lists_settle_their_attached_letters(folder: Path) -> None:
    reading, said = read(folder)
    assert said == []
    assert reading.engine.name == "transformers"
    assert reading.engine.version.startswith("bert-")
    names = {entity.name: entity for entity in reading.entities}
    assert set(names) == {"דן כהן", "קרי", "רמלה"}
    assert names["רמלה"].kind is EntityKind.PLACE
    cohen = reading.mentions_of(names["דן כהן"].id)
    assert [mention.name_span.of(TEXT) for mention in cohen] == ["דן כהן", "כהן"]
    (kerry,) = reading.mentions_of(names["קרי"].id)
    assert (kerry.span.of(TEXT), kerry.name_span.of(TEXT)) == ("ולקרי", "קרי")


def test_a_long_text_is_read_in_windows(folder: Path) -> None:
    reading, said = read(folder, "דן כהן הגיע אל הבית " * 200)
    assert said == []
    assert len(reading.mentions) == 200


def test_stopping_is_answered_within_a_long_text(folder: Path) -> None:
    shares: list[float] = []

    def moved(share: float) -> None:
        shares.append(share)
        token.cancel()

    token = CancelToken(moved)
    article = marked.article("דן כהן הגיע אל הבית.\n" * 400)
    with pytest.raises(CancelledError):
        EngineInUse().read(article, token, EngineChoice(model=str(folder)))
    assert len(shares) == 1


@pytest.mark.parametrize("name", ["model.safetensors", "tokenizer.json", "config.json"])
def test_a_folder_that_was_cut_short_is_one_sentence_and_the_word_lists_read(
    folder: Path, tmp_path: Path, name: str
) -> None:
    for path in folder.iterdir():
        content = path.read_bytes()
        (tmp_path / path.name).write_bytes(content[: len(content) // 2] if path.name == name else content)
    use = EngineInUse()
    for count in (1, 0):
        reading, said = read(tmp_path, use=use)
        assert reading.engine.name == "lexicon"
        assert [str(error) for error in said] == [f"The model in {tmp_path} is damaged."] * count


def test_a_model_whose_last_layer_was_never_trained_is_refused(folder: Path, tmp_path: Path) -> None:
    for path in folder.iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    model = BertForTokenClassification.from_pretrained(folder)
    model.bert.save_pretrained(tmp_path)  # as a model that was only pre-trained
    reading, said = read(tmp_path)
    assert reading.engine.name == "lexicon"
    assert "does not mark" in str(said[0])
