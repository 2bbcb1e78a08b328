"""Composed calls through the witnesses: what is kept must be what the product would measure."""

import re
from pathlib import Path

import numpy as np
import pytest
import torch

from models.eval.composed import table_of
from models.frustration.composed import FILES, HERE, KeptReader, Known, course
from models.frustration.dialogues import dialogues
from models.frustration.sounds import FRAME_S, Sounds
from models.frustration.voices import Part, library
from models.voice.judging import model_of
from models.voice.vectors import TONES
from tests.evidence.voices import RATE, voice
from tests.sounds import write_wav
from voicemon.evidence.prosody import ProsodyWitness
from voicemon.evidence.voice import VoiceWitness
from voicemon.evidence.voice.head import VocalHead
from voicemon.simulate.clips import Clip, Library, Speaker
from voicemon.simulate.compose import LINES, Chances, compose
from voicemon.simulate.scenario import scenario, scenarios
from voicemon.types import CustomerSegment, EncoderStates, Evidence, Reading, Role, SpeechSegment

DIM = 3
SPEAKER = Speaker("s1", "made", "en", "f")
EMOTIONS = {"neutral": (170.0, -26.0, 0.0), "angry": (230.0, -20.0, 0.6)}
STEPS = [
    ["a", "Hello, how can I help you today?"],
    ["0", "Hello, I would like to ask about my order from last week."],
    ["a", "It has been sent, as far as I can see."],
    ["1", "I am a little worried, because it has not come yet. Where is it?"],
    ["a", "I am sorry, I don't know that either."],
    ["3", "This is ridiculous. I want to speak to your manager right now!"],
    ["3", "I have told you three times where I live. You never listen to me."],
]
CALL = scenario("order", "shop", STEPS)
PLAIN = Chances(calm_voice=0.0, polite_words=0.0, lively_voice=0.0)


class WordReader:
    """Negative where it is ridiculous or never."""

    name = "made"

    def __init__(self):
        self.asked = []

    def read(self, texts):
        self.asked += [text for _, text in texts]
        return [self._one(number, text) for number, text in texts]

    def _one(self, number, text):
        negative = 0.95 if re.search(r"ridiculous|never", text) else 0.05
        labels = {"negativity": negative, "anger": negative}
        return Reading(number, labels, np.zeros(4, np.float32), self.name)


def encode(window, length_s):
    """States [50 × length, DIM] that know the level of each frame."""
    frame = int(FRAME_S * RATE)
    padded = np.zeros(int(length_s * RATE), np.float32)
    padded[: window.size] = window[: padded.size]
    level = np.sqrt(np.mean(padded.reshape(-1, frame) ** 2, axis=1))
    return np.stack([level, 10 * level, np.ones_like(level)], axis=1).astype(np.float32)


@pytest.fixture(scope="module")
def data(tmp_path_factory):
    folder = tmp_path_factory.mktemp("data")
    (folder / "ser" / "made").mkdir(parents=True)
    for number, (emotion, (f0_hz, level_db, effort)) in enumerate(EMOTIONS.items()):
        for take in range(5):
            sound = voice(2.0, f0_hz + 4 * take, level_db + take, effort, seed=10 * number + take)
            write_wav(folder / "ser" / "made" / f"{emotion}{take}.wav", sound[None], RATE)
    return folder


@pytest.fixture(scope="module")
def clips():
    return tuple(
        Clip(f"made/{emotion}{take}.wav", SPEAKER, emotion)
        for emotion in EMOTIONS
        for take in range(5)
    )


@pytest.fixture(scope="module")
def head():
    made = VocalHead(DIM, TONES, 2)
    with torch.no_grad():
        for value in made.judge_by.parameters():
            value.zero_()
        made.judge_by.w.weight[:, 1] = 4.0
        made.judge_by.w.weight[:, DIM] = 0.2
    return model_of(made, whisper="made")


@pytest.fixture(scope="module")
def sounds(data, clips, tmp_path_factory):
    kept = Sounds(data, "made", lambda _: encode, tmp_path_factory.mktemp("cache"))
    return {line.name: kept.of_speaker(clips, line) for line in LINES}


