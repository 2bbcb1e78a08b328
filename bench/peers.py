"""What the whole analysis is measured against: faster-whisper alone, on the same loaded weights.

`python -m bench.peers RECORDING` prints the medians of both peers and of voicemon's own hearing
(VAD, segments, transcription with word times), runs interleaved.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from models.eval.words import ROLES, channels, segments
from voicemon import weights
from voicemon.settings import current
from voicemon.types import Samples
from voicemon.utterances.transcriber import WhisperTranscriber

RUNS = 5


@dataclass(frozen=True, slots=True)
class Timing:
    """Medians over the runs, in seconds."""

    wall_s: float
    cpu_s: float


def batched(transcriber: WhisperTranscriber, sounds: Sequence[Samples]) -> None:
    """`BatchedInferencePipeline`, word times, batch 8, greedy: one channel after the other."""
    from faster_whisper import BatchedInferencePipeline

    pipeline = BatchedInferencePipeline(transcriber.engine)
    for sound in sounds:
        found, _ = pipeline.transcribe(
            sound, language="en", word_timestamps=True, batch_size=8, beam_size=1
        )
        list(found)


def sequential(transcriber: WhisperTranscriber, sounds: Sequence[Samples]) -> None:
    """`WhisperModel.transcribe` with its VAD, word times, greedy."""
    for sound in sounds:
        found, _ = transcriber.engine.transcribe(
            sound, language="en", word_timestamps=True, vad_filter=True, beam_size=1
        )
        list(found)


def hearing(transcriber: WhisperTranscriber, sounds: Sequence[Samples]) -> None:
    """voicemon's own: VAD, segments and words of all channels together."""
    pairs = zip(sounds, ROLES, strict=False)
    found = [segment for sound, role in pairs for segment in segments(sound, "call", role)]
    transcriber.transcribe(found, "en")


def interleaved(tasks: dict[str, Callable[[], object]], runs: int = RUNS) -> dict[str, Timing]:
    """Every task once to warm up, then `runs` rounds of all of them in turn."""
    wall: dict[str, list[float]] = {name: [] for name in tasks}
    cpu: dict[str, list[float]] = {name: [] for name in tasks}
    for task in tasks.values():
        task()
    for _ in range(runs):
        for name, task in tasks.items():
            began, used = time.perf_counter(), time.process_time()
            task()
            wall[name].append(time.perf_counter() - began)
            cpu[name].append(time.process_time() - used)
    return {name: Timing(median(wall[name]), median(cpu[name])) for name in tasks}


def main(path: Path, runs: int = RUNS, model: str = "base") -> None:
    """Print the table."""
    transcriber = WhisperTranscriber(weights.whisper(model, current().models_dir), model)
    sounds = channels(path)
    peers = {"batched": batched, "sequential": sequential, "voicemon's hearing": hearing}
    tasks = {name: (lambda peer=peer: peer(transcriber, sounds)) for name, peer in peers.items()}
    timings = interleaved(tasks, runs)
    base = timings["batched"]
    for name, each in timings.items():
        print(
            f"{name:20} {each.wall_s:7.2f} s wall ({each.wall_s / base.wall_s:.2f}) "
            f"{each.cpu_s:7.2f} s CPU ({each.cpu_s / base.cpu_s:.2f})"
        )


if __name__ == "__main__":
    main(Path(sys.argv[1]), *(int(each) for each in sys.argv[2:3]))
