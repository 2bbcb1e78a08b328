import inspect
import json
import math
import subprocess
import sys

import numpy as np
import pytest
import torch
from safetensors.torch import save_file

from tests.evidence.voices import RATE, customer, states, utterance, voice
from voicemon.errors import ModelError
from voicemon.evidence.voice import VoiceModel, VoiceWitness
from voicemon.evidence.voice import witness as witness_module
from voicemon.evidence.voice.head import VocalHead
from voicemon.evidence.voice.tone import NAMES
from voicemon.types import CustomerSegment, EncoderStates, Evidence, Role, SpeechSegment, Withheld

DIM = 12
CALIBRATION = {
    "slope": 1.0,
    "shift": -1.0,
    "rate": 0.25,
    "arousal_slope": 1.0,
    "arousal_shift": 0.0,
}


VOICES = {"centre": 0.0, "between": 0.7, "gap": 3.0, "calm": 1.0, "angry": 1.0}


def weights(path, gains=(1.0, 1.2), **changed):
    """A head that hears anger where the first state is high; `gains` says how much, a member."""
    head = VocalHead(DIM, len(NAMES), len(gains))
    with torch.no_grad():
        for value in head.judge_by.parameters():
            value.zero_()
        head.centre[DIM] = -26.0
        for number, gain in enumerate(gains):
            head.judge_by.w.weight[2 * number, 0] = gain
            head.judge_by.w.weight[2 * number, DIM] = 0.5  # a decibel above the usual
    about = {
        "shape": {"dim": DIM, "tones": len(NAMES), "members": len(gains)},
        "tone": list(NAMES),
        "prior_clips": 2.0,
        "voices": VOICES,
        "calibration": CALIBRATION,
        **changed,
    }
    save_file(head.state_dict(), path, {"voicemon": json.dumps(about)})


@pytest.fixture(scope="module")
def model(tmp_path_factory):
    folder = tmp_path_factory.mktemp("voice")
    weights(folder / "tiny.en.safetensors")
    return VoiceModel(folder, "tiny.en")


def heard(level, frames=100):
    array = np.zeros((frames, DIM))
    array[:, 0] = level
    return states(array)


def said(found):
    return {one.cue: one for one in found if isinstance(one, Evidence)}


def weigh(witness, level, number=0, samples=None):
    sound = voice(seed=number) if samples is None else samples
    return witness.weigh(customer(sound), utterance(number), heard(level))


def test_both_cues_come_with_measure_usual_and_sentence(model):
    witness = VoiceWitness(model)
    weigh(witness, 0.0)
    cues = said(weigh(witness, 1.4, number=1))
    assert set(cues) == {"voice.anger", "voice.arousal"}
    anger = cues["voice.anger"]
    assert anger.baseline < anger.measured < 1
    assert anger.unit == "probability"
    assert anger.note == (
        f"voice much tenser than usual: anger {anger.measured:.2f}, "
        f"usual for this caller {anger.baseline:.2f}"
    )


def test_the_sentence_says_what_the_weight_says(model):
    witness = VoiceWitness(model)
    for number, level in enumerate((0.0, -2.0, 2.0, 1.2, 4.0, 0.5, 3.0, 2.0, 1.0, -3.0, 0.8)):
        anger = said(weigh(witness, level, number)).get("voice.anger")
        if anger is None:  # it can be read either way
            continue
        raises, calms = anger.log_odds > 0.05, anger.log_odds < -0.05
        opening = anger.note.partition(":")[0]
        assert ("tense" in opening and "neither" not in opening) is raises
        assert ("calm" in opening and "neither" not in opening) is calms
        if anger.baseline is not None and "than usual" in opening:
            assert raises is (anger.measured > anger.baseline)


def test_a_voice_that_is_still_tense_is_not_said_to_be_tenser(model):
    witness = VoiceWitness(model)
    weigh(witness, 6.0)
    anger = said(weigh(witness, 4.0, number=1))["voice.anger"]
    assert anger.log_odds > 0
    assert anger.measured < anger.baseline
    assert anger.note.startswith("voice still a little tense: anger")


def test_the_first_utterance_has_no_usual_and_says_so(model):
    anger = said(weigh(VoiceWitness(model), 2.0))["voice.anger"]
    assert anger.baseline is None
    assert "no usual yet" in anger.note


def test_more_anger_than_usual_weighs_more_and_never_beyond_the_bound(model):
    found = []
    for level in (-3.0, 0.6, 1.0, 2.0, 50.0):
        witness = VoiceWitness(model)
        for number in range(4):
            weigh(witness, 0.0, number)
        found.append(said(weigh(witness, level, 9))["voice.anger"].log_odds)
    assert found == sorted(found)
    assert found[0] < 0 < found[-1] <= 0.9
    assert found[0] >= -0.2


def test_a_voice_that_is_always_a_little_tense_is_its_own_usual(model):
    witness = VoiceWitness(model)
    odds = [said(weigh(witness, 1.0, number))["voice.anger"].measured for number in range(12)]
    assert odds[-1] < odds[0]


def test_a_caller_who_is_angry_from_the_first_word_to_the_last_stays_angry(model):
    witness = VoiceWitness(model)
    odds = [said(weigh(witness, 3.5, number))["voice.anger"].measured for number in range(12)]
    assert min(odds) > 0.8


def test_louder_than_the_callers_own_usual_counts_and_the_lines_gain_does_not(model):
    def last(gain, louder):
        witness = VoiceWitness(model)
        for number in range(6):
            weigh(witness, 0.0, number, gain * voice(seed=number))
        return said(weigh(witness, 1.5, 9, gain * louder * voice(seed=9)))["voice.anger"].measured

    assert last(1.0, 2.0) > last(1.0, 1.0)
    assert last(0.5, 2.0) == pytest.approx(last(1.0, 2.0), abs=0.02)


