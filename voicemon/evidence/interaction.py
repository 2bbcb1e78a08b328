"""Interaction: what the timing of both sides does to the customer.

Comes in: every utterance of both sides, in the order of start time, with its reading; while a call
runs in the order in which they end, with who was speaking then. Goes out:
evidence on the customer's utterances, and the stretches that the page draws. It reads words and
times only; it never meets a sample of audio, so nothing of an agent's voice can reach it. Where
roles are unknown it can tell silence and nothing else.

What happens while the customer does not speak waits as a sign for the customer's next utterance:
that is when its effect can be heard. All weights are small on purpose: a wait or an interruption
is a cause of frustration, not yet a sign of it.

| cue | what | told by |
|---|---|---|
| `interaction.hold` | the agent left the line | `waiting` |
| `interaction.dead_air` | neither side speaks for more than 3 s | `waiting` |
| `interaction.response_delay` | the agent takes as long to answer | `waiting` |
| `interaction.interrupted` | the agent cuts in and takes the floor | `overlap` |
| `interaction.talk_over` | the share of the customer's speech with both at once | `overlap` |
| `interaction.repetition` | the customer says the same again | `repetition` |
"""

from __future__ import annotations

from collections.abc import Sequence

from voicemon.evidence.overlap import Overlaps
from voicemon.evidence.repetition import Repetitions
from voicemon.evidence.signs import Sign
from voicemon.evidence.waiting import Waiting
from voicemon.types import Evidence, Reading, Role, Stretch, Utterance


class InteractionWitness:
    """One call's timing. `weigh` every utterance in order, then `end`."""

    def __init__(self) -> None:
        self._waiting = Waiting()
        self._overlaps = Overlaps()
        self._repetitions = Repetitions()
        self._signs: dict[str, Sign] = {}  # by cue: the newest of a kind holds the whole story

    @property
    def stretches(self) -> list[Stretch]:
        """Holds, dead air, overlaps and interruptions so far, by start time."""
        found = [*self._waiting.stretches, *self._overlaps.stretches]
        return sorted(found, key=lambda stretch: (stretch.start_s, stretch.end_s, stretch.kind))

    def weigh(
        self, utterance: Utterance, reading: Reading, speaking: Sequence[float] = ()
    ) -> list[Evidence]:
        """Evidence on a customer's utterance; an agent's leaves signs for the next one.

        `speaking`: since when others spoke who had not ended when this utterance was complete.
        """
        self._keep(
            [
                *self._waiting.hear(utterance, speaking),
                *self._overlaps.hear(utterance),
                *self._repetitions.hear(utterance, reading),
            ]
        )
        if utterance.role is Role.AGENT:
            return []
        evidence = [sign.on(utterance) for sign in self._signs.values()]
        self._signs.clear()
        return evidence

    def wordless(self, utterance: Utterance, speaking: Sequence[float] = ()) -> None:
        """Speech of which no word was recognised: it breaks a silence, and bears no evidence.

        Not for an agent's: that may be hold music.
        """
        if utterance.role is not Role.AGENT:
            self._keep(self._waiting.hear(utterance, speaking))

    def end(self, duration_s: float) -> None:
        """The call ended after `duration_s`: a running silence or hold is closed."""
        self._waiting.end(duration_s)

    def _keep(self, signs: list[Sign]) -> None:
        for sign in signs:
            kept = self._signs.get(sign.cue)
            if kept is None or sign.log_odds >= kept.log_odds:
                self._signs[sign.cue] = sign
