"""`python -m models.voice.extract --data PATH`: fill the cache of encoder states."""

from __future__ import annotations

import argparse
import time
from pathlib import Path

from models.voice.corpora import HELD_BACK, TRAINED, Clip, clips, held_back
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
    if options.held_back:
        for corpus in HELD_BACK:
            _fill(options.data, held_back(options.data, corpus), encoder, View(0))
        return
    for view in TRAIN_VIEWS[: options.views]:
        _fill(options.data, clips(options.data, TRAINED), encoder, view)


def _fill(data: Path, wanted: list[Clip], encoder: Encoder, view: View) -> None:
    began = time.monotonic()
    count = len(seen(data, wanted, encoder, view))
    took_s = time.monotonic() - began
    print(f"{wanted[0].corpus} {view}: {count} clips, {took_s:.0f} s", flush=True)


if __name__ == "__main__":
    main()
