"""What waiting does to the customer: silence, slow answers, hold."""

from __future__ import annotations

import pytest

from tests.evidence.talk import A, C, cues, hear, kinds, reading, said
from voicemon.evidence.interaction import InteractionWitness
from voicemon.evidence.waiting import asks_to_wait, hold_log_odds, silence_log_odds
from voicemon.types import StretchKind


class TestSilence:
    def test_three_seconds_of_silence_are_nothing(self):
        evidence, witness = hear(said(A, 0, 2), said(A, 5, 6), said(C, 6.5, 8))
        assert evidence == []
        assert kinds(witness) == []

    def test_dead_air_is_drawn_and_told_to_the_next_customer_utterance(self):
        evidence, witness = hear(said(A, 0, 2), said(A, 14, 16), said(C, 16.5, 18))
        assert cues(evidence) == ["dead_air"]
        assert evidence[0].measured == pytest.approx(12)
        assert evidence[0].note == "12 s of silence before"
        assert kinds(witness) == [StretchKind.DEAD_AIR]

    def test_a_customer_who_looks_for_the_answer_is_not_kept_waiting(self):
        question = said(A, 0, 2, "What is your policy number?")
        evidence, witness = hear(question, said(C, 14, 16))
        assert evidence == []
        assert kinds(witness) == [StretchKind.DEAD_AIR]

    def test_a_slow_answer_is_the_agents_delay(self):
        evidence, _ = hear(said(C, 0, 4), said(A, 13, 15), said(C, 15.5, 18))
        assert cues(evidence) == ["response_delay"]
        assert evidence[0].note == "the agent took 9 s to answer"

    def test_speech_that_was_not_understood_is_not_silence(self):
        witness = InteractionWitness()
        first, mumbled, last = said(A, 0, 2), said(C, 3, 9, ""), said(C, 11, 12)
        witness.weigh(first, reading(first))
        witness.wordless(mumbled)
        assert witness.weigh(last, reading(last)) == []
        assert witness.stretches == []

    def test_an_agents_wordless_sound_may_be_hold_music_and_breaks_nothing(self):
        witness = InteractionWitness()
        first, music, last = said(A, 0, 2, "Please hold."), said(A, 5, 30, ""), said(A, 47, 49)
        witness.weigh(first, reading(first))
        witness.wordless(music)
        witness.weigh(last, reading(last))
        assert [(s.kind, s.end_s) for s in witness.stretches] == [(StretchKind.HOLD, 47)]

    def test_silence_before_the_first_word_is_not_dead_air(self):
        evidence, witness = hear(said(A, 20, 22), said(C, 22.5, 24))
        assert evidence == []
        assert kinds(witness) == []

    def test_silence_at_the_end_is_drawn(self):
        _, witness = hear(said(A, 0, 2), end_s=9)
        assert kinds(witness) == [StretchKind.DEAD_AIR]
        assert witness.stretches[0].end_s == 9

    def test_longer_silence_weighs_more_up_to_a_bound(self):
        weights = [silence_log_odds(length) for length in (3, 6, 12, 60, 600)]
        assert weights == sorted(weights)
        assert weights[0] == 0
        assert weights[-1] == 0.8


class TestHold:
    def test_an_announced_wait_of_45_seconds_is_a_hold(self):
        evidence, witness = hear(
            said(A, 0, 2, "Please hold for me."), said(A, 47, 49), said(C, 49.5, 51)
        )
        assert cues(evidence) == ["hold"]
        assert evidence[0].note == "on hold for 45 s before"
        assert evidence[0].log_odds == pytest.approx(0.4)
        assert [(s.kind, s.start_s, s.end_s) for s in witness.stretches] == [
            (StretchKind.HOLD, 2, 47)
        ]

    def test_a_customers_okay_does_not_end_a_hold(self):
        evidence, witness = hear(
            said(A, 0, 2, "One moment please."),
            said(C, 2.5, 3, "okay"),
            said(A, 32, 34),
            said(C, 35, 36),
        )
        assert cues(evidence) == ["hold"]
        assert kinds(witness) == [StretchKind.HOLD]

    def test_an_announcement_followed_at_once_by_talk_is_no_hold(self):
        evidence, witness = hear(
            said(A, 0, 2, "Let me check that for you."), said(A, 7, 9), said(C, 9.5, 11)
        )
        assert evidence == []
        assert kinds(witness) == [StretchKind.DEAD_AIR]

    def test_a_customer_who_talks_through_the_wait_is_in_a_conversation(self):
        evidence, _ = hear(
            said(A, 0, 2, "Let me look that up, what happened?"), said(C, 2.5, 20), said(A, 21, 23)
        )
        assert evidence == []

    def test_twenty_silent_seconds_are_a_hold_without_an_announcement(self):
        evidence, witness = hear(said(C, 0, 4), said(A, 29, 31), said(C, 31.5, 33))
        assert cues(evidence) == ["hold"]
        assert kinds(witness) == [StretchKind.HOLD]

    def test_a_customer_who_speaks_into_a_long_hold_is_told_so_and_only_the_rest_comes_later(self):
        evidence, _ = hear(
            said(A, 0, 2, "I'll put you on hold."),
            said(C, 42, 44, "Hello, is anybody there?"),
            said(A, 80, 82),
            said(C, 82.5, 84),
        )
        assert cues(evidence) == ["hold", "hold"]
        assert evidence[0].note == "on hold for 40 s before"
        total = sum(cue.log_odds for cue in evidence)
        assert total == pytest.approx(hold_log_odds(78))

    def test_a_call_abandoned_on_hold_shows_the_hold(self):
        _, witness = hear(said(A, 0, 2, "Please hold."), end_s=62)
        assert [(s.kind, s.end_s) for s in witness.stretches] == [(StretchKind.HOLD, 62)]

    @pytest.mark.parametrize(
        "text",
        [
            "Can you hold on one second?",
            "Bear with me.",
            "I'm going to put you on a brief hold.",
            "Just a moment, please.",
            "Let me check with my colleague.",
            "okay one second please",
            "I’ll be right back.",
        ],
    )
    def test_agents_ask_to_wait_in_many_words(self, text):
        assert asks_to_wait(text)

    @pytest.mark.parametrize(
        "text", ["Your appointment is on the second of May.", "How can I help you today?"]
    )
    def test_other_words_do_not_ask_to_wait(self, text):
        assert not asks_to_wait(text)
