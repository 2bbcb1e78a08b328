"""WebVTT captions (https://www.w3.org/TR/webvtt1/): the speaker as a voice, scores as notes.

A `NOTE` before a customer's cue holds its score as JSON: players pass over it,
programs can read it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator

from voicemon.exports.phrases import SPEAKERS, caption_time, customers_points, one_line
from voicemon.types import Analysis, Utterance

SHORTEST_S = 0.001  # a cue must end after it starts


def render(analysis: Analysis, file: str) -> str:
    """The captions of a call."""
    return "\n\n".join(["WEBVTT", f"NOTE {_safe(file)}", *_blocks(analysis)]) + "\n"


def _blocks(analysis: Analysis) -> Iterator[str]:
    points = customers_points(analysis)
    for utterance in sorted(analysis.utterances, key=lambda item: (item.start_s, item.end_s)):
        if not utterance.text.strip():
            continue
        point = points.get(utterance.id)
        if point is not None:
            score = {
                "at_s": round(point.at_s, 3),
                "score": round(point.score, 4),
                "low": round(point.low, 4),
                "high": round(point.high, 4),
            }
            yield f"NOTE frustration {json.dumps(score)}"
        yield _cue(utterance)


def _cue(utterance: Utterance) -> str:
    start = caption_time(utterance.start_s, ".")
    end = caption_time(max(utterance.end_s, utterance.start_s + SHORTEST_S), ".")
    speaker = SPEAKERS[utterance.role]
    return f"{utterance.id}\n{start} --> {end}\n<v {speaker}>{_safe(utterance.text)}"


def _safe(text: str) -> str:
    line = one_line(text)
    return line.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
