"""What waits to be heard, and whose words are in hand.

Finals go before what is foreseen, that before partials, and all as `waiting` says; a speaker is
heard by one thread at a time, and one thread at most hears partials, so that a final never finds
all of them taken.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from voicemon.runtime.live.asks import PartialHeard
from voicemon.runtime.live.foresight import Final, Foreseen, Foresight
from voicemon.runtime.live.waiting import Answer, Speaker, Waiting, share
from voicemon.utterances import live_windows

MAX_FINALS = 512
MAX_PARTIALS = 512
AT_ONCE = 4  # finals; a final that comes waits for one partial at most

Partial = Waiting[PartialHeard | None]


@dataclass(frozen=True, slots=True)
class Batch:
    """What one thread hears next, of one kind; all empty where it has nothing to do."""

    finals: Sequence[Final] = ()
    early: Sequence[Foreseen] = ()
    partials: Sequence[Partial] = ()

    @property
    def speakers(self) -> set[Speaker]:
        """Whose words these are."""
        return _speakers(self.finals) | _speakers(self.early) | _speakers(self.partials)


class Queues:
    """Those of one engine with so many `threads`. Its owner holds a lock around every call;
    `foresight` is open to it, for what may be asked for.
    """

    def __init__(self, threads: int, clock: Callable[[], float]) -> None:
        self.foresight = Foresight()
        self._threads = threads
        self._clock = clock
        self._finals: list[Final] = []
        self._partials: dict[Speaker, Partial] = {}
        self._served_s: dict[str, float] = {}
        self._in_hand: set[Speaker] = set()
        self._hearing_partials = False

    @property
    def finals(self) -> int:
        """How many wait."""
        return len(self._finals)

    @property
    def partials(self) -> int:
        """How many wait."""
        return len(self._partials)

    def oldest_s(self, now_s: float) -> float:
        """For how long the oldest final has been due."""
        return max((now_s - each.due_s for each in self._finals), default=0.0)

    def add_final(self, final: Final) -> None:
        """One more waits."""
        self._finals.append(final)

    def add_partial(self, partial: Partial) -> Partial | None:
        """One more waits, in the place of the speaker's earlier one, which is returned."""
        replaced = self.drop_partial(partial.speaker)
        if replaced is not None:
            partial.due_s = replaced.due_s  # it has waited so long
        self._partials[partial.speaker] = partial
        return replaced

    def drop_partial(self, speaker: Speaker) -> Partial | None:
        """The speaker's partial waits no longer."""
        return self._partials.pop(speaker, None)

    def drop_partials(self) -> list[Partial]:
        """Nor does anybody's."""
        dropped, self._partials = list(self._partials.values()), {}
        return dropped

    def drop_finals(self) -> list[Final]:
        """No final waits any longer."""
        dropped, self._finals = self._finals, []
        return dropped

    def drop_late(self, now_s: float, after_s: float) -> list[Final]:
        """Nor one that has been due for longer than that."""
        late = [each for each in self._finals if now_s - each.due_s > after_s]
        self._finals = [each for each in self._finals if each not in late]
        return late

    def fit(self, budget: live_windows.Budget) -> None:
        """Finals that wait are heard in windows of this budget."""
        for each in self._finals:
            own, context = each.window.segment, each.window.segments[:-1]
            each.window = live_windows.fit(own, context, budget, each.window.language)

    def take(self, *, finals_only: bool) -> Batch:
        """What a thread hears next; its speakers are in hand from then on."""
        batch = self._next(finals_only)
        self._in_hand |= batch.speakers
        return batch

    def give_back(self, batch: Batch) -> None:
        """It was heard: its speakers' next words may be."""
        self._in_hand -= batch.speakers
        self._hearing_partials &= not batch.partials

    def forget(self, call_id: str) -> None:
        """The call is over."""
        self._served_s.pop(call_id, None)
        self.foresight.forget(call_id)

    def _next(self, finals_only: bool) -> Batch:
        waiting = [each for each in self._finals if each.speaker not in self._in_hand]
        if waiting:
            return Batch(finals=self._take_finals(waiting))
        if finals_only:
            return Batch()
        if foreseen := self.foresight.take(self._in_hand):
            return Batch(early=[foreseen])
        return Batch() if self._hearing_partials else Batch(partials=self._take_partials())

    def _take_finals(self, waiting: Sequence[Final]) -> list[Final]:
        size = min(AT_ONCE, -(-len(waiting) // self._threads))
        finals = share(waiting, self._served_s, size)
        self._served_s |= {each.call_id: self._clock() for each in finals}
        self._finals = [each for each in self._finals if each not in finals]
        return finals

    def _take_partials(self) -> list[Partial]:
        waiting = [each for each in self._partials.values() if each.speaker not in self._in_hand]
        partials = share(waiting, self._served_s, 1) if waiting else []
        for each in partials:
            del self._partials[each.speaker]
        self._hearing_partials = bool(partials)
        return partials


def _speakers(waiting: Sequence[Waiting[Answer]] | Sequence[Foreseen]) -> set[Speaker]:
    return {each.speaker for each in waiting}
