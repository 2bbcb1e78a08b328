"""One call's empathy moments, followed utterance by utterance.

| a moment | when |
|---|---|
| opens | the customer's words open one (`cues`), or the agent ends a wait of the customer |
| is shown again | the same kind while it is open: it counts `times` up |
| is answered | words of an agent who began no earlier and ended later do one of what is needed |
| is met | they stand in one of the agent's first `TURNS` turns since |
| eases | the customer says that all is well |
| passes | `PASSES_S` after it was shown last and the agent has had those turns; or the call ends |

Utterances come in the order of start, or of completion while the call runs: the rules above are
such that both orders agree where two sides overlap.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from voicemon.coaching.acts import acts_of
from voicemon.coaching.cues import eases, opening, require_words
from voicemon.types import (
    AgentAct,
    EmpathyMoment,
    Evidence,
    MomentKind,
    Reading,
    Role,
    Stretch,
    StretchKind,
    Utterance,
)

TURNS = 3  # of the agent's within which an answer meets the moment
PASSES_S = 120.0
LATEST_S = 300.0  # after it was shown last it passes even where the agent never spoke
LONG_HOLD_S = 30.0
LONG_SILENCE_S = 10.0
TURN_WORDS = 3  # "okay" and "mm hm" take nobody's turn

_FELT = (AgentAct.ACKNOWLEDGE, AgentAct.VALIDATE, AgentAct.APOLOGISE)
_DONE = (AgentAct.OWNERSHIP, AgentAct.NEXT_STEP)
NEEDED: Mapping[MomentKind, tuple[AgentAct, ...]] = {
    MomentKind.MANAGER: _DONE,
    MomentKind.LEGAL: (*_FELT, *_DONE),
    MomentKind.LEAVING: (*_FELT, AgentAct.OPEN_QUESTION, AgentAct.OWNERSHIP),
    MomentKind.REPEATED: (*_FELT, AgentAct.SUMMARISE_BACK, AgentAct.OWNERSHIP),
    MomentKind.DISTRESS: (*_FELT, AgentAct.OWNERSHIP),
    MomentKind.WAITED: _FELT,
    MomentKind.INTERRUPTED: (
        AgentAct.ACKNOWLEDGE,
        AgentAct.APOLOGISE,
        AgentAct.OPEN_QUESTION,
        AgentAct.SUMMARISE_BACK,
    ),
    MomentKind.WORRY: (*_FELT, *_DONE, AgentAct.REASSURE),
    MomentKind.CONFUSION: (
        AgentAct.OPEN_QUESTION,
        AgentAct.SUMMARISE_BACK,
        AgentAct.NEXT_STEP,
        AgentAct.REASSURE,
    ),
}


@dataclass(slots=True, eq=False)
class _Open:
    """A moment that nobody has answered. `since_s`: where the words began that opened it; `turns`
    that the agent has had since.
    """

    moment: EmpathyMoment
    since_s: float
    turns: int = 0

    def may_be_answered_by(self, utterance: Utterance) -> bool:
        """Words that began before the customer's, or ended before them, are no answer to them."""
        return utterance.start_s >= self.since_s and utterance.end_s > self.moment.at_s


