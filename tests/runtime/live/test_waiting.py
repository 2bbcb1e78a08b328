from tests.utterances.fakes import segment
from voicemon.runtime.live.waiting import AGENT_PATIENCE_S, Waiting, share
from voicemon.types import Role
from voicemon.utterances.live_windows import fit


def ask(call_id, due_s, start_s=0.0, seconds=2.0, role=Role.AGENT):
    window = fit(segment(start_s, seconds, role, call_id), ())
    return Waiting(window, due_s, lambda answer: None)


def who(found):
    return [(each.call_id, each.due_s) for each in found]


def test_the_oldest_due_goes_first():
    asks = [ask("b", 2.0), ask("a", 1.0), ask("c", 3.0)]
    assert who(share(asks, {}, 2)) == [("a", 1.0), ("b", 2.0)]


def test_a_speakers_segments_are_heard_in_order_one_at_a_time():
    asks = [ask("a", 1.0, start_s=9), ask("a", 2.0, start_s=3)]
    assert who(share(asks, {}, 4)) == [("a", 2.0)]


def test_both_sides_of_a_call_wait_until_every_call_had_one():
    asks = [ask("a", 1.0), ask("a", 1.1, role=Role.CUSTOMER), ask("b", 2.0), ask("c", 3.0)]
    assert who(share(asks, {}, 3)) == [("a", 1.1), ("b", 2.0), ("c", 3.0)]
    assert who(share(asks, {}, 4))[-1] == ("a", 1.0)


def test_customers_go_first_until_an_agent_has_waited_long_enough():
    late, later = 1.0 + AGENT_PATIENCE_S - 0.1, 1.0 + AGENT_PATIENCE_S + 0.1
    agent = ask("a", 1.0)
    assert who(share([agent, ask("b", late, role=Role.CUSTOMER)], {}, 1)) == [("b", late)]
    assert who(share([agent, ask("b", later, role=Role.CUSTOMER)], {}, 1)) == [("a", 1.0)]


def test_a_call_just_served_comes_behind_those_that_wait():
    asks = [ask("greedy", 1.0), ask("patient", 2.0)]
    assert who(share(asks, {"greedy": 5.0}, 1)) == [("patient", 2.0)]


def test_only_windows_of_one_length_are_heard_together():
    asks = [ask("a", 1.0), ask("long", 2.0, seconds=18), ask("b", 3.0)]
    assert who(share(asks, {}, 4)) == [("a", 1.0), ("b", 3.0)]
