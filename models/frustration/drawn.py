"""Scenarios drawn from `turns.tsv`: the courses of the tuning scenarios in other people's words.

The phrases of the lexicon were collected while the tuning scenarios were written, and so know them
too well: what a number of the filter is worth must be seen on words that nobody had in mind. Each
scenario of `turns.tsv` lends its turns, each with the agent's turn before it, to the level courses
and holds of `scenarios.toml`.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterable, Sequence

from models.text.levels import Turn
from voicemon.simulate.scenario import Scenario, Step
from voicemon.types import Role

SEED = 11
EACH = 3  # scenarios drawn from one of `turns.tsv`


def drawn(turns: Iterable[Turn], courses: Sequence[Scenario]) -> list[Scenario]:
    """`EACH` scenarios of every scenario among `turns`, with courses that its levels allow."""
    rng = random.Random(SEED)
    own: defaultdict[str, list[Turn]] = defaultdict(list)
    for turn in turns:
        own[turn.scenario].append(turn)
    found = []
    for name, said in sorted(own.items()):
        possible = [course for course in courses if course.levels <= {turn.level for turn in said}]
        for number, course in enumerate(rng.sample(possible, min(EACH, len(possible)))):
            found.append(_told(f"{name} {number}", course, said, rng))
    return found


def _told(name: str, course: Scenario, said: Sequence[Turn], rng: random.Random) -> Scenario:
    """The course in these words; no turn twice while there are others of its level."""
    left = {level: rng.sample(own, len(own)) for level, own in _by_level(said).items()}
    steps: list[Step] = []
    out: list[object] = []
    for step in course.steps:
        if not isinstance(step, Step):
            out.append(step)
        elif step.role is Role.AGENT:
            steps = [step]  # said only where the next turn brings no words of the agent
        else:
            assert step.level is not None
            own = left[step.level]
            turn = own.pop() if len(own) > 1 else own[0]
            before = (turn.before,) if turn.before else ()
            out += [Step(Role.AGENT, None, before)] if before else steps
            out.append(Step(Role.CUSTOMER, step.level, (turn.text,)))
            steps = []
    return Scenario(name, course.industry, tuple(out), course.polite)  # type: ignore[arg-type]


def _by_level(said: Sequence[Turn]) -> dict[int, list[Turn]]:
    found: defaultdict[int, list[Turn]] = defaultdict(list)
    for turn in said:
        found[turn.level].append(turn)
    return found
