"""Tune MiniLM's upper layers to GoEmotions, keep its sentence embedding by distillation.

    python -m models.text.train --data ../shared/data

The word embeddings and the lowest layer stay as they are. Every epoch sees each text either as
written or as speech recognition would write it, some of them behind a neutral service turn. The
embedding follows the original's in direction and in the likeness of texts to each other. What is
kept is the running mean of the weights (Polyak & Juditsky 1992), after the third of the four epochs
that the rate's schedule spans.
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import torch
from sklearn.metrics import f1_score
from tokenizers import Tokenizer
from torch import Tensor
from torch.nn import functional as F
from torch.optim.swa_utils import AveragedModel, get_ema_multi_avg_fn

from models.text import data as texts
from models.text.minilm import LAYERS, MiniLM, ReaderNet, folder, original

SEED = 7
FROZEN_LAYERS = 1
MAX_TOKENS = 48
BATCH = 64
ENCODER_RATE = 1e-4
HEAD_RATE = 1e-3
WARM_UP = 0.08
HEARD_SHARE = 0.5
AFTER_TURN_SHARE = 0.12
SERVICE_AN_EPOCH = 6000
GROUP_WEIGHT = 3.0  # of a sentiment group's output beside an emotion's
DISTIL_SHARE = 0.35
DISTIL_WEIGHT = 2.0
LIKENESS_WEIGHT = 10.0  # of the likenesses within a batch beside the directions
MEAN_DECAY = 0.997
IMPORTANCE = torch.tensor([GROUP_WEIGHT if n.startswith("group_") else 1.0 for n in texts.OUTPUTS])
GRID = np.linspace(-4, 2, 49)  # logits tried as thresholds
EMOTIONS = range(len(texts.EMOTIONS))
GROUPS = range(len(texts.EMOTIONS), len(texts.OUTPUTS))
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


def distance(ours: Tensor, theirs: Tensor) -> Tensor:
    """How far unit embeddings [n, width] stand from the original's, one by one and in pairs."""
    direction = (1 - (ours * theirs).sum(-1)).mean()
    likeness = (ours @ ours.T - theirs @ theirs.T).square().mean()
    return direction + LIKENESS_WEIGHT * likeness


def macro_f1(truth: np.ndarray, scores: np.ndarray, part: Sequence[int]) -> float:
    """Macro-F1 over the outputs in `part`, each at its `best_f1`."""
    return float(np.mean([best_f1(truth[:, k], scores[:, k]) for k in part]))


def best_f1(truth: np.ndarray, scores: np.ndarray) -> float:
    """F1 at the threshold that is best on these very scores."""
    return max(float(f1_score(truth, scores > cut, zero_division=0)) for cut in GRID)


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
    """Tune and keep the weights after epoch `until`; the rate falls over all `epochs`."""
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
    mean = AveragedModel(net, multi_avg_fn=get_ema_multi_avg_fn(MEAN_DECAY))
    steps = epochs * ((len(emotional) + min(SERVICE_AN_EPOCH, len(service))) // BATCH + 1)
    warm = int(steps * WARM_UP)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser,
        lambda s: min(1.0, (s + 1) / warm) * max(0.02, 1 - max(0, s - warm) / (steps - warm)),
    )
    print(f"{len(emotional)} comments, {len(service)} neutral turns, {steps} steps", flush=True)
    started, step = time.monotonic(), 0
    for number in range(min(until, epochs)):
        for ids, mask, wanted, written in batches(epoch(emotional, service, rng), wordpiece, rng):
            net.train()
            net.encoder.layers[:FROZEN_LAYERS].eval()
            with torch.autocast("cpu", dtype=torch.bfloat16):
                found, embedding = net(ids, mask)
            loss = F.binary_cross_entropy_with_logits(found.float(), wanted, IMPORTANCE) * 10
            if rng.random() < DISTIL_SHARE:
                apart = distance(embedding.float(), embed(teacher, wordpiece, written))
                loss = loss + DISTIL_WEIGHT * apart / DISTIL_SHARE
            loss.backward()
            torch.nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            optimiser.step()
            schedule.step()
            optimiser.zero_grad()
            mean.update_parameters(net)
            step += 1
            if step % 50 == 0:
                spent = time.monotonic() - started
                print(f"{step}/{steps} loss {loss.item():.3f} {spent:.0f} s", flush=True)
        report(mean.module, wordpiece, dev, truth, teacher, number)
        CHECKPOINT.parent.mkdir(exist_ok=True)
        torch.save(mean.module.state_dict(), CHECKPOINT)


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
    said = []
    for change in (str, texts.as_heard):
        scores = logits(net, wordpiece, [change(text) or text for text in written])
        said += [f"{macro_f1(truth, scores, part):.3f}" for part in (EMOTIONS, GROUPS)]
    ids, mask = padded([encoding.ids for encoding in wordpiece.encode_batch(written[:256])])
    with torch.no_grad():
        near = (net(ids, mask)[1] * embed(teacher, wordpiece, written[:256])).sum(-1).mean()
    print(
        f"epoch {number}: dev F1 (28, 4; heard) {' '.join(said)}, embedding {near:.3f}", flush=True
    )


if __name__ == "__main__":
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--data", type=Path, default=Path("../shared/data"))
    arguments.add_argument("--epochs", type=int, default=4, help="epochs the schedule spans")
    arguments.add_argument("--until", type=int, default=3, help="stop after this epoch")
    arguments.add_argument("--threads", type=int, default=1)
    chosen = arguments.parse_args()
    train(chosen.data, chosen.epochs, chosen.until, chosen.threads)
