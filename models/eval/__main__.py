"""`python -m models.eval [--data PATH] [--only words,text]`: the results table."""

from __future__ import annotations

import argparse
import importlib
import os
import platform
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

from models.eval import table

PARTS = (
    "words",
    "live-words",
    "live-determinism",
    "noise",
    "voice",
    "voice-research",
    "own-voice",
    "text",
    "challenge",
    "acts",
    "levels",
    "roles",
    "frustration",
    "composed",
)
DEFAULT_DATA = Path("../shared/data")


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m models.eval", description=__doc__)
    parser.add_argument("--data", type=Path, default=DEFAULT_DATA)
    parser.add_argument("--only", default=",".join(PARTS), help="comma-separated parts")
    parser.add_argument("--write", type=Path, default=Path("models"), help="folder of the results")
    options = parser.parse_args()
    if not (options.data / "calls").is_dir():
        print(
            f"There is no evaluation data at {options.data} (a folder with calls/, ser/, text/).\n"
            "Give its place: make eval DATA=/path/to/data",
            file=sys.stderr,
        )
        return 2
    for part in options.only.split(","):
        started = time.monotonic()
        found = importlib.import_module(f"models.eval.{part.replace('-', '_')}").rows(options.data)
        print(f"\n## {part} ({time.monotonic() - started:.0f} s)\n\n{table.as_markdown(found)}")
        table.write(part, found, options.write, made())
    return 0


def made() -> str:
    """When and on what."""
    return (
        f"{datetime.now(UTC).date()}, {os.cpu_count()} cores of {platform.machine()}, "
        f"Python {platform.python_version()}."
    )


if __name__ == "__main__":
    sys.exit(main())
