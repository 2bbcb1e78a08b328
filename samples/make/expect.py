"""Writes a call's sidecar: what the product reads, and under `expected` what must be found."""

from itertools import pairwise

from samples.make.script import ROLES, Call, Hold, Turn
from samples.make.timeline import Placed

DEAD_AIR_S = 3.0


def sidecar(call: Call, plan: tuple[Placed, ...]) -> dict[str, object]:
    """The JSON object beside the recording; all times in seconds since the call began."""
    expected = {
        **call.found,
        "peak_between_s": _peak(plan),
        "holds": [_span(p) for p in plan if isinstance(p.event, Hold)],
        "dead_air": _dead_air(plan),
        "turns": [_turn(p, p.event) for p in _in_time(plan) if isinstance(p.event, Turn)],
    }
    return {"channels": list(ROLES), **call.about, "expected": expected}


def _in_time(plan: tuple[Placed, ...]) -> list[Placed]:
    return sorted(plan, key=lambda placed: placed.start_s)


def _span(placed: Placed) -> dict[str, float]:
    return {"start_s": round(placed.start_s, 2), "end_s": round(placed.end_s, 2)}


def _turn(placed: Placed, turn: Turn) -> dict[str, object]:
    said: dict[str, object] = {"role": turn.by, **_span(placed), "text": turn.words}
    return said if turn.level is None else {**said, "level": turn.level}


def _peak(plan: tuple[Placed, ...]) -> list[float] | None:
    top = [p for p in plan if isinstance(p.event, Turn) and p.event.peak]
    return [round(top[0].start_s, 2), round(top[-1].end_s, 2)] if top else None


def _dead_air(plan: tuple[Placed, ...]) -> list[dict[str, float]]:
    silent = []
    latest = 0.0
    for before, after in pairwise(_in_time(plan)):
        latest = max(latest, before.end_s)
        if after.start_s - latest > DEAD_AIR_S:
            silent.append({"start_s": round(latest, 2), "end_s": round(after.start_s, 2)})
    return silent
