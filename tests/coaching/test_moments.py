import pytest

from tests.coaching.talk import (
    MANAGER,
    OWNS,
    PLEASED,
    PROMISES,
    REPEAT,
    SORRY,
    A,
    C,
    Talk,
    U,
    cue,
)
from voicemon.types import AgentAct, MomentKind, Role, Stretch, StretchKind


@pytest.fixture
def talk():
    return Talk()


def hold(start_s, end_s):
    return Stretch(StretchKind.HOLD, start_s, end_s, Role.AGENT)


def test_nothing_is_a_moment_in_a_call_where_nothing_is_asked_for(talk):
    talk.say(A, 0, 2)
    assert talk.say(C, 3, 6) == []
    assert talk.end(10) == []


def test_a_request_for_a_manager_is_open_until_the_agent_takes_it_up(talk):
    (opened,) = talk.say(C, 3, 6, MANAGER)
    assert (opened.kind, opened.at_s, opened.ended_s) == (MomentKind.MANAGER, 6, None)
    (answered,) = talk.say(A, 7, 9, PROMISES)
    assert answered.met
    assert answered.response_delay_s == 1
    assert answered.answer_utterance_id == "00007000a"
    assert answered.ended_s == 9


def test_an_apology_is_no_answer_to_a_request_for_a_manager_but_is_remembered(talk):
    talk.say(C, 3, 6, MANAGER)
    (still,) = talk.say(A, 7, 9, SORRY)
    assert still.ended_s is None
    assert still.acts == (AgentAct.APOLOGISE,)
    talk.say(A, 9.5, 11, OWNS)
    assert talk.only.acts == (AgentAct.APOLOGISE, AgentAct.OWNERSHIP)
    assert talk.only.met


def test_what_is_asked_for_twice_is_one_moment_shown_twice(talk):
    talk.say(C, 3, 6, MANAGER)
    talk.say(A, 7, 9)
    talk.say(C, 10, 12, MANAGER)
    assert (talk.only.times, talk.only.at_s, talk.only.last_s) == (2, 6, 12)


def test_another_kind_is_a_moment_of_its_own_and_one_act_may_answer_both(talk):
    talk.say(C, 3, 6, MANAGER)
    talk.say(C, 10, 12, REPEAT)
    answered = talk.say(A, 13, 15, OWNS)
    assert {moment.kind for moment in answered} == {MomentKind.MANAGER, MomentKind.REPEATED}
    assert [moment.response_delay_s for moment in answered] == [7, 1]


def test_an_utterance_opens_the_most_pressing_of_its_kinds_only(talk):
    (opened,) = talk.say(C, 3, 6, REPEAT, MANAGER, cue("wording.stated_frustration"))
    assert opened.kind is MomentKind.MANAGER


def test_an_answer_after_the_agents_third_turn_came_late(talk):
    talk.say(C, 3, 6, REPEAT)
    for start_s in (10, 20, 30):
        talk.say(A, start_s, start_s + 2)
        talk.say(C, start_s + 3, start_s + 6)
    talk.say(A, 40, 42, SORRY)
    assert not talk.only.met
    assert talk.only.response_delay_s == 34
    assert talk.only.ended_s == 42


def test_several_utterances_in_a_row_are_one_turn_and_okay_is_none(talk):
    talk.say(C, 3, 6, REPEAT)
    for start_s in (10, 13, 16, 19):
        talk.say(A, start_s, start_s + 2)
        talk.say(C, start_s + 2, start_s + 2.5, text="okay")
    talk.say(A, 22, 24, SORRY)
    assert talk.only.met


def test_words_that_ended_before_the_customers_did_are_no_answer(talk):
    talk.say(C, 3, 9, REPEAT)
    assert talk.say(A, 4, 6, SORRY) == []
    assert talk.only.ended_s is None


def test_words_that_began_before_the_customers_are_no_answer(talk):
    talk.say(C, 3, 5, REPEAT)
    assert talk.say(A, 2.5, 7, SORRY) == []


def test_both_orders_of_an_overlap_give_the_same():
    customer = (C, 3, 9, REPEAT)
    agent = (A, 4, 6, SORRY)
    by_start, by_end = Talk(), Talk()
    for turn in (customer, agent):
        by_start.say(*turn)
    for turn in (agent, customer):
        by_end.say(*turn)
    assert by_start.now == by_end.now


