"""The sets of acted and spontaneous emotional speech, as clips with labels."""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

TRAINED = ("EmoDB", "CREMA-D_subset")  # CC0, ODbL: a model may be used commercially
HELD_BACK = {"URDU": 1, "nEMO": 2, "ASED": 4}
"""Sets never trained on, never tuned on; of the big ones every second, fourth clip is taken."""

LEVELLED = frozenset({"EmoDB"})
"""Sets whose clips were brought to one loudness when they were packaged: it says nothing there."""

# Arousal of an emotion word, 0 (asleep) to 1 (beside oneself): Russell's circumplex (1980) as read
# off by Scherer (2005, fig. 1), rounded to tenths. Only the order and rough distance matter.
AROUSAL = {
    "angry": 0.9,
    "fear": 0.8,
    "surprise": 0.8,
    "happy": 0.7,
    "disgust": 0.5,
    "neutral": 0.3,
    "sad": 0.2,
    "boredom": 0.1,
}

_CREMA_VOTES = {"A": "angry", "D": "disgust", "F": "fear", "H": "happy", "N": "neutral", "S": "sad"}


@dataclass(frozen=True, slots=True)
class Clip:
    """One sentence. `anger` and `arousal` are soft targets, 0–1; `angry` is the hard label."""

    corpus: str
    path: str
    speaker: str
    gender: str
    emotion: str
    seconds: float
    anger: float
    arousal: float

    @property
    def angry(self) -> bool:
        """Whether the actor meant anger."""
        return self.emotion == "angry"


def held_back(data: Path, corpus: str) -> list[Clip]:
    """The clips of a set in `HELD_BACK` that evaluation uses: the same ones always.

    A clip's place in the order of its path's hash decides, so that no emotion is favoured.
    """
    whole = sorted(
        clips(data, [corpus]), key=lambda clip: hashlib.sha256(clip.path.encode()).digest()
    )
    kept = {clip.path for clip in whole[: -(-len(whole) // HELD_BACK[corpus])]}
    return [clip for clip in clips(data, [corpus]) if clip.path in kept]


def clips(data: Path, corpora: Iterable[str]) -> list[Clip]:
    """All clips of `corpora` in the order of `index.csv`; FileNotFoundError when it is absent."""
    folder = data / "ser"
    wanted = frozenset(corpora)
    votes = _crema_votes(folder) if "CREMA-D_subset" in wanted else {}
    with (folder / "index.csv").open(encoding="utf-8") as lines:
        return [_clip(row, votes) for row in csv.DictReader(lines) if row["dataset"] in wanted]


def _clip(row: dict[str, str], votes: dict[str, dict[str, float]]) -> Clip:
    emotion = row["emotion"]
    shares = votes.get(Path(row["path"]).stem, {})
    # The actor's intent and the crowd's ears weigh the same; without a crowd the intent stands.
    meant = {emotion: 1.0}
    soft = {
        word: (meant.get(word, 0.0) + shares[word]) / 2 if shares else meant.get(word, 0.0)
        for word in {*meant, *shares}
    }
    return Clip(
        corpus=row["dataset"],
        path=row["path"],
        speaker=row["speaker"],
        gender=row["gender"],
        emotion=emotion,
        seconds=float(row["seconds"]),
        anger=soft.get("angry", 0.0),
        arousal=sum(share * AROUSAL[word] for word, share in soft.items()),
    )


def _crema_votes(folder: Path) -> dict[str, dict[str, float]]:
    """File stem → share of the voice-only votes for each emotion."""
    shares = {}
    path = folder / "CREMA-D_subset" / "meta" / "tabulatedVotes.csv"
    with path.open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            if not row[""].startswith("1"):  # 1 voice only, 2 face only, 3 both
                continue
            total = sum(int(row[letter]) for letter in _CREMA_VOTES)
            if total:
                shares[row["fileName"]] = {
                    word: int(row[letter]) / total for letter, word in _CREMA_VOTES.items()
                }
    return shares
