"""Two voices at once on a mixed channel: marked on the call, and no voice is judged by them."""

from dataclasses import replace
from datetime import UTC, datetime

import numpy as np
import pytest

from tests.utterances.fakes import Knowing, segment
from voicemon.monitor import Monitor
from voicemon.types import (
    Call,
    Reading,
    Role,
    Stretch,
    StretchKind,
    Transcript,
    Withheld,
    Word,
)

SAID = Transcript((Word("hello", 0.1, 0.5, 0.9),), "en", -0.2, 0.0, "base")
READING = Reading("u", {}, np.zeros(4, np.float32), "reader")


def weighed(role, *both):
    monitor = Monitor(Call("call", datetime(2026, 3, 14, tzinfo=UTC)), Knowing, None)
    spoken = replace(segment(0.0, 4.0, role), both=both)
    found = monitor.weigh(spoken, SAID, None, READING)
    reasons = [each.reason for each in found if isinstance(each, Withheld)]
    return monitor, reasons


@pytest.mark.parametrize("role", list(Role))
def test_both_at_once_is_marked_whoever_has_the_turn(role):
    monitor, _ = weighed(role, (1.0, 1.5), (3.0, 3.6))
    assert monitor.stretches == [
        Stretch(StretchKind.OVERLAP, 1.0, 1.5),
        Stretch(StretchKind.OVERLAP, 3.0, 3.6),
    ]


def test_the_voice_of_a_turn_that_is_much_talked_over_is_withheld():
    _, reasons = weighed(Role.CUSTOMER, (1.0, 2.0))
    assert reasons == ["two voices are heard at once"]


def test_a_little_overlap_does_not_silence_a_voice():
    _, reasons = weighed(Role.CUSTOMER, (1.0, 1.5))
    assert "two voices are heard at once" not in reasons


def test_speech_that_nobody_wrote_down_is_marked_too():
    monitor = Monitor(Call("call", datetime(2026, 3, 14, tzinfo=UTC)), Knowing, None)
    monitor.unheard(replace(segment(0.0, 4.0, Role.UNKNOWN, 0.0), both=((1.0, 2.0),)))
    assert monitor.stretches == [Stretch(StretchKind.OVERLAP, 1.0, 2.0)]
