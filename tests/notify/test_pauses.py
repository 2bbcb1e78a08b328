from random import Random

from voicemon.notify.pauses import LONGEST_S, TRIES, pause_s


def test_pauses_double_and_are_jittered():
    for tries in range(1, TRIES):
        pauses = {pause_s(tries, Random(seed)) for seed in range(20)}
        assert len(pauses) == 20
        assert all(0.8 <= pause / min(5 * 2 ** (tries - 1), LONGEST_S) <= 1.2 for pause in pauses)


def test_all_tries_together_take_less_than_an_hour():
    assert sum(pause_s(tries, Random(1)) for tries in range(1, TRIES)) < 3600


def test_a_receiver_that_asks_for_time_gets_it():
    assert pause_s(1, Random(1), asked_s=120) >= 120
    assert pause_s(1, Random(1), asked_s=999_999) <= LONGEST_S * 1.2
