"""How one call's judgement speaks to those around it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from voicemon.runtime.live.changes import News


@dataclass(frozen=True, slots=True)
class Teller:
    """News, warnings, "there is work", the lag of a final in seconds."""

    tell: Callable[[News], None]
    warn: Callable[[str], None]
    ready: Callable[[], None]
    lag: Callable[[float], None]
