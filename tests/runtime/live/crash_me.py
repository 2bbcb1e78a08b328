"""Runs four calls until somebody kills it: `python -m tests.runtime.live.crash_me FOLDER`."""

import sys
import time
from pathlib import Path

from tests.runtime.live.conftest import office
from tests.runtime.live.fakes import RATE_HZ, opening, turns

SOUND = {
    "inbound": turns(60.0, *[(at + 1.0, at + 2.5) for at in range(0, 60, 5)]),
    "outbound": turns(60.0, *[(at + 3.0, at + 4.2) for at in range(0, 60, 5)], hz=180),
}


def main(folder: str) -> None:
    with office(Path(folder)) as made:
        lines = [made.desk.open(opening(f"c{number}")) for number in range(4)]
        began, step = time.monotonic(), RATE_HZ // 50
        for at in range(0, 60 * RATE_HZ, step):
            for line in lines:
                for track, sound in SOUND.items():
                    line.hear(track, at, sound[at : at + step], RATE_HZ)
            sys.stdout.write(f"{(at + step) / RATE_HZ}\n")
            sys.stdout.flush()
            time.sleep(max(0.0, began + (at + step) / RATE_HZ - time.monotonic()))


if __name__ == "__main__":
    main(sys.argv[1])
