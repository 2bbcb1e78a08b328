"""What each condition asks of a call, alone and together, and what it says."""

from __future__ import annotations

import pytest

from tests.flags.talk import Talk, cue, rule
from voicemon.evidence.wording_lexicon import Side, lexicon
from voicemon.evidence.wording_signals import AGENT, CUSTOMER
from voicemon.evidence.wording_weights import NEGATIVITY, OTHERS
from voicemon.flags.conditions import (
    All,
    AnyOf,
    CueHeard,
    Disagreement,
    Ends,
    Hold,
    Interruptions,
    Meaning,
    PatternSaid,
    PhraseSaid,
    Rise,
    ScoreAtLeast,
    ScoreBelow,
    Silence,
    Slope,
)
from voicemon.flags.conditions.limits import SaidBy
from voicemon.flags.cues import CALMING, CUES
from voicemon.flags.sentences import NAMES, TEXTS
from voicemon.types import Role, Severity


class TestScore:
    def test_at_once(self):
        talk = Talk(rule(ScoreAtLeast(at_least=0.6)))
        talk.customer(10, "no", 0.5).customer(20, "no", 0.6)
        assert talk.times == [20]

    def test_for_a_time(self):
        talk = Talk(rule(ScoreAtLeast(at_least=0.4, for_s=30)))
        talk.customer(10, "no", 0.4).customer(35, "no", 0.5).agent(41)
        assert talk.times == [41]
        assert talk.reasons[0].startswith("Uneasy for 31 s, 0.50 now")

    def test_below_for_a_time(self):
        talk = Talk(rule(ScoreBelow(below=0.2, for_s=20)))
        talk.customer(10, "no", 0.5).customer(20, "well", 0.1).customer(41, "well", 0.1)
        assert talk.times == [41]
        assert talk.reasons[0].startswith("Below 0.20 for 21 s, 0.10 now")

    def test_below_at_once(self):
        assert Talk(rule(ScoreBelow(below=0.2))).customer(20, "well", 0.1).times == [20]

    def test_nothing_holds_before_there_is_a_score(self):
        conditions = (ScoreAtLeast(at_least=0), ScoreBelow(below=1), Slope(per_min=0.1))
        assert Talk(rule(AnyOf(of=conditions))).agent(20).end(30).times == []

    def test_a_rise_to_anywhere(self):
        talk = Talk(rule(Rise(by=0.2))).customer(70, "no", 0.1).customer(80, "no", 0.31)
        assert talk.times == [80]

    def test_a_slope(self):
        talk = Talk(rule(Slope(per_min=0.3)))
        talk.customer(10, "no", 0.3, slope=0.2).customer(20, "no", 0.4, slope=0.3)
        assert talk.times == [20]
        assert talk.reasons[0].startswith("Rising by 0.30 a minute, 0.40 now")

    def test_an_end(self):
        talk = Talk(rule(Ends(score=0.3))).customer(10, "no", 0.4)
        assert talk.times == []
        assert talk.end(20).times == [20]


class TestPhrases:
    refund = PhraseSaid(phrases=("refund", "money back"))

    def test_the_newest_words_are_looked_at_and_quoted(self):
        talk = Talk(rule(self.refund)).customer(10, "I want my Money back.", 0.4).customer(80, "ok")
        assert talk.times == [10]
        assert talk.reasons[0].startswith("Said “Money back” at 0:07, 0.40 now")
        assert talk.flags[0].utterance_ids == ("u10c",)

    def test_an_agents_words_are_not_the_customers(self):
        assert Talk(rule(self.refund)).agent(10, "a refund").times == []

    def test_a_speaker_without_a_role_counts_as_the_customer(self):
        talk = Talk(rule(self.refund)).customer(10, "a refund", role=Role.UNKNOWN)
        assert talk.times == [10]

    @pytest.mark.parametrize("whose", [SaidBy.AGENT, SaidBy.ANYBODY])
    def test_an_agents_words_may_be_asked_for(self, whose):
        talk = Talk(rule(PhraseSaid(phrases=("calm down",), whose=whose)))
        assert talk.agent(10, "Please calm down, sir").times == [10]
        assert talk.reasons[0].startswith("The agent said “calm down” at 0:07")

    def test_twice_within_a_window(self):
        talk = Talk(rule(PhraseSaid(phrases=("refund",), times=2, within_s=60)))
        talk.customer(10, "a refund").customer(80, "a refund").customer(130, "my refund")
        assert talk.times == [130]
        assert talk.flags[0].utterance_ids == ("u80c", "u130c")

    def test_within_a_window_others_may_have_spoken_since(self):
        hold = All(of=(PhraseSaid(phrases=("refund",), within_s=60), ScoreAtLeast(at_least=0.5)))
        talk = Talk(rule(hold)).customer(10, "a refund", 0.4).customer(30, "well", 0.6)
        assert talk.times == [30]

    def test_a_window_longer_than_usual_is_remembered(self):
        long_ago = PhraseSaid(phrases=("refund",), times=2, within_s=500)
        talk = Talk(rule(long_ago)).customer(10, "a refund")
        for at_s in range(20, 400, 10):
            talk.customer(at_s)
        assert talk.customer(401, "my refund").times == [401]

    def test_more_than_once_needs_a_window(self):
        with pytest.raises(ValueError, match="window"):
            PhraseSaid(phrases=("refund",), times=2)

    def test_a_pattern(self):
        talk = Talk(rule(PatternSaid(text="(third|fourth) time ... (call*|ask*)")))
        talk.customer(10, "this is the third time that I'm calling")
        assert talk.reasons[0].startswith("Said “third time that I'm calling” at 0:07")


