"""From the open moments of a call to one sentence that the agent could say now, and why."""

from __future__ import annotations

from collections.abc import Iterable
from zlib import crc32

from voicemon.coaching.playbook import Playbook
from voicemon.types import EmpathyMoment, MomentKind, SuggestedStep

FRESH_S = 60.0  # a moment shown within the last minute goes before an older one of any kind

_RANK = {kind: rank for rank, kind in enumerate(MomentKind)}
_LACKING = {
    MomentKind.MANAGER: "nobody has answered that yet",
    MomentKind.LEGAL: "nobody has taken that up yet",
    MomentKind.LEAVING: "nobody has taken that up yet",
    MomentKind.WAITED: "nobody has said a word about it yet",
    MomentKind.INTERRUPTED: "has not been given the floor back yet",
    MomentKind.CONFUSION: "it has not been cleared up yet",
}
_UNSAID = "nobody has acknowledged that yet"


def most_pressing(moments: Iterable[EmpathyMoment]) -> EmpathyMoment | None:
    """Of the open ones: fresh before old, then by kind, then the newest."""
    waiting = [moment for moment in moments if moment.ended_s is None]
    newest_s = max((moment.last_s for moment in waiting), default=0.0)

    def urgency(moment: EmpathyMoment) -> tuple[bool, int, float]:
        return (newest_s - moment.last_s <= FRESH_S, -_RANK[moment.kind], moment.last_s)

    return max(waiting, key=urgency, default=None)


def suggested(moment: EmpathyMoment, playbook: Playbook, turn: int) -> SuggestedStep:
    """The step for a moment; `turn` counts those of its kind in the call, from 0.

    Within a call sentences of a kind take turns; which one begins differs from call to call.
    """
    sentences = playbook.sentences[moment.kind]
    first = crc32(moment.call_id.encode())
    return SuggestedStep(
        moment_id=moment.id,
        kind=moment.kind,
        at_s=moment.at_s,
        sentence=sentences[(first + turn) % len(sentences)],
        reason=reason(moment),
        language=playbook.language,
    )


def reason(moment: EmpathyMoment) -> str:
    """Why: what was shown and when, and that nobody has answered it."""
    when = f"at {_clock(moment.at_s)}"
    if moment.times > 1:
        when += f" and again at {_clock(moment.last_s)}"
    return f"{moment.reason} {when}, {_LACKING.get(moment.kind, _UNSAID)}"


def _clock(at_s: float) -> str:
    minutes, seconds = divmod(int(at_s), 60)
    return f"{minutes}:{seconds:02d}"
