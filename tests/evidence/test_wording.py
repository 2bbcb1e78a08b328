from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from voicemon.evidence.wording import WordingWitness
from voicemon.types import Evidence, Reading, Role, Utterance, Word

NEUTRAL = {"negativity": 0.03, "anger": 0.01, "annoyance": 0.02, "gratitude": 0.01}
ANGRY = {"negativity": 0.95, "anger": 0.8, "annoyance": 0.6, "gratitude": 0.01}
THANKFUL = {"negativity": 0.01, "anger": 0.003, "gratitude": 0.97, "relief": 0.3}


def said(text: str, role: Role = Role.CUSTOMER, language: str = "en") -> Utterance:
    words = tuple(Word(w, 10 + k / 2, 10.4 + k / 2, 0.9) for k, w in enumerate(text.split()))
    end_s = words[-1].end_s if words else 10.0
    return Utterance("u1", "c1", role, 10.0, end_s, text, words, language, -0.2, 0.01)


def read(labels: dict[str, float]) -> Reading:
    return Reading("u1", labels, np.zeros(4, np.float32), "fake")


def weigh(text: str, labels: dict[str, float] = NEUTRAL, **how: object) -> dict[str, Evidence]:
    found = WordingWitness().weigh(said(text, **how), read(labels))  # type: ignore[arg-type]
    return {evidence.cue: evidence for evidence in found}


def test_angry_words_weigh_towards_frustration():
    found = weigh("you have charged me for that", ANGRY)
    assert found["wording.negativity"].log_odds > 1
    assert found["wording.anger"].log_odds > 0.5


def test_neutral_words_weigh_nothing_or_less():
    found = weigh("i would like to check my balance")
    assert sum(evidence.log_odds for evidence in found.values()) <= 0


def test_thanks_and_relief_calm():
    found = weigh("thank you so much for your help", THANKFUL)
    assert found["wording.gratitude"].log_odds < 0
    assert found["wording.thanks"].log_odds < 0
    assert sum(evidence.log_odds for evidence in found.values()) < -1


def test_thanks_that_are_not_meant_do_not_calm():
    found = weigh("great another day gone thanks for nothing", THANKFUL)
    assert "wording.gratitude" not in found
    assert found["wording.negated_politeness"].log_odds > 0


def test_thanks_calm_little_after_irony_and_fully_a_minute_later():
    witness, plain = WordingWitness(), weigh("thank you so much", THANKFUL)["wording.thanks"]
    witness.weigh(said("i just love having to wait"), read(NEUTRAL))
    doubted = {e.cue: e for e in witness.weigh(said("thank you so much"), read(THANKFUL))}
    assert doubted["wording.thanks"].log_odds == pytest.approx(plain.log_odds / 4)
    assert "ironic" in doubted["wording.thanks"].note
    later = replace(said("thank you so much"), start_s=100.0, end_s=103.0)
    believed = {e.cue: e for e in witness.weigh(later, read(THANKFUL))}
    assert believed["wording.thanks"].log_odds == pytest.approx(plain.log_odds)


def test_irony_doubts_no_complaint():
    witness = WordingWitness()
    witness.weigh(said("i just love having to wait"), read(NEUTRAL))
    found = {e.cue: e for e in witness.weigh(said("you have charged me for that"), read(ANGRY))}
    assert found["wording.negativity"].log_odds > 1


def test_words_that_were_badly_heard_weigh_less():
    text = "let me speak to your supervisor"
    words = tuple(replace(word, probability=0.45) for word in said(text).words)
    found = WordingWitness().weigh(replace(said(text), words=words), read(NEUTRAL))
    unsure = next(e for e in found if e.cue == "wording.manager_request")
    sure = weigh(text)["wording.manager_request"]
    assert unsure.log_odds == pytest.approx(sure.log_odds / 2)


def test_a_single_word_is_not_read_as_a_mood():
    assert weigh("no", ANGRY) == {}


def test_every_reading_cue_is_bounded():
    certain = dict.fromkeys(("negativity", "anger", "disappointment", "confusion"), 1.0)
    for evidence in weigh("some words that say all of it", certain).values():
        assert abs(evidence.log_odds) <= 2.5
        assert 0 <= evidence.measured <= 1


def test_other_languages_are_not_read_by_an_english_model():
    found = weigh("quiero hablar con su supervisor", ANGRY, language="es")
    assert set(found) == {"wording.manager_request"}


def test_a_language_without_a_lexicon_has_nothing_to_say():
    assert weigh("puhun kohta esimiehellesi", ANGRY, language="fi") == {}


