"""A whole service on free ports, and what is played into it."""

from __future__ import annotations

from pathlib import Path

import pytest

from models.eval.running import call_of, running
from tests.sounds import sample
from voicemon.simulate.wire import Played

ROOT = Path(__file__).parents[2]
HUMAN = ROOT.parent / "shared" / "data" / "calls" / "harper_01f7ec3700424bc0.flac"


def spoken(seconds: float) -> Played:
    """A sample call's beginning."""
    return call_of(sample("01_angry_unresolved"), seconds)


def human(seconds: float) -> Played:
    """Of a call between people where the evaluation data is at hand, else of a sample."""
    return call_of(HUMAN if HUMAN.is_file() else sample("02_angry_calmed"), seconds)


@pytest.fixture(scope="module")
def service(tmp_path_factory):
    """One for all tests of a file."""
    chosen = {"live_reconnect_s": 2.0, "ingest_messages_per_s": 50_000.0}
    with running(tmp_path_factory.mktemp("live") / "data", **chosen) as made:
        yield made
