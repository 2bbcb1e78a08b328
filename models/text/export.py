"""Write the tuned net as ONNX with int8 weights, and the files that stand beside it.

    python -m models.text.export --data ../shared/data

The sentence embedding is a linear map of the states after a middle and the last layer, fitted by
ridge regression to what the original encoder gives for the same texts.
Word embeddings are int8 with one scale a word. Matrices are quantised dynamically: int8 weights of
seven bits (`reduce_range`), one scale an output channel. Seven bits, because products of eight
saturate on processors without VNNI, and a call must not score differently there for that; int8,
not uint8, because only then the fast kernels run (2.4 against 19 ms a text, measured).
"""

from __future__ import annotations

import argparse
import json
import math
import random
import shutil
from pathlib import Path

import numpy as np
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from sklearn.linear_model import Ridge
from torch import Tensor, nn

from models.text import data as texts
from models.text import heads, irony, lessons, own
from models.text.joint import CHECKPOINT, DEV
from models.text.minilm import LAYERS, WIDTH, ReaderNet, folder, original
from models.text.train import GRID, MAX_TOKENS, SEED, embed, logits, tokenizer

HERE = Path(__file__).parent
NAME = "voicemon-text"
VERSION = "3"
OPSET = 17
BACK_COMMENTS, BACK_TURNS = 10_000, 3000
BACK_RIDGE = 1.0


class SmallEmbedding(nn.Module):
    """An embedding table in int8 with one float scale a row."""

    def __init__(self, table: Tensor) -> None:
        super().__init__()
        scale = table.abs().amax(1, keepdim=True).clamp_min(1e-8) / 127
        self.register_buffer("rows", torch.round(table / scale).to(torch.int8))
        self.register_buffer("scale", scale)

    def forward(self, ids: Tensor) -> Tensor:
        return self.rows[ids].to(torch.float32) * self.scale[ids]


class Exported(nn.Module):
    """`ids` [1, tokens] → `probabilities` [1, labels], `embedding` [1, width]."""

    def __init__(self, net: ReaderNet, own: nn.Linear, back: nn.Linear) -> None:
        super().__init__()
        self.net = net
        self.net.encoder.words = SmallEmbedding(net.encoder.words.weight.data)  # type: ignore[assignment]
        self.net.encoder.positions = nn.Embedding.from_pretrained(
            net.encoder.positions.weight.data[:MAX_TOKENS]
        )
        self.own = own
        self.register_buffer("back", back.weight.data.T.contiguous())
        self.register_buffer("shift", back.bias.data)

    def forward(self, ids: Tensor) -> tuple[Tensor, Tensor]:
        levels = self.net.encoder.levels(ids, torch.ones_like(ids))
        taps = torch.cat([levels[tap] for tap in heads.TAPS], dim=-1)
        upper = taps[:, -self.back.shape[0] :]
        embedding = nn.functional.normalize(upper @ self.back + self.shift, dim=-1)
        logits = torch.cat([self.net.labels(levels[-1]), self.own(taps)], dim=-1)
        return torch.sigmoid(logits), embedding


def labels() -> list[str]:
    """The names of the outputs, in order."""
    return [*texts.OUTPUTS, *lessons.NAMES]


def fitted_back(net: ReaderNet, data: Path) -> nn.Linear:
    """The map from the states of the upper taps to the original sentence embedding."""
    rng = random.Random(SEED)
    comments = [example.text for example in texts.goemotions(data, "train")]
    turns = [example.text for example in texts.neutral_turns(data)]
    ours = [each.text for each in own.acts() if not each.held_out]
    read = [*rng.sample(comments, BACK_COMMENTS), *rng.sample(turns, BACK_TURNS), *ours]
    values = heads.features(net, read)[:, -len(heads.UPPER) * WIDTH :]
    teacher, wordpiece = original(), tokenizer()
    parts = [read[k : k + 64] for k in range(0, len(read), 64)]
    wanted = np.concatenate([embed(teacher, wordpiece, part).numpy() for part in parts])
    model = Ridge(alpha=BACK_RIDGE).fit(values, wanted)
    layer = nn.Linear(values.shape[1], WIDTH)
    layer.weight.data = torch.from_numpy(model.coef_.astype(np.float32))
    layer.bias.data = torch.from_numpy(model.intercept_.astype(np.float32))
    return layer


