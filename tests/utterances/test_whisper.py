"""What the processor can do is used, and nothing that it cannot."""

import os

import pytest

from voicemon.utterances import whisper

NAMES = ("CT2_FORCE_CPU_ISA", "MKL_ENABLE_INSTRUCTIONS")
WIDE = "avx512f avx512cd avx512bw avx512dq avx512vl"


@pytest.fixture
def processor(tmp_path, monkeypatch):
    """Say which flags it has; what is then set in the environment."""
    for name in NAMES:
        monkeypatch.setenv(name, "")
        monkeypatch.delenv(name)

    def has(flags):
        info = tmp_path / "cpuinfo"
        info.write_text(f"processor\t: 0\nflags\t\t: fpu avx2 {flags}\nbugs\t\t: none\n")
        monkeypatch.setattr(whisper, "CPUINFO", info)
        whisper.widen()
        return tuple(os.environ.get(name, "") for name in NAMES)

    return has


@pytest.mark.parametrize(
    ("flags", "used"),
    [
        ("", ("", "")),
        ("avx512f", ("", "")),
        (WIDE, ("AVX512", "")),
        (f"{WIDE} amx_int8", ("AVX512", "AVX512_E4")),
    ],
)
def test_the_widest_instructions_are_asked_for(processor, flags, used):
    assert processor(flags) == used


def test_what_the_user_chose_stands(processor, monkeypatch):
    monkeypatch.setenv("CT2_FORCE_CPU_ISA", "GENERIC")
    assert processor(WIDE)[0] == "GENERIC"


def test_a_system_that_tells_nothing_is_left_alone(processor, monkeypatch, tmp_path):
    monkeypatch.setattr(whisper, "CPUINFO", tmp_path / "absent")
    whisper.widen()
    assert not any(name in os.environ for name in NAMES)
