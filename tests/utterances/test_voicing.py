import numpy as np

from tests.sounds import hiss
from tests.utterances.fakes import segment
from voicemon.types import Role, SpeechSegment, Word
from voicemon.utterances.voicing import level_dbfs, periodicity, standing


def noise_segment(level):
    samples = hiss(2.0, level, 16000).astype(np.float32)
    return SpeechSegment("call", Role.AGENT, 1.0, 0.0, 2.0, samples)


def test_a_word_on_a_voice_stands():
    word = Word("hello", 5.2, 5.6, 0.2)
    assert standing(segment(5, 2), [word], 0.0) == ([word], 0)


def test_a_word_on_silence_is_dropped_and_counted():
    assert standing(segment(5, 2, level=0.0), [Word("you", 5.2, 5.6, 0.99)], 0.0) == ([], 1)


def test_a_doubted_word_on_noise_is_dropped():
    assert standing(noise_segment(0.05), [Word("you", 0.5, 0.9, 0.3)], 0.0) == ([], 1)


def test_a_sure_word_on_noise_stands_since_whispering_has_no_pitch():
    assert standing(noise_segment(0.05), [Word("you", 0.5, 0.9, 0.9)], 0.0)[1] == 0


def test_a_tone_of_full_scale_is_at_minus_three_decibels():
    at = np.arange(16000) / 16000
    assert abs(level_dbfs(np.sin(2 * np.pi * 200 * at).astype(np.float32)) + 3.0) < 0.1


def test_a_voice_is_periodic_and_noise_is_not():
    assert periodicity(segment(0, 1).samples).max() > 0.7
    assert periodicity(noise_segment(0.1).samples).max() < 0.35


def test_words_that_whisper_doubted_together_are_inventions():
    words = [Word("see", 5.2, 5.6, 0.9), Word("you", 5.6, 6.0, 0.05)]
    assert standing(segment(5, 2), words, -1.7) == ([], 2)
    assert standing(segment(5, 2), words, -1.2) == (words, 0)


def test_lone_dots_are_no_words():
    assert standing(segment(5, 2), [Word(".", 5.2, 5.6, 0.9)], -0.1) == ([], 0)
