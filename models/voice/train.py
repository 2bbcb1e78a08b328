"""`python -m models.voice.train --data PATH`: train, calibrate and write the shipped heads."""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from dataclasses import asdict
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import torch
from hyperpyyaml import load_hyperpyyaml
from safetensors.torch import save_file

from models.voice.brain import trained
from models.voice.calibrate import Unheard, calibrated
from models.voice.corpora import TRAINED, clips
from models.voice.states import Encoder, seen, view_named
from models.voice.vectors import TONES, Table, table
from models.voice.whisper import folder
from voicemon.evidence.voice.head import VocalHead
from voicemon.evidence.voice.model import About
from voicemon.evidence.voice.tone import NAMES

HERE = Path(__file__).parent
Hparams = dict[str, Any]


def hparams() -> Hparams:
    """The recipe's figures."""
    with (HERE / "hparams.yaml").open(encoding="utf-8") as text:
        return dict(load_hyperpyyaml(text))


@cache
def encoder(whisper: str) -> Encoder:
    """The encoder that a head reads."""
    return Encoder(folder(whisper), whisper)


def all_views(data: Path, corpora: Sequence[str], whisper: str, by: Hparams) -> list[Table]:
    """Every view of `corpora`; the first is the plain telephone line."""
    wanted = clips(data, corpora)
    views = [view_named(name) for name in by["views"]]
    return [table(seen(data, wanted, encoder(whisper), view)) for view in views]


def unheard(views: Sequence[Table], by: Hparams, members: int = 1) -> Unheard:
    """Heads beside the plain line's clips of speakers that they never heard."""
    speakers = sorted({clip.speaker for clip in views[0].clips})
    order = np.random.default_rng(int(by["seed"])).permutation(len(speakers))
    found = []
    for fold in range(int(by["folds"])):
        out = {speakers[i] for i in order[fold :: int(by["folds"])]}
        rest = [one.without(out) for one in views]
        own = views[0].only(np.array([clip.speaker in out for clip in views[0].clips]))
        found.append((trained(rest, by, int(by["seed"]), members), own))
    return found


def made(views: Sequence[Table], by: Hparams, members: int) -> tuple[VocalHead, About]:
    """A head and what its file says of it."""
    about = calibrated(unheard(views, by), by["prior_clips"], int(by["orders"]))
    return trained(views, by, int(by["seed"]), members), about


def write(
    path: Path, whisper: str, head: VocalHead, about: About, sets: Sequence[str] = TRAINED
) -> None:
    """The head, what is known of it and the `sets` it learnt from, in one file."""
    shape = {"dim": about.dim, "tones": TONES, "members": head.members}
    said = {
        "whisper": whisper,
        "trained_on": list(sets),
        "shape": shape,
        "tone": list(NAMES),
        "prior_clips": about.prior_clips,
        "voices": asdict(about.voices),
        "calibration": asdict(about.calibration),
    }
    tensors = {name: value.contiguous() for name, value in head.state_dict().items()}
    save_file(tensors, path, {"voicemon": json.dumps(said, sort_keys=True)})
    path.chmod(0o644)  # safetensors writes for the owner only; a wheel is for everyone
    print(f"{path.name}: {json.dumps(said)}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--whisper", nargs="*", default=["base", "tiny.en"])
    options = parser.parse_args()
    torch.set_num_threads(1)
    by = hparams()
    for whisper in options.whisper:
        views = all_views(options.data, TRAINED, whisper, by)
        head, about = made(views, by, int(by["members"]))
        write(HERE / f"{whisper}.safetensors", whisper, head, about)


if __name__ == "__main__":
    main()
