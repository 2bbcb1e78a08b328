"""The network: encoder states of one utterance → what the voice says against its usual.

Import this late: it loads torch and SpeechBrain. Inference and recipe share it.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn

from voicemon.evidence.voice.imports import without_extension, without_redirects

without_extension()

from speechbrain.lobes.models.ECAPA_TDNN import AttentiveStatisticsPooling  # noqa: E402
from speechbrain.nnet.linear import Linear  # noqa: E402

without_redirects()

ANGER, AROUSAL = 0, 1
OUTPUTS = 2


class VocalHead(nn.Module):
    """States → standardised → mean and spread over time → minus the usual → two logits.

    `dim` is the encoder's width. The pooling is attentive, but its attention is held even (zero
    weights): trained on seven hundred clips it lost 0.02 to 0.08 of AUC on the other corpus. The
    buffers `centre` and `scale` standardise states, `everyone` is the mean pooled vector of the
    training speakers.
    """

    def __init__(self, dim: int, attention: int) -> None:
        super().__init__()
        self.pooling = AttentiveStatisticsPooling(dim, attention)
        for weight in self.pooling.parameters():
            nn.init.zeros_(weight)
            weight.requires_grad_(False)
        self.spread = nn.BatchNorm1d(2 * dim, affine=False)
        self.judge_by = Linear(input_size=2 * dim, n_neurons=OUTPUTS)
        self.register_buffer("centre", torch.zeros(dim))
        self.register_buffer("scale", torch.ones(dim))
        self.register_buffer("everyone", torch.zeros(2 * dim))
        self.centre: Tensor
        self.scale: Tensor
        self.everyone: Tensor

    def pool(self, states: Tensor, lengths: Tensor | None = None) -> Tensor:
        """[batch, frames, dim], relative lengths [batch] → pooled [batch, 2 × dim]."""
        standard = (states - self.centre) / self.scale
        pooled: Tensor = self.pooling(standard.transpose(1, 2), lengths)
        return pooled.squeeze(2)

    def judge(self, pooled: Tensor, usual: Tensor) -> Tensor:
        """Pooled vectors against the usual ones, both [batch, 2 × dim] → logits [batch, 2]."""
        logits: Tensor = self.judge_by(self.spread(pooled - usual))
        return logits
