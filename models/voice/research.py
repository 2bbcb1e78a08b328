"""`python -m models.voice.research --data PATH --out FOLDER`: the head of all five sets.

For research: it says what more data would give. URDU is for research only, nEMO is not for
commerce, ASED states no licence, so this head never ships: its file is named so that voicemon does
not find it, and it is not written into the checkout, where the wheel takes its weights from.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch

from models.voice.corpora import HELD_BACK, TRAINED, clips, held_back
from models.voice.probe import Pooled, pooled
from models.voice.states import View, seen
from models.voice.train import Hparams, encoder, hparams, made, write
from models.voice.vectors import Table, table
from voicemon.evidence.voice.head import VocalHead
from voicemon.evidence.voice.model import About

CHECKOUT = Path(__file__).parents[2]
SETS = ("URDU", "ASED", "nEMO", *TRAINED)


def everything(data: Path, whisper: str) -> tuple[Table, Pooled]:
    """All five sets over the plain telephone line, and what the probe reads of the same clips."""
    tables, read = [], []
    for name in SETS:  # one after the other: all their states at once would fill a gigabyte
        own = held_back(data, name) if name in HELD_BACK else clips(data, [name])
        heard = seen(data, own, encoder(whisper), View(0))
        tables.append(table(heard))
        read.append(pooled(heard))
    whole = tuple(clip for one in tables for clip in one.clips)
    return Table(whole, np.concatenate([one.vectors for one in tables])), np.concatenate(read)


def learnt(one: Table, by: Hparams, without: Sequence[str] = ()) -> tuple[VocalHead, About]:
    """A head of all sets but those `without`, in one pass.

    The recipe is that of the shipped heads but that a clip teaches by how it differs from its set,
    not from its speaker: most of URDU's speakers are heard in one emotion (TRIALS.md).
    """
    kept = np.array([clip.corpus not in without for clip in one.clips])
    return made([one.only(kept)], {**by, "less": "corpus"}, int(by["members"]))


def outside(folder: str | Path) -> Path:
    """`folder`, made; ArgumentTypeError when it lies in the checkout."""
    if Path(folder).resolve().is_relative_to(CHECKOUT):
        raise argparse.ArgumentTypeError(
            f"{folder} lies in the checkout, whose weights ship; name a folder elsewhere"
        )
    Path(folder).mkdir(parents=True, exist_ok=True)
    return Path(folder)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--whisper", nargs="*", default=["base", "tiny.en"])
    parser.add_argument("--out", type=outside, required=True, help="outside of the checkout")
    options = parser.parse_args()
    torch.set_num_threads(1)
    for whisper in options.whisper:
        head, about = learnt(everything(options.data, whisper)[0], hparams())
        write(options.out / f"research-{whisper}.safetensors", whisper, head, about, SETS)


if __name__ == "__main__":
    main()
