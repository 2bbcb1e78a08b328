from dataclasses import replace

import numpy as np
import pytest

from voicemon.errors import InputError
from voicemon.evidence.interaction import InteractionWitness
from voicemon.simulate.clips import CALM, LIVELY, SUITS, Clip, Library, Speaker
from voicemon.simulate.compose import Chances, Mismatch, compose, draw
from voicemon.simulate.scenario import Incident, scenario, scenarios
from voicemon.simulate.spoken import sentences
from voicemon.types import Reading, Role, StretchKind

EMOTIONS = ("neutral", "happy", "sad", "angry", "fear")
ANGRY = scenario(
    "parcel",
    "parcels",
    [
        ["a", "Parcels, how can I help you today?"],
        [
            "1",
            "Hello, my parcel has not arrived yet.",
            "Hi, I am waiting for a parcel from Boston.",
        ],
        [
            "a",
            "It was delivered on Monday at noon, that is what it says here. There is nothing else "
            "that I can see in the system, and for all that I know it is with you.",
        ],
        ["2 again 1", "As I said just now."],
        ["a cuts in", "There is a signature here, so for us the case is closed, madam."],
        ["3", "Let me finish! That is not my name, and you know it very well."],
        ["a", "Please hold while I have a look."],
        ["hold 30-40"],
        ["a", "It is with your neighbour at number nine."],
        ["4", "You are useless, the whole lot of you. I am going to sue you."],
        ["0", "Oh. There he comes with it. Thank you."],
    ],
    polite=["Could you tell me what happens now, please?"],
)
CALM_CALL = scenario(
    "trees", "garden", [["a", "Hello, this is the garden centre."], ["0", "Have you apple trees?"]]
)
NEVER = Chances(calm_voice=0.0, polite_words=0.0, lively_voice=0.0)


def clips_of(name, emotions=EMOTIONS, each=6, corpus="made", gender="f"):
    speaker = Speaker(name, corpus, "en", gender)
    return [
        Clip(f"{name}_{emotion}_{take}", speaker, emotion)
        for emotion in emotions
        for take in range(each)
    ]


def library(speakers=6):
    return Library([clip for number in range(speakers) for clip in clips_of(f"s{number}")])


def customer_turns(call):
    return [turn for turn in call.turns if turn.level is not None]


def many(chances, count=300):
    return [
        turn
        for seed in range(count)
        for turn in customer_turns(compose(ANGRY, library(), seed, chances))
    ]


def test_the_same_seed_gives_the_same_call_and_another_seed_another():
    one = compose(ANGRY, library(), 5)
    assert one == compose(ANGRY, library(), 5)
    assert one.utterances() == compose(ANGRY, library(), 5).utterances()
    assert one.turns != compose(ANGRY, library(), 6).turns


def test_the_order_in_which_clips_are_given_does_not_matter():
    clips = [clip for number in range(4) for clip in clips_of(f"s{number}")]
    assert compose(ANGRY, Library(clips), 3) == compose(ANGRY, Library(clips[::-1]), 3)


def test_one_speaker_is_the_customer_through_a_call():
    heard = set()
    for seed in range(30):
        call = compose(ANGRY, library(), seed)
        own = {clip.rpartition("_")[0].rpartition("_")[0] for t in call.turns for clip in t.clips}
        assert own == {call.customer.name}
        heard |= own
    assert len(heard) == 6


def test_levels_are_those_of_the_scenario_whatever_the_seed():
    for seed in range(20):
        levels = [turn.level for turn in customer_turns(compose(ANGRY, library(), seed))]
        assert levels == [1, 2, 3, 4, 0]


def test_only_the_customer_has_clips_one_an_utterance_and_none_again_too_soon():
    for seed in range(20):
        call = compose(ANGRY, library(), seed)
        for turn in call.turns:
            wanted = 0 if turn.role is Role.AGENT else len(turn.spoken)
            assert len(turn.clips) == wanted
        used = [clip for turn in call.turns for clip in turn.clips]
        assert len(set(used)) >= min(len(used), 6)


def test_without_mismatches_every_clip_suits_its_level():
    for turn in many(NEVER, 40):
        emotions = {clip.split("_")[1] for clip in turn.clips}
        assert len(emotions) == 1
        assert emotions <= set(SUITS[turn.level])
        assert turn.mismatch is Mismatch.NONE


def test_mismatches_come_as_often_as_asked_and_sound_as_they_are_named():
    turns = many(Chances(calm_voice=0.3, polite_words=0.2, lively_voice=0.1))
    tense = [turn for turn in turns if turn.level >= 2]
    calm = [turn for turn in turns if turn.level < 2]

    def share(own, kind):
        return np.mean([turn.mismatch is kind for turn in own])

    assert share(tense, Mismatch.CALM_VOICE) == pytest.approx(0.3, abs=0.05)
    free = [turn for turn in tense if turn.incident is None]  # who says it again says it plainly
    assert share(free, Mismatch.POLITE_WORDS) == pytest.approx(0.2, abs=0.05)
    assert share(calm, Mismatch.LIVELY_VOICE) == pytest.approx(0.1, abs=0.04)
    for turn in turns:
        emotion = turn.clips[0].split("_")[1]
        if turn.mismatch is Mismatch.CALM_VOICE:
            assert emotion in CALM
        if turn.mismatch is Mismatch.LIVELY_VOICE:
            assert emotion in LIVELY
        if turn.mismatch is Mismatch.POLITE_WORDS:
            assert (turn.text, emotion) == (ANGRY.polite[0], "angry")


