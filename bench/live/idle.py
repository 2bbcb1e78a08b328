"""What a call costs in which nobody speaks, and a connection on which nothing comes."""

from __future__ import annotations

import json
import time
import urllib.request
from collections.abc import Sequence

from bench import report
from bench.live.sender import Caller, Senders
from bench.live.service import MB, Sampler, Service, Usage, serving
from bench.live.sound import Tape, silence

SILENT, BARE = 50, 200
WARM_S, SETTLE_S, BASE_S = 10.0, 15.0, 20.0
BARE_S = 60.0  # less than the time-out of a call without audio
OVER_S = 5.0  # in which all begin


def section(minutes: float, model: str) -> str:
    """The table."""
    seconds = 60 * minutes
    silent = _cost(SILENT, [silence(60.0)], seconds, model)
    bare = _cost(BARE, [], min(seconds, BARE_S), model)
    rows = [
        (
            f"CPU of a silent call ({SILENT} open, both tracks, 100 messages a second each)",
            f"{silent.cpu:.2f} % of a core",
            "≤ 1.2 %",
        ),
        ("its memory", f"{silent.memory_mb:.2f} MB", "≤ 3 MB"),
        (
            f"CPU of a connection without media ({BARE} open, each with its call)",
            f"{bare.cpu:.3f} % of a core",
            "≤ 0.05 %",
        ),
        ("its memory", f"{bare.memory_mb:.2f} MB", ""),
        (
            "the idle service's own CPU, taken off",
            f"{silent.own:.1f} % and {bare.own:.1f} % of a core",
            "",
        ),
        (
            "the client's CPU; of everybody else",
            f"{silent.client:.2f}; {silent.others:.2f} cores",
            "",
        ),
        ("of what was sent, not taken in at the end", f"{silent.behind_s:.1f} s", "≤ 1 s"),
        ("broken", str(silent.broken + bare.broken), "0"),
    ]
    head = (
        f"## Running calls: silence ({model})\n\nµ-law silence at 1 × over {seconds:.0f} s, after "
        f"{SETTLE_S:.0f} s to settle; the page is not open. What the service takes with the calls "
        f"open less what it takes without, by their number; memory likewise.\n"
    )
    return f"{head}\n{report.table(rows)}"


class Cost:
    """Of one call: `cpu` in percent of a core, `memory_mb`."""

    def __init__(
        self,
        base: Sequence[Usage],
        sampler: Sampler,
        calls: int,
        broken: int,
        behind_s: float,
    ) -> None:
        self.own = 100 * _cores(base)
        self.cpu = (100 * _cores(sampler.service) - self.own) / calls
        self.memory_mb = (sampler.service[-1].rss - base[-1].rss) / MB / calls
        _, self.client, self.others, _ = sampler.cores()
        self.broken = broken
        self.behind_s = behind_s


def _cost(calls: int, tapes: list[Tape], seconds: float, model: str) -> Cost:
    with serving(live_model=model, live_calls=calls, language="en") as service:
        time.sleep(WARM_S)
        base = [service.usage()]
        time.sleep(BASE_S)
        base.append(service.usage())
        senders = Senders()
        senders.start()
        try:
            callers, refused = _dial(service, senders, calls, tapes)
            time.sleep(SETTLE_S)
            sampler = Sampler(service)
            sampler.start()
            time.sleep(seconds)
            sampler.stop()
            behind_s = _behind_s(service, callers) if tapes else 0.0
            failed = sum(bool(caller.failed) for caller in callers)
            senders.hang_up(callers)
            time.sleep(2.0)
        finally:
            senders.stop()
        return Cost(base, sampler, calls, refused + failed, behind_s)


def _dial(
    service: Service, senders: Senders, calls: int, tapes: list[Tape]
) -> tuple[list[Caller], int]:
    callers, refused = [], 0
    for number in range(calls):
        caller = Caller(f"idle-{number:04d}", tapes)
        try:
            caller.dial(service.stream)
        except OSError:
            refused += 1
            continue
        senders.add(caller, media=bool(tapes))
        callers.append(caller)
        time.sleep(OVER_S / calls)
    return callers, refused


def _behind_s(service: Service, callers: list[Caller]) -> float:
    """The most audio by the clock that the service had not taken in: one that is starved looks
    cheap. It is told once a second, so that up to a second means none.
    """
    here = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    with here.open(f"{service.page}/api/live", timeout=30) as answer:
        rows = json.load(answer)["rows"]
    now = time.monotonic()
    heard_s = {row["call"]["agent_id"]: float(row["status"]["heard_s"]) for row in rows}
    return max(now - each.origin - heard_s.get(each.call, 0.0) for each in callers)


def _cores(samples: Sequence[Usage]) -> float:
    first, last = samples[0], samples[-1]
    return (last.cpu_s - first.cpu_s) / (last.at - first.at)
