"""The SpeechBrain Brain that trains one head."""

from __future__ import annotations

import torch
from torch import Tensor
from torch.nn import functional
from torch.utils.data import DataLoader

from models.voice.batches import Batch, SpeakerBatches
from models.voice.states import Seen
from voicemon.evidence.voice.head import VocalHead  # first: makes SpeechBrain importable

from speechbrain.core import Brain, Stage  # isort: skip

_EVERYONE_SHARE = 0.05  # of a new batch in the running mean over all speakers


class VoiceBrain(Brain):
    """Cross-entropy of anger and arousal with soft targets, against a usual of random size."""

    def compute_forward(self, batch: Batch, stage: Stage) -> Tensor:
        """Narrowed states → logits [clips, 2]."""
        head: VocalHead = self.modules.head
        pooled = head.attend(batch.states, batch.lengths)
        if stage is Stage.TRAIN:
            with torch.no_grad():
                head.everyone.lerp_(pooled.mean(dim=0), _EVERYONE_SHARE)
        return head.judge(pooled, self._usual(head, pooled, batch.usual))

    def compute_objectives(self, predictions: Tensor, batch: Batch, stage: Stage) -> Tensor:
        """Mean loss; an angry clip counts more, they are a fifth of all."""
        smooth = self.hparams.label_smoothing
        targets = batch.targets * (1 - smooth) + smooth / 2
        loss = functional.binary_cross_entropy_with_logits(predictions, targets, reduction="none")
        rare = torch.tensor([self.hparams.anger_weight, 1.0])
        return (loss * (1 + (rare - 1) * targets)).mean()

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

    def _usual(self, head: VocalHead, pooled: Tensor, compared: Tensor) -> Tensor:
        """The mean of the clips that `compared` names, shrunk towards everyone's mean."""
        prior = self.hparams.prior_clips
        total = compared @ pooled + prior * head.everyone
        return total / (compared.sum(dim=1, keepdim=True) + prior)


def trained(narrowed: list[Seen], hparams: dict[str, float], dim: int, seed: int) -> VocalHead:
    """One head trained on clips whose states are narrowed already; the same seed, the same head."""
    torch.manual_seed(seed)
    head = VocalHead(dim, int(hparams["width"]), int(hparams["attention"]), hparams["dropout"])
    brain = VoiceBrain(
        {"head": head},
        lambda own: torch.optim.AdamW(
            [one for one in own if one.requires_grad],
            lr=hparams["learning_rate"],
            weight_decay=hparams["weight_decay"],
        ),
        hparams,
        run_opts={"device": "cpu", "noprogressbar": True},
    )
    batches = SpeakerBatches(
        narrowed, hparams["steps"], hparams["speakers"], hparams["clips_each"], seed
    )
    brain.fit(range(1), DataLoader(batches, batch_size=None))
    return head.eval()
