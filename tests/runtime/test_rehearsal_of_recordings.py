"""With the real small models: a recording raises the flags that a rehearsal finds when it is
stored, meaning included.
"""

from __future__ import annotations

import pytest

from tests.runtime.ruled import ANN, NOW, simple
from tests.sounds import sample
from voicemon.flags.conditions import All, Hold, Meaning, PatternSaid, ScoreAtLeast, Silence
from voicemon.flags.conditions.limits import SaidBy
from voicemon.flags.rehearsal import replay
from voicemon.flags.rules import RULES, open_book
from voicemon.runtime import recording
from voicemon.runtime.intake import take_in
from voicemon.runtime.rulebook import embedder
from voicemon.store import RecordingInfo, Store

pytestmark = pytest.mark.model

MINE = (
    simple("Waited for nothing", Meaning(examples=("I have waited so long and nothing happened",))),
    simple("Asked to wait", Meaning(examples=("please hold for a moment",), whose=SaidBy.AGENT)),
    simple("Held", Hold(at_least_s=20)),
    simple("Silent", Silence(at_least_s=4)),
    simple("Days", PatternSaid(text="(nine|eight|another) ... (day|days)")),
    simple(
        "Wants to leave, and is hot",
        All(of=(
            Meaning(examples=("I want to cancel my contract",), similarity=0.5, within_s=60),
            ScoreAtLeast(at_least=0.5),
        )),
    ),
)  # fmt: skip


@pytest.mark.parametrize(
    ("name", "raised"),
    [
        ("08_long_hold", {"waited-for-nothing", "asked-to-wait", "held", "silent"}),
        ("01_angry_unresolved", {"days", "wants-to-leave-and-is-hot", "sustained-high"}),
    ],
)
def test_a_recording_is_rehearsed_as_it_was_analysed(
    name, raised, small_models, small_settings, tmp_path
):
    store = Store(f"sqlite:///{tmp_path / 'voicemon.db'}", tmp_path / "audio")
    rules = [
        *RULES,
        *(store.rules.add(rule, ANN, NOW).rule for rule in MINE),
    ]
    book = open_book(rules, embedder(lambda: small_models.reader), small_settings.zone)
    intake = take_in(sample(name))
    made = recording.analyse(intake, small_models, small_settings, rules=book).analysis
    store.add_analysis(made, RecordingInfo("a" * 64, 1, "flac", 8000))
    stored = store.analysis(made.call.id)
    store.close()
    readings = small_models.reader.read([(said.id, said.text) for said in stored.utterances])
    vectors = {reading.utterance_id: reading.embedding for reading in readings}
    assert raised <= {flag.rule for flag in made.flags}
    assert replay(stored, book, vectors) == list(made.flags)
