"""The numbers of the score: read from `weights.toml`, typed, checked; and how they are calibrated.

Calibration is Platt's (1999): log-odds times a slope plus an intercept. Being affine, it scales
every contribution and shifts the usual, so that reasons still add up to the score.
"""

from __future__ import annotations

import math
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from voicemon.errors import ModelError

OTHER = "other"  # the row of `weights.toml` for a witness that has none of its own


@dataclass(frozen=True, slots=True)
class WitnessWeight:
    """How far a witness is trusted.

    `scale`: factor on its log-odds. `information`: 1/variance of what it tells. `repeat_factor`:
    weight of its next strongest cue beside the one before; 1 where its cues were fitted together.
    """

    scale: float
    information: float
    repeat_factor: float


@dataclass(frozen=True, slots=True)
class Weights:
    """Every number of the score; `weights.toml` says where each came from."""

    prior_score: float
    frustrated_half_life_s: float
    calm_half_life_s: float
    carry_limit: float
    cue_limit: float
    step_limit: float
    usual_variance: float
    calibration_slope: float
    calibration_intercept: float
    slope_window_s: float
    slope_least_span_s: float
    witnesses: Mapping[str, WitnessWeight]
    cues: Mapping[str, float]

    @property
    def usual(self) -> float:
        """Log-odds of a customer before anything is heard, calibrated."""
        return self.calibration_slope * logit(self.prior_score) + self.calibration_intercept

    def witness(self, cue: str) -> WitnessWeight:
        """The weight of the witness that a cue names before its dot."""
        return self.witnesses.get(cue.partition(".")[0], self.witnesses[OTHER])

    def scale(self, cue: str) -> float:
        """The factor on a cue's log-odds: its witness's, times those of its name's beginnings."""
        own = (factor for name, factor in self.cues.items() if cue.startswith(name))
        return self.witness(cue).scale * math.prod(own)


def logit(probability: float) -> float:
    """Log-odds of a probability strictly between 0 and 1."""
    return math.log(probability / (1.0 - probability))


def sigmoid(log_odds: float) -> float:
    """Probability of log-odds, without overflow at either end."""
    if log_odds >= 0:
        return 1.0 / (1.0 + math.exp(-log_odds))
    odds = math.exp(log_odds)
    return odds / (1.0 + odds)


@lru_cache(maxsize=1)
def shipped_weights() -> Weights:
    """The weights of this version; raises ModelError when `weights.toml` is damaged."""
    return parse(files(__package__).joinpath("weights.toml").read_text(encoding="utf-8"))


def parse(text: str) -> Weights:
    """Weights from TOML text; raises ModelError naming what is missing or wrong."""
    try:
        return _weights(tomllib.loads(text))
    except (tomllib.TOMLDecodeError, KeyError, TypeError, ValueError) as error:
        raise ModelError(
            f"the weights of the frustration score are damaged: {error!r}",
            "reinstall voicemon, or restore voicemon/frustration/weights.toml",
        ) from error


def _weights(table: Mapping[str, Mapping[str, float]]) -> Weights:
    repeat_factor = table["shrinkage"]["repeat_factor"]
    witnesses = {
        name: WitnessWeight(
            scale=_between(row["scale"], 0.0),
            information=_between(row["information"], 0.0),
            repeat_factor=_between(row.get("repeat_factor", repeat_factor), 0.0, 1.0),
        )
        for name, row in _rows(table["witness"]).items()
    }
    if OTHER not in witnesses:
        raise KeyError(f"witness.{OTHER}")
    return Weights(
        prior_score=_between(table["prior"]["score"], 0.0, 0.99),
        frustrated_half_life_s=_between(table["fade"]["frustrated_half_life_s"], 0.0),
        calm_half_life_s=_between(table["fade"]["calm_half_life_s"], 0.0),
        carry_limit=_between(table["fade"]["carry_limit"], 0.0),
        cue_limit=_between(table["limits"]["cue"], 0.0),
        step_limit=_between(table["limits"]["step"], 0.0),
        usual_variance=_between(table["variance"]["usual"], 0.0),
        calibration_slope=_between(table["calibration"]["slope"], 0.0),
        calibration_intercept=float(table["calibration"]["intercept"]),
        slope_window_s=_between(table["slope"]["window_s"], 0.0),
        slope_least_span_s=_between(table["slope"]["least_span_s"], 0.0),
        witnesses=witnesses,
        cues={name: float(row["scale"]) for name, row in _rows(table["cue"]).items()},
    )


def _rows(value: object) -> dict[str, Mapping[str, float]]:
    if not isinstance(value, dict):
        raise TypeError("witness and cue must be tables of tables")
    return value


def _between(value: float, low: float, high: float = math.inf) -> float:
    if not low < float(value) <= high:
        raise ValueError(f"{value} is not between {low} and {high}")
    return float(value)
