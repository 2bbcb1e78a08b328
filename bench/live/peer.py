"""whisper-live beside voicemon: how many streams each hears at the same lag."""

from __future__ import annotations

import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bench import report
from bench.live import calls as at_once
from bench.live import peer_env
from bench.live.lag import Side, final_lags, share, unanswered
from bench.live.peer_client import Stream
from bench.live.sound import Tape
from voicemon import weights
from voicemon.settings import load

STAGGER_S = 1.3
TIMES = 4
MODES = {False: "", True: ", batch_inference"}


@dataclass(frozen=True, slots=True)
class Result:
    """Of a run with so many streams. `lags` of completed segments, `shown` of their words."""

    streams: int
    lags: list[float]
    shown: list[float]
    missing: int
    asked: int
    failed: list[str]

    @property
    def p95_s(self) -> float:
        """Of completed segments; without end where clients were turned away."""
        return float("inf") if self.failed else share(self.lags, 0.95)

    @property
    def shown_p95_s(self) -> float:
        """Of their words."""
        return float("inf") if self.failed else share(self.shown, 0.95)


def section(
    tapes: Sequence[Tape], calls: int, minutes: float, model: str, streams: Sequence[int]
) -> str:
    """The table: ours, then the peer at each number of streams, plain and batching."""
    seconds = 60 * minutes
    ours = at_once.measure(tapes, calls, seconds, model)
    ours_lags = [lag for side in ours.sides for _, lag in final_lags(side)]
    p95_s = share(ours_lags, 0.95)
    rows = [_row(f"voicemon, {calls} two-channel calls", 2 * calls, ours_lags, [], ours.sides)]
    best = {"completed": 0.0, "shown": 0.0}
    folder = weights.whisper(model, load().models_dir)
    for batch, name in MODES.items():
        results = []
        for count in streams:
            result = _run(tapes, folder, count, seconds, batch=batch)
            results.append(result)
            rows.append(_peer_row(f"whisper-live{name}", result))
            if result.shown_p95_s > 4 * p95_s:
                break  # more streams only make it later
        best["completed"] = max(best["completed"], fitting(results, p95_s, "p95_s"))
        best["shown"] = max(best["shown"], fitting(results, p95_s, "shown_p95_s"))
    least = min(streams)
    said = "; ".join(
        f"{_ratio(2 * calls, best[kind], least)} by the lag {of}"
        for kind, of in (("completed", "of completed segments"), ("shown", "to settled words"))
    )
    head = (
        f"## Running calls beside whisper-live 0.10 ({model})\n\nThe same weights (CTranslate2, "
        "int8), the same channels at 1 × through µ-law, "
        f"{minutes:g} minutes a run, the same definition of lag. Each stream of the peer is one "
        "channel, each call of voicemon is two. The peer runs in an environment of its own with "
        f"our versions of its libraries, {peer_env.WHEEL}, single model, as many OpenMP threads "
        "as cores, English given, its VAD on (its faster-whisper backend uses the Silero file that "
        "faster-whisper ships; nothing is fetched). Its segments count when `completed`; beside "
        "it, to its favour, when the words that were later completed were first shown.\n"
    )
    tail = (
        f"Streams at voicemon's p95 of {p95_s:.2f} s, voicemon ÷ whisper-live "
        f"(aim ≥ {TIMES}): {said}.\n"
    )
    columns = (
        "",
        "streams",
        "final lag p50 / p95 / max",
        "words settled p50 / p95",
        "missing",
    )
    return f"{head}\n{report.table(rows, columns)}\n{tail}"


def fitting(results: Sequence[Result], p95_s: float, kind: str) -> float:
    """Streams at which a p95 is reached, between measured ones by a straight line; 0: with the
    fewest it is exceeded already.
    """
    best, before = 0.0, None
    for result in results:
        found_s: float = getattr(result, kind)
        if found_s <= p95_s:
            best = float(result.streams)
        elif before is not None and before[1] <= p95_s < found_s < float("inf"):
            part = (p95_s - before[1]) / (found_s - before[1])
            best = max(best, before[0] + part * (result.streams - before[0]))
        before = (result.streams, found_s)
    return best


def _ratio(ours: int, theirs: float, least: int) -> str:
    if theirs <= 0:
        return f"more than {ours / least:.0f} × (the peer is later with {least} already)"
    return f"{ours / theirs:.1f} × ({ours} to {theirs:.1f})"


def _run(tapes: Sequence[Tape], model: Path, count: int, seconds: float, *, batch: bool) -> Result:
    clients = [
        Stream(f"stream-{n}", n % 2, [*tapes[n // 2 :], *tapes[: n // 2]]) for n in range(count)
    ]
    with peer_env.serving(model, count + 1, seconds + 600, batch=batch) as url:
        gates = [threading.Event() for _ in clients]
        threads = [
            threading.Thread(target=each.run, args=(url, str(model), gate, seconds), daemon=True)
            for each, gate in zip(clients, gates, strict=True)
        ]
        for thread, client in zip(threads, clients, strict=True):
            thread.start()
            client.ready.wait(180)  # one after the other: batching admits few a second
        for gate in gates:
            gate.set()
            time.sleep(STAGGER_S)
        for thread in threads:
            thread.join()
    return result_of(clients)


def result_of(clients: Sequence[Stream]) -> Result:
    """The figures of a run."""
    final = [client.side(settled=False) for client in clients]
    shown = [client.side(settled=True) for client in clients]
    missing = [unanswered(side) for side in final]
    return Result(
        len(clients),
        [lag for side in final for _, lag in final_lags(side)],
        [lag for side in shown for _, lag in final_lags(side)],
        sum(len(found) for found, _ in missing),
        sum(asked for _, asked in missing),
        [client.failed for client in clients if client.failed],
    )


def _row(
    name: str, streams: int, lags: list[float], shown: list[float], found: Sequence[Side]
) -> tuple[str, ...]:
    missing = [unanswered(side) for side in found]
    gaps = f"{sum(len(m) for m, _ in missing)} of {sum(n for _, n in missing)}"
    return name, str(streams), _three(lags), _two(shown), gaps


def _peer_row(name: str, result: Result) -> tuple[str, ...]:
    gaps = f"{result.missing} of {result.asked}"
    if result.failed:
        gaps += f"; {len(result.failed)} turned away ({result.failed[0]})"
    return name, str(result.streams), _three(result.lags), _two(result.shown), gaps


def _three(lags: Sequence[float]) -> str:
    if not lags:
        return "nothing arrived"
    return f"{share(lags, 0.5):.2f} / {share(lags, 0.95):.2f} / {max(lags):.2f} s ({len(lags)})"


def _two(lags: Sequence[float]) -> str:
    return f"{share(lags, 0.5):.2f} / {share(lags, 0.95):.2f} s" if lags else ""