class TestMeaning:
    want = Meaning(examples=("I want my money back", "refund me"), similarity=0.6)
    examples = {"I want my money back": [1, 0, 0], "refund me": [0, 1, 0]}

    def talk(self, **how):
        import numpy as np

        vectors = {text: np.asarray(v, np.float32) for text, v in self.examples.items()}
        return Talk(rule(self.want), examples=vectors, **how)

    def test_a_like_sentence_is_found_and_quoted(self):
        talk = self.talk().customer(10, "reimburse me", 0.3, embedding=[0.1, 0.8, 0.6])
        assert talk.times == [10]
        assert talk.reasons[0].startswith("Said “reimburse me” at 0:07")

    def test_an_unlike_one_is_not(self):
        assert self.talk().customer(10, "hello", 0.3, embedding=[0.5, 0.5, 0.7]).times == []

    def test_words_in_a_language_that_the_model_does_not_read_mean_nothing(self):
        talk = self.talk().customer(10, "Geld zurück", 0.3, embedding=[1, 0, 0], language="de")
        assert talk.times == []

    def test_nothing_is_alike_without_a_reading_or_of_another_model(self):
        talk = self.talk().customer(10, "x", 0.3).customer(20, "x", 0.3, embedding=[1, 0])
        assert talk.times == []


class TestCues:
    def test_a_cue_that_calms_is_found_by_its_weight_the_other_way(self):
        talk = Talk(rule(CueHeard(cues=("wording.thanks",))))
        assert talk.customer(10, "thanks", 0.2, cue("wording.thanks", -0.6)).times == [10]
        assert "The customer says thanks, 0.20 now" in talk.reasons[0]

    def test_neutral_words_are_not_negative(self):
        negative = CueHeard(cues=("wording.negativity",))
        talk = Talk(rule(negative)).customer(10, "well", 0.2, cue("wording.negativity", -0.3))
        assert talk.times == []

    def test_twice_is_in_two_utterances(self):
        twice = CueHeard(cues=("wording.anger", "wording.blame"), times=2, within_s=60)
        talk = Talk(rule(twice))
        talk.customer(10, "no", 0.5, cue("wording.anger", 1.0), cue("wording.blame", 1.0))
        assert talk.times == []
        assert talk.customer(20, "no", 0.5, cue("wording.blame", 1.0)).times == [20]

    def test_the_cues_are_those_that_the_witness_of_words_knows(self):
        phrases = {
            f"wording.{phrase.name}"
            for language in ("en", "de", "es")
            for phrase in lexicon(language).phrases
        }
        signals = {f"wording.{signal.name}" for signal in (*CUSTOMER, *AGENT)}
        readings = {f"wording.{each.name}" for each in (NEGATIVITY, *OTHERS)}
        wording = {name for name in CUES if name.startswith("wording.")}
        assert wording == phrases | signals | readings

    def test_calming_cues_are_those_that_weigh_so(self):
        weighs = {f"wording.{phrase.name}": phrase.log_odds for phrase in lexicon("en").phrases} | {
            f"wording.{each.name}": each.low + each.high for each in (NEGATIVITY, *OTHERS)
        }
        assert {name for name, log_odds in weighs.items() if log_odds < 0} == CALMING
        assert Side.AGENT in {phrase.side for phrase in lexicon("en").phrases}


