"""Reads a call's script (TOML) into frozen types.

A turn starts `gap` seconds after the floor's last turn ended (negative: it interrupts), or `at`
seconds after that turn began, beside it (a back-channel, a word spoken into the hold music). `|` in
a text is a pause.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

Role = Literal["agent", "customer"]
ROLES: tuple[Role, Role] = ("agent", "customer")


@dataclass(frozen=True, slots=True)
class Voice:
    """A Kokoro voice and what is changed in it: pitch, factor on formants, pace, level, room."""

    name: str
    pitch_st: float = 0.0
    formant: float = 1.0
    rate: float = 1.0
    level_dbfs: float = -25.0
    room: float = 0.0


@dataclass(frozen=True, slots=True)
class Turn:
    """Something said. `level` is the customer's frustration: 0 calm … 4 furious."""

    by: Role
    mood: str
    text: str
    level: int | None = None
    gap: float | None = None
    at: float | None = None
    peak: bool = False

    @property
    def words(self) -> str:
        """The text without pause marks."""
        return " ".join(self.text.replace("|", " ").split())


@dataclass(frozen=True, slots=True)
class Hold:
    """Hold music of `hold` seconds on the agent's channel."""

    hold: float


@dataclass(frozen=True, slots=True)
class Call:
    """One scripted call; `about` goes to the sidecar, `found` is what an analysis must find."""

    name: str
    seed: int
    noise_dbfs: Mapping[Role, float]
    voices: Mapping[Role, Voice]
    about: Mapping[str, object]
    found: Mapping[str, object]
    events: tuple[Turn | Hold, ...]


def read_call(path: Path) -> Call:
    """Reads one script; an unknown key or a customer's turn without a level is an error."""
    raw = tomllib.loads(path.read_text(encoding="utf-8"))
    events = tuple(Hold(**e) if "hold" in e else Turn(**e) for e in raw["events"])
    unlabelled = [t.text for t in events if isinstance(t, Turn) and _mislabelled(t)]
    if unlabelled:
        raise ValueError(
            f"{path.name}: a customer's turn has a level, an agent's has none: {unlabelled}"
        )
    return Call(
        name=path.stem,
        seed=raw["seed"],
        noise_dbfs=raw["noise_dbfs"],
        voices={role: Voice(**raw["voices"][role]) for role in ROLES},
        about=raw["about"],
        found=raw["found"],
        events=events,
    )


def _mislabelled(turn: Turn) -> bool:
    return (turn.level is None) == (turn.by == "customer")
