"""The network: encoder states and tone of one utterance → what the voice says, before any usual.

Import this late: it loads torch and SpeechBrain. Inference and recipe share it.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn

from voicemon.evidence.voice.imports import without_extension, without_redirects

without_extension()

from speechbrain.nnet.linear import Linear  # noqa: E402

without_redirects()

ANGER, AROUSAL = 0, 1
OUTPUTS = 2
_FURTHEST = 6.0  # spreads: what lies beyond is a broken measure, not a voice


class VocalHead(nn.Module):
    """Mean of the states over time, beside the tone → standardised → one linear layer a member.

    `dim` is the encoder's width, `tones` the number of tone figures, `members` how many linear
    layers judge side by side. The buffers `centre` and `scale` [dim + tones] standardise. A tone
    that could not be measured (NaN) counts as everyone's.
    """

    def __init__(self, dim: int, tones: int, members: int) -> None:
        super().__init__()
        self.members = members
        self.judge_by = Linear(input_size=dim + tones, n_neurons=members * OUTPUTS)
        self.register_buffer("centre", torch.zeros(dim + tones))
        self.register_buffer("scale", torch.ones(dim + tones))
        self.centre: Tensor
        self.scale: Tensor

    def pool(self, states: Tensor, tones: Tensor) -> Tensor:
        """[batch, frames, dim], [batch, tones] → standardised vectors [batch, dim + tones]."""
        return self.standardised(torch.cat([states.mean(dim=1), tones], dim=1))

    def standardised(self, vectors: Tensor) -> Tensor:
        """[batch, dim + tones] as measured → in spreads from everyone's mean."""
        standard = (vectors - self.centre) / self.scale
        return torch.nan_to_num(standard, nan=0.0).clamp(-_FURTHEST, _FURTHEST)

    def judge(self, pooled: Tensor) -> Tensor:
        """Pooled vectors [batch, dim + tones] → logits [batch, members, 2]."""
        logits: Tensor = self.judge_by(pooled)
        return logits.reshape(len(pooled), self.members, OUTPUTS)
