from dataclasses import replace

import numpy as np
import pytest

from tests.sounds import dtmf, hiss, hold_music, sample, tone
from tests.utterances.fakes import segment
from voicemon import weights
from voicemon.audio.decode import open_recording
from voicemon.errors import InputError, ModelError
from voicemon.types import AudioChunk, Role, SpeechSegment
from voicemon.utterances.listener import Listener
from voicemon.utterances.transcriber import WhisperTranscriber
from voicemon.utterances.vad import SileroDetector

pytestmark = pytest.mark.model
ROLES = (Role.AGENT, Role.CUSTOMER)


@pytest.fixture(scope="module")
def transcriber(small_settings):
    return WhisperTranscriber(weights.whisper("tiny.en", small_settings.models_dir), "tiny.en", 2)


def listen(samples, role, call_id="call"):
    listener = Listener(call_id, role, SileroDetector())
    return listener.hear(AudioChunk(call_id, role, 0.0, samples)) + listener.end()


@pytest.fixture(scope="module")
def segments():
    """Both sides of the first half minute of a sample call."""
    channels = np.concatenate(list(open_recording(sample("04_calm")).blocks()), axis=1)
    return [
        found
        for samples, role in zip(channels[:, : 30 * 16000], ROLES, strict=True)
        for found in listen(samples, role)
    ]


@pytest.fixture(scope="module")
def heard(transcriber, segments):
    return transcriber.transcribe(segments)


def test_every_segment_is_answered_in_order(heard, segments):
    assert [each.segment for each in heard] == segments


def test_both_sides_are_heard(heard):
    for role in ROLES:
        said = [each.transcript.text for each in heard if each.segment.role is role]
        assert len(" ".join(said).split()) > 10


def test_words_lie_in_their_segment_in_order(heard):
    for each in heard:
        words = each.transcript.words
        assert all(word.start_s < word.end_s for word in words)
        assert all(a.start_s <= b.start_s for a, b in zip(words, words[1:], strict=False))
        if words:
            assert each.segment.start_s <= words[0].start_s
            assert words[-1].end_s <= each.segment.end_s + 0.001


def test_confidences_are_probabilities(heard):
    words = [word for each in heard for word in each.transcript.words]
    assert all(0 < word.probability <= 1 for word in words)
    assert np.mean([word.probability for word in words]) > 0.6


def test_an_english_model_says_english(heard):
    assert {each.transcript.language for each in heard} == {"en"}


def test_encoder_states_exist_for_the_customer_alone(heard):
    for each in heard:
        if each.segment.role is Role.CUSTOMER:
            frames = (each.segment.end_s - each.segment.start_s) / each.states.frame_s
            assert abs(len(each.states.states) - frames) <= 2
            assert each.states.states.dtype == np.float32
        else:
            assert each.states is None


def test_an_uncertain_customer_has_no_encoder_states(transcriber, segments):
    doubtful = [replace(each, role_confidence=0.5) for each in segments[-2:]]
    assert [each.states for each in transcriber.transcribe(doubtful, "en")] == [None, None]


def test_other_calls_in_the_batch_change_no_word(transcriber, segments, heard):
    others = [replace(each, call_id="other") for each in segments]
    together = transcriber.transcribe([*others, *segments])[len(others) :]
    assert [each.transcript.text for each in together] == [each.transcript.text for each in heard]


def test_overlapping_speech_of_both_is_kept(transcriber, segments):
    agent = next(each for each in segments if each.role is Role.AGENT and len(each.samples) > 16000)
    echo = replace(agent, role=Role.CUSTOMER)
    first, second = transcriber.transcribe([agent, echo])
    assert first.transcript.text == second.transcript.text != ""


def test_nothing_to_hear_is_nothing_heard(transcriber):
    assert transcriber.transcribe([]) == []


def test_no_words_are_invented_on_a_segment_of_silence(transcriber):
    [found] = transcriber.transcribe([segment(0, 5, level=0.0)])
    assert found.transcript.words == ()
    assert found.transcript.text == ""


SOUNDS = {
    "silence": np.zeros(30 * 16000),
    "hiss": hiss(30, 0.02, 16000),
    "hold music": hold_music(30, 16000),
    "dial tones": dtmf(30, 16000),
    "a tone": tone(30, 1100, 0.3, 16000),
}


def texts(heard):
    return [each.transcript.text for each in heard if each.transcript.text]


@pytest.mark.parametrize("name", SOUNDS)
def test_no_words_are_invented_where_nobody_speaks(transcriber, name):
    found = listen(SOUNDS[name].astype(np.float32), Role.CUSTOMER)
    assert texts(transcriber.transcribe(found)) == []


@pytest.mark.parametrize("name", SOUNDS)
def test_nor_when_the_detector_takes_it_for_speech(transcriber, name):
    samples = SOUNDS[name][: 10 * 16000].astype(np.float32)
    mistaken = SpeechSegment("call", Role.CUSTOMER, 1.0, 0.0, 10.0, samples)
    assert texts(transcriber.transcribe([mistaken])) == []


def test_where_an_accent_of_english_is_asked_for_english_is_heard(transcriber, segments):
    [found] = transcriber.transcribe(segments[:1], "en-US")
    assert found.transcript.language == "en"


def test_a_language_that_whisper_does_not_know_is_refused(small_settings, transcriber):
    base = WhisperTranscriber(weights.whisper("base", small_settings.models_dir), "base", 2)
    with pytest.raises(InputError, match="xx"):
        base.transcribe([segment(0, 2)], "xx")


def test_base_detects_the_language(small_settings, segments):
    base = WhisperTranscriber(weights.whisper("base", small_settings.models_dir), "base", 2)
    assert base.detect_language(segments) == "en"
    assert base.transcribe(segments[:2])[0].transcript.language == "en"


def test_a_missing_model_says_where_to_look(tmp_path):
    with pytest.raises(ModelError) as raised:
        WhisperTranscriber(tmp_path, "base")
    assert "voicemon models" in raised.value.fix


def test_a_damaged_model_is_refused(tmp_path):
    (tmp_path / "model.bin").write_bytes(b"not a model")
    with pytest.raises(ModelError):
        WhisperTranscriber(tmp_path, "base")


def test_hotwords_are_whole_words_within_a_limit(small_settings):
    from voicemon.utterances.whisper import MOST_HOTWORD_TOKENS, Whisper

    folder = weights.whisper("tiny.en", small_settings.models_dir)
    whisper = Whisper(folder, "tiny.en", 2, [f"Zyntrax{number}" for number in range(200)])
    tokens = whisper.hotword_tokens()
    text = whisper.engine.hf_tokenizer.decode(tokens[1:])
    assert len(tokens) <= MOST_HOTWORD_TOKENS + 2
    assert text.startswith(" Zyntrax0, Zyntrax1")
    assert text.endswith(".")
    assert Whisper(folder, "tiny.en", 2).hotword_tokens() == []


def test_an_english_model_refuses_another_language(transcriber):
    with pytest.raises(InputError, match="English only"):
        transcriber.transcribe([segment(0.0, 1.0)], "es-MX")
