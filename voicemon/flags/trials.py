"""Trials: a stored call played to a rule and to all that it may become, and what each did there."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import tzinfo

import numpy as np
from numpy.typing import NDArray

from voicemon.flags.figures import RIGHT
from voicemon.flags.knobs import Candidate
from voicemon.flags.memory import Embedding
from voicemon.flags.rehearsal import NEAR_S, Told, replay
from voicemon.flags.rules import open_book
from voicemon.types import Analysis, FlagState

TOGETHER = 40  # candidates that one keeper plays at once

Counts = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Tried:
    """One call under every candidate, the rule itself first; each array is [candidates].

    `rights`, `wrongs`: flags of the call that people judged so, and that the rule raised or raises.
    `right`, `wrong`: hits near a flag of that outcome. `lost`: right flags without a hit near.
    `unjudged`: hits that the rule has not, in a call that need not have called anybody.
    """

    call_id: str
    rights: int
    wrongs: int
    right: Counts
    wrong: Counts
    lost: Counts
    unjudged: Counts

    @property
    def tells(self) -> bool:
        """Whether it makes any difference."""
        return bool(self.rights or self.wrongs or self.unjudged.any())


class Stage:
    """The candidates of one rule, ready to be played calls."""

    def __init__(
        self,
        made: Sequence[Candidate],
        embed: Callable[[Sequence[str]], Sequence[Embedding]],
        zone: tzinfo,
    ) -> None:
        self.candidates = tuple(made)
        self.rule = made[0].rule
        named = [replace(each.rule, id=str(number)) for number, each in enumerate(made)]
        whole = open_book(named, embed, zone)
        starts = range(0, len(named), TOGETHER)
        self._books = [replace(whole, rules=whole.rules[at : at + TOGETHER]) for at in starts]

    def tried(
        self,
        analysis: Analysis,
        told: Sequence[Told],
        embeddings: Mapping[str, Embedding] | None = None,
    ) -> Tried:
        """The call under every candidate; `told` are its flags that people judged, of any rule."""
        hits: list[list[float]] = [[] for _ in self.candidates]
        for book in self._books:
            for flag in replay(analysis, book, embeddings):
                if flag.state is FlagState.RAISED:
                    hits[int(flag.rule)].append(flag.at_s)
        return compared(analysis.call.id, self.rule.id, hits, told)


def compared(
    call_id: str, rule_id: str, hits: Sequence[Sequence[float]], told: Sequence[Told]
) -> Tried:
    """What the hits of each candidate (times, the rule's own first) are worth in one call."""
    now = hits[0]
    own = [each for each in told if each.rule == rule_id or _any_near(each.at_s, now)]
    right = [each.at_s for each in own if each.outcome in RIGHT]
    judged = [[_closest(at_s, told) for at_s in found] for found in hits]
    # a flag that comes later in a call where somebody was called, not wrongly, bothers nobody anew
    anyway = right + [at_s for at_s, one in zip(now, judged[0], strict=True) if not _is_wrong(one)]
    return Tried(
        call_id,
        rights=len(right),
        wrongs=len(own) - len(right),
        right=_counted([each for each in found if _is_right(each)] for found in judged),
        wrong=_counted([each for each in found if _is_wrong(each)] for found in judged),
        lost=_counted([at_s for at_s in right if not _any_near(at_s, found)] for found in hits),
        unjudged=_counted(
            [
                at_s
                for at_s, outcome in zip(found, known, strict=True)
                if outcome is None
                and not _any_near(at_s, now)
                and not any(before <= at_s for before in anyway)
            ]
            for found, known in zip(hits, judged, strict=True)
        ),
    )


def _closest(at_s: float, told: Sequence[Told]) -> Told | None:
    near = [each for each in told if abs(each.at_s - at_s) <= NEAR_S]
    return min(near, key=lambda each: abs(each.at_s - at_s), default=None)


def _is_right(told: Told | None) -> bool:
    return told is not None and told.outcome in RIGHT


def _is_wrong(told: Told | None) -> bool:
    return told is not None and told.outcome not in RIGHT


def _any_near(at_s: float, others: Iterable[float]) -> bool:
    return any(abs(other - at_s) <= NEAR_S for other in others)


def _counted(found: Iterable[Sequence[object]]) -> Counts:
    return np.array([len(each) for each in found], np.int64)
