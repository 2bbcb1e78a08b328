"""How one call's judgement speaks to those around it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from voicemon.monitor import Weighed as Found
from voicemon.runtime.live.changes import News, Weighed
from voicemon.types import Evidence, Flag, Frustration, Utterance, Withheld


@dataclass(frozen=True, slots=True)
class Teller:
    """News, warnings, "there is work", the lag of a final in seconds."""

    tell: Callable[[News], None]
    warn: Callable[[str], None]
    ready: Callable[[], None]
    lag: Callable[[float], None]


def together(found: Sequence[Found], *, asked: bool = True) -> Weighed | None:
    """What one utterance added, as one piece of news; None without an utterance. `asked`: whether
    the rules of flags were.
    """
    utterance = next((item for item in found if isinstance(item, Utterance)), None)
    if utterance is None:
        return None
    return Weighed(
        utterance,
        tuple(item for item in found if isinstance(item, Evidence)),
        tuple(item for item in found if isinstance(item, Withheld)),
        next((item for item in found if isinstance(item, Frustration)), None),
        tuple(item for item in found if isinstance(item, Flag)),
        asked,
    )
