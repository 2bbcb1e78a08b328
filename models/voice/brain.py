"""The SpeechBrain Brain that trains one head."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import torch
from torch import Tensor
from torch.nn.functional import softplus
from torch.utils.data import DataLoader

from models.voice.batches import Batch, batch
from models.voice.vectors import TONES, Table, standards
from voicemon.evidence.voice.head import AROUSAL, VocalHead  # first: makes SpeechBrain importable

from speechbrain.core import Brain, Stage  # isort: skip


class VoiceBrain(Brain):
    """Ridge logistic regression of anger and arousal, all members at once, on soft targets.

    The problem is convex and small: L-BFGS on all clips at once finds its minimum, so that the
    seed decides nothing but which speakers a member drew.
    """

    def compute_forward(self, batch: Batch, stage: Stage) -> Tensor:
        """Vectors → logits [clips, members, 2]."""
        head: VocalHead = self.modules.head
        return head.judge(batch.vectors)

    def compute_objectives(self, predictions: Tensor, batch: Batch, stage: Stage) -> Tensor:
        """Cross-entropy of anger (both sides alike) and of arousal, and a ridge for each block."""
        anger, arousal = predictions.unbind(dim=2)
        target, lively = batch.targets[:, :1], batch.targets[:, AROUSAL:]
        loss = batch.odds[0] * target * softplus(-anger) + batch.odds[1] * (1 - target) * softplus(
            anger
        )
        loss = loss + lively * softplus(-arousal) + (1 - lively) * softplus(arousal)
        weight = self.modules.head.judge_by.w.weight
        ridge = self.hparams.states_ridge * weight[:, :-TONES].pow(2).sum()
        ridge = ridge + self.hparams.tone_ridge * weight[:, -TONES:].pow(2).sum()
        return (loss * batch.weights).mean(dim=0).sum() + ridge

    def fit_batch(self, batch: Batch) -> Tensor:
        """One run of L-BFGS to the minimum."""

        def closure() -> Tensor:
            self.optimizer.zero_grad()
            found = self.compute_forward(batch, Stage.TRAIN)
            loss = self.compute_objectives(found, batch, Stage.TRAIN)
            loss.backward()
            return loss

        return self.optimizer.step(closure).detach()


def trained(
    tables: Sequence[Table], hparams: dict[str, Any], seed: int, members: int = 1
) -> VocalHead:
    """A head of `tables` (views of the same clips); the same seed, the same head."""
    torch.manual_seed(seed)
    centre, scale = standards(tables)
    head = VocalHead(tables[0].dim, TONES, members)
    head.centre.copy_(torch.from_numpy(centre))
    head.scale.copy_(torch.from_numpy(scale))
    torch.nn.init.zeros_(head.judge_by.w.weight)
    torch.nn.init.zeros_(head.judge_by.w.bias)
    brain = VoiceBrain(
        {"head": head},
        lambda own: torch.optim.LBFGS(
            own, max_iter=int(hparams["steps"]), line_search_fn="strong_wolfe"
        ),
        dict(hparams),
        run_opts={"device": "cpu", "noprogressbar": True},
    )
    whole = batch(tables, centre, scale, members, seed, hparams.get("less", "speaker"))
    brain.fit(range(1), DataLoader([whole], batch_size=None))  # type: ignore[arg-type]
    return head.eval()
