"""The SpeechBrain Brain that trains one head."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional
from torch.utils.data import DataLoader

from models.voice.batches import Batch, CallBatches
from models.voice.judging import pooled_by
from models.voice.states import Seen
from voicemon.evidence.voice.head import VocalHead  # first: makes SpeechBrain importable

from speechbrain.core import Brain, Stage  # isort: skip

_EVERY = 5  # frames are alike over 100 ms


class VoiceBrain(Brain):
    """Ridge logistic regression of anger and arousal, soft targets, against the running usual."""

    def compute_forward(self, batch: Batch, stage: Stage) -> Tensor:
        """Pooled vectors → logits [clips, 2]."""
        head: VocalHead = self.modules.head
        return head.judge(batch.pooled, batch.usual)

    def compute_objectives(self, predictions: Tensor, batch: Batch, stage: Stage) -> Tensor:
        """Mean loss and ridge; an angry clip counts more, they are a fifth of all."""
        loss = functional.binary_cross_entropy_with_logits(
            predictions, batch.targets, reduction="none"
        )
        rare = torch.tensor([self.hparams.anger_weight, 1.0])
        weights = 1 + (rare - 1) * batch.targets
        ridge = self.modules.head.judge_by.w.weight.pow(2).sum()
        return (loss * weights).mean() + self.hparams.ridge * ridge

    def on_fit_batch_end(
        self, batch: Batch, outputs: Tensor, loss: Tensor, should_step: bool
    ) -> None:
        """One step of the learning rate's cycle."""
        self.schedule.step()

    def init_optimizers(self) -> None:
        """The optimizer, and one cycle of its learning rate over the whole training."""
        super().init_optimizers()
        self.schedule = torch.optim.lr_scheduler.OneCycleLR(
            self.optimizer, self.hparams.learning_rate, total_steps=self.hparams.steps + 1
        )


def trained(
    views: Sequence[Sequence[Seen]], hparams: dict[str, float], seed: int, *, resample: bool
) -> VocalHead:
    """One head; the same seed, the same head. `resample` draws its speakers with replacement."""
    torch.manual_seed(seed)
    flat = [one for view in views for one in view]
    head = VocalHead(flat[0].states.shape[1], int(hparams["attention"]))
    _standardise(head, flat)
    batches = []
    for number, view in enumerate(views):
        kept = _resampled(view, seed) if resample else list(view)
        pooled = pooled_by(head, kept)
        head.everyone.copy_(pooled.mean(dim=0))
        batches.append((kept, pooled, seed * 10 + number))
    head.everyone.copy_(torch.stack([pooled.mean(dim=0) for _, pooled, _ in batches]).mean(dim=0))
    draws = [
        CallBatches(kept, pooled, head.everyone, hparams["prior_clips"], int(hparams["steps"]), own)
        for kept, pooled, own in batches
    ]
    brain = VoiceBrain(
        {"head": head},
        lambda own: torch.optim.Adam(
            [one for one in own if one.requires_grad], lr=hparams["learning_rate"]
        ),
        {**hparams, "steps": int(hparams["steps"]) * len(draws)},
        run_opts={"device": "cpu", "noprogressbar": True},
    )
    brain.fit(range(1), DataLoader(_Interleaved(draws), batch_size=None))
    return head.eval()


class _Interleaved(torch.utils.data.IterableDataset[Batch]):
    """The views in turn."""

    def __init__(self, draws: Sequence[CallBatches]) -> None:
        self._draws = draws

    def __iter__(self):  # noqa: ANN204
        for together in zip(*self._draws, strict=True):
            yield from together


def _standardise(head: VocalHead, seen: Sequence[Seen]) -> None:
    frames = np.concatenate([one.states[::_EVERY].astype(np.float32) for one in seen])
    head.centre.copy_(torch.from_numpy(frames.mean(axis=0)))
    head.scale.copy_(torch.from_numpy(frames.std(axis=0) + 1e-3))


def _resampled(view: Sequence[Seen], seed: int) -> list[Seen]:
    speakers = sorted({one.clip.speaker for one in view})
    rng = np.random.default_rng(seed)
    drawn = [speakers[i] for i in rng.integers(0, len(speakers), len(speakers))]
    return [one for speaker in sorted(drawn) for one in view if one.clip.speaker == speaker]
