"""What the timing of both sides does to the customer."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from voicemon.evidence.interaction import InteractionWitness
from voicemon.evidence.waiting import asks_to_wait, hold_log_odds, silence_log_odds
from voicemon.types import Evidence, Reading, Role, StretchKind, Utterance, Word

LONG = "I have been waiting for my refund since the beginning of March"
A, C, U = Role.AGENT, Role.CUSTOMER, Role.UNKNOWN


def said(role, start_s, end_s, text=LONG):
    word = Word(text, start_s, end_s, 0.9)
    name = f"{start_s:07.2f}{role.value[0]}"
    return Utterance(name, "call", role, start_s, end_s, text, (word,), "en", -0.2, 0.01)


def reading(utterance, *direction):
    vector = np.array(direction or (1.0, 0.0), dtype=np.float32)
    return Reading(utterance.id, {}, vector, "test")


def hear(*utterances, end_s=None) -> tuple[list[Evidence], InteractionWitness]:
    witness = InteractionWitness()
    evidence = []
    for number, utterance in enumerate(utterances):
        own_direction = np.eye(len(utterances))[number]
        evidence += witness.weigh(utterance, reading(utterance, *own_direction))
    if end_s is not None:
        witness.end(end_s)
    return evidence, witness


def cues(evidence):
    return [cue.cue.removeprefix("interaction.") for cue in evidence]


def kinds(witness):
    return [stretch.kind for stretch in witness.stretches]


class TestOverlap:
    def test_an_agent_who_takes_the_floor_interrupts(self):
        evidence, witness = hear(said(C, 0, 6), said(A, 5, 9), said(C, 9.5, 12))
        assert cues(evidence) == ["interrupted"]
        assert evidence[0].utterance_id == said(C, 9.5, 12).id
        assert evidence[0].log_odds > 0
        assert StretchKind.INTERRUPTION in kinds(witness)

    def test_two_interruptions_within_a_minute_say_so_and_weigh_more(self):
        once, _ = hear(said(C, 0, 6), said(A, 5, 9), said(C, 9.5, 12))
        twice, _ = hear(
            said(C, 0, 6), said(A, 5, 9), said(C, 9.5, 15), said(A, 14, 18), said(C, 18.5, 20)
        )
        last = twice[-1]
        assert last.note == "interrupted twice in a minute"
        assert last.log_odds > once[0].log_odds

    @pytest.mark.parametrize("text", ["mhm", "right", "okay"])
    def test_a_back_channel_is_not_an_interruption(self, text):
        evidence, witness = hear(said(C, 0, 6), said(A, 5.3, 6.05, text), said(C, 7, 9))
        assert evidence == []
        assert kinds(witness) == []

    def test_a_turn_taken_a_little_early_is_not_an_interruption(self):
        evidence, _ = hear(said(C, 0, 6), said(A, 5.7, 9), said(C, 9.5, 12))
        assert evidence == []

    def test_silence_that_vad_kept_around_the_words_does_not_overlap(self):
        padded = said(C, 0, 6)
        word = Word(LONG, 0.2, 5.2, 0.9)
        early = replace(padded, words=(word,))
        evidence, witness = hear(early, said(A, 5, 9), said(C, 9.5, 12))
        assert evidence == []
        assert kinds(witness) == []

    def test_a_speaker_who_goes_on_was_not_interrupted(self):
        evidence, witness = hear(said(C, 0, 10), said(A, 4, 5.2), said(C, 11, 12))
        assert "interrupted" not in cues(evidence)
        assert kinds(witness) == [StretchKind.OVERLAP]

    def test_a_customer_who_cuts_in_is_drawn_but_not_told_as_interrupted(self):
        evidence, witness = hear(said(A, 0, 6), said(C, 5, 9), said(C, 9.5, 12))
        assert "interrupted" not in cues(evidence)
        owner = [s.role for s in witness.stretches if s.kind is StretchKind.INTERRUPTION]
        assert owner == [C]

    def test_much_talk_at_once_is_told_as_a_share_of_the_customers_speech(self):
        evidence, _ = hear(said(A, 0, 10), said(C, 4, 9), said(C, 12, 14))
        talk_over = [cue for cue in evidence if cue.cue == "interaction.talk_over"]
        assert len(talk_over) == 1
        assert talk_over[0].measured == pytest.approx(1.0)
        assert talk_over[0].unit == "share"


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


class TestRepetition:
    def again(self, *texts, agent="I see.", directions=((1, 0), (1, 0.1)), gap_s=20):
        witness = InteractionWitness()
        first = said(C, 42, 46, texts[0])
        reply = said(A, 46.5, 47.5 + gap_s - 2, agent)
        second = said(C, 46 + gap_s, 50 + gap_s, texts[1])
        witness.weigh(first, reading(first, *directions[0]))
        witness.weigh(reply, reading(reply))
        return witness.weigh(second, reading(second, *directions[1]))

    def test_saying_the_same_again_is_told_with_the_time_of_the_first(self):
        evidence = self.again(
            "my refund for the broken washing machine never arrived",
            "the refund for my washing machine still never arrived",
        )
        assert cues(evidence) == ["repetition"]
        assert evidence[0].note == "said this before at 0:42"
        assert evidence[0].log_odds > 0

    def test_another_matter_in_near_words_is_not_a_repetition(self):
        evidence = self.again(
            "my refund for the broken washing machine never arrived",
            "where do I send the washing machine for repair",
            directions=((1, 0), (0.6, 0.8)),
        )
        assert evidence == []

    def test_far_meaning_is_not_a_repetition_even_with_shared_words(self):
        evidence = self.again(LONG, LONG, directions=((1, 0), (0, 1)))
        assert evidence == []

    def test_short_answers_repeat_by_chance(self):
        assert self.again("yes my debit card", "yes my debit card") == []

    def test_a_repetition_that_the_agent_asked_for_weighs_little(self):
        asked = self.again(LONG, LONG, agent="Could you repeat that please?")
        unasked = self.again(LONG, LONG)
        assert 0 < asked[0].log_odds < unasked[0].log_odds / 2

    def test_digits_read_out_again_are_not_a_complaint(self):
        digits = "seven one five one three nine zero"
        assert self.again(digits, digits) == []

    def test_without_embeddings_nearly_the_same_words_are_needed(self):
        none = ((0, 0), (0, 0))
        assert cues(self.again(LONG, LONG, directions=none)) == ["repetition"]
        assert self.again(LONG, "my refund, since when", directions=none) == []


class TestRoles:
    def test_without_roles_only_silence_is_told(self):
        evidence, witness = hear(
            said(U, 0, 6), said(U, 5, 9), said(U, 20, 22), said(U, 60, 62, LONG)
        )
        assert set(cues(evidence)) == {"dead_air"}
        assert set(kinds(witness)) == {StretchKind.DEAD_AIR}

    def test_nothing_is_ever_told_about_an_agent(self):
        witness = InteractionWitness()
        for start_s in range(0, 100, 10):
            agent = said(A, start_s, start_s + 2)
            assert witness.weigh(agent, reading(agent)) == []

    def test_every_weight_is_bounded_and_every_cue_has_a_sentence(self):
        evidence, _ = hear(
            said(C, 0, 6), said(A, 5, 9, "hold on"), said(A, 900, 910), said(C, 905, 912)
        )
        assert evidence
        assert all(abs(cue.log_odds) <= 1.2 and cue.note for cue in evidence)


class TestWhileTheCallRuns:
    """Utterances come in the order in which they end, with who still speaks."""

    def test_a_long_speech_is_no_silence_although_it_is_told_later(self):
        witness = InteractionWitness()
        first, short, long = said(C, 0, 2), said(A, 16, 17, "mhm"), said(C, 3, 20)
        told = witness.weigh(first, reading(first))
        told += witness.weigh(short, reading(short), speaking=[3.0])
        told += witness.weigh(long, reading(long))
        assert told == []
        assert kinds(witness) == []

    def test_a_silence_before_a_long_speech_is_told_with_it(self):
        witness = InteractionWitness()
        first, short, long = said(A, 0, 2), said(A, 16, 17, "mhm"), said(C, 10, 20)
        witness.weigh(first, reading(first))
        witness.weigh(short, reading(short), speaking=[10.0])
        told = witness.weigh(long, reading(long))
        assert cues(told) == ["dead_air"]
        assert (told[0].start_s, told[0].end_s) == (2, 10)

    def test_an_interruption_is_the_same_in_either_order(self):
        customer, agent, after = said(C, 0, 6), said(A, 5, 9), said(C, 9.5, 12)
        by_start, _ = hear(customer, agent, after)
        by_end, _ = hear(agent, customer, after)
        assert cues(by_start) == ["interrupted"]
        assert [(e.start_s, e.end_s) for e in by_end][-1:] == [(5, 6)]
