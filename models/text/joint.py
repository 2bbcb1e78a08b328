"""The last stretch of tuning: emotions and our own heads together, `python -m models.text.joint`.

Starts from what `models.text.train` left and from the heads fitted on it. Each step reads a batch
of comments and a batch of our own sentences, said anew each time (fillers, words misheard, or with
capital and stop). The industries held out for the test are never read, and `DEV` is not either, so
that thresholds can be set on it.
"""

from __future__ import annotations

import argparse
import random
import time
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional as F
from torch.optim.swa_utils import AveragedModel, get_ema_multi_avg_fn

from models.text import data as texts
from models.text import heads
from models.text import lessons as taught
from models.text import train as first
from models.text.minilm import ReaderNet, original

DEV = "utilities"
CHECKPOINT = first.CHECKPOINT.with_name("joint.pt")
COMMENTS = 26_000
TURNS = 3000
OWN_BATCH = 24
ENCODER_RATE = 5e-5
HEAD_RATE = 5e-4
OWN_WEIGHT = 1.5
MEAN_DECAY = 0.99
WORN_SHARE = 0.5  # of our own sentences that are said with fillers and words misheard


def own_rows(data: Path) -> list[taught.Lesson]:
    """Our own sentences, each once, without those of `DEV`."""
    given = [row for row in taught.lessons(data) if row.fold and row.fold != DEV]
    return list({texts.as_heard(row.text): row for row in reversed(given)}.values())


def targets(rows: list[taught.Lesson]) -> tuple[Tensor, Tensor]:
    """Wanted and weight [n, heads]; a mark that is not known weighs nothing."""
    known = np.array([[name in row.wanted for name in taught.NAMES] for row in rows])
    wanted = np.array([[row.wanted.get(name, False) for name in taught.NAMES] for row in rows])
    share = (wanted & known).sum(0) / known.sum(0)
    weight = known * np.where(wanted, 0.5 / share, 0.5 / (1 - share))
    return torch.tensor(wanted, dtype=torch.float32), torch.tensor(weight, dtype=torch.float32)


def said(text: str, rng: random.Random) -> str:
    """The sentence as it may be heard this time."""
    if rng.random() < WORN_SHARE:
        return texts.spoken(text, rng)
    return text if rng.random() < 0.5 or text[0].isupper() else text[0].upper() + text[1:] + "."


class Joint(nn.Module):
    """The net with our own heads beside it."""

    def __init__(self, net: ReaderNet, own: nn.Linear) -> None:
        super().__init__()
        self.net = net
        self.own = own

    def forward(self, ids: Tensor, mask: Tensor) -> Tensor:
        levels = self.net.encoder.levels(ids, mask)
        return self.own(torch.cat([levels[tap] for tap in heads.TAPS], dim=-1))


def train(data: Path, threads: int) -> None:
    torch.manual_seed(first.SEED)
    torch.set_num_threads(threads)
    rng = random.Random(first.SEED)
    wordpiece, teacher = first.tokenizer(), original()
    net = ReaderNet(original(), len(texts.OUTPUTS))
    net.load_state_dict(torch.load(first.CHECKPOINT))
    joint = Joint(net, heads.fitted(net, data))
    used = joint.own.weight.data != 0
    groups = first.parameters(net)
    groups[0]["lr"], groups[1]["lr"] = ENCODER_RATE, HEAD_RATE / 2
    optimiser = torch.optim.AdamW(
        [*groups, {"params": joint.own.parameters(), "lr": HEAD_RATE, "weight_decay": 0.01}]
    )
    mean = AveragedModel(joint, multi_avg_fn=get_ema_multi_avg_fn(MEAN_DECAY))
    rows = own_rows(data)
    wanted_own, weight_own = targets(rows)
    emotional = rng.sample(texts.goemotions(data, "train"), COMMENTS)
    service = texts.neutral_turns(data)
    passed = first.epoch(emotional, service, rng)[: COMMENTS + TURNS]
    steps = len(passed) // first.BATCH + 1
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda s: min(1.0, (s + 1) / 30) * max(0.02, 1 - s / steps)
    )
    started = time.monotonic()
    for step, (ids, mask, wanted, written) in enumerate(first.batches(passed, wordpiece, rng)):
        joint.train()
        net.encoder.layers[: first.FROZEN_LAYERS].eval()
        picked = rng.sample(range(len(rows)), OWN_BATCH)
        ours = [said(rows[i].text, rng) for i in picked]
        own_ids, own_mask = first.padded([e.ids for e in wordpiece.encode_batch(ours)])
        with torch.autocast("cpu", dtype=torch.bfloat16):
            found, embedding = net(ids, mask)
            found_own = joint(own_ids, own_mask)
        loss = F.binary_cross_entropy_with_logits(found.float(), wanted, first.IMPORTANCE) * 10
        apart = F.binary_cross_entropy_with_logits(
            found_own.float(), wanted_own[picked], weight_own[picked], reduction="sum"
        )
        loss = loss + OWN_WEIGHT * apart / weight_own[picked].sum()
        if rng.random() < first.DISTIL_SHARE:
            far = first.distance(embedding.float(), first.embed(teacher, wordpiece, written))
            loss = loss + first.DISTIL_WEIGHT * far / first.DISTIL_SHARE
        loss.backward()
        joint.own.weight.grad *= used
        torch.nn.utils.clip_grad_norm_(joint.parameters(), 1.0)
        optimiser.step()
        schedule.step()
        optimiser.zero_grad()
        mean.update_parameters(joint)
        if step % 50 == 0:
            spent = time.monotonic() - started
            print(
                f"{step}/{steps} loss {loss.item():.3f} own {apart.item():.3f} {spent:.0f} s",
                flush=True,
            )
    torch.save(mean.module.state_dict(), CHECKPOINT)
    dev = texts.goemotions(data, "dev")
    truth = np.array([texts.targets(example) for example in dev])
    first.report(mean.module.net, wordpiece, dev, truth, teacher, -1)


if __name__ == "__main__":
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--data", type=Path, default=Path("../shared/data"))
    arguments.add_argument("--threads", type=int, default=1)
    chosen = arguments.parse_args()
    train(chosen.data, chosen.threads)
