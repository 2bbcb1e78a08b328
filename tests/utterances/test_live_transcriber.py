from dataclasses import replace

import numpy as np
import pytest

from tests.sounds import dtmf, hiss, hold_music, sample, tone
from tests.utterances.fakes import segment
from tests.utterances.test_transcriber import ROLES, listen
from voicemon import weights
from voicemon.audio.decode import open_recording
from voicemon.types import Role, SpeechSegment
from voicemon.utterances import live_transcriber
from voicemon.utterances.live_transcriber import LiveTranscriber
from voicemon.utterances.live_windows import SHORT, fit
from voicemon.utterances.whisper import Whisper

pytestmark = pytest.mark.model


@pytest.fixture(scope="module")
def whisper(small_settings):
    return Whisper(weights.whisper("tiny.en", small_settings.models_dir), "tiny.en", 2)


@pytest.fixture(scope="module")
def sides():
    channels = np.concatenate(list(open_recording(sample("04_calm")).blocks()), axis=1)
    return [
        listen(samples, role)
        for samples, role in zip(channels[:, : 30 * 16000], ROLES, strict=True)
    ]


def windows(segments):
    return [fit(each, segments[:at], language="en") for at, each in enumerate(segments)]


@pytest.fixture(scope="module")
def heard(whisper, sides):
    transcriber = LiveTranscriber(whisper)
    return [transcriber.finals([each])[0] for side in sides for each in windows(side)]


def test_each_segment_gets_its_own_words(heard, sides):
    assert [each.segment for each in heard] == [each for side in sides for each in side]
    for each in heard:
        words = each.transcript.words
        assert all(each.segment.start_s <= word.start_s < word.end_s for word in words)
        assert all(word.end_s <= each.segment.end_s + 0.001 for word in words)
    assert sum(len(each.transcript.words) for each in heard) > 20


class StopsAfterTheContext(LiveTranscriber):
    """Writes down the context and no more, as Whisper does now and then."""

    def _said(self, window, decoded, tokenizer):
        tokens = super()._said(window, decoded, tokenizer)
        return tokens[:1] if len(window.segments) > 1 else tokens


def test_a_segment_whose_words_were_left_out_is_heard_alone(whisper, sides):
    [side] = [each for each in sides if len(each) > 2][:1]
    transcriber = StopsAfterTheContext(whisper)
    for segment_, window in zip(side, windows(side), strict=True):
        [found] = transcriber.finals([window])
        [by_itself] = LiveTranscriber(whisper).finals([fit(segment_, (), language="en")])
        assert found.segment is segment_
        assert found.transcript.text == by_itself.transcript.text


def test_a_guess_at_a_segment_alone_is_not_remembered(whisper, sides, monkeypatch):
    monkeypatch.setattr(live_transcriber, "MIN_LOGPROB", 0.1)  # whatever is heard alone is a guess
    [side] = [each for each in sides if len(each) > 2][:1]
    transcriber = StopsAfterTheContext(whisper)
    [found] = transcriber.finals([windows(side)[1]])
    assert found.transcript.text == ""
    assert transcriber._of(side[1]).texts[side[1].start_s] == ""


def test_a_silent_segment_is_not_heard_twice(whisper, sides, monkeypatch):
    transcriber, heard = LiveTranscriber(whisper), []
    monkeypatch.setattr(transcriber, "_alone", lambda window, first: heard.append(window) or first)
    speech, silence = sides[0][0], segment(sides[0][0].end_s + 1, 2, sides[0][0].role, level=0.0)
    [found] = transcriber.finals([fit(silence, [speech], language="en")])
    assert found.transcript.text == ""
    assert heard == []


def test_other_calls_in_the_batch_change_nothing(whisper, sides, heard):
    transcriber = LiveTranscriber(whisper)
    said = {}
    for at in range(max(map(len, sides))):
        due = [windows(side)[at] for side in sides if at < len(side)]
        for length_s in {each.length_s for each in due}:
            batch = [each for each in due if each.length_s == length_s]
            others = [replace(each, segments=_elsewhere(each)) for each in batch]
            for found in transcriber.finals([*others, *batch])[len(others) :]:
                said[found.segment.role, found.segment.start_s] = found.transcript
    assert all(said[each.segment.role, each.segment.start_s] == each.transcript for each in heard)


def _elsewhere(window):
    return tuple(replace(each, call_id="another") for each in window.segments)


def test_encoder_states_exist_for_the_customer_alone(heard):
    for each in heard:
        assert (each.states is not None) == (each.segment.role is Role.CUSTOMER)
        if each.states is not None:
            frames = (each.segment.end_s - each.segment.start_s) / each.states.frame_s
            assert abs(len(each.states.states) - frames) <= 2


def test_open_speech_has_text(whisper, sides):
    longest = max((each for side in sides for each in side), key=lambda each: len(each.samples))
    [text] = LiveTranscriber(whisper).partials([fit(longest, (), SHORT, "en")])
    assert len(text.split()) > 2


SOUNDS = {
    "silence": np.zeros(10 * 16000),
    "hiss": hiss(10, 0.02, 16000),
    "hold music": hold_music(10, 16000),
    "dial tones": dtmf(10, 16000),
    "a tone": tone(10, 1100, 0.3, 16000),
}


@pytest.mark.parametrize("name", SOUNDS)
def test_no_words_are_invented_where_nobody_speaks(whisper, name):
    samples = SOUNDS[name].astype(np.float32)
    mistaken = SpeechSegment("call", Role.CUSTOMER, 1.0, 0.0, 10.0, samples)
    [found] = LiveTranscriber(whisper).finals([fit(mistaken, (), language="en")])
    assert found.transcript.text == ""


def test_open_silence_has_no_words(whisper):
    window = fit(segment(0, 2, level=0.0), (), SHORT, "en")
    assert LiveTranscriber(whisper).partials([window]) == [""]


def test_a_speakers_language_is_detected_and_kept(small_settings, sides):
    base = Whisper(weights.whisper("base", small_settings.models_dir), "base", 2)
    [found] = LiveTranscriber(base).finals([fit(sides[0][0], ())])
    assert found.transcript.language == "en"