class TestTheLine:
    def test_silence_is_told_when_the_customer_speaks_again(self):
        talk = Talk(rule(Silence(at_least_s=8)))
        talk.customer(10, "hello?", 0.3, cue("interaction.dead_air", 0.2, measured=7.0))
        talk.customer(30, "hello?", 0.4, cue("interaction.response_delay", 0.3, measured=9.4))
        assert talk.times == [30]
        assert talk.reasons[0].startswith("Silence for 9 s, 0.40 now")

    def test_a_hold_is_no_silence_unless_holds_count(self):
        hold = cue("interaction.hold", 0.5, measured=45.0)
        assert Talk(rule(Silence(at_least_s=8))).customer(60, "yes", 0.3, hold).times == []
        both = Silence(at_least_s=30, holds=True)
        assert Talk(rule(both)).customer(60, "yes", 0.3, hold).times == [60]

    def test_a_long_silence_must_say_that_holds_count(self):
        with pytest.raises(ValueError, match="hold"):
            Silence(at_least_s=30)

    def test_negative_after_a_hold_of_a_minute(self):
        condition = All(
            of=(
                Hold(at_least_s=60, within_s=120),
                AnyOf(of=(ScoreAtLeast(at_least=0.5), CueHeard(cues=("wording.anger",)))),
            )
        )
        talk = Talk(rule(condition))
        talk.customer(100, "yes", 0.3, cue("interaction.hold", 0.5, measured=70.0))
        talk.customer(110, "I'm angry", 0.4, cue("wording.anger", 1.2))
        assert talk.times == [110]
        assert talk.reasons[0].startswith("After 70 s on hold, the customer speaks in angry words")
        assert talk.flags[0].utterance_ids == ("u100c", "u110c")

    def test_a_hold_long_ago_does_not_count(self):
        talk = Talk(rule(All(of=(Hold(at_least_s=60, within_s=120), ScoreAtLeast(at_least=0.5)))))
        talk.customer(100, "yes", 0.3, cue("interaction.hold", 0.5, measured=70.0))
        assert talk.customer(230, "no", 0.6).times == []

    def test_interruptions_in_a_minute(self):
        talk = Talk(rule(Interruptions(times=3)))
        talk.customer(10, "but", 0.3, cue("interaction.interrupted", 0.6, measured=2))
        talk.customer(20, "but", 0.3, cue("interaction.interrupted", 0.9, measured=3))
        assert talk.times == [20]
        assert "Interrupted by the agent 3 times in a minute" in talk.reasons[0]

    def test_a_voice_against_words_at_the_end_of_a_call_is_old(self):
        tense = (cue("voice.anger", 1.4), cue("wording.negativity", -0.2))
        talk = Talk(rule(Disagreement())).customer(10, "fine", 0.3, *tense).end(20)
        assert talk.times == [10]


class TestTogether:
    def test_all_must_hold_at_once(self):
        both = All(of=(ScoreAtLeast(at_least=0.5), PhraseSaid(phrases=("refund",))))
        talk = Talk(rule(both)).customer(10, "a refund", 0.4).customer(20, "no", 0.6)
        assert talk.times == []
        assert talk.customer(30, "the refund", 0.6).times == [30]

    def test_any_is_enough_and_what_holds_is_told(self):
        either = AnyOf(of=(PhraseSaid(phrases=("refund",)), PhraseSaid(phrases=("lawyer",))))
        talk = Talk(rule(either)).customer(10, "my lawyer", 0.4)
        assert talk.reasons[0].startswith("Said “lawyer” at 0:07, 0.40 now")

    def test_the_end_may_be_asked_about_together_with_what_was_said(self):
        ended = All(of=(Ends(score=0.0), PhraseSaid(phrases=("refund",), within_s=300)))
        talk = Talk(rule(ended)).customer(10, "a refund", 0.2).customer(100, "bye", 0.1)
        assert talk.times == []
        assert talk.end(110).times == [110]

    def test_the_newest_words_are_not_asked_about_again_at_the_end(self):
        ended = All(of=(Ends(score=0.0), PhraseSaid(phrases=("refund",))))
        assert Talk(rule(ended)).customer(10, "a refund", 0.2).end(20).times == []

    def test_the_gravest_case_that_holds_counts(self):
        graded = rule(ScoreAtLeast(at_least=0.5), ScoreAtLeast(at_least=0.8))
        talk = Talk(graded).customer(10, "no", 0.9)
        assert talk.raised == [(10, Severity.ACT)]

    def test_a_graver_case_is_raised_beside_a_lighter_one(self):
        graded = rule(ScoreAtLeast(at_least=0.5), ScoreAtLeast(at_least=0.8))
        talk = Talk(graded).customer(10, "no", 0.6).customer(12, "no", 0.9)
        assert talk.raised == [(10, Severity.WATCH), (12, Severity.ACT)]

    def test_what_a_rule_says_opens_the_reason(self):
        talk = Talk(rule(ScoreAtLeast(at_least=0.5), says="Wants help")).customer(10, "no", 0.6)
        assert talk.reasons[0].startswith("Wants help, 0.60 now")


def test_every_condition_has_a_text_for_its_sentence():
    every = (
        ScoreAtLeast(at_least=0.5, for_s=3),
        ScoreBelow(below=0.5, for_s=3),
        Rise(by=0.2, reaching=0.5),
        Slope(per_min=0.2),
        Ends(),
        CueHeard(cues=("wording.thanks",)),
        PhraseSaid(phrases=("a",)),
        PatternSaid(text="a"),
        Meaning(examples=("a",)),
        Disagreement(times=2),
        Silence(at_least_s=30, holds=True),
        Hold(at_least_s=30, within_s=60),
        Interruptions(times=1),
    )
    assert {each.part().id for each in every} <= set(TEXTS)
    assert set(CUES) <= set(NAMES)
