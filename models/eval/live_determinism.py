"""Do the same samples give the same, over every feed, at every speed, however they are cut?

Calls whose samples lie on the µ-law grid are played into a running service over real sockets. Ways
are compared to the last digit: utterances with words and times, evidence, scores, flags. The pass
after each call is held against the analysis of the recording in a data folder of its own.
"""

from __future__ import annotations

import tempfile
import wave
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from models.eval.running import (
    RATE_HZ,
    Running,
    Way,
    call_of,
    differences,
    is_on_grid,
    running,
    told,
)
from models.eval.table import Row
from voicemon.audio.codecs import to_int16
from voicemon.runtime.analyst import Analyst
from voicemon.settings import load
from voicemon.simulate.wire import Played
from voicemon.types import Analysis

CALLS = ("genesys_order_questions", "harper_0091a706bc604188", "harper_00d676d7058c49bb")
FEEDS = (("twilio", ""), ("audiohook", "PCMU"), ("audiohook", "L16"), ("audiosocket", ""))
FAST = [Way(feed, encoding, seed, 10.0) for feed, encoding in FEEDS for seed in (1, 2)]
SLOW = [Way(feed, encoding, 3, 1.0) for feed, encoding in FEEDS]
FAST_AT_ONCE = 2


@dataclass(frozen=True, slots=True)
class _Heard:
    """A call by one way: what was made of it while it ran, and after it."""

    name: str
    way: Way
    live: Analysis
    after: Analysis


def rows(data: Path) -> list[Row]:
    """One row for the ways, one for the pass after the calls."""
    paths = [data / "calls" / f"{name}.flac" for name in CALLS]
    off = [path.stem for path in paths if not is_on_grid(path)]
    if off:
        raise ValueError(f"not on the µ-law grid: {', '.join(off)}")
    calls = {path.stem: call_of(path) for path in paths}
    with tempfile.TemporaryDirectory() as folder:
        with running(Path(folder) / "live", live_calls=len(CALLS) * len(SLOW)) as service:
            heard = _played(service, calls)
        recorded = {name: _recorded(call, Path(folder), name) for name, call in calls.items()}
    first = {name: next(each for each in heard if each.name == name) for name in calls}
    data_said = f"{', '.join(CALLS)} ({sum(each.duration_s for each in calls.values()):.0f} s)"
    return [
        _row(
            "Live: same result",
            f"ways that differ, of {len(heard)} ({len(FAST)} at 10×, {len(SLOW)} at 1×, a call)",
            data_said,
            "the first way",
            [(each, _differ(first[each.name].live, each.live)) for each in heard],
        ),
        _row(
            "Live: pass after the call",
            f"calls that differ, of {len(heard)}",
            data_said,
            "the recording, analysed",
            [(each, _differ(recorded[each.name], each.after)) for each in heard],
        ),
    ]


def _row(
    task: str,
    metric: str,
    data: str,
    baseline: str,
    found: Sequence[tuple[_Heard, Sequence[str]]],
) -> Row:
    wrong = [(each, why) for each, why in found if why]
    for each, why in wrong:
        print(f"{each.name}, {each.way}: {'; '.join(why)[:2000]}")
    note = "; ".join(f"{each.name}: {each.way}" for each, _ in wrong)
    count = float(len(wrong))
    return Row(task, metric, data, baseline, count, None, None, "0", not wrong, note)


def _differ(one: Analysis, other: Analysis) -> list[str]:
    return differences(told(one), told(other))


def _played(service: Running, calls: dict[str, Played]) -> list[_Heard]:
    """Every call every way: a few at once at 10×, all at once at 1×."""
    found = []
    for ways, at_once in ((FAST, FAST_AT_ONCE), (SLOW, len(SLOW) * len(calls))):
        asked = [(name, way) for way in ways for name in calls]
        with ThreadPoolExecutor(at_once) as pool:
            call_ids = pool.map(lambda each: service.play(calls[each[0]], each[1]), asked)
            found += list(zip(asked, call_ids, strict=True))
    return [
        _Heard(name, way, service.live(call_id), service.after(call_id))
        for (name, way), call_id in found
    ]


def _recorded(call: Played, folder: Path, name: str) -> Analysis:
    """The same samples as a file, analysed where nothing else is."""
    path = folder / f"{name}.wav"
    sides = sorted(zip(call.roles, call.channels, strict=True), key=lambda side: side[0])
    with wave.open(str(path), "wb") as file:
        file.setnchannels(len(sides))
        file.setsampwidth(2)
        file.setframerate(RATE_HZ)
        levels = np.stack([to_int16(sound) for _, sound in sides])
        file.writeframes(levels.T.astype("<i2").tobytes())
    settings = load(data_dir=folder / "recorded", model="tiny.en")
    return Analyst(settings, None).analyse(path).analysis
