from hypothesis import given
from hypothesis import strategies as st

from voicemon.utterances.live_agreement import Agreement


def told(*hypotheses):
    agreement = Agreement()
    for each in hypotheses:
        agreement.hear(each)
    return " ".join(agreement.stable), " ".join(agreement.unsure)


def test_a_first_hypothesis_is_unsure():
    assert told("I would like") == ("", "I would like")


def test_what_two_hypotheses_agree_on_is_stable():
    assert told("I would like too", "I would like to close") == ("I would like", "to close")


def test_punctuation_and_case_do_not_count():
    assert told("my account.", "My account is") == ("My account", "is")


def test_stable_words_are_never_taken_back():
    assert told("a b c", "a b c", "x y z w")[0] == "a b c"


def test_a_hypothesis_of_nothing_takes_only_the_unsure_back():
    assert told("a b", "a b c", "") == ("a b", "")


@given(st.lists(st.text("ab ", max_size=12), max_size=8))
def test_the_stable_words_only_grow(hypotheses):
    agreement = Agreement()
    for each in hypotheses:
        before = [*agreement.stable]
        agreement.hear(each)
        assert agreement.stable[: len(before)] == before