class Coach:
    """`step` every utterance that has words, then `end`. Holds nothing of how anybody sounds."""

    def __init__(self, call_id: str, language: str = "en") -> None:
        self._call_id = call_id
        self._language = language  # where an utterance does not name its own
        self._open: list[_Open] = []
        self._count = 0
        self._turn: Role | None = None  # whose it is
        self._waits: set[float] = set()  # ends of those that were looked at

    def step(
        self,
        utterance: Utterance,
        reading: Reading,
        evidence: Sequence[Evidence],
        stretches: Sequence[Stretch] = (),
    ) -> list[EmpathyMoment]:
        """The moments that this utterance opens, changes or ends, as they are after it.

        `evidence`: that of words and timing on it; TypeError for any other. `stretches`: those of
        the call so far.
        """
        require_words(evidence)
        language = utterance.language or self._language
        if utterance.role is Role.AGENT:
            opened = self._wait(utterance, stretches)
            acts = acts_of(utterance, reading, evidence, language)
            changed = [*opened, *self._answer(utterance, acts)]
        elif utterance.role is Role.CUSTOMER:
            changed = self._hear(utterance, reading, evidence, language)
        else:
            changed = []
        if len(utterance.text.split()) >= TURN_WORDS or changed:
            self._turn = utterance.role
        return _newest([*changed, *self._pass(utterance.start_s)])

    def end(self, duration_s: float) -> list[EmpathyMoment]:
        """The call is over: what is open passes."""
        return self._close(list(self._open), duration_s)

    def _hear(
        self, utterance: Utterance, reading: Reading, evidence: Sequence[Evidence], language: str
    ) -> list[EmpathyMoment]:
        found = opening(utterance, reading, evidence, language)
        if found is not None:
            return [self._show(utterance, utterance.end_s, *found)]
        return self._close(list(self._open), utterance.end_s) if eases(evidence) else []

    def _show(
        self, utterance: Utterance, at_s: float, kind: MomentKind, reason: str
    ) -> EmpathyMoment:
        known = next((each for each in self._open if each.moment.kind is kind), None)
        if known is not None:
            moment = known.moment
            known.moment = replace(moment, last_s=max(moment.last_s, at_s), times=moment.times + 1)
            return known.moment
        self._count += 1
        moment = EmpathyMoment(
            id=f"{self._call_id}-m{self._count}",
            call_id=self._call_id,
            opportunity_utterance_id=utterance.id,
            kind=kind,
            at_s=at_s,
            last_s=at_s,
            times=1,
            reason=reason,
            needed=NEEDED[kind],
        )
        self._open.append(_Open(moment, utterance.start_s))
        return moment

    def _wait(self, utterance: Utterance, stretches: Sequence[Stretch]) -> list[EmpathyMoment]:
        """A hold or a silence of the agent's that this utterance ended."""
        ended = [each for each in stretches if each.end_s == utterance.start_s]
        if utterance.start_s in self._waits or not ended:
            return []
        self._waits.add(utterance.start_s)
        reason = next((why for each in ended if (why := self._why(each))), None)
        if reason is None:
            return []
        return [self._show(utterance, utterance.start_s, MomentKind.WAITED, reason)]

    def _why(self, stretch: Stretch) -> str | None:
        length_s = stretch.end_s - stretch.start_s
        if stretch.kind is StretchKind.HOLD and length_s >= LONG_HOLD_S:
            return f"was on hold for {length_s:.0f} s"
        silent = stretch.kind is StretchKind.DEAD_AIR and length_s >= LONG_SILENCE_S
        if silent and self._turn is Role.CUSTOMER:
            return f"waited {length_s:.0f} s for an answer"
        return None

    def _answer(self, utterance: Utterance, acts: tuple[AgentAct, ...]) -> list[EmpathyMoment]:
        new_turn = self._turn is not Role.AGENT
        counts = bool(acts) or len(utterance.text.split()) >= TURN_WORDS
        changed = []
        for each in list(self._open):
            if not counts or not each.may_be_answered_by(utterance):
                continue
            each.turns += 1 if new_turn or not each.turns else 0
            if acts:
                changed.append(self._told(each, utterance, acts))
        return changed

    def _told(
        self, known: _Open, utterance: Utterance, acts: tuple[AgentAct, ...]
    ) -> EmpathyMoment:
        """The agent did something; if it was one of what is needed, the moment is answered."""
        moment = known.moment
        together = {*moment.acts, *acts}
        moment = replace(moment, acts=tuple(act for act in AgentAct if act in together))
        if not set(acts) & set(moment.needed):
            known.moment = moment
            return moment
        self._open.remove(known)
        return replace(
            moment,
            answer_utterance_id=utterance.id,
            response_delay_s=round(max(0.0, utterance.start_s - moment.at_s), 3),
            met=known.turns <= TURNS,
            ended_s=utterance.end_s,
        )

    def _pass(self, now_s: float) -> list[EmpathyMoment]:
        passed = [
            each
            for each in self._open
            if now_s > each.moment.last_s + (PASSES_S if each.turns >= TURNS else LATEST_S)
        ]
        return self._close(passed, now_s)

    def _close(self, passed: Sequence[_Open], at_s: float) -> list[EmpathyMoment]:
        self._open = [each for each in self._open if each not in passed]
        return [replace(each.moment, ended_s=at_s) for each in passed]


def _together(first: str, then: str) -> str:
    """Both reasons, where they differ; of more than two the first and the last."""
    first = first.split(", then ", maxsplit=1)[0]
    return first if then == first else f"{first}, then {then}"


def _newest(changed: Sequence[EmpathyMoment]) -> list[EmpathyMoment]:
    return list({moment.id: moment for moment in changed}.values())
