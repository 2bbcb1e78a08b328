"""`python -m bench.live [--only calls,turnover,peer,idle,overload,soak] [--minutes N] [--calls N]
[--model tiny.en] [--data PATH]`: running calls under load.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from pathlib import Path

from bench import report
from bench.live import calls, idle, overload, peer, soak, sound

PARTS = ("calls", "turnover", "peer", "idle", "overload", "soak")
MINUTES = {"calls": 10, "turnover": 10, "peer": 3, "idle": 2, "overload": 2, "soak": 45}
CALLS = {"tiny.en": 10, "base": 4}
HOW = "The service and the client (sender and watcher) are processes on this one machine."


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.live", description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--only", default="calls,peer,idle,overload", help="of " + ", ".join(PARTS))
    parser.add_argument("--minutes", type=float, help="of each part; each has its own")
    parser.add_argument("--calls", type=int, help="at once; 10 with tiny.en, 4 with base")
    parser.add_argument("--model", default="tiny.en")
    parser.add_argument("--streams", default="1,2,3,4,6", help="of the peer")
    parser.add_argument("--write", type=Path, default=Path("bench"), help="folder of RESULTS.md")
    options = parser.parse_args()
    wrong = set(options.only.split(",")) - set(PARTS)
    if wrong:
        parser.error(f"no part {', '.join(sorted(wrong))}; there are {', '.join(PARTS)}")
    tapes = sound.tapes(options.data)
    if not tapes:
        print(f"no calls in {options.data}: make bench-live DATA=…", file=sys.stderr)
        return 2
    for part in options.only.split(","):
        minutes = options.minutes or MINUTES[part]
        at_once = options.calls or CALLS.get(options.model, 4)
        section = _parts(tapes, options)[part](at_once, minutes)
        head = report.header("make bench-live", HOW, calls.PACKAGES)
        report.write(_name(part, options), f"{head}\n{section}", options.write)
    return 0


def _name(part: str, options: argparse.Namespace) -> str:
    """A section of its own for another model, and for another number of calls."""
    model = "" if options.model == "tiny.en" else f" {options.model}"
    return f"{part}{model}" + (f" {options.calls}" if options.calls else "")


def _parts(
    tapes: list[sound.Tape], options: argparse.Namespace
) -> dict[str, Callable[[int, float], str]]:
    model = options.model
    streams = [int(each) for each in options.streams.split(",")]
    return {
        "calls": lambda n, m: calls.section(tapes, n, m, model, turnover=False),
        "turnover": lambda n, m: calls.section(tapes, n, m, model, turnover=True),
        "peer": lambda n, m: peer.section(tapes, n, m, model, streams),
        "idle": lambda _, m: idle.section(m, model),
        "overload": lambda n, m: overload.section(tapes, n, m, model),
        "soak": lambda n, m: soak.section(tapes, max(1, round(0.6 * n)), m, model),
    }


if __name__ == "__main__":
    sys.exit(main())
