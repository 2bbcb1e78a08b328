"""Knobs: the figures of a rule that a site's outcomes may move, and the rules that come of it.

What a rule asks about (words, cues, calls, hours) is a person's choice and stays. Its thresholds
and how long they have to hold may move, by a few steps from where they are. A figure that is 0 asks
nothing, and stays so.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, product
from typing import Any

from voicemon.errors import InputError
from voicemon.flags import rule_json
from voicemon.flags.rule import Rule

MOST_CANDIDATES = 240  # beyond it one knob is turned at a time

Place = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Scale:
    """How a figure may move: `steps` either way, by `by` each (by that factor where `times`).

    `far`: how large a change has to pay for itself `tuning.PULL` times.
    """

    by: float
    steps: int
    far: float
    times: bool = False

    def around(self, value: float) -> list[float]:
        """Where it may go, without where it is."""
        ways = [way for way in range(-self.steps, self.steps + 1) if way]
        if self.times:
            return [_whole(value * self.by**way) for way in ways]
        return [round(value + self.by * way, 4) for way in ways]

    def distance(self, one: float, other: float) -> float:
        """How far two values are from each other, 1 being far."""
        moved = math.log2(one / other) if self.times else one - other
        return abs(moved) / self.far


SHARE = Scale(by=0.04, steps=4, far=0.1)
TIME = Scale(by=math.sqrt(2.0), steps=2, far=1.0, times=True)
SCALES: Mapping[tuple[str, str], Scale] = {
    ("score_at_least", "at_least"): SHARE,
    ("score_at_least", "for_s"): TIME,
    ("score_below", "below"): SHARE,
    ("score_below", "for_s"): TIME,
    ("rise", "by"): SHARE,
    ("rise", "reaching"): SHARE,
    ("slope", "per_min"): Scale(by=0.1, steps=3, far=0.2),
    ("ends", "score"): SHARE,
    ("ends", "peak"): SHARE,
    ("cue", "least_log_odds"): Scale(by=0.2, steps=2, far=0.5),
    ("meaning", "similarity"): Scale(by=0.03, steps=3, far=0.1),
    ("silence", "at_least_s"): TIME,
    ("hold", "at_least_s"): TIME,
}


@dataclass(frozen=True, slots=True)
class Knob:
    """One figure of a rule; `place` leads to it in the rule's JSON."""

    place: Place
    value: float
    scale: Scale

    @property
    def name(self) -> str:
        """The place as people write it: `cases[0].when.at_least`."""
        steps = (f"[{step}]" if isinstance(step, int) else f".{step}" for step in self.place)
        return "".join(steps).removeprefix(".")


@dataclass(frozen=True, slots=True)
class Move:
    """A figure that is another one in a candidate."""

    knob: Knob
    value: float


@dataclass(frozen=True, slots=True)
class Candidate:
    """The rule with some of its figures moved; `distance` from where it is drawn to, squared."""

    rule: Rule
    moves: tuple[Move, ...]
    distance: float


def knobs(rule: Rule) -> list[Knob]:
    """The figures of a rule that may move, in the order in which they stand."""
    return list(_found(rule_json.written(rule), ()))


def candidates(rule: Rule, drawn_to: Rule | None = None) -> list[Candidate]:
    """The rule itself first, then what it may become; at most two figures of it move.

    `drawn_to`: the rule as a person (or voicemon) last wrote it; distances are measured from there.
    """
    found = knobs(rule)
    home = _home(found, drawn_to)
    single = [[Move(knob, value) for value in knob.scale.around(knob.value)] for knob in found]
    turned = [(), *((move,) for moves in single for move in moves)]
    pairs = [pair for one, other in combinations(single, 2) for pair in product(one, other)]
    if len(turned) + len(pairs) <= MOST_CANDIDATES:
        turned += pairs
    made = (_candidate(rule, moves, found, home) for moves in turned)
    return [each for each in made if each is not None]


def _found(inside: Any, place: Place) -> Iterator[Knob]:  # noqa: ANN401 - JSON
    if isinstance(inside, dict):
        kind = inside.get("kind", "")
        for name, value in inside.items():
            scale = SCALES.get((kind, name))
            if scale is not None and value > 0:
                yield Knob((*place, name), float(value), scale)
            else:
                yield from _found(value, (*place, name))
    elif isinstance(inside, list):
        for number, each in enumerate(inside):
            yield from _found(each, (*place, number))


def _home(found: Sequence[Knob], drawn_to: Rule | None) -> dict[Place, float]:
    """Where each knob is drawn to; where it is, when the rule was built otherwise then."""
    now = {knob.place: knob.value for knob in found}
    then = {knob.place: knob.value for knob in knobs(drawn_to)} if drawn_to is not None else {}
    return then if then.keys() == now.keys() else now


def _candidate(
    rule: Rule, moves: Sequence[Move], found: Sequence[Knob], home: Mapping[Place, float]
) -> Candidate | None:
    """None where a figure may not be so."""
    told = rule_json.written(rule)
    for move in moves:
        _put(told, move.knob.place, move.value)
    try:
        made = rule_json.parse(told)
    except InputError:
        return None
    moved = {move.knob.place: move.value for move in moves}
    distance = sum(
        knob.scale.distance(moved.get(knob.place, knob.value), home[knob.place]) ** 2
        for knob in found
    )
    return Candidate(made, tuple(moves), distance)


def _put(inside: Any, place: Place, value: float) -> None:  # noqa: ANN401 - JSON
    for step in place[:-1]:
        inside = inside[step]
    inside[place[-1]] = value


def _whole(seconds: float) -> float:
    return max(1.0, float(round(seconds)))
