"""The SpeechBrain Brain that trains one head."""

from __future__ import annotations

import torch
from torch import Tensor
from torch.nn import functional

from models.voice.batches import Batch
from voicemon.evidence.voice.head import VocalHead  # first: makes SpeechBrain importable

from speechbrain.core import Brain, Stage  # isort: skip


def usual_of(head: VocalHead, pooled: Tensor, usual: Tensor, prior: float) -> Tensor:
    """The mean of the clips that `usual` names, shrunk by `prior` clips towards everyone's mean."""
    total = usual @ pooled + prior * head.everyone
    return total / (usual.sum(dim=1, keepdim=True) + prior)


class VoiceBrain(Brain):
    """Cross-entropy of anger and arousal with soft targets, against a usual of random size."""

    def compute_forward(self, batch: Batch, stage: Stage) -> Tensor:
        head: VocalHead = self.modules.head
        pooled = head.pool(batch.states, batch.lengths)
        if stage is Stage.TRAIN:
            with torch.no_grad():
                head.everyone.lerp_(pooled.mean(dim=0), 0.05)
        return head.judge(pooled, usual_of(head, pooled, batch.usual, self.hparams.prior_clips))

    def compute_objectives(self, predictions: Tensor, batch: Batch, stage: Stage) -> Tensor:
        smooth = self.hparams.label_smoothing
        targets = batch.targets * (1 - smooth) + smooth / 2
        loss = functional.binary_cross_entropy_with_logits(predictions, targets, reduction="none")
        rare = torch.tensor([self.hparams.anger_weight, 1.0])
        # An angry clip counts more: they are a fifth of all.
        weights = 1 + (rare - 1) * targets
        return (loss * weights * batch.weights[:, None]).mean()
