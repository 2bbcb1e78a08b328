"""Windows heard by a model. An ask that fails harms no other: its batch is heard again one by one.

Comes in: asks that wait, of one kind. Goes out: `answer`, called once for each.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

import structlog

from voicemon.runtime.live.foresight import Final, Foreseen
from voicemon.runtime.live.queues import Partial
from voicemon.types import Heard
from voicemon.utterances.live_windows import LiveWindow

log = structlog.get_logger(__name__)


class Ears(Protocol):
    """A live transcriber."""

    name: str

    def finals(self, windows: Sequence[LiveWindow]) -> list[Heard]:
        """Windows of one length → one `Heard` each."""

    def partials(self, windows: Sequence[LiveWindow]) -> list[str]:
        """Windows of one length → the text of each."""

    def settled(self, window: LiveWindow) -> bool:
        """Whether the window may be heard in vain."""


def hear_finals(
    ears: Ears, finals: Sequence[Final], answer: Callable[[Final, Heard | Exception], None]
) -> None:
    """What was said, or why it could not be heard."""
    if not finals:
        return
    try:
        heard: Sequence[Heard | Exception] = ears.finals([each.window for each in finals])
    except Exception as error:
        if len(finals) > 1:
            for final in finals:
                hear_finals(ears, [final], answer)
            return
        log.warning("a segment could not be heard", error=str(error), call=finals[0].call_id)
        heard = [error]
    for final, each in zip(finals, heard, strict=True):
        answer(final, each)


def hear_early(ears: Ears, foreseen: Foreseen) -> Heard | None:
    """What was said, None where it could not be heard."""
    try:
        [heard] = ears.finals([foreseen.window])
    except Exception:
        log.warning("speech could not be heard early", call=foreseen.call_id)
        return None
    return heard


def hear_partials(
    ears: Ears, partials: Sequence[Partial], answer: Callable[[Partial, str | None], None]
) -> None:
    """What was said so far, None where it could not be heard."""
    if not partials:
        return
    try:
        texts: Sequence[str | None] = ears.partials([each.window for each in partials])
    except Exception as error:
        if len(partials) > 1:
            for partial in partials:
                hear_partials(ears, [partial], answer)
            return
        log.warning("open speech could not be heard", error=str(error))
        texts = [None]
    for partial, text in zip(partials, texts, strict=True):
        answer(partial, text)
