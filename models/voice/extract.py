"""`python -m models.voice.extract --data PATH`: fill the cache of encoder states."""

from __future__ import annotations

import argparse
import time
from pathlib import Path

from models.voice.corpora import HELD_BACK, TRAINED, clips
from models.voice.states import Encoder, View, seen
from models.voice.whisper import folder

TRAIN_VIEWS = (*(View(number) for number in range(7)), View(0, alone=True))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--whisper", default="base")
    parser.add_argument("--views", type=int, default=len(TRAIN_VIEWS))
    parser.add_argument("--held-back", action="store_true")
    options = parser.parse_args()
    encoder = Encoder(folder(options.whisper), options.whisper)
    corpora = HELD_BACK if options.held_back else TRAINED
    for view in (View(0),) if options.held_back else TRAIN_VIEWS[: options.views]:
        for corpus in corpora:
            began = time.monotonic()
            count = len(seen(options.data, clips(options.data, [corpus]), encoder, view))
            print(f"{corpus} {view}: {count} clips, {time.monotonic() - began:.0f} s", flush=True)


if __name__ == "__main__":
    main()
