"""Where feeds and watchers meet the running calls."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from voicemon.runtime.live.asks import FinalAsk, PartialAsk, PartialHeard
from voicemon.runtime.live.changes import Change, Snapshot, Step
from voicemon.runtime.live.tap import Tap
from voicemon.types import Call, Flag, Heard, Role, Samples


@dataclass(frozen=True, slots=True)
class Opening:
    """A line that wants in: `call` with what is known of it, `tracks` with a role each.

    `call.id` is ours; `name` is the sender's name of the call, by which legs and reconnects find
    each other (scoped by `source`: an ingest key's id, `microphone`, …). `join`: this is one leg of
    several; a second opening with the same name joins the running call instead of being refused.
    """

    name: str
    source: str
    call: Call
    tracks: Mapping[str, Role]
    join: bool = False
    facts: Mapping[str, str] = field(default_factory=dict)


class Line(Protocol):
    """One connection of a running call. Every method returns at once: queues are bounded, and what
    does not fit is recorded for the pass after the call, never waited for.
    """

    call_id: str

    def hear(self, track: str, start: int, samples: Samples, rate_hz: int) -> None:
        """Successive audio of a track; `start` counts its samples at `rate_hz`."""

    def dtmf(self, track: str | None) -> None:
        """A key was pressed: its tone is silenced."""

    def pause(self, *, wipe: bool) -> None:
        """No audio until `resume`; `wipe` forgets what is buffered and not yet written down."""

    def resume(self, discarded_s: float = 0.0) -> None:
        """Audio goes on, `discarded_s` later."""

    def hold(self, *, on: bool) -> None:
        """The customer is put on hold, or taken back."""

    def update(self, facts: Mapping[str, str]) -> None:
        """Agent, queue, language, consent changed. Consent refused or withdrawn ends the call's
        analysis at this instant and wipes what was buffered.
        """

    def end(self, reason: str) -> None:
        """The sender says that this leg is over; the call ends with its last leg."""

    def lost(self) -> None:
        """The connection broke: the call waits for it to come back before it ends."""


class Hears(Protocol):
    """Who writes down what is said; answers come on another thread, or at once."""

    @property
    def step(self) -> Step:
        """How far hearing is degraded now."""

    def final(self, ask: FinalAsk, done: Callable[[Heard | Exception], None]) -> None:
        """Words of a complete segment, soon."""

    def early(self, ask: FinalAsk) -> None:
        """A segment that a final will ask for, if nobody speaks on; heard if there is time."""

    def partial(self, ask: PartialAsk, done: Callable[[PartialHeard | None], None]) -> None:
        """Words of open speech; None where there was no time for it."""


class Engine(Hears, Protocol):
    """The one that hears for all calls (`engine.Engine`)."""

    def start(self) -> None:
        """Begin to hear."""

    def stop(self) -> None:
        """Hear nothing more; who waits is answered."""

    def forget(self, call_id: str) -> None:
        """The call is over."""


class Desk(Protocol):
    """The running calls of this process."""

    def open(self, opening: Opening) -> Line:
        """A line for a new call, for a further leg, or for a call that lost its connection.

        Raises InputError (refused consent, a call of that name is running), Conflict (shutting
        down).
        """

    def calls(self) -> list[Snapshot]:
        """Every running call."""

    def snapshot(self, call_id: str) -> Snapshot:
        """One running call; NotFound."""

    def flag_moved(self, flag: Flag) -> None:
        """A person moved a flag: what they have taken, calm does not end."""

    def tap(self, call_id: str) -> Tap:
        """Where people listen in to a running call; NotFound."""

    def name_of(self, call_id: str) -> str:
        """What its sender calls a running call; NotFound."""

    def listen(self, listener: Callable[[Change], None]) -> None:
        """Tell `listener` of every change, in order a call, from any thread; it must not block."""
