"""Segments heard before they are complete, in the silence that will probably end them.

A segment is complete after a hang-over, but all of its sound is there sooner: the pad behind it is
shorter. Heard at once, its words wait for the final that asks for exactly this window, so they are
the same words; when somebody speaks on instead, they are thrown away.
"""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass

from voicemon.runtime.live.waiting import Speaker, Waiting, urgent_s
from voicemon.types import Heard
from voicemon.utterances.live_windows import LiveWindow

Final = Waiting[Heard | Exception]


@dataclass(slots=True, eq=False)
class Foreseen:
    """A window that may be asked for; `final` is who asked while it was being heard."""

    window: LiveWindow
    due_s: float
    in_hand: bool = False
    answer: Heard | None = None
    final: Final | None = None

    @property
    def call_id(self) -> str:
        """Whose it is."""
        return self.window.segment.call_id

    @property
    def speaker(self) -> Speaker:
        """Who of the call."""
        return self.call_id, self.window.segment.role


class Foresight:
    """The latest such window of every speaker. Its owner holds a lock around every call."""

    def __init__(self) -> None:
        self._kept: dict[Speaker, Foreseen] = {}

    def put(self, window: LiveWindow, due_s: float) -> None:
        """A window that may be asked for; the speaker's earlier one will not be."""
        foreseen = Foreseen(window, due_s)
        self._kept[foreseen.speaker] = foreseen

    def take(self, in_hand: Container[Speaker]) -> Foreseen | None:
        """The most urgent that waits, of a speaker who is not in hand."""
        waiting = [
            each for each in self._kept.values() if not each.in_hand and each.speaker not in in_hand
        ]
        if not waiting:
            return None
        taken = min(waiting, key=lambda each: urgent_s(each.window, each.due_s))
        taken.in_hand = True
        return taken

    def meet(self, final: Final) -> Foreseen | None:
        """What was foreseen, if it is this final's window and is in hand or heard already."""
        foreseen = self._kept.pop(final.speaker, None)
        if foreseen is None or not foreseen.in_hand or not _same(foreseen.window, final.window):
            return None
        if foreseen.answer is None:
            foreseen.final = final
        return foreseen

    def heard(self, foreseen: Foreseen, answer: Heard | None) -> Final | None:
        """Its answer is there, None where it failed; who has asked for it by now."""
        foreseen.answer = answer
        if answer is None and self._kept.get(foreseen.speaker) is foreseen:
            del self._kept[foreseen.speaker]
        return foreseen.final

    def forget(self, call_id: str) -> None:
        """The call is over."""
        for speaker in [each for each in self._kept if each[0] == call_id]:
            del self._kept[speaker]


def _same(one: LiveWindow, other: LiveWindow) -> bool:
    """Do they hold the same sound, heard the same way?"""
    return (
        one.window == other.window
        and one.language == other.language
        and one.careful == other.careful
        and [(each.start_s, each.end_s) for each in one.segments]
        == [(each.start_s, each.end_s) for each in other.segments]
    )
