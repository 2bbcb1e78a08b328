"""`python -m models.eval [--data PATH] [--only words,text] [--jobs 2]`: the results table.

Parts run in processes of their own, side by side where there are several, one thread each. Calls
that are played in real time come first and have the machine to themselves. What reads the same
states of clips from disk stands in one lane, so that nothing is made twice.
"""

from __future__ import annotations

import argparse
import importlib
import json
import os
import platform
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

from models.eval import table

BY_ITSELF = ("live-determinism",)
LANES = (
    ("voice", "voice-research", "composed", "frustration"),
    (
        *("live-words", "noise", "words", "own-voice", "roles"),
        *("text", "acts", "challenge", "levels", "moments"),
    ),
)
PARTS = (*BY_ITSELF, *LANES[0], *LANES[1])
DEFAULT_DATA = Path("../shared/data")
_ONE_THREAD = {name: "1" for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")}


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m models.eval", description=__doc__)
    parser.add_argument("--data", type=Path, default=DEFAULT_DATA)
    parser.add_argument("--only", default=",".join(PARTS), help="comma-separated parts")
    parser.add_argument("--write", type=Path, default=Path("models"), help="folder of the results")
    parser.add_argument("--jobs", type=int, default=min(len(LANES), os.cpu_count() or 1))
    options = parser.parse_args()
    if not (options.data / "calls").is_dir():
        print(
            f"There is no evaluation data at {options.data} (a folder with calls/, ser/, text/).\n"
            "Give its place: make eval DATA=/path/to/data",
            file=sys.stderr,
        )
        return 2
    wanted = options.only.split(",")
    unknown = sorted({*wanted} - {*PARTS})
    if unknown:
        print(
            f"There is no part {', '.join(unknown)}; there are: {', '.join(PARTS)}", file=sys.stderr
        )
        return 2
    if len(wanted) == 1:
        run(wanted[0], options.data, options.write)
        return 0
    started = time.monotonic()
    failed = Together(options.data, options.write).run(wanted, options.jobs)
    print(f"\n{len(wanted)} parts in {(time.monotonic() - started) / 60:.1f} min")
    if failed:
        print(f"failed: {', '.join(failed)}; their sections are as before", file=sys.stderr)
    return 1 if failed else 0


def run(part: str, data: Path, write: Path) -> None:
    """One part here and now: printed, and written into the results."""
    started = time.monotonic()
    found = importlib.import_module(f"models.eval.{part.replace('-', '_')}").rows(data)
    print(
        f"\n## {part} ({time.monotonic() - started:.0f} s)\n\n{table.as_markdown(found)}",
        flush=True,
    )
    table.write(part, found, write, made())


class Together:
    """Several parts, each in a process that writes into a folder of its own."""

    def __init__(self, data: Path, write: Path) -> None:
        self._data = data
        self._write = write
        self._lock = threading.Lock()

    def run(self, wanted: Sequence[str], jobs: int) -> list[str]:
        """The parts that failed; what the others found is written as soon as they end."""
        failed = self._lane([part for part in BY_ITSELF if part in wanted])
        lanes = [[part for part in lane if part in wanted] for lane in LANES]
        with ThreadPoolExecutor(max(1, jobs)) as pool:
            return failed + [part for lost in pool.map(self._lane, lanes) for part in lost]

    def command(self, part: str, folder: str) -> list[str]:
        """What runs a part and writes its results into `folder`."""
        options = ["--data", str(self._data), "--only", part, "--write", folder]
        return [sys.executable, "-m", "models.eval", *options]

    def _lane(self, parts: Sequence[str]) -> list[str]:
        return [part for part in parts if not self._done(part)]

    def _done(self, part: str) -> bool:
        with tempfile.TemporaryDirectory() as folder:
            command = self.command(part, folder)
            alone = {} if part in BY_ITSELF else _ONE_THREAD
            ended = subprocess.run(command, env={**os.environ, **alone}, check=False)
            if ended.returncode:
                return False
            [found] = json.loads((Path(folder) / "results.json").read_text("utf-8")).values()
        with self._lock:
            rows = [table.Row(**row) for row in found["rows"]]
            table.write(part, rows, self._write, found["made"])
        return True


def made() -> str:
    """When and on what."""
    return (
        f"{datetime.now(UTC).date()}, {os.cpu_count()} cores of {platform.machine()}, "
        f"Python {platform.python_version()}."
    )


if __name__ == "__main__":
    sys.exit(main())
