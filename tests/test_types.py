from __future__ import annotations

import subprocess
import sys

import numpy as np
import pytest

from voicemon.types import (
    CustomerSegment,
    EncoderStates,
    Evidence,
    Frustration,
    Role,
    SpeechSegment,
)


def segment(role: Role, sure: float) -> SpeechSegment:
    return SpeechSegment("c", role, sure, 0.0, 1.0, np.zeros(16_000, np.float32))


@pytest.mark.parametrize(
    ("role", "sure"), [(Role.AGENT, 1.0), (Role.UNKNOWN, 1.0), (Role.CUSTOMER, 0.5)]
)
def test_only_a_certain_customer_can_be_a_customer_segment(role, sure):
    with pytest.raises(TypeError):
        CustomerSegment(segment(role, sure))


@pytest.mark.parametrize("role", [Role.AGENT, Role.UNKNOWN])
def test_no_encoder_states_exist_for_anybody_but_the_customer(role):
    with pytest.raises(TypeError):
        EncoderStates("c", role, 0.0, 0.02, np.zeros((50, 512), np.float32), "base")


def test_there_is_no_score_without_reasons():
    with pytest.raises(ValueError, match="reasons"):
        Frustration("c", "u", 1.0, 0.5, 0.4, 0.6, 0.0, {})


def test_there_is_no_evidence_without_a_sentence():
    with pytest.raises(ValueError, match="sentence"):
        Evidence("u", "voice.anger", 0, 1, 0.5, "probability", None, 0.1, 1.0, "")


def test_importing_voicemon_loads_nothing_heavy():
    heavy = "torch", "librosa", "faster_whisper", "sqlalchemy", "flask", "pydantic"
    code = f"import sys, voicemon; print([m for m in {heavy} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_the_command_line_answers_help_without_loading_anything_heavy():
    heavy = "torch", "librosa", "faster_whisper", "sqlalchemy", "flask", "numpy"
    code = (
        "import sys; from voicemon.cli import cli\n"
        "try: cli.main(['--help'])\n"
        "except SystemExit: pass\n"
        f"print([m for m in {heavy} if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "analyze" in done.stdout
    assert done.stdout.splitlines()[-1] == "[]"
