"""The network: encoder states of one utterance → what the voice says against its usual.

Import this late: it loads torch and SpeechBrain. Inference and recipe share it.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn

from voicemon.evidence.voice.torchaudio import without_extension

without_extension()

from speechbrain.lobes.models.ECAPA_TDNN import AttentiveStatisticsPooling  # noqa: E402
from speechbrain.nnet.linear import Linear  # noqa: E402

ANGER, AROUSAL = 0, 1
OUTPUTS = 2


class VocalHead(nn.Module):
    """States → narrowed → attentive mean and spread over time → minus the usual → two logits.

    `dim` is the encoder's width, `width` the narrowed one. `narrow` is the principal components of
    the training states, fixed: seven hundred clips are too few to learn it. The buffer `everyone`
    is the mean pooled vector of the training speakers.
    """

    def __init__(self, dim: int, width: int, attention: int, dropout: float = 0.0) -> None:
        super().__init__()
        self.narrow = Linear(input_size=dim, n_neurons=width)
        self.narrow.requires_grad_(False)
        self.pooling = AttentiveStatisticsPooling(width, attention)
        self.spread = nn.BatchNorm1d(2 * width)
        self.dropout = nn.Dropout(dropout)
        self.judge_by = Linear(input_size=2 * width, n_neurons=OUTPUTS)
        self.register_buffer("everyone", torch.zeros(2 * width))
        self.everyone: Tensor

    def pool(self, states: Tensor) -> Tensor:
        """[batch, frames, dim] → pooled [batch, 2 × width]."""
        return self.attend(self.narrow(states))

    def attend(self, narrowed: Tensor, lengths: Tensor | None = None) -> Tensor:
        """[batch, frames, width], relative lengths [batch] → pooled [batch, 2 × width]."""
        pooled: Tensor = self.pooling(narrowed.transpose(1, 2), lengths)
        return pooled.squeeze(2)

    def judge(self, pooled: Tensor, usual: Tensor) -> Tensor:
        """Pooled vectors against the usual ones, both [batch, 2 × width] → logits [batch, 2]."""
        logits: Tensor = self.judge_by(self.dropout(self.spread(pooled - usual)))
        return logits