def on_line(clips, name, seed=3):
    """A call on this line."""
    return next(
        call
        for number in range(seed, seed + 200)
        for call in [compose(CALL, Library(clips), number, PLAIN)]
        if call.line.name == name
    )


def sounded(found):
    return [each for each in found if each.cue.startswith(("voice.", "prosody."))]


def heard_anew(call, sounds, head):
    """Prosody and voice of each customer utterance, by the product's witnesses as they are."""
    prosody, vocal = ProsodyWitness(), VoiceWitness(head)
    found = []
    for said, clip in call.utterances():
        if clip is None:
            continue
        samples = sounds[clip].samples
        segment = SpeechSegment(call.name, Role.CUSTOMER, 1.0, said.start_s, said.end_s, samples)
        frames = samples.size // int(FRAME_S * RATE)
        whole = encode(samples, 30.0)[:frames]
        states = EncoderStates(call.name, Role.CUSTOMER, said.start_s, FRAME_S, whole, "made")
        customer = CustomerSegment(segment)
        found += prosody.weigh(customer, said) + vocal.weigh(customer, said, states)
    return [each for each in found if isinstance(each, Evidence)]


@pytest.mark.parametrize("line", ["clean", "µ-law", "quiet", "noisy"])
def test_what_is_kept_weighs_as_what_the_product_measures(clips, sounds, head, line):
    call = on_line(clips, line)
    made = course(call, sounds[line].__getitem__, head, WordReader())
    kept = [each for _, evidence in made.steps for each in sounded(evidence)]
    anew = heard_anew(call, sounds[line], head)
    assert len(kept) > 8
    assert [each.cue for each in kept] == [each.cue for each in anew]
    for one, other in zip(kept, anew, strict=True):
        assert one.utterance_id == other.utterance_id
        assert one.log_odds == pytest.approx(other.log_odds, abs=1e-4), one.cue
        assert one.measured == pytest.approx(other.measured, abs=1e-3), one.cue


def test_an_agent_is_weighed_by_words_alone(clips, sounds, head):
    made = course(on_line(clips, "clean"), sounds["clean"].__getitem__, head, WordReader())
    agent = [evidence for said, evidence in made.steps if said.role is Role.AGENT]
    assert agent
    assert not [each for evidence in agent for each in sounded(evidence)]


def test_levels_and_times_of_the_course_are_the_calls(clips, sounds, head):
    call = on_line(clips, "clean")
    made = course(call, sounds["clean"].__getitem__, head, WordReader())
    wanted = [(t.start_s, t.end_s, t.level) for t in call.turns if t.level is not None]
    assert [(turn.start_s, turn.end_s, turn.level) for turn in made.turns] == wanted
    assert made.duration_s == call.duration_s


def test_lines_differ_in_what_they_should(sounds):
    def mean(line, figure):
        return np.mean([each.figures[figure] for each in sounds[line].values()])

    assert mean("quiet", "loudness") == pytest.approx(mean("µ-law", "loudness") - 12, abs=1)
    assert mean("loud", "loudness") == pytest.approx(mean("µ-law", "loudness") + 6, abs=1.5)
    assert mean("quiet", "pitch") == pytest.approx(mean("clean", "pitch"), abs=0.5)


def test_a_clip_is_measured_once_and_read_from_the_folder_afterwards(data, clips, tmp_path):
    first = Sounds(data, "made", lambda _: encode, tmp_path).of_speaker(clips, LINES[1])

    def never(_):
        raise AssertionError("it was kept")

    again = Sounds(data, "made", never, tmp_path).of_speaker(clips, LINES[1])
    assert list(again) == list(first)
    for name, sound in first.items():
        assert (again[name].pcm == sound.pcm).all()
        assert (again[name].states == sound.states).all()
        assert again[name].figures == pytest.approx(sound.figures)
    with pytest.raises(AssertionError, match="kept"):
        Sounds(data, "made", never, tmp_path).of_speaker(clips, LINES[2])


