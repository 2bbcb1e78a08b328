"""Tune MiniLM's upper layers to GoEmotions, keep its sentence embedding by distillation.

    python -m models.text.train --data ../shared/data

The word embeddings and the two lowest layers stay as they are. Every epoch sees each text either
as written or as speech recognition would write it, some of them behind a neutral service turn.
`--until` stops after that many epochs of the schedule.
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import torch
from sklearn.metrics import f1_score
from tokenizers import Tokenizer
from torch import Tensor
from torch.nn import functional as F

from models.text import data as texts
from models.text.minilm import LAYERS, MiniLM, ReaderNet, folder, original

SEED = 7
FROZEN_LAYERS = 2
MAX_TOKENS = 48
BATCH = 64
ENCODER_RATE = 1e-4
HEAD_RATE = 1e-3
WARM_UP = 0.08
HEARD_SHARE = 0.5
AFTER_TURN_SHARE = 0.12
SERVICE_AN_EPOCH = 6000
DISTIL_SHARE = 0.25
DISTIL_WEIGHT = 2.0
GRID = np.linspace(-4, 2, 49)  # logits tried as thresholds
CHECKPOINT = Path(__file__).parent / ".cache" / "tuned.pt"


def tokenizer() -> Tokenizer:
    """MiniLM's WordPiece, cut at `MAX_TOKENS`."""
    wordpiece = Tokenizer.from_file(str(folder() / "tokenizer.json"))
    wordpiece.no_padding()
    wordpiece.enable_truncation(MAX_TOKENS)
    return wordpiece


def padded(rows: list[list[int]]) -> tuple[Tensor, Tensor]:
    """Token ids of many texts → `ids`, `mask` [n, tokens]."""
    width = max(map(len, rows))
    ids = torch.tensor([row + [0] * (width - len(row)) for row in rows])
    mask = torch.tensor([[1] * len(row) + [0] * (width - len(row)) for row in rows])
    return ids, mask


def bucketed(lengths: list[int], rng: random.Random) -> list[list[int]]:
    """Batches of indices of like length, in random order."""
    order = sorted(range(len(lengths)), key=lambda i: lengths[i] + rng.uniform(-3, 3))
    batches = [order[i : i + BATCH] for i in range(0, len(order), BATCH)]
    rng.shuffle(batches)
    return batches


def epoch(
    emotional: list[texts.Example], service: list[texts.Example], rng: random.Random
) -> list[tuple[str, str, list[float]]]:
    """(text to read, text as written, targets) of one pass."""
    rows = []
    for example in [*emotional, *rng.sample(service, min(SERVICE_AN_EPOCH, len(service)))]:
        text = example.text
        if rng.random() < AFTER_TURN_SHARE:
            text = f"{rng.choice(service).text}. {text}"
        read = texts.spoken(text, rng) if rng.random() < HEARD_SHARE else text
        rows.append((read, text, texts.targets(example)))
    return rows


@torch.no_grad()
def embed(encoder: MiniLM, wordpiece: Tokenizer, rows: list[str]) -> Tensor:
    """Unit embeddings [n, width] of the original encoder."""
    ids, mask = padded([encoding.ids for encoding in wordpiece.encode_batch(rows)])
    with torch.autocast("cpu", dtype=torch.bfloat16):
        return F.normalize(encoder(ids, mask).float(), dim=-1)


@torch.no_grad()
def logits(net: ReaderNet, wordpiece: Tokenizer, rows: list[str]) -> np.ndarray:
    """Logits [n, outputs] of many texts."""
    net.eval()
    found = np.zeros((len(rows), len(texts.OUTPUTS)), np.float32)
    encodings = [encoding.ids for encoding in wordpiece.encode_batch(rows)]
    order = sorted(range(len(rows)), key=lambda i: len(encodings[i]))
    for start in range(0, len(order), 128):
        batch = order[start : start + 128]
        ids, mask = padded([encodings[i] for i in batch])
        with torch.autocast("cpu", dtype=torch.bfloat16):
            found[batch] = net(ids, mask)[0].float().numpy()
    return found


def macro_f1(truth: np.ndarray, scores: np.ndarray) -> float:
    """Macro-F1 over the emotions, each at the threshold that is best on these very scores."""
    count = len(texts.EMOTIONS)
    return float(
        np.mean(
            [
                max(f1_score(truth[:, k], scores[:, k] > cut, zero_division=0) for cut in GRID)
                for k in range(count)
            ]
        )
    )


