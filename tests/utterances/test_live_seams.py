from tests.utterances.fakes import segment
from voicemon.utterances.alignment import Spoken
from voicemon.utterances.live_seams import echoed, own_words
from voicemon.utterances.live_windows import fit

PAD_S = 0.25
WINDOW = fit(segment(10, 2), [segment(0, 3)])  # the own segment lies at 3.2–5.2 s


def words(*timed):
    return [Spoken(text, start_s, end_s, -0.1, 1) for text, start_s, end_s in timed]


def own(*timed, last=""):
    return [each.text for each in own_words(words(*timed), WINDOW, PAD_S, last)]


def test_a_word_that_reaches_over_the_pause_belongs_to_where_it_begins():
    assert own(("card.", 2.3, 3.9), ("Can", 3.9, 4.1), ("you", 4.1, 5.2)) == ["Can", "you"]


def test_a_word_that_takes_the_pause_before_it_is_the_segments_own():
    heard = ("card.", 2.0, 2.5), ("Yes", 2.5, 3.9), ("please", 3.9, 5.0)
    assert own(*heard, last="card") == ["Yes", "please"]


def test_a_late_repetition_of_the_known_end_is_not_said_again():
    heard = ("hours", 2.2, 2.9), ("please.", 2.9, 3.8), ("Certainly.", 3.8, 5.0)
    assert own(*heard, last="please?") == ["Certainly."]


def test_the_same_word_said_again_later_is_kept():
    heard = ("Yes.", 2.3, 3.3), ("Yes.", 3.7, 4.4)
    assert own(*heard, last="Yes.") == ["Yes."]


def test_without_context_every_word_is_its_own():
    alone = fit(segment(0, 2), [])
    said = words(("Hello", 0.1, 0.5), ("there", 0.5, 1.2))
    assert own_words(said, alone, PAD_S) == said


def test_an_end_that_nobody_has_time_to_say_twice_is_an_echo():
    said = "Well, thank you very much. Well, thank you very much.".split()
    assert echoed(said, 1.2) == 5


def test_what_was_said_slowly_twice_stays():
    assert echoed("can you hear me can you hear me".split(), 3.0) == 0


def test_what_the_segment_before_said_may_be_said_again():
    said = "reset my password reset my password".split()
    assert echoed(said, 1.0, before="I want to reset my password") == 0


def test_a_word_said_twice_is_no_echo():
    assert echoed(["bye", "bye"], 0.2) == 0
