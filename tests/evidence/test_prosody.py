import inspect
import math

import numpy as np
import pytest

from tests.evidence.voices import RATE, customer, mu_law, utterance, voice
from voicemon.evidence import prosody
from voicemon.evidence.figures import syllables
from voicemon.evidence.prosody import CUES, ProsodyWitness
from voicemon.types import (
    CustomerSegment,
    Evidence,
    Role,
    SpeechSegment,
    Withheld,
)

CALM = [{"f0_hz": 118 + 4 * (i % 3), "level_db": -26 + i % 2, "seed": i} for i in range(12)]
ANGRY = {"f0_hz": 190, "level_db": -16, "effort": 0.6, "seed": 99}


def call(voices, treat=lambda sound: sound):
    """Each voice in turn before one witness: what it said about each."""
    witness = ProsodyWitness()
    found = []
    for number, made in enumerate(voices):
        spoken = utterance(number, start_s=4.0 * number)
        found.append(witness.weigh(customer(treat(voice(**made))), spoken))
    return found


def by_cue(found):
    return {one.cue: one for one in found if isinstance(one, Evidence)}


def total(found):
    return sum(one.log_odds for one in found if isinstance(one, Evidence))


@pytest.fixture(scope="module")
def heard():
    return call([*CALM, ANGRY, CALM[0]])


def test_nothing_is_said_before_the_usual_is_known(heard):
    assert [type(one) for one in heard[0]] == [Withheld]
    assert "not known yet" in heard[0][0].reason


def test_every_cue_is_measured_once_the_usual_is_known(heard):
    assert set(by_cue(heard[11])) == {f"prosody.{name}" for name in CUES}


def test_a_calm_utterance_weighs_next_to_nothing(heard):
    assert abs(total(heard[11])) < 0.25


def test_louder_higher_and_sharper_speech_weighs_towards_frustration(heard):
    cues = by_cue(heard[12])
    for name in ("loudness", "pitch", "tilt"):
        assert cues[f"prosody.{name}"].log_odds > 0.1
    assert total(heard[12]) > 0.6


def test_the_witness_is_over_the_outburst_when_the_caller_is(heard):
    assert abs(total(heard[13])) < 0.3


def test_a_note_says_how_much_more_than_usual(heard):
    assert by_cue(heard[12])["prosody.loudness"].note == "louder than usual: +9 dB"


def test_pitch_is_measured_to_a_tenth_of_a_semitone(heard):
    pitch = by_cue(heard[12])["prosody.pitch"]
    assert pitch.measured == pytest.approx(12 * np.log2(1.9), abs=0.4)
    assert pitch.unit == "semitones"


def test_no_cue_exceeds_its_weight(heard):
    for one in by_cue(heard[12]).values():
        assert abs(one.log_odds) <= abs(CUES[one.cue.removeprefix("prosody.")].weight)


def test_evidence_grows_with_the_usual(heard):
    assert by_cue(heard[2])["prosody.tilt"].confidence > 0
    assert (
        by_cue(heard[2])["prosody.tilt"].confidence < by_cue(heard[11])["prosody.tilt"].confidence
    )


@pytest.mark.parametrize(
    "treat",
    [lambda x: x * 2, lambda x: x / 2, mu_law, lambda x: x * np.float32(3.5)],
    ids=["+6 dB", "-6 dB", "mu-law", "a loud speaker"],
)
def test_gain_and_codec_of_a_whole_call_change_nothing(heard, treat):
    treated = call([*CALM, ANGRY, CALM[0]], treat)
    plain = np.array([total(found) for found in heard])
    moved = np.array([total(found) for found in treated])
    assert np.abs(moved - plain).max() < 0.05 * np.abs(plain).max()


@pytest.mark.parametrize("seconds", [0.0, 0.01, 0.1, 0.4])
def test_a_word_is_too_little_to_judge(seconds):
    samples = voice(seconds=seconds) if seconds > 0.05 else np.zeros(int(seconds * RATE), "f4")
    (found,) = ProsodyWitness().weigh(customer(samples), utterance())
    assert isinstance(found, Withheld)
    assert "too little speech" in found.reason


def test_speech_in_noise_is_withheld():
    noise = 0.03 * np.random.default_rng(0).standard_normal(3 * RATE)
    sound = noise.astype(np.float32)
    sound[RATE : 2 * RATE] += voice(1.0, level_db=-29, pad_s=0.0)
    (found,) = ProsodyWitness().weigh(customer(sound), utterance())
    assert isinstance(found, Withheld)


def test_silence_and_noise_are_not_speech():
    rng = np.random.default_rng(0)
    for sound in (np.zeros(RATE, "f4"), 0.1 * rng.standard_normal(RATE).astype("f4")):
        (found,) = ProsodyWitness().weigh(customer(sound), utterance())
        assert isinstance(found, Withheld)


def test_whispering_has_no_pitch_but_still_a_level():
    witness = ProsodyWitness()
    rng = np.random.default_rng(1)
    envelope = np.abs(np.sin(2 * np.pi * 2 * np.arange(4 * RATE) / RATE))
    found = []
    for number in range(4):
        whisper = (0.05 * envelope * rng.standard_normal(4 * RATE)).astype(np.float32)
        found = witness.weigh(customer(whisper), utterance(number, seconds=4.0))
    assert "prosody.loudness" in by_cue(found)
    assert "prosody.pitch" not in by_cue(found)


def test_faster_speech_is_noticed():
    witness = ProsodyWitness()
    for number in range(12):
        witness.weigh(customer(voice(seed=number)), utterance(number, words=6))
    found = by_cue(witness.weigh(customer(voice()), utterance(12, words=12)))
    assert found["prosody.rate"].log_odds > 0.03
    assert found["prosody.rate"].note.startswith("faster than usual")


@pytest.mark.parametrize(
    ("text", "count"), [("hello", 2), ("thermostat", 3), ("rhythm", 1), ("42", 4), ("über", 2)]
)
def test_syllables_are_groups_of_vowels(text, count):
    assert syllables(text) == count


def test_only_a_customer_segment_reaches_the_witness():
    hints = inspect.signature(ProsodyWitness.weigh, eval_str=True).parameters
    assert hints["customer"].annotation is CustomerSegment


def test_no_public_function_of_prosody_takes_another_segment():
    for name, function in inspect.getmembers(prosody, inspect.isfunction):
        if function.__module__ == prosody.__name__:
            parameters = inspect.signature(function, eval_str=True).parameters.values()
            assert not any(p.annotation is SpeechSegment for p in parameters), name


@pytest.mark.parametrize(
    ("role", "sure"), [(Role.AGENT, 1.0), (Role.UNKNOWN, 1.0), (Role.CUSTOMER, 0.5)]
)
def test_an_agent_or_an_unsure_role_cannot_become_a_customer_segment(role, sure):
    segment = SpeechSegment("c", role, sure, 0.0, 1.0, np.zeros(RATE, "f4"))
    with pytest.raises(TypeError):
        CustomerSegment(segment)


@pytest.mark.parametrize("name", CUES)
def test_nothing_unusual_is_a_plain_zero(name):
    assert math.copysign(1, CUES[name].log_odds(0.0)) == 1  # a stored −0.0 would come back as 0.0
