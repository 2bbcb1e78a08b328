"""Weighs what several calls have ready: their texts are read together, each call in its own order.

A fault in one call, or in reading its words, ends that call's analysis and nobody else's.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from voicemon.types import Reader, Reading


@dataclass(frozen=True, slots=True)
class Work:
    """One thing to do once its text is read; `text` None needs no reading."""

    text: str | None
    do: Callable[[Reading | None], None]


class Worked(Protocol):
    """A call, as a weigher sees it."""

    def work(self) -> list[Work]:
        """What is ready now, in order."""

    def check_over(self) -> None:
        """Whether that was the last of it."""

    def fail(self, error: Exception) -> None:
        """Its analysis ends."""


def serve(calls: Sequence[Worked], reader: Reader) -> None:
    """Everything that these calls have ready. Raises nothing."""
    found = {at: _guarded(call, call.work) or [] for at, call in enumerate(calls)}
    readings = _readings(calls, found, reader)
    for at, works in found.items():
        for number, work in enumerate(works):
            reading = readings.get((at, number))
            if work.text is None or reading is not None:
                _guarded(calls[at], lambda: work.do(reading))  # noqa: B023 - called at once
    for call in calls:
        _guarded(call, call.check_over)


def _readings(
    calls: Sequence[Worked], found: dict[int, list[Work]], reader: Reader
) -> dict[tuple[int, int], Reading]:
    places = [
        ((at, number), work.text)
        for at, works in found.items()
        for number, work in enumerate(works)
        if work.text is not None
    ]
    try:
        made = reader.read([(f"{place}", text) for place, text in places])
        return {place: reading for (place, _), reading in zip(places, made, strict=True)}
    except Exception:
        return _one_by_one(calls, places, reader)


def _one_by_one(
    calls: Sequence[Worked], places: list[tuple[tuple[int, int], str]], reader: Reader
) -> dict[tuple[int, int], Reading]:
    readings = {}
    for place, text in places:
        try:
            (readings[place],) = reader.read([(f"{place}", text)])
        except Exception as error:
            calls[place[0]].fail(error)
    return readings


def _guarded(call: Worked, what: Callable[[], list[Work] | None]) -> list[Work] | None:
    try:
        return what()
    except Exception as error:
        call.fail(error)
        return None
