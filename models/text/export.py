"""Write the tuned net as ONNX with int8 weights, and the files that stand beside it.

    python -m models.text.export --data ../shared/data

Word embeddings are int8 with one scale a word. Matrices are quantised dynamically: int8 weights of
seven bits (`reduce_range`), one scale an output channel. Seven bits, because products of eight
saturate on processors without VNNI, and a call must not score differently there for that; int8,
not uint8, because only then the fast kernels run (2.4 against 19 ms a text, measured).
"""

from __future__ import annotations

import argparse
import json
import math
import shutil
from pathlib import Path

import numpy as np
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from models.text import data as texts
from models.text import heads
from models.text.minilm import LAYERS, WIDTH, ReaderNet, folder, original
from models.text.train import CHECKPOINT, GRID, MAX_TOKENS, logits, tokenizer

HERE = Path(__file__).parent
NAME = "voicemon-text"
VERSION = "1"
OPSET = 17


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

    def __init__(self, net: ReaderNet, service: nn.Linear) -> None:
        super().__init__()
        self.net = net
        self.net.encoder.words = SmallEmbedding(net.encoder.words.weight.data)  # type: ignore[assignment]
        self.net.encoder.positions = nn.Embedding.from_pretrained(
            net.encoder.positions.weight.data[:MAX_TOKENS]
        )
        self.service = service

    def forward(self, ids: Tensor) -> tuple[Tensor, Tensor]:
        pooled = self.net.encoder(ids, torch.ones_like(ids))
        embedding = nn.functional.normalize(self.net.back(pooled), dim=-1)
        both = torch.cat([pooled, embedding], dim=-1)
        logits = torch.cat([self.net.labels(pooled), self.service(both)], dim=-1)
        return torch.sigmoid(logits), embedding


def labels(service: list[str]) -> list[str]:
    """The names of the outputs, in order."""
    return [*texts.OUTPUTS, *service]


def export(
    net: ReaderNet, service: nn.Linear, names: list[str], cuts: dict[str, float], target: Path
) -> None:
    target.mkdir(parents=True, exist_ok=True)
    whole = target / "whole.onnx"
    torch.onnx.export(
        Exported(net, service).eval(),
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
        "labels": labels(names),
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


def tuned() -> ReaderNet:
    """The net as `models.text.train` left it."""
    net = ReaderNet(original(), len(texts.OUTPUTS))
    net.load_state_dict(torch.load(CHECKPOINT))
    return net.eval()


if __name__ == "__main__":
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--data", type=Path, default=Path("../shared/data"))
    arguments.add_argument("--to", type=Path, default=HERE)
    chosen = arguments.parse_args()
    torch.manual_seed(0)
    torch.set_num_threads(1)
    trained = tuned()
    cuts = thresholds(trained, chosen.data)
    export(trained, *heads.fitted(trained, chosen.data), cuts, chosen.to)
    size_mb = (
        sum((chosen.to / name).stat().st_size for name in ("reader.onnx", "tokenizer.json")) / 1e6
    )
    print(f"{LAYERS} layers, {len(texts.OUTPUTS)} emotion outputs, {size_mb:.1f} MB")