def parameters(net: ReaderNet) -> list[dict[str, object]]:
    """Two groups: the layers that are tuned, and the heads."""
    for part in (net.encoder.words, net.encoder.positions, net.encoder.norm):
        part.requires_grad_(False)
    net.encoder.segment.requires_grad_(False)
    for layer in net.encoder.layers[:FROZEN_LAYERS]:
        layer.requires_grad_(False)
    upper = [p for n in range(FROZEN_LAYERS, LAYERS) for p in net.encoder.layers[n].parameters()]
    heads = [*net.labels.parameters(), *net.back.parameters()]
    return [
        {"params": upper, "lr": ENCODER_RATE, "weight_decay": 0.01},
        {"params": heads, "lr": HEAD_RATE, "weight_decay": 0.0},
    ]


def batches(
    rows: list[tuple[str, str, list[float]]], wordpiece: Tokenizer, rng: random.Random
) -> Iterator[tuple[Tensor, Tensor, Tensor, list[str]]]:
    encodings = [encoding.ids for encoding in wordpiece.encode_batch([row[0] for row in rows])]
    for batch in bucketed([len(ids) for ids in encodings], rng):
        ids, mask = padded([encodings[i] for i in batch])
        yield ids, mask, torch.tensor([rows[i][2] for i in batch]), [rows[i][1] for i in batch]


def train(data: Path, epochs: int, until: int, threads: int) -> None:
    torch.manual_seed(SEED)
    torch.set_num_threads(threads)
    rng = random.Random(SEED)
    wordpiece = tokenizer()
    teacher = original()
    net = ReaderNet(original(), len(texts.OUTPUTS))
    optimiser = torch.optim.AdamW(parameters(net), fused=True)
    emotional, service = texts.goemotions(data, "train"), texts.neutral_turns(data)
    dev = texts.goemotions(data, "dev")
    truth = np.array([texts.targets(example) for example in dev])
    net.labels.bias.data.fill_(-3.0)
    steps = epochs * ((len(emotional) + min(SERVICE_AN_EPOCH, len(service))) // BATCH + 1)
    warm = int(steps * WARM_UP)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser,
        lambda s: min(1.0, (s + 1) / warm) * max(0.02, 1 - max(0, s - warm) / (steps - warm)),
    )
    print(f"{len(emotional)} comments, {len(service)} neutral turns, {steps} steps", flush=True)
    started, step = time.monotonic(), 0
    for number in range(until):
        for ids, mask, wanted, written in batches(epoch(emotional, service, rng), wordpiece, rng):
            net.train()
            net.encoder.layers[:FROZEN_LAYERS].eval()
            with torch.autocast("cpu", dtype=torch.bfloat16):
                found, embedding = net(ids, mask)
            loss = F.binary_cross_entropy_with_logits(found.float(), wanted) * 10
            if rng.random() < DISTIL_SHARE:
                near = (embedding.float() * embed(teacher, wordpiece, written)).sum(-1)
                loss = loss + DISTIL_WEIGHT * (1 - near).mean() / DISTIL_SHARE
            loss.backward()
            torch.nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            optimiser.step()
            schedule.step()
            optimiser.zero_grad()
            step += 1
            if step % 50 == 0:
                spent = time.monotonic() - started
                print(f"{step}/{steps} loss {loss.item():.3f} {spent:.0f} s", flush=True)
        report(net, wordpiece, dev, truth, teacher, number)
        CHECKPOINT.parent.mkdir(exist_ok=True)
        torch.save(net.state_dict(), CHECKPOINT)


def report(
    net: ReaderNet,
    wordpiece: Tokenizer,
    dev: list[texts.Example],
    truth: np.ndarray,
    teacher: MiniLM,
    number: int,
) -> None:
    """Print the dev figures of an epoch."""
    written = [example.text for example in dev]
    f1 = macro_f1(truth, logits(net, wordpiece, written))
    heard = macro_f1(truth, logits(net, wordpiece, [texts.as_heard(text) for text in written]))
    ids, mask = padded([encoding.ids for encoding in wordpiece.encode_batch(written[:256])])
    with torch.no_grad():
        near = (net(ids, mask)[1] * embed(teacher, wordpiece, written[:256])).sum(-1).mean()
    print(
        f"epoch {number}: dev F1 {f1:.3f}, as heard {heard:.3f}, embedding {near:.3f}", flush=True
    )


if __name__ == "__main__":
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--data", type=Path, default=Path("../shared/data"))
    arguments.add_argument("--epochs", type=int, default=3)
    arguments.add_argument("--until", type=int, default=2)
    arguments.add_argument("--threads", type=int, default=1)
    chosen = arguments.parse_args()
    train(chosen.data, chosen.epochs, chosen.until, chosen.threads)