def test_a_voice_that_can_be_read_either_way_is_withheld_with_its_reason(model):
    (found,) = weigh(VoiceWitness(model), -0.09)
    assert isinstance(found, Withheld)
    assert found.reason == "the voice can be read either way"


def test_two_calls_do_not_share_a_usual(model):
    first, second = VoiceWitness(model), VoiceWitness(model)
    for number in range(6):
        weigh(first, 3.0, number)
    assert said(weigh(second, 1.0)) == said(weigh(VoiceWitness(model), 1.0))


def test_the_probability_is_the_calibrated_logit(model):
    """Constant states: their mean is the level itself; everyone's offset is 0."""
    anger = said(weigh(VoiceWitness(model), 2.0))["voice.anger"]
    logit = np.mean([2.0 * gain for gain in (1.0, 1.2)])
    assert anger.measured == pytest.approx(1 / (1 + math.exp(-(logit - 1.0))), abs=1e-3)


def test_material_that_is_complete_is_judged_against_all_of_it_in_any_order(model):
    spoken = [model.pool(heard(level).states, voice(seed=3)) for level in (0.0, 0.4, 3.0, 0.2)]
    forth, back = model.judge_together(spoken), model.judge_together(spoken[::-1])[::-1]
    for one, other in zip(forth, back, strict=True):
        assert one.anger == pytest.approx(other.anger)
    assert max(forth, key=lambda one: one.anger) is forth[2]


def test_one_utterance_alone_is_judged_against_everyone(model):
    pooled = model.pool(heard(1.0).states, voice())
    (alone,) = model.judge_together([pooled])
    assert alone.anger == pytest.approx(model.judge(pooled, model.stranger()).anger, abs=0.2)


def test_members_that_disagree_are_less_sure(tmp_path):
    weights(tmp_path / "base.safetensors", gains=(1.0, 1.0))
    one = VoiceModel(tmp_path, "base")
    weights(tmp_path / "base.safetensors", gains=(0.5, 1.5))
    two = VoiceModel(tmp_path, "base")
    sure = said(weigh(VoiceWitness(one), 2.0))["voice.anger"].confidence
    unsure = said(weigh(VoiceWitness(two), 2.0))["voice.anger"].confidence
    assert unsure < sure


@pytest.mark.parametrize(
    ("samples", "given", "why"),
    [
        (voice(0.3, pad_s=0.1), heard(1.0), "too little speech"),
        (voice(2.0), None, "no encoder states"),
        (voice(2.0), states(np.zeros((100, 7)), model="other"), "no vocal head"),
        (voice(2.0), states(np.zeros((0, DIM))), "no vocal head"),
        (0.1 * np.random.default_rng(0).standard_normal(RATE).astype("f4"), heard(1.0), "speech"),
    ],
)
def test_what_cannot_be_judged_is_withheld_with_its_reason(model, samples, given, why):
    (found,) = VoiceWitness(model).weigh(customer(samples), utterance(), given)
    assert isinstance(found, Withheld)
    assert why in found.reason


def test_what_was_withheld_does_not_change_the_usual(model):
    plain, other = VoiceWitness(model), VoiceWitness(model)
    other.weigh(customer(voice(0.3, pad_s=0.1)), utterance(), heard(9.0))
    assert said(weigh(plain, 1.0)) == said(weigh(other, 1.0))


def test_a_missing_head_says_what_to_do(tmp_path):
    with pytest.raises(ModelError, match="no vocal head") as caught:
        VoiceModel(tmp_path, "large-v3")
    assert caught.value.fix


@pytest.mark.parametrize("damage", [b"", b"\x00" * 64, b"not weights at all"])
def test_a_damaged_head_is_refused(tmp_path, damage):
    (tmp_path / "base.safetensors").write_bytes(damage)
    with pytest.raises(ModelError, match="damaged"):
        VoiceModel(tmp_path, "base")


def test_a_head_of_another_shape_is_refused(tmp_path):
    weights(
        tmp_path / "base.safetensors",
        shape={"dim": DIM + 1, "tones": len(NAMES), "members": 2},
    )
    with pytest.raises(ModelError, match="damaged"):
        VoiceModel(tmp_path, "base")


def test_a_head_that_reads_other_tone_figures_is_refused(tmp_path):
    weights(tmp_path / "base.safetensors", tone=["loudness"])
    with pytest.raises(ModelError, match="other tone figures"):
        VoiceModel(tmp_path, "base")


def test_an_agents_states_cannot_be_made():
    with pytest.raises(TypeError):
        EncoderStates("c", Role.AGENT, 0.0, 0.02, np.zeros((10, DIM), np.float32), "tiny.en")


def test_only_a_customer_segment_reaches_the_witness():
    hints = inspect.signature(VoiceWitness.weigh, eval_str=True).parameters
    assert hints["customer"].annotation is CustomerSegment


def test_no_function_of_voice_takes_another_segment():
    functions = inspect.getmembers(witness_module, inspect.isfunction)
    functions += inspect.getmembers(VoiceWitness, inspect.isfunction)
    functions += inspect.getmembers(VoiceModel, inspect.isfunction)
    for name, function in functions:
        for hint in getattr(function, "__annotations__", {}).values():
            assert SpeechSegment.__name__ != hint, name


def test_importing_the_witness_loads_no_torch():
    code = "import sys, voicemon.evidence.voice; print('torch' in sys.modules)"
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert out.stdout.strip() == "False"


def test_no_lazy_stand_in_of_speechbrain_is_left_for_others_to_wake():
    for name, module in list(sys.modules.items()):
        if name.startswith("speechbrain"):
            assert getattr(module, "__name__", name).startswith("speechbrain")
