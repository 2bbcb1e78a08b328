"""`python -m bench [--data PATH] [--runs 5] [--long-hours 4] [--only speed,size]`."""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from bench import measure, peers, report
from bench.long_file import make_long
from models.eval.words import channels
from voicemon.runtime import models, recording
from voicemon.runtime.intake import take_in
from voicemon.settings import load
from voicemon.utterances.transcriber import WhisperTranscriber

PARTS = ("speed", "size")
CALL = "aws_auto_repairs_40.flac"
BATCHED = "faster-whisper batched, words alone"
VOICEMON = str(Path(sys.executable).parent / "voicemon")


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--long-hours", type=float, default=4.0, help="0 leaves the long file out")
    parser.add_argument("--only", default=",".join(PARTS), help="comma-separated parts")
    parser.add_argument("--write", type=Path, default=Path("bench"), help="folder of RESULTS.md")
    options = parser.parse_args()
    call = options.data / "calls" / CALL
    if not call.is_file():
        print(f"There is no {call}. Give the data's place: make bench DATA=…", file=sys.stderr)
        return 2
    parts = {
        "speed": lambda: speed(call, options.runs),
        "size": lambda: size(call, options.long_hours),
    }
    for part in options.only.split(","):
        report.write(part, f"{header()}\n{parts[part]()}", options.write)
    return 0


def header() -> str:
    return report.header(
        "make bench",
        "Models loaded, one warm-up, runs interleaved, medians.",
        ("faster-whisper", "ctranslate2", "torch"),
    )


def speed(call: Path, runs: int) -> str:
    """Whole analysis beside faster-whisper's words alone."""
    settings = load(model="base", beam_size=1, language="en", jobs=1)
    ours = models.load(settings)
    whisper = ours.transcriber.inner
    assert isinstance(whisper, WhisperTranscriber)
    sounds = channels(call)
    contenders: dict[str, Callable[[], object]] = {
        "voicemon, whole analysis": lambda: recording.analyse(take_in(call), ours, settings),
        "voicemon, words alone": lambda: peers.hearing(whisper, sounds),
        BATCHED: lambda: peers.batched(whisper, sounds),
        "faster-whisper one by one, words alone": lambda: peers.sequential(whisper, sounds),
    }
    timings = peers.interleaved(contenders, runs)
    peer = timings[BATCHED]
    lines = [
        f"## A recorded call ({CALL}: 245 s, two channels; base int8, beam 1, word times)\n",
        f"Medians of {runs}. The aim: whole analysis ≤ 1.25 × the batched peer, better ≤ 1.0 ×.\n",
        "| | wall s | CPU s | wall ÷ batched peer | CPU ÷ batched peer |",
        "|---|---|---|---|---|",
    ]
    lines += [
        f"| {name} | {t.wall_s:.2f} | {t.cpu_s:.2f} | {t.wall_s / peer.wall_s:.2f} "
        f"| {t.cpu_s / peer.cpu_s:.2f} |"
        for name, t in timings.items()
    ]
    return "\n".join(lines) + "\n"


def size(call: Path, long_hours: float) -> str:
    """Start-up time and peak memory, each in a process of its own."""
    analyse = [VOICEMON, "analyze", "--no-store", "--json", "--language", "en"]
    start_s, _ = measure.command([VOICEMON, "--help"], runs=7)
    _, call_mb = measure.command([*analyse, str(call)])
    lines = [
        "## Start and memory\n",
        "| what | figure | aim |",
        "|---|---|---|",
        f"| `voicemon --help` | {start_s:.2f} s | ≤ 0.4 s |",
        f"| peak memory, the call above | {call_mb:.0f} MB | ≤ 1500 MB |",
    ]
    if long_hours:
        with tempfile.TemporaryDirectory() as folder:
            long_file = make_long(call, Path(folder) / "long.flac", long_hours * 3600)
            wall_s, long_mb = measure.command([*analyse, str(long_file)])
        lines.append(
            f"| peak memory, {long_hours:g} h stereo ({wall_s:.0f} s) "
            f"| {long_mb:.0f} MB | ≤ 1800 MB |"
        )
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.exit(main())