def test_a_text_is_read_once():
    asked = WordReader()
    reader = KeptReader(asked)
    one, other = reader.read([("u1", "This is new."), ("u2", "This is new.")])
    assert asked.asked == ["This is new."]
    assert (one.utterance_id, other.utterance_id) == ("u1", "u2")
    assert one.labels == other.labels


def test_composed_calls_make_a_table(clips, sounds, head):
    calm = scenario("calm", "shop", STEPS[:4])
    reader = KeptReader(WordReader())
    known = []
    for seed in range(12):
        call = compose(CALL if seed % 2 else calm, Library(clips), seed)
        made = course(call, sounds[call.line.name].__getitem__, head, reader)
        known.append(Known(call, made))
    found = table_of(known, "made")
    area = next(row for row in found if row.metric.startswith("AUC of the score"))
    assert area.ours > 0.9
    assert all(np.isfinite(row.ours) for row in found)
    groups = {row.data for row in found}
    assert {"made, gender: f", "made, language of the voice: en"} <= groups


def spoken(path):
    every = scenarios(path)
    says = [text for one in every for step in one.steps for text in getattr(step, "says", ())]
    return {piece for text in [*says, *every[0].polite] for piece in pieces(text)}


def pieces(text):
    found = {re.sub(r"\W+", " ", piece).strip().lower() for piece in re.split(r"[.!?]", text)}
    return {piece for piece in found if len(piece.split()) > 3}


def test_held_out_scenarios_share_no_sentence_with_what_is_tuned_on():
    tuned = spoken(HERE / FILES[Part.TUNING])
    tuned |= {piece for one in dialogues() for said in one.turns for piece in pieces(said.text)}
    held_out = spoken(HERE / FILES[Part.HELD_OUT])
    assert len(held_out) > 300
    assert not held_out & tuned


@pytest.mark.parametrize("part", list(Part))
def test_each_part_has_calm_and_frustrated_scenarios_in_varied_words(part):
    every = scenarios(HERE / FILES[part])
    assert len({one.name for one in every}) == len(every) >= 12
    assert len({one.industry for one in every}) >= 10
    frustrated = [one for one in every if one.is_frustrated]
    assert 5 <= len(frustrated) <= len(every) - 4
    assert {level for one in every for level in one.levels} == {0, 1, 2, 3, 4}
    for one in every:
        for step in one.steps:
            if getattr(step, "level", None) is not None:
                assert len(set(step.says)) == 3, (one.name, step)


SETS = {"EmoDB": 6, "CREMA-D_subset": 4, "URDU": 2, "nEMO": 2, "ASED": 2}


@pytest.fixture
def index(tmp_path):
    folder = tmp_path / "ser"
    votes = folder / "CREMA-D_subset" / "meta"
    votes.mkdir(parents=True)
    (votes / "tabulatedVotes.csv").write_text(",A,D,F,H,N,S,fileName\n", encoding="utf-8")
    lines = ["dataset,path,language,speaker,gender,emotion,intensity,style,seconds"]
    lines += [
        f"{corpus},{corpus}/{number}_{take}.wav,xx,{corpus}_{number},{'fm'[number % 2]},neutral,,,2"
        for corpus, count in SETS.items()
        for number in range(count)
        for take in range(8)
    ]
    (folder / "index.csv").write_text("\n".join(lines), encoding="utf-8")
    return Path(tmp_path)


def test_parts_share_no_speaker_and_tuning_never_sees_an_evaluation_set(index):
    tuning, held_out = (library(index, part).speakers for part in (Part.TUNING, Part.HELD_OUT))
    assert not set(tuning) & set(held_out)
    assert {speaker.corpus for speaker in tuning} == {"EmoDB", "CREMA-D_subset"}
    assert {speaker.corpus for speaker in held_out} == set(SETS)
    assert {speaker.gender for speaker in tuning} == {"f", "m"}


def test_the_shipped_head_alone_is_asked_of_strangers_only(index):
    speakers = library(index, Part.HELD_OUT, shipped_only=True).speakers
    assert {speaker.corpus for speaker in speakers} == {"URDU", "nEMO", "ASED"}
