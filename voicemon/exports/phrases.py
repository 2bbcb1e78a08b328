"""Times, scores and speakers as people read them."""

from __future__ import annotations

from collections.abc import Mapping

from voicemon.types import Analysis, Frustration, Role

SPEAKERS = {Role.CUSTOMER: "Customer", Role.AGENT: "Agent", Role.UNKNOWN: "Speaker"}
UNEASY, FRUSTRATED, VERY_FRUSTRATED = 0.3, 0.5, 0.7


def score_word(score: float) -> str:
    """calm < 0.3 ≤ uneasy < 0.5 ≤ frustrated < 0.7 ≤ very frustrated."""
    if score < UNEASY:
        return "calm"
    if score < FRUSTRATED:
        return "uneasy"
    return "frustrated" if score < VERY_FRUSTRATED else "very frustrated"


def clock(seconds: float) -> str:
    """`3:07`, or `1:03:07` from an hour on."""
    minutes, second = divmod(int(seconds), 60)
    hours, minute = divmod(minutes, 60)
    return f"{hours}:{minute:02}:{second:02}" if hours else f"{minute}:{second:02}"


def caption_time(seconds: float, point: str) -> str:
    """`00:03:07.250`, with `point` before the thousandths."""
    total = max(round(seconds * 1000), 0)
    rest, thousandths = divmod(total, 1000)
    minutes, second = divmod(rest, 60)
    hours, minute = divmod(minutes, 60)
    return f"{hours:02}:{minute:02}:{second:02}{point}{thousandths:03}"


def customers_points(analysis: Analysis) -> Mapping[str, Frustration]:
    """Utterance id → point of the curve, where the customer (or an unknown speaker) speaks.

    The curve also moves when the agent says or does something, but a score beside an agent's words
    would read as the agent's.
    """
    agents = {item.id for item in analysis.utterances if item.role is Role.AGENT}
    return {p.utterance_id: p for p in analysis.frustration if p.utterance_id not in agents}


def one_line(text: str) -> str:
    """Without line breaks and control characters."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())