def test_an_answer_while_the_customer_still_speaks_took_no_time(talk):
    talk.say(C, 3, 9, REPEAT)
    talk.say(A, 8.5, 11, SORRY)
    assert talk.only.response_delay_s == 0


def test_a_pleased_customer_needs_no_answer_any_more(talk):
    talk.say(C, 3, 6, REPEAT)
    talk.say(A, 7, 9)
    (eased,) = talk.say(C, 10, 12, PLEASED)
    assert not eased.met
    assert eased.response_delay_s is None
    assert eased.ended_s == 12


def test_who_is_pleased_and_complains_at_once_is_not_eased(talk):
    talk.say(C, 3, 6, REPEAT)
    talk.say(C, 10, 12, PLEASED, cue("wording.frustrated", 0.6, measured=0.5))
    assert talk.only.ended_s is None


def test_a_moment_passes_two_minutes_later_when_the_agent_has_had_three_turns(talk):
    talk.say(C, 3, 6, REPEAT)
    for start_s in (10, 20, 30):
        talk.say(A, start_s, start_s + 2)
        talk.say(C, start_s + 3, start_s + 6)
    assert talk.say(C, 120, 121) == []
    (passed,) = talk.say(C, 127, 128)
    assert (passed.met, passed.ended_s) == (False, 127)


def test_a_moment_does_not_pass_while_the_agent_is_away(talk):
    talk.say(C, 3, 6, MANAGER)
    talk.say(A, 7, 9)
    talk.say(A, 200, 203, PROMISES)
    assert talk.only.met


def test_after_five_minutes_a_moment_passes_whoever_spoke(talk):
    talk.say(C, 3, 6, MANAGER)
    (passed,) = talk.say(C, 307, 308)
    assert passed.ended_s == 307


def test_what_is_open_at_the_end_of_the_call_was_not_met(talk):
    talk.say(C, 3, 6, MANAGER)
    (passed,) = talk.end(8)
    assert (passed.met, passed.ended_s) == (False, 8)
    assert talk.end(8) == []


def test_a_long_hold_wants_a_word_when_the_agent_is_back(talk):
    talk.say(A, 0, 2)
    (opened,) = talk.say(A, 40, 42, stretches=[hold(2, 40)])
    assert (opened.kind, opened.at_s, opened.reason) == (
        MomentKind.WAITED,
        40,
        "was on hold for 38 s",
    )
    assert talk.say(A, 43, 44, stretches=[hold(2, 40)]) == []


def test_thanks_for_holding_meet_it_at_once(talk):
    text = "thank you for holding"
    (moment,) = talk.say(A, 40, 42, stretches=[hold(2, 40)], text=text)
    assert moment.met
    assert moment.response_delay_s == 0


def test_a_short_hold_wants_nothing(talk):
    assert talk.say(A, 20, 22, stretches=[hold(2, 20)]) == []


def test_a_long_silence_after_the_customers_words_was_a_wait(talk):
    silence = Stretch(StretchKind.DEAD_AIR, 6, 18)
    talk.say(C, 3, 6)
    (opened,) = talk.say(A, 18, 20, stretches=[silence])
    assert opened.reason == "waited 12 s for an answer"


def test_a_long_silence_of_a_customer_who_was_asked_is_none(talk):
    talk.say(A, 3, 6)
    assert talk.say(A, 18, 20, stretches=[Stretch(StretchKind.DEAD_AIR, 6, 18)]) == []


def test_who_speaks_without_a_known_role_neither_asks_nor_answers(talk):
    assert talk.say(U, 3, 6, MANAGER) == []
    talk.say(C, 7, 9, MANAGER)
    assert talk.say(U, 10, 12, PROMISES) == []


@pytest.mark.parametrize("heard", ["voice.anger", "prosody.loudness"])
@pytest.mark.parametrize("role", [A, C])
def test_how_anybody_sounds_is_refused(talk, role, heard):
    with pytest.raises(TypeError, match="words and timing"):
        talk.say(role, 3, 6, cue(heard))


def test_the_same_talk_gives_the_same_moments():
    def once():
        talk = Talk()
        talk.say(C, 3, 6, MANAGER)
        talk.say(A, 7, 9, SORRY)
        talk.say(C, 10, 12, REPEAT)
        talk.say(A, 13, 15, OWNS)
        talk.end(20)
        return talk.told

    assert once() == once()
