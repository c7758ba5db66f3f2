"""Fine-tuning: the whole network, at a rate that rises and falls, with an average of its last states kept."""

from __future__ import annotations

import copy
import math
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from random import Random

import torch
from torch import nn
from torch.nn import functional

from reader.entities.tagger.tags import Tagset
from reader.training.data import Line
from reader.training.network import Network
from reader.training.samples import UNMARKED, Maker, Sample, batch, batches, packed
from reader.training.scores import Scores
from reader.training.variety import varied

Print = Callable[[str], None]


@dataclass(frozen=True)
class Plan:
    """How long and how fast to learn; rates are those at the peak.

    `empty` is the share of the lines without a name that each epoch draws; `averaged` is how much of the average
    of the network's states a step keeps; `frozen` is how many of the lowest layers do not learn; `taught` is the teacher's
    share of what a marked word is learnt from.
    """

    epochs: int = 5
    rate: float = 1.5e-4
    head_rate: float = 1e-3
    pieces: int = 1500
    warm_up: float = 0.1
    decay: float = 0.01
    smoothing: float = 0.02
    averaged: float = 0.998
    empty: float = 0.6
    frozen: int = 2
    taught: float = 0.5
    seed: int = 1


@dataclass(frozen=True)
class Source:
    """The lines of one file, whether their tokens are parted by blanks, and whether their names are marked."""

    name: str
    lines: list[Line]
    spaced: bool
    marked: bool = True


def train(
    network: Network,
    sources: Sequence[Source],
    maker: Maker,
    plan: Plan,
    say: Print,
    after: Callable[[nn.Module, int], None] | None = None,
) -> nn.Module:
    """Train `network` in place; the averaged network, which is the better one, is returned."""
    random = Random(plan.seed)  # noqa: S311  it is to be the same again
    torch.manual_seed(plan.seed)
    network.freeze(plan.frozen)
    averaged = copy.deepcopy(network).eval()
    head = [*network.known.parameters(), *network.mixed.parameters(), *network.tag.parameters()]
    ids = {id(parameter) for parameter in head}
    learnt = [parameter for parameter in network.parameters() if parameter.requires_grad]
    body = [parameter for parameter in learnt if id(parameter) not in ids]
    optimizer = torch.optim.AdamW(
        [{"params": body, "lr": plan.rate}, {"params": head, "lr": plan.head_rate}],
        weight_decay=plan.decay,
        betas=(0.9, 0.98),
    )
    first = _epoch(sources, maker, plan, random)
    steps = plan.epochs * len(first)
    rates = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: _rate(step, steps, plan.warm_up))
    done, began = 0, time.monotonic()
    for epoch in range(plan.epochs):
        network.train()
        total = 0.0
        for samples in first if epoch == 0 else _epoch(sources, maker, plan, random):
            loss = _loss(network, samples, plan)
            optimizer.zero_grad(set_to_none=True)
            loss.backward()
            nn.utils.clip_grad_norm_(learnt, 1.0)
            optimizer.step()
            rates.step()
            done += 1
            total += loss.item()
            _average(averaged, network, min(plan.averaged, (1 + done) / (10 + done)))
            if done % 50 == 0:
                say(f"step {done} of about {steps}, {time.monotonic() - began:.0f} s, loss {loss.item():.3f}")
        say(f"epoch {epoch + 1}: mean loss {total / max(1, len(first)):.4f}")
        if after is not None:
            after(averaged, epoch + 1)
    return averaged


def _rate(step: int, steps: int, warm_up: float) -> float:
    share = step / max(1, steps)
    if share < warm_up:
        return share / warm_up
    return max(0.0, 0.5 * (1 + math.cos(math.pi * min(1.0, (share - warm_up) / (1 - warm_up)))))


def _epoch(sources: Sequence[Source], maker: Maker, plan: Plan, random: Random) -> list[list[Sample]]:
    samples: list[Sample] = []
    for source in sources:
        made = []
        for line in source.lines:
            if source.marked and not line.marks and random.random() > plan.empty:
                continue
            sample = maker.make(varied(line, random, spaced=source.spaced), marked=source.marked, taught=True)
            if sample is not None:
                made.append((sample, line.follows))
        samples += packed(made, random)
    return batches(samples, plan.pieces, random)


def _loss(network: Network, samples: list[Sample], plan: Plan) -> torch.Tensor:
    made = batch(samples)
    scores = network(made.ids, made.sizes, made.first, made.last, made.known)
    marked = made.tags != UNMARKED
    loss = torch.zeros(())
    if marked.any():
        loss = functional.cross_entropy(scores[marked], made.tags[marked], label_smoothing=plan.smoothing)
    if not made.taught.shape[1]:
        return loss
    # The cross-entropy with the teacher's opinion; of words that nobody marked, it is all there is.
    lesson = -(made.taught * functional.log_softmax(scores, dim=1)).sum(dim=1)
    weight = torch.where(marked, plan.taught, 1.0)
    share = marked.float().mean()
    return (1 - plan.taught) * share * loss + (weight * lesson).mean()


def _average(averaged: nn.Module, network: nn.Module, keep: float) -> None:
    with torch.no_grad():
        for mean, value in zip(averaged.parameters(), network.parameters(), strict=True):
            if value.requires_grad:
                mean.lerp_(value, 1 - keep)


def measure(network: nn.Module, lines: Sequence[Line], maker: Maker, tags: Tagset, *, pack: bool) -> Scores:
    """The scores of a network on marked lines."""
    scores = Scores()
    made = [(sample, line.follows and pack) for line in lines if (sample := maker.make(line))]
    network.eval()
    for samples in batches(packed(made, None), 3000, None):
        one = batch(samples)
        with torch.no_grad():
            found = functional.log_softmax(network(*one[:5]), dim=1).numpy()
        at = 0
        for sample in samples:
            size = len(sample.tags)
            scores.add(tags.decode(tags.best(found[at : at + size])), tags.decode(sample.tags))
            at += size
    return scores