def export(
    net: ReaderNet, own_heads: nn.Linear, back: nn.Linear, cuts: dict[str, float], target: Path
) -> None:
    target.mkdir(parents=True, exist_ok=True)
    whole = target / "whole.onnx"
    torch.onnx.export(
        Exported(net, own_heads, back).eval(),
        (torch.ones(1, 9, dtype=torch.int64),),
        str(whole),
        input_names=["ids"],
        output_names=["probabilities", "embedding"],
        dynamic_axes={"ids": {1: "tokens"}},
        opset_version=OPSET,
        dynamo=False,
    )
    quantize_dynamic(
        whole,
        target / "reader.onnx",
        op_types_to_quantize=["MatMul"],
        per_channel=True,
        weight_type=QuantType.QInt8,
        reduce_range=True,
    )
    whole.unlink()
    shutil.copy(folder() / "tokenizer.json", target / "tokenizer.json")
    (target / "tokenizer.json").chmod(0o644)
    description = {
        "name": NAME,
        "version": VERSION,
        "labels": labels(),
        "embedding": WIDTH,
        "max_tokens": MAX_TOKENS,
        "thresholds": cuts,
    }
    (target / "reader.json").write_text(json.dumps(description, indent=1) + "\n", encoding="utf-8")


def thresholds(net: ReaderNet, data: Path) -> dict[str, float]:
    """For each emotion and group, the probability that gives the best F1 on dev."""
    dev = texts.goemotions(data, "dev")
    truth = np.array([texts.targets(example) for example in dev])
    read = logits(net, tokenizer(), [example.text for example in dev])
    said = read[:, :, None] > GRID
    hits = (said & (truth[:, :, None] == 1)).sum(0)
    f1 = 2 * hits / np.maximum(said.sum(0) + truth.sum(0)[:, None], 1)
    best = GRID[f1.argmax(1)]
    return {
        name: round(1 / (1 + math.exp(-cut)), 4)
        for name, cut in zip(texts.OUTPUTS, best, strict=True)
    }


def own_thresholds(values: np.ndarray, given: list[lessons.Lesson]) -> dict[str, float]:
    """For acts and cues: set on an industry left out of the tuning and of this fit."""
    apart = np.array([lesson.fold == DEV for lesson in given])
    others = [lesson for lesson in given if lesson.fold != DEV]
    layer = heads.fit(values[~apart], others)
    return heads.thresholds(values[apart], layer, [g for g in given if g.fold == DEV])


def tuned() -> ReaderNet:
    """The net as `models.text.joint` left it."""
    net = ReaderNet(original(), len(texts.OUTPUTS))
    stored = torch.load(CHECKPOINT)
    net.load_state_dict(
        {name[4:]: value for name, value in stored.items() if name.startswith("net.")}
    )
    return net.eval()


if __name__ == "__main__":
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--data", type=Path, default=Path("../shared/data"))
    arguments.add_argument("--to", type=Path, default=HERE)
    chosen = arguments.parse_args()
    torch.manual_seed(0)
    torch.set_num_threads(1)
    trained = tuned()
    given = lessons.lessons(chosen.data)
    values = heads.features(trained, [lesson.text for lesson in given])
    cuts = thresholds(trained, chosen.data) | own_thresholds(values, given)
    layer = heads.fit(values, given)
    irony.put(layer, trained, chosen.data)
    export(trained, layer, fitted_back(trained, chosen.data), cuts, chosen.to)
    size_mb = (
        sum((chosen.to / name).stat().st_size for name in ("reader.onnx", "tokenizer.json")) / 1e6
    )
    print(f"{LAYERS} layers, {len(texts.OUTPUTS)} emotion outputs, {size_mb:.1f} MB")
