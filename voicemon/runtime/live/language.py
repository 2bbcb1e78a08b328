"""Calls in a language that the live model does not know: words are withheld, never made up.

An English-only Whisper writes any other language down as English that nobody said. Where the call's
language is told and is another, no words are asked for: the sound goes on being weighed, and the
pass after the call writes the words down if its model knows the language. Where it is not told
nothing can be said, and the words are taken for English.
"""

from __future__ import annotations

from collections.abc import Callable

from voicemon.runtime.live.asks import FinalAsk, PartialAsk, PartialHeard, Unheard
from voicemon.runtime.live.changes import Step
from voicemon.runtime.live.ports import Hears
from voicemon.types import Heard

ENGLISH = "en"
SHOWN = 16  # characters of what a sender calls its language
_UNTOLD = frozenset({"", "und", "mul", "auto", "unknown"})


class Foreign(Unheard):
    """A final that gets no words, because they would be invented; the message says so to people."""


def withheld(model: str, language: str | None) -> str:
    """Why a model that hears English only writes nothing down; "" where the call may be English."""
    said = (language or "").strip().lower()
    if said in _UNTOLD or said.startswith(ENGLISH):
        return ""
    return f"the live model {model} hears English only, and this call is in {said[:SHOWN]!r}"


class Understood:
    """One call's way to the engine, past which no words come for which `why` gives a reason."""

    def __init__(self, engine: Hears, why: Callable[[], str]) -> None:
        self._engine = engine
        self._why = why

    @property
    def step(self) -> Step:
        """How far hearing is degraded now."""
        return self._engine.step

    def final(self, ask: FinalAsk, done: Callable[[Heard | Exception], None]) -> None:
        """Words of a complete segment."""
        if why := self._why():
            done(Foreign(why))
        else:
            self._engine.final(ask, done)

    def early(self, ask: FinalAsk) -> None:
        """A segment that a final will ask for, if nobody speaks on."""
        if not self._why():
            self._engine.early(ask)

    def partial(self, ask: PartialAsk, done: Callable[[PartialHeard | None], None]) -> None:
        """Words of open speech."""
        if self._why():
            done(None)
        else:
            self._engine.partial(ask, done)
