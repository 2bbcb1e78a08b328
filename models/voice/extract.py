"""`python -m models.voice.extract --data PATH`: fill the cache of encoder states."""

from __future__ import annotations

import argparse
import time
from pathlib import Path

from models.voice.corpora import HELD_BACK, TRAINED, Clip, clips, held_back
from models.voice.states import View, seen, view_named
from models.voice.train import encoder, hparams


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--whisper", default="base")
    parser.add_argument("--views", nargs="*", default=hparams()["views"])
    parser.add_argument("--held-back", action="store_true")
    options = parser.parse_args()
    if options.held_back:
        for corpus in HELD_BACK:
            _fill(options.data, held_back(options.data, corpus), options.whisper, View(0))
        return
    for name in options.views:
        _fill(options.data, clips(options.data, TRAINED), options.whisper, view_named(name))


def _fill(data: Path, wanted: list[Clip], whisper: str, view: View) -> None:
    began = time.monotonic()
    count = len(seen(data, wanted, encoder(whisper), view))
    took_s = time.monotonic() - began
    print(f"{wanted[0].corpus} {view}: {count} clips, {took_s:.0f} s", flush=True)


if __name__ == "__main__":
    main()