def test_an_unknown_speaker_counts_half_and_is_named():
    sure = weigh("let me speak to your supervisor")["wording.manager_request"]
    unsure = weigh("let me speak to your supervisor", role=Role.UNKNOWN)["wording.manager_request"]
    assert unsure.log_odds == pytest.approx(sure.log_odds / 2)
    assert "not certain" in unsure.note


def test_evidence_quotes_and_times_the_words_it_means():
    text = "look I have been through this and I want you to let me speak to your supervisor now"
    evidence = weigh(text)["wording.manager_request"]
    assert "asked for a manager" in evidence.note
    assert "speak to your supervisor" in evidence.note
    at = text.split().index("speak")
    assert evidence.start_s == pytest.approx(10 + at / 2)
    assert evidence.end_s == pytest.approx(10.4 + (at + 3) / 2)


def test_masked_text_takes_the_time_of_the_whole_utterance():
    utterance = said("my card [card number] and let me speak to a manager")
    fewer = Utterance(
        "u1", "c1", Role.CUSTOMER, 10.0, 20.0, utterance.text, utterance.words[:-2], "en", -0.2, 0.0
    )
    found = WordingWitness().weigh(fewer, read(NEUTRAL))
    evidence = next(e for e in found if e.cue == "wording.manager_request")
    assert (evidence.start_s, evidence.end_s) == (10.0, 20.0)


def test_negativity_is_set_beside_the_callers_own_mean():
    witness = WordingWitness()
    for _ in range(4):
        found = witness.weigh(said("some words of the caller"), read(NEUTRAL))
    assert found[0].baseline == pytest.approx(NEUTRAL["negativity"])


def test_nothing_is_said_of_a_baseline_before_it_is_known():
    assert weigh("some words of the caller")["wording.negativity"].baseline is None


def test_an_agents_words_are_only_weighed_as_an_answer():
    with pytest.raises(ValueError, match="answer"):
        WordingWitness().weigh(said("hello there", Role.AGENT), read(NEUTRAL))
    with pytest.raises(ValueError, match="agent"):
        WordingWitness().answer(said("hello there"), read(NEUTRAL))


@pytest.mark.parametrize(
    ("text", "cue"),
    [
        ("I'm really sorry to hear about that.", "agent_apology"),
        ("I can see why you're frustrated, Emily.", "agent_acknowledges"),
        ("i understand how frustrating that must be", "agent_acknowledges"),
        ("I'll take care of this for you right now", "agent_ownership"),
        ("i have refunded the full amount", "agent_resolution"),
        ("I'll send you a settlement letter within the hour", "agent_next_step"),
        ("Try not to worry about this. We've got you covered.", "agent_reassures"),
    ],
)
def test_an_agents_calming_acts_calm_a_little(text: str, cue: str):
    found = {e.cue: e for e in WordingWitness().answer(said(text, Role.AGENT), read(NEUTRAL))}
    assert -1 < found[f"wording.{cue}"].log_odds < 0


def test_brushing_off_does_not_calm():
    said_so = said("there's nothing I can do, that's our policy", Role.AGENT)
    (evidence,) = WordingWitness().answer(said_so, read(NEUTRAL))
    assert evidence.cue == "wording.agent_dismisses"
    assert evidence.log_odds > 0


def test_the_agents_turn_before_tells_how_a_dry_answer_is_meant():
    dry, provoking = {**NEUTRAL, "frustrated": 0.6}, {**NEUTRAL, "frustrating": 0.9}
    alone = weigh("fine then do that", dry)["wording.frustrated"]
    witness = WordingWitness()
    witness.answer(said("I will have to transfer you", role=Role.AGENT), read(provoking))
    witness.answer(
        said("one moment please", role=Role.AGENT), read({**NEUTRAL, "frustrating": 0.2})
    )
    after = {e.cue: e for e in witness.weigh(said("fine then do that"), read(dry))}
    assert after["wording.frustrated"].log_odds > alone.log_odds + 1.5
    assert after["wording.frustrated"].measured == pytest.approx(
        0.6 * 0.9 / (0.6 * 0.9 + 0.4 * 0.1)
    )


def test_calm_words_calm_a_little_and_say_so():
    found = weigh("i would like to check my balance", {**NEUTRAL, "frustrated": 0.1})
    assert -0.3 <= found["wording.frustrated"].log_odds < 0
    assert found["wording.frustrated"].note.startswith("the words sound calm (10%)")


def test_neutral_words_after_irony_stand_as_they_are():
    calm = {**NEUTRAL, "frustrated": 0.2}
    witness = WordingWitness()
    witness.weigh(said("i just love having to wait"), read(calm))
    found = {e.cue: e for e in witness.weigh(said("it was on monday at nine"), read(calm))}
    plain = weigh("it was on monday at nine", calm)
    assert found["wording.frustrated"].log_odds == plain["wording.frustrated"].log_odds
