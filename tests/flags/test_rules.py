"""What each rule asks of a call, and the sentence it gives a supervisor."""

from __future__ import annotations

import pytest

from voicemon.flags.lifecycle import FlagKeeper
from voicemon.flags.reasons import QUOTE_CHARACTERS, clock, quote
from voicemon.flags.rules import RULES
from voicemon.types import Evidence, Frustration, Role, Severity, Utterance, Word


def said(at_s, text="this is the third time I call", role=Role.CUSTOMER):
    words = (Word(text, at_s - 3, at_s, 0.9),)
    name = f"u{at_s:g}"
    return Utterance(name, "call", role, at_s - 3, at_s, text, words, "en", -0.2, 0.01)


def cue(name, log_odds, confidence=0.9, note="a note"):
    return Evidence("u", name, 0, 1, 1.0, "share", None, log_odds, confidence, note)


def step(keeper, at_s, score, *evidence, text="this is the third time I call"):
    shares = {"usual": -2.4, "so far": 0.0} | {item.cue: item.log_odds for item in evidence}
    point = Frustration("call", f"u{at_s:g}", at_s, score, 0.0, 1.0, 0.0, shares)
    return keeper.step(said(at_s, text), evidence, point)


@pytest.fixture
def keeper():
    return FlagKeeper("call")


def only(flags, rule):
    return [flag for flag in flags if flag.rule == rule]


def test_rules_have_different_names():
    assert len({rule.name for rule in RULES}) == len(RULES)


class TestSustainedHigh:
    def test_the_sentence_says_how_long_how_high_and_why(self, keeper):
        repeat = cue("wording.repeat", 1.3)
        loud = cue("prosody.loudness", 0.9, note="louder than usual +8 dB")
        step(keeper, 10, 0.8, repeat, loud)
        flag = only(step(keeper, 34, 0.78), "sustained-high")[0]
        assert flag.reason == (
            "Frustrated for 24 s, 0.78 now: “this is the third time I call” at 0:07 (repeat +1.3), "
            "louder than usual +8 dB (+0.9)"
        )
        assert flag.utterance_ids == ("u10", "u34")

    def test_it_is_raised_while_the_agent_speaks_too(self, keeper):
        step(keeper, 10, 0.8)
        flags = keeper.step(said(32, "I see", Role.AGENT), [], None)
        assert only(flags, "sustained-high")


class TestSteepRise:
    def test_a_rise_within_a_minute_to_where_it_matters_is_watched(self, keeper):
        step(keeper, 70, 0.2)
        flag = only(step(keeper, 100, 0.55, cue("wording.anger", 1.2)), "steep-rise")[0]
        assert flag.severity is Severity.WATCH
        assert flag.reason.startswith("Rose from 0.20 to 0.55 within 30 s: “this is")

    def test_a_customer_who_is_frustrated_from_the_first_word_rose_from_the_usual(self, keeper):
        assert only(step(keeper, 10, 0.6), "steep-rise")

    def test_the_same_rise_below_frustrated_is_no_flag(self, keeper):
        step(keeper, 70, 0.1)
        assert step(keeper, 100, 0.45) == []
        assert only(step(keeper, 105, 0.52), "steep-rise") == []

    def test_a_slow_rise_is_no_steep_one(self, keeper):
        for at_s, score in [(30, 0.3), (70, 0.35), (110, 0.45), (150, 0.5), (190, 0.6)]:
            assert only(step(keeper, at_s, score), "steep-rise") == []


class TestCues:
    def test_asking_for_a_manager_needs_someone_to_act_at_once(self, keeper):
        flag = step(
            keeper, 75, 0.4, cue("wording.manager_request", 1.5), text="get me your supervisor"
        )[0]
        assert flag.rule == "asked-for-manager"
        assert flag.severity is Severity.ACT
        assert flag.at_s == 75
        assert flag.reason == (
            "Asked for a manager, 0.40 now: “get me your supervisor” at 1:12 (manager request +1.5)"
        )

    def test_words_that_were_hardly_recognised_raise_nothing(self, keeper):
        assert step(keeper, 75, 0.4, cue("wording.manager_request", 1.5, confidence=0.1)) == []

    def test_a_legal_threat_needs_someone_to_act(self, keeper):
        flag = step(keeper, 75, 0.2, cue("wording.legal", 1.5))[0]
        assert (flag.rule, flag.severity) == ("churn-or-legal", Severity.ACT)

    @pytest.mark.parametrize(
        ("score", "severity"), [(0.4, Severity.WATCH), (0.1, Severity.INFORMATION)]
    )
    def test_a_calm_cancellation_is_an_errand(self, keeper, score, severity):
        flag = step(keeper, 75, score, cue("wording.churn", 1.0))[0]
        assert flag.severity is severity

    def test_a_graver_finding_of_the_same_rule_is_raised_beside_a_lighter_one(self, keeper):
        step(keeper, 75, 0.1, cue("wording.churn", 1.0))
        flags = step(keeper, 80, 0.4, cue("wording.legal", 1.0))
        assert [flag.severity for flag in only(flags, "churn-or-legal")] == [Severity.ACT]


class TestVoiceAgainstWords:
    tense = (
        cue("voice.anger", 1.4, note="the voice sounds tense"),
        cue("wording.negativity", -0.2),
    )

    def test_once_is_information_twice_in_a_minute_is_watched(self, keeper):
        first = step(keeper, 30, 0.3, *self.tense, text="no that's fine thank you")
        second = step(keeper, 50, 0.3, *self.tense, text="really it is fine")
        assert [flag.severity for flag in first + second] == [Severity.INFORMATION, Severity.WATCH]
        assert "the voice sounds tense" in first[0].reason

    def test_a_lively_voice_with_warm_words_is_joy(self, keeper):
        warm = cue("wording.gratitude", -2.0)
        assert step(keeper, 30, 0.1, self.tense[0], warm) == []

    def test_prosody_alone_is_only_arousal(self, keeper):
        lively = (cue("prosody.loudness", 0.9), cue("prosody.pitch", 0.6))
        assert step(keeper, 30, 0.1, *lively, cue("wording.negativity", -0.2)) == []

    def test_a_tense_voice_with_angry_words_agrees(self, keeper):
        angry = cue("wording.anger", 1.5)
        assert step(keeper, 30, 0.4, self.tense[0], angry) == []


class TestEndedUnresolved:
    def test_a_call_that_ends_frustrated_is_watched(self, keeper):
        step(keeper, 10, 0.55)
        flag = only(keeper.end(20), "ended-unresolved")[0]
        assert flag.severity is Severity.WATCH
        assert flag.at_s == 20
        assert flag.reason.startswith("Ended at 0.55 after a peak of 0.55")

    def test_an_end_near_a_high_peak_is_watched(self, keeper):
        step(keeper, 10, 0.72)
        step(keeper, 60, 0.48)
        assert only(keeper.end(70), "ended-unresolved")

    def test_an_end_well_below_the_peak_is_resolved(self, keeper):
        step(keeper, 10, 0.8)
        step(keeper, 60, 0.45)
        assert only(keeper.end(70), "ended-unresolved") == []


class TestQuotes:
    def test_long_words_are_cut_at_a_word(self):
        cut = quote("word " * 60)
        assert len(cut) <= QUOTE_CHARACTERS + 3
        assert cut.endswith("word…”")

    def test_time_is_told_as_on_a_clock(self):
        assert [clock(at_s) for at_s in (5.9, 61, 725)] == ["0:05", "1:01", "12:05"]