def test_a_speaker_without_a_calm_voice_has_none_that_hides_anger():
    turn = scenario("rage", "x", [["4", "You are all useless, the whole lot of you."]])
    speaker = Library(clips_of("s", emotions=("angry",)))
    call = compose(turn, speaker, 1, Chances(calm_voice=1.0))
    assert call.turns[0].mismatch is Mismatch.NONE


def test_a_speaker_without_clips_for_a_level_is_not_chosen():
    only_calm = clips_of("calm", emotions=("neutral", "happy"))
    both = Library([*only_calm, *clips_of("all")])
    assert {compose(ANGRY, both, seed).customer.name for seed in range(20)} == {"all"}
    with pytest.raises(InputError, match="no speaker"):
        compose(ANGRY, Library(only_calm), 1)


def test_timing_is_sane():
    for seed in range(50):
        call = compose(ANGRY, library(), seed)
        for turn in call.turns:
            spans = [(each.start_s, each.end_s) for each in turn.spoken]
            assert all(start_s < end_s for start_s, end_s in spans)
            pairs = zip(spans, spans[1:], strict=False)
            assert all(first[1] < second[0] for first, second in pairs)
            spoken_s = sum(end_s - start_s for start_s, end_s in spans)
            if turn.incident is not Incident.INTERRUPTION:
                assert 1.2 < len(turn.text.split()) / spoken_s < 5.0
        for before, after in zip(call.turns, call.turns[1:], strict=False):
            gap_s = after.start_s - before.end_s
            assert after.start_s > before.spoken[-1].start_s
            if after.incident is Incident.INTERRUPTION:
                assert -1.8 <= gap_s <= -0.5
            elif "hold" in before.text:
                assert 30 <= gap_s <= 42
            else:
                assert -0.41 <= gap_s <= 8.0
        assert call.turns[0].start_s >= 0
        assert call.duration_s == max(turn.end_s for turn in call.turns) + 1.0


def test_longer_texts_take_longer():
    call = compose(ANGRY, library(), 1)
    lengths = [(len(e.text.split()), e.end_s - e.start_s) for t in call.turns for e in t.spoken]
    words, seconds = zip(*lengths, strict=True)
    assert np.corrcoef(words, seconds)[0, 1] > 0.8


def test_incidents_are_heard_by_the_product():
    for seed in range(10):
        call = compose(ANGRY, library(), seed, NEVER)
        witness, cues = InteractionWitness(), set()
        for said, _ in call.utterances():
            reading = Reading(said.id, {}, np.zeros(0, np.float32), "made")
            cues |= {each.cue for each in witness.weigh(said, reading)}
        kinds = {stretch.kind for stretch in witness.stretches}
        assert {StretchKind.HOLD, StretchKind.INTERRUPTION} <= kinds
        assert {
            "interaction.hold",
            "interaction.interrupted",
            "interaction.repetition",
        } <= cues
        assert len(call.holds) == 1


def test_utterances_are_in_order_with_their_words_in_their_time():
    said = [utterance for utterance, _ in compose(ANGRY, library(), 2).utterances()]
    assert [each.start_s for each in said] == sorted(each.start_s for each in said)
    assert len({each.id for each in said}) == len(said)
    for each in said:
        assert each.words[0].start_s == each.start_s
        assert each.words[-1].end_s == pytest.approx(each.end_s)
        assert [word.text for word in each.words] == each.text.split()


def test_so_many_calls_are_frustrated_as_asked():
    def frustrated(share):
        chances = replace(NEVER, frustrated=share)
        calls = [draw([ANGRY, CALM_CALL], library(), seed, chances) for seed in range(200)]
        return np.mean([call.scenario.is_frustrated for call in calls])

    assert frustrated(0.0) == 0.0
    assert frustrated(0.25) == pytest.approx(0.25, abs=0.08)


def test_where_nobody_can_be_angry_calls_are_calm():
    calm = Library(clips_of("calm", emotions=("neutral",)))
    calls = [draw([ANGRY, CALM_CALL], calm, seed, Chances(frustrated=1.0)) for seed in range(5)]
    assert not any(call.scenario.is_frustrated for call in calls)
    with pytest.raises(InputError):
        draw([ANGRY], calm, 1)


def test_short_sentences_go_with_what_follows():
    assert sentences("Oh. There he comes with it. Thank you for that.") == [
        "Oh. There he comes with it.",
        "Thank you for that.",
    ]
    assert sentences("Hello?") == ["Hello?"]


@pytest.mark.parametrize(
    ("steps", "says"),
    [
        ([["5", "No such level."]], "neither"),
        ([["1"]], "nothing is said"),
        ([["2 again 1", "Once more."]], "not said step 1"),
        ([["a", "Only the agent speaks."]], "customer says nothing"),
    ],
)
def test_a_step_that_cannot_be_read_is_named(steps, says):
    with pytest.raises(InputError, match=says):
        scenario("broken", "x", steps)


def test_a_file_that_is_no_toml_is_named(tmp_path):
    path = tmp_path / "broken.toml"
    path.write_text("[[scenario]", encoding="utf-8")
    with pytest.raises(InputError, match=r"broken\.toml"):
        scenarios(path)
