"""SubRip captions: numbered cues, the speaker's name before the words."""

from __future__ import annotations

from voicemon.exports.phrases import SPEAKERS, caption_time, one_line
from voicemon.types import Analysis


def render(analysis: Analysis, file: str) -> str:  # noqa: ARG001 - SubRip has no place for it
    """The captions of a call."""
    said = [utterance for utterance in analysis.utterances if utterance.text.strip()]
    said.sort(key=lambda utterance: (utterance.start_s, utterance.end_s))
    return "".join(
        f"{number}\n"
        f"{caption_time(each.start_s, ',')} --> {caption_time(each.end_s, ',')}\n"
        f"{SPEAKERS[each.role]}: {one_line(each.text)}\n\n"
        for number, each in enumerate(said, start=1)
    )
