"""`python -m models.speaker.ecapa --data PATH --to FILE`: a small ECAPA-TDNN.

SpeechBrain's network and `Brain`, an additive angular margin; the seventeen speakers of EmoDB and
CREMA-D through random telephone lines (µ-law, A-law, AMR, Opus, handset band, noise, rooms, losses,
gain). The same seed gives the same weights. How it compares: TRIALS.md.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from hyperpyyaml import load_hyperpyyaml
from numpy.typing import NDArray
from safetensors.torch import load_file, save_file
from torch import Tensor, nn
from torch.utils.data import DataLoader

from models.speaker.lessons import Batch, Windows, spectra
from voicemon.evidence.voice.imports import without_extension, without_redirects
from voicemon.utterances.diarization import BANDS
from voicemon.utterances.embedder import VOICE_DIM, Voices, level

without_extension()

from speechbrain.core import Brain, Stage  # noqa: E402
from speechbrain.lobes.models.ECAPA_TDNN import Classifier  # noqa: E402

without_redirects()

HERE = Path(__file__).parent
FLOOR = 1e-6  # of mel power at the known level, which is about 4e-3
Hparams = dict[str, Any]


class Ecapa(nn.Module):
    """mels [batch, frames, 40], power → voices [batch, dims], of length 1."""

    def __init__(self, network: nn.Module) -> None:
        super().__init__()
        self.network = network

    def forward(self, mels: Tensor) -> Tensor:
        log = torch.log(mels[:, :, BANDS] + FLOOR)
        log = log - log.mean(dim=1, keepdim=True)  # the line's colour
        return nn.functional.normalize(self.network(log).squeeze(1), dim=1)


class SpeakerBrain(Brain):
    """Tells the speakers of the lessons apart; the rate rises and falls once."""

    def on_fit_start(self) -> None:
        super().on_fit_start()
        self.course = torch.optim.lr_scheduler.OneCycleLR(
            self.optimizer, self.hparams.rate, total_steps=self.hparams.steps
        )

    def compute_forward(self, batch: Batch, stage: Stage) -> Tensor:
        """Cosines to every speaker's direction, [batch, 1, speakers]."""
        voices: Tensor = self.modules.voices(batch.mels)
        return self.modules.classifier(voices.unsqueeze(1))

    def compute_objectives(self, predictions: Tensor, batch: Batch, stage: Stage) -> Tensor:
        """Cross-entropy with an angular margin for the right speaker."""
        loss: Tensor = self.hparams.loss(predictions, batch.speaker)
        return loss

    def on_fit_batch_end(
        self, batch: Batch, outputs: Tensor, loss: Tensor, should_step: bool
    ) -> None:
        self.course.step()
        if self.step % 50 == 0:
            print(f"step {self.step}: loss {float(loss):.3f}")


def hparams() -> Hparams:
    """The recipe's figures and its network, whose first weights are the seed's."""
    with (HERE / "ecapa.yaml").open(encoding="utf-8") as text:
        raw = text.read()
    torch.manual_seed(int(load_hyperpyyaml(raw)["seed"]))
    return dict(load_hyperpyyaml(raw))


def trained(known: dict[str, list[NDArray[np.float32]]], by: Hparams) -> Ecapa:
    """The network after its lessons."""
    lessons = Windows(known, by["steps"], by["batch"], by["seed"])
    network = Ecapa(by["network"])
    brain = SpeakerBrain(
        {"voices": network, "classifier": Classifier(by["dims"], out_neurons=lessons.speakers)},
        lambda own: torch.optim.AdamW(own, lr=by["rate"], weight_decay=by["decay"]),
        {key: by[key] for key in ("rate", "steps", "loss")},
        run_opts={"device": "cpu", "noprogressbar": True},
    )
    brain.fit(range(1), DataLoader(lessons, batch_size=None))
    return network.eval()


class EcapaEmbedder:
    """A `SpeakerEmbedder` of the recipe's file."""

    name = "speaker-ecapa"

    def __init__(self, file: Path) -> None:
        self._network = Ecapa(hparams()["network"])
        self._network.load_state_dict({k: v.float() for k, v in load_file(file).items()})
        self._network.eval()

    @torch.inference_mode()
    def voices(self, spectra: Sequence[NDArray[np.float32]]) -> Voices:
        """Mel windows [frames, 40] of one length → [n, 256] of length 1."""
        if not spectra:
            return np.zeros((0, VOICE_DIM), np.float32)
        batches = [spectra[at : at + 64] for at in range(0, len(spectra), 64)]
        found = [
            self._network(torch.from_numpy(np.stack([level(each) for each in batch])))
            for batch in batches
        ]
        return np.concatenate([each.numpy() for each in found])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--to", type=Path, required=True, help="where the weights go")
    options = parser.parse_args()
    torch.set_num_threads(1)
    by = hparams()
    known = spectra(options.data, by["speeds"], by["lines"], by["seed"])
    network = trained(known, by)
    halves = {name: value.half() for name, value in network.state_dict().items()}
    save_file({name: value.contiguous() for name, value in halves.items()}, options.to)
    print(f"{options.to}: {options.to.stat().st_size} bytes")


if __name__ == "__main__":
    main()
