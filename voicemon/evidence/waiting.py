"""Waiting: silence of both sides, holds, and answers that take long.

States of the line, by what the agent left it with:

| state | entered when | left when | a silence is then |
|---|---|---|---|
| talking | anybody speaks | below | dead air or a slow answer |
| waiting | the agent asks to wait, or nobody speaks for 20 s | the agent speaks again | a hold |

An agent who asked a question is waiting for the customer: that silence is drawn, but is evidence
of nothing.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence

from voicemon.evidence.signs import Sign
from voicemon.types import Role, Stretch, StretchKind, Utterance

HOLD_S = 10.0  # after being asked to wait, so long without the agent is a hold
SILENT_HOLD_S = 20.0  # unasked, so long without anybody is a hold
DEAD_AIR_S = 3.0  # neither side speaks for longer
OWN_PAUSE_S = 5.0  # a speaker's own pause up to here is thinking
LONGEST_S = 60.0  # no segment is longer
TALK_SHARE = 0.4  # a wait with more of the customer's talk than this was a conversation

_ASKS_TO_WAIT = re.compile(
    r"""
      \b(?:please|kindly)\s+(?:hold|wait|stay\s+on)
    | \bhold\s+(?:on|the\s+line|for\s+(?:a|one|just)|please|one)
    | \b(?:on|a\s+brief|a\s+short|a\s+quick)\s+hold\b
    | \bbear\s+with\s+me\b
    | \b(?:one|just\s+a|a\s+quick|give\s+me\s+a|for\s+a)\s+(?:brief\s+|quick\s+)?
      (?:moment|second|sec|minute)\b
    | \blet\s+me\s+(?:just\s+|quickly\s+|go\s+)?
      (?:check|look|see|pull|find|get|ask|speak|talk|transfer|put|bring|verify|confirm)\b
    | \bi(?:'ll|\s+will|'m\s+going\s+to|\s+am\s+going\s+to)\s+(?:just\s+|quickly\s+)?
      (?:check|look|ask|transfer|put\s+you|pull|find\s+out)\b
    | \b(?:i'll|i\s+will)\s+be\s+right\s+back\b
    """,
    re.VERBOSE | re.IGNORECASE,
)


def asks_to_wait(text: str) -> bool:
    """True when an agent's words ask the customer to wait."""
    return _ASKS_TO_WAIT.search(text.replace("’", "'")) is not None


def hold_log_odds(length_s: float) -> float:
    """0.1 at ten seconds, 0.4 at 45, 0.75 at two minutes, at most 1.2.

    Waits are felt by their logarithm (Weber's law), and a wait is a cause of frustration, not yet
    a sign of it.
    """
    return min(1.2, 0.4 * math.log2(1.0 + length_s / 45.0))


def silence_log_odds(length_s: float) -> float:
    """0 at three seconds, 0.3 at nine, at most 0.8: silence weighs once it is noticed."""
    return min(0.8, 0.3 * math.log2(1.0 + max(0.0, length_s - DEAD_AIR_S) / 6.0))


class Waiting:
    """Follows one call's silences: `hear` every utterance, in the order of start time or, while
    the call runs, in the order in which they end.
    """

    def __init__(self) -> None:
        self.stretches: list[Stretch] = []
        self._last: Utterance | None = None  # the one that ended last
        self._recent: list[Utterance] = []  # those that may have ended before the next began
        self._asked_s: float | None = None  # when the agent last asked to wait
        self._since_s: float | None = None  # the running wait began
        self._told_s = 0.0  # seconds of it already told
        self._customer: list[tuple[float, float]] = []  # the customer's speech in the running wait

    def hear(self, utterance: Utterance, speaking: Sequence[float] = ()) -> list[Sign]:
        """The signs that the silence or the wait before this utterance leaves. `speaking`: since
        when others speak who have not ended; the silence before them is theirs to break.
        """
        broken = any(since_s < utterance.start_s for since_s in speaking)
        signs = [] if broken else self._silence(utterance)
        if utterance.role is Role.AGENT:
            signs += self._agent_back(utterance)
        elif utterance.role is Role.CUSTOMER and self._since_s is not None:
            signs += self._tell(self._since_s, utterance.start_s, SILENT_HOLD_S)
            self._customer.append((utterance.start_s, utterance.end_s))
        if self._last is None or utterance.end_s >= self._last.end_s:
            self._last = utterance
        self._remember(utterance)
        return signs

    def end(self, duration_s: float) -> None:
        """The call ended: a running silence or hold is closed."""
        if self._since_s is not None and self._is_hold(self._since_s, duration_s, HOLD_S):
            self._mark_hold(self._since_s, duration_s)
        elif self._last is not None and duration_s - self._last.end_s > DEAD_AIR_S:
            self.stretches.append(Stretch(StretchKind.DEAD_AIR, self._last.end_s, duration_s))

    def _silence(self, utterance: Utterance) -> list[Sign]:
        last = self._before(utterance)
        if last is None or utterance.start_s - last.end_s <= DEAD_AIR_S:
            return []
        gap_s = utterance.start_s - last.end_s
        self.stretches.append(Stretch(StretchKind.DEAD_AIR, last.end_s, utterance.start_s))
        if last.role is Role.AGENT and utterance.role is Role.CUSTOMER and _is_question(last.text):
            return []
        if self._since_s is None and gap_s >= SILENT_HOLD_S and last.role is not Role.UNKNOWN:
            self._since_s = last.end_s
        return [] if self._since_s is not None else _silence_signs(last, utterance, gap_s)

    def _before(self, utterance: Utterance) -> Utterance | None:
        """Of those that began no later, the one that ended last."""
        last = self._last
        if last is None or last.start_s <= utterance.start_s:
            return last
        earlier = [each for each in self._recent if each.start_s <= utterance.start_s]
        return max(reversed(earlier), key=lambda each: each.end_s, default=None)

    def _remember(self, utterance: Utterance) -> None:
        """A segment is at most `LONGEST_S` long: nobody who spoke before that is asked for."""
        since_s = utterance.start_s - LONGEST_S
        kept = [each for each in self._recent if each.end_s >= since_s]
        before = [each for each in self._recent if each.end_s < since_s]
        self._recent = [*before[-1:], *kept, utterance]

    def _agent_back(self, utterance: Utterance) -> list[Sign]:
        signs = []
        if self._since_s is not None and self._is_hold(self._since_s, utterance.start_s, HOLD_S):
            signs = self._tell(self._since_s, utterance.start_s, HOLD_S)
            self._mark_hold(self._since_s, utterance.start_s)
        self._told_s = 0.0
        self._customer.clear()
        if asks_to_wait(utterance.text):
            self._asked_s = utterance.end_s
        asked = self._asked_s is not None and utterance.end_s - self._asked_s <= HOLD_S
        self._since_s = utterance.end_s if asked else None
        return signs

    def _is_hold(self, start_s: float, end_s: float, least_s: float) -> bool:
        talked_s = sum(
            max(0.0, min(till, end_s) - max(since, start_s)) for since, till in self._customer
        )
        return end_s - start_s >= least_s and talked_s <= TALK_SHARE * (end_s - start_s)

    def _tell(self, start_s: float, end_s: float, least_s: float) -> list[Sign]:
        length_s = end_s - start_s
        if not self._is_hold(start_s, end_s, least_s) or length_s - self._told_s < HOLD_S:
            return []
        weight = hold_log_odds(length_s) - hold_log_odds(self._told_s)
        self._told_s = length_s
        note = f"on hold for {length_s:.0f} s before"
        return [Sign("hold", start_s, end_s, length_s, "s", weight, note)]

    def _mark_hold(self, start_s: float, end_s: float) -> None:
        """A hold takes the place of the dead air within it."""
        self.stretches = [
            stretch
            for stretch in self.stretches
            if stretch.end_s <= start_s or stretch.start_s >= end_s
        ]
        self.stretches.append(Stretch(StretchKind.HOLD, start_s, end_s, Role.AGENT))


def _silence_signs(last: Utterance, utterance: Utterance, gap_s: float) -> list[Sign]:
    start_s, end_s, weight = last.end_s, utterance.start_s, silence_log_odds(gap_s)
    if last.role is Role.CUSTOMER and utterance.role is Role.AGENT:
        note = f"the agent took {gap_s:.0f} s to answer"
        return [Sign("response_delay", start_s, end_s, gap_s, "s", weight, note)]
    if last.role is utterance.role and last.role is not Role.AGENT:
        weight /= 2  # a pause of one's own, or nobody answered: which one is not known
    return _dead_air(start_s, end_s, weight) if weight > 0 and _noticed(last, gap_s) else []


def _noticed(last: Utterance, gap_s: float) -> bool:
    return last.role is Role.AGENT or gap_s > OWN_PAUSE_S


def _dead_air(start_s: float, end_s: float, weight: float) -> list[Sign]:
    gap_s = end_s - start_s
    note = f"{gap_s:.0f} s of silence before"
    return [Sign("dead_air", start_s, end_s, gap_s, "s", weight, note)]


def _is_question(text: str) -> bool:
    return text.rstrip().endswith("?")
