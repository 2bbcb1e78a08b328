"""Fusion: the evidence of one utterance → log-odds by cue, and how much was learnt.

A cue's log-odds are final: its witness has damped them by how well it heard. They are scaled by
the trust in the witness; `confidence` narrows the band and weighs nothing a second time. Cues of
one witness depend on each other, so the strongest of each sign counts in full and each further one
by `repeat_factor` of the weight before. Weights that fall with rank keep the sum monotone: more
evidence for frustration never lowers it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from voicemon.frustration.calibration import Weights
from voicemon.types import Evidence


@dataclass(frozen=True, slots=True)
class Fused:
    """What an utterance says about frustration.

    `contributions`: cue → log-odds, strongest first. `information`: 1/variance that it adds to
    what is known of the true log-odds; 0 when nothing was measured.
    """

    contributions: Mapping[str, float]
    information: float

    @property
    def log_odds(self) -> float:
        """Everything added up."""
        return sum(self.contributions.values())


def fuse(evidence: Sequence[Evidence], weights: Weights) -> Fused:
    """Weigh and add the evidence of one utterance."""
    shares: dict[str, float] = {}
    information = 0.0
    for witness, cues in groupby(sorted(evidence, key=_witness), key=_witness):
        group = list(cues)
        trust = weights.witness(witness)
        information += trust.information * max(_confidence(cue) for cue in group)
        for cue, share in _shrunk(_scaled(group, weights), trust.repeat_factor):
            shares[cue] = shares.get(cue, 0.0) + share
    return Fused(_limited(shares, weights.step_limit), information)


def _scaled(group: Iterable[Evidence], weights: Weights) -> list[tuple[str, float]]:
    return [(cue.cue, _share(cue, weights)) for cue in group]


def _share(evidence: Evidence, weights: Weights) -> float:
    bounded = max(-weights.cue_limit, min(weights.cue_limit, evidence.log_odds))
    return weights.scale(evidence.cue) * bounded


def _shrunk(cues: list[tuple[str, float]], factor: float) -> list[tuple[str, float]]:
    """The strongest of each sign in full, the k-th by factor**k."""
    ranked = sorted(cues, key=lambda cue: (-abs(cue[1]), cue[0]))
    up = [cue for cue in ranked if cue[1] > 0]
    down = [cue for cue in ranked if cue[1] <= 0]
    return [
        (name, value * factor**rank)
        for side in (up, down)
        for rank, (name, value) in enumerate(side)
    ]


def _limited(shares: Mapping[str, float], limit: float) -> Mapping[str, float]:
    """All shares scaled alike where their sum would pass the limit of one step."""
    total = sum(shares.values())
    factor = limit / abs(total) if abs(total) > limit else 1.0
    ranked = sorted(shares.items(), key=lambda share: (-abs(share[1]), share[0]))
    return {cue: share * factor for cue, share in ranked}


def _witness(evidence: Evidence) -> str:
    return evidence.cue.partition(".")[0]


def _confidence(evidence: Evidence) -> float:
    return max(0.0, min(1.0, evidence.confidence))
