"""The network in torch, as it is trained: a BERT encoder over pieces, then over words, then a tag for each word.

The lowest layers read pieces; then each word's pieces are averaged, and the other layers read words. A Hebrew word
has 2.2 pieces, so that these cost less than half (the thought of Dai et al., Funnel-Transformer, 2020). What the word lists
know about a word joins it at the end. `reader.training.export` writes the same network for the program.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional

from reader.entities.tagger import features
from reader.training.base import Base

_HEAD = 64


class Layer(nn.Module):
    """One layer of the encoder."""

    def __init__(self, hidden: int, heads: int, inner: int, epsilon: float, dropout: float) -> None:
        super().__init__()
        self.heads = heads
        self.qkv = nn.Linear(hidden, 3 * hidden)
        self.out = nn.Linear(hidden, hidden)
        self.norm = nn.LayerNorm(hidden, eps=epsilon)
        self.up = nn.Linear(hidden, inner)
        self.down = nn.Linear(inner, hidden)
        self.last = nn.LayerNorm(hidden, eps=epsilon)
        self.dropout = dropout

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        """`x` is batch by pieces by hidden; `mask` is True where a piece may be looked at."""
        batch, size, hidden = x.shape
        query, key, value = (
            part.view(batch, size, self.heads, -1).transpose(1, 2)
            for part in self.qkv(x).split(hidden, dim=2)
        )
        # Without dropout here: torch has a quick way for that on a processor.
        seen = functional.scaled_dot_product_attention(query, key, value, attn_mask=mask)
        seen = self.out(seen.transpose(1, 2).reshape(batch, size, hidden))
        x = self.norm(x + functional.dropout(seen, self.dropout, self.training))
        more = self.down(functional.gelu(self.up(x)))
        last: Tensor = self.last(x + functional.dropout(more, self.dropout, self.training))
        return last


class Network(nn.Module):
    """Pieces and word features to the score of each tag for each word.

    The lowest `in_pieces` of the `layers` read pieces, the others words.
    """

    def __init__(
        self, base: Base, kept: list[int], layers: int, in_pieces: int, tags: int, dropout: float = 0.1
    ) -> None:
        super().__init__()
        hidden = base.hidden
        self.in_pieces = in_pieces
        self.words = nn.Embedding(len(kept), hidden)
        self.places = nn.Embedding(base.positions, hidden)
        self.norm = nn.LayerNorm(hidden, eps=base.epsilon)
        self.layers = nn.ModuleList(
            Layer(hidden, base.heads, base.inner, base.epsilon, dropout) for _ in range(layers)
        )
        self.known = nn.Linear(features.SIZE, _HEAD)
        self.mixed = nn.Linear(2 * hidden + _HEAD, hidden)
        self.tag = nn.Linear(hidden, tags)
        self.dropout = dropout
        self._take(base, kept)

    def freeze(self, layers: int) -> None:
        """Leave the pieces' numbers and the lowest `layers` as they are: they know the language already."""
        parts: list[nn.Module] = [self.words, self.places, self.norm, *self.layers[:layers]]
        for part in parts:
            for parameter in part.parameters():
                parameter.requires_grad = False

    def _take(self, base: Base, kept: list[int]) -> None:
        weights = {name: torch.from_numpy(value) for name, value in base.tensors.items()}
        with torch.no_grad():
            self.words.weight.copy_(weights["emb.word"][kept])
            self.places.weight.copy_(weights["emb.pos"] + weights["emb.type"][: base.hidden])
            self.norm.weight.copy_(weights["emb.ln.w"])
            self.norm.bias.copy_(weights["emb.ln.b"])
            for at, layer in enumerate(self.layers):
                assert isinstance(layer, Layer)
                for part, names in (
                    (layer.qkv, "qkv"),
                    (layer.out, ("ao",)),
                    (layer.up, ("fi",)),
                    (layer.down, ("fo",)),
                ):
                    part.weight.copy_(torch.cat([weights[f"l{at}.{name}.w"] for name in names]))
                    part.bias.copy_(torch.cat([weights[f"l{at}.{name}.b"] for name in names]))
                for norm, name in ((layer.norm, "aln"), (layer.last, "oln")):
                    norm.weight.copy_(weights[f"l{at}.{name}.w"])
                    norm.bias.copy_(weights[f"l{at}.{name}.b"])

    def forward(self, ids: Tensor, sizes: Tensor, first: Tensor, last: Tensor, known: Tensor) -> Tensor:
        """Scores, words by tags: the words of the first text, then those of the second, and so on.

        `ids` is texts by pieces, `sizes` says how many of each text's pieces count. `first` and `last` are texts
        by words: the first and last piece of each word in its text, -1 where a text has no more words. The marks of
        a text's beginning and end are words too, without features and score. `known` is words by features.
        """
        length = ids.shape[1]
        mask = (torch.arange(length)[None, :] < sizes[:, None])[:, None, None, :]
        x = self.norm(self.words(ids) + self.places.weight[:length])
        x = functional.dropout(x, self.dropout, self.training)
        for layer in self.layers[: self.in_pieces]:
            x = layer(x, mask)
        x = low = _averaged(x, first, last)
        mask = (first >= 0)[:, None, None, :]
        for layer in self.layers[self.in_pieces :]:
            x = layer(x, mask)
        scored = first > 0
        scored &= first < sizes[:, None] - 1
        lists = functional.gelu(self.known(known))
        mixed = torch.cat([x[scored], low[scored], lists], dim=1)
        mixed = functional.dropout(mixed, self.dropout, self.training)
        mixed = functional.gelu(self.mixed(mixed))
        scores: Tensor = self.tag(functional.dropout(mixed, self.dropout, self.training))
        return scores


def _averaged(x: Tensor, first: Tensor, last: Tensor) -> Tensor:
    """Each word's mean over its pieces: differences of the running sum."""
    total = functional.pad(x.cumsum(dim=1), (0, 0, 1, 0))
    ends = [at.clamp(min=0)[:, :, None].expand(-1, -1, x.shape[2]) for at in (first, last + 1)]
    size = (last - first + 1)[:, :, None]
    return (total.gather(1, ends[1]) - total.gather(1, ends[0])) / size
