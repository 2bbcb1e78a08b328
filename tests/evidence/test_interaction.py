"""What the timing of both sides does to the customer: talk at once, said again, who is who."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.evidence.talk import LONG, A, C, U, cues, hear, kinds, reading, said
from voicemon.evidence.interaction import InteractionWitness
from voicemon.types import StretchKind, Word


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
