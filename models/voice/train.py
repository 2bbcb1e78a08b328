"""`python -m models.voice.train --data PATH`: train, calibrate and write the shipped heads."""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

import numpy as np
import torch
from hyperpyyaml import load_hyperpyyaml
from numpy.typing import NDArray
from safetensors.torch import save_file

from models.voice.brain import trained
from models.voice.calibrate import calibrated
from models.voice.corpora import TRAINED, clips
from models.voice.judging import Usual, logits
from models.voice.states import Encoder, Seen, View, seen
from models.voice.whisper import folder
from voicemon.evidence.voice.head import VocalHead

HERE = Path(__file__).parent
Hparams = dict[str, float]


def hparams() -> Hparams:
    """The recipe's figures."""
    with (HERE / "hparams.yaml").open(encoding="utf-8") as text:
        return dict(load_hyperpyyaml(text))


def all_views(data: Path, corpora: Sequence[str], whisper: str, by: Hparams) -> list[list[Seen]]:
    """Every view of `corpora`; the first is the plain telephone line."""
    encoder = Encoder(folder(whisper), whisper)
    wanted = clips(data, corpora)
    return [seen(data, wanted, encoder, View(number)) for number in range(int(by["views"]))]


def heads(views: Sequence[Sequence[Seen]], by: Hparams, members: int) -> list[VocalHead]:
    """One head of all speakers, or `members` of speakers drawn with replacement."""
    seed = int(by["seed"])
    return [trained(views, by, seed + number, resample=members > 1) for number in range(members)]


def unheard(views: Sequence[Sequence[Seen]], by: Hparams) -> tuple[list[Seen], NDArray[np.float32]]:
    """Clips of the plain line and their logits by a head that never heard their speaker."""
    speakers = sorted({one.clip.speaker for one in views[0]})
    order = np.random.default_rng(int(by["seed"])).permutation(len(speakers))
    found: list[Seen] = []
    judged = []
    for fold in range(int(by["folds"])):
        out = {speakers[i] for i in order[fold :: int(by["folds"])]}
        rest = [[one for one in view if one.clip.speaker not in out] for view in views]
        own = [one for one in views[0] if one.clip.speaker in out]
        made = heads(rest, by, members=1)
        judged.append(logits(made, own, Usual.RUNNING, by["prior_clips"]))
        found += own
    return found, np.concatenate(judged)


def write(path: Path, made: Sequence[VocalHead], about: dict[str, object]) -> None:
    """All members and what is known of them in one file."""
    tensors = {
        f"{number}.{name}": value.contiguous()
        for number, head in enumerate(made)
        for name, value in head.state_dict().items()
    }
    save_file(tensors, path, {"voicemon": json.dumps(about, sort_keys=True)})
    path.chmod(0o644)  # safetensors writes for the owner only; a wheel is for everyone


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--whisper", nargs="*", default=["base", "tiny.en"])
    options = parser.parse_args()
    torch.set_num_threads(1)
    by = hparams()
    for whisper in options.whisper:
        views = all_views(options.data, TRAINED, whisper, by)
        calibration = calibrated(*unheard(views, by))
        made = heads(views, by, int(by["members"]))
        shape = {
            "dim": views[0][0].states.shape[1],
            "attention": int(by["attention"]),
        }
        about = {
            "whisper": whisper,
            "trained_on": list(TRAINED),
            "shape": shape,
            "members": len(made),
            "prior_clips": by["prior_clips"],
            "calibration": asdict(calibration),
        }
        write(HERE / f"{whisper}.safetensors", made, about)
        print(f"{whisper}: {json.dumps(about)}")


if __name__ == "__main__":
    main()
