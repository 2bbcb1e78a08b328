"""Reasons: the one sentence of a flag, with quote and time."""

from __future__ import annotations

from collections.abc import Sequence

from voicemon.flags.memory import Moment
from voicemon.types import Evidence

QUOTE_CHARACTERS = 90
MOST_REASONS = 3
LEAST_SHARE = 0.2  # log-odds; less is not worth a supervisor's second


def clock(at_s: float) -> str:
    """Call time for people: 0:42, 12:05."""
    minutes, seconds = divmod(int(at_s), 60)
    return f"{minutes}:{seconds:02d}"


def quote(text: str) -> str:
    """The words in quotation marks, cut at a word where long."""
    text = " ".join(text.split())
    if len(text) > QUOTE_CHARACTERS:
        text = text[:QUOTE_CHARACTERS].rsplit(" ", 1)[0].rstrip(",;:") + "…"
    return f"“{text}”"


def sentence(opening: str, moments: Sequence[Moment]) -> str:
    """The opening, then what moved the score most: quotes for words, notes for the rest."""
    reasons = _strongest(moments)
    if not reasons and not moments:
        return opening
    if not reasons:
        last = moments[-1].utterance
        return f"{opening}: {quote(last.text)} at {clock(last.start_s)}"
    return f"{opening}: {', '.join(reasons)}"


def top_utterances(moments: Sequence[Moment]) -> tuple[str, ...]:
    """The utterances to look at, in time order."""
    return tuple(dict.fromkeys(moment.utterance.id for moment in moments))


def _strongest(moments: Sequence[Moment]) -> list[str]:
    said = [(share, moment, cues) for moment in moments for share, cues in _said(moment)]
    other = [
        (moment.share(cue), moment, [cue])
        for moment in moments
        for cue in moment.evidence
        if not _is_wording(cue)
    ]
    ranked = sorted(
        (reason for reason in [*said, *other] if reason[0] >= LEAST_SHARE),
        key=lambda reason: (-reason[0], reason[1].utterance.start_s),
    )
    told: list[str] = []
    for share, moment, cues in ranked:
        words = _words(share, moment, cues)
        if words not in told:
            told.append(words)
    return told[:MOST_REASONS]


def _said(moment: Moment) -> list[tuple[float, list[Evidence]]]:
    """An utterance's wording cues together: one quote explains them all."""
    cues = [cue for cue in moment.evidence if _is_wording(cue) and moment.share(cue) > 0]
    cues.sort(key=lambda cue: (-moment.share(cue), cue.cue))
    return [(sum(moment.share(cue) for cue in cues), cues)] if cues else []


def _words(share: float, moment: Moment, cues: Sequence[Evidence]) -> str:
    if not _is_wording(cues[0]):
        return f"{cues[0].note} ({share:+.1f})"
    name = cues[0].cue.partition(".")[2].replace("_", " ")
    said = moment.utterance
    return f"{quote(said.text)} at {clock(said.start_s)} ({name} {share:+.1f})"


def _is_wording(cue: Evidence) -> bool:
    return cue.cue.startswith("wording.")
