"""The recipe's parts that need no data: lines, vectors, draws, and that a head can be learnt."""

import numpy as np
import pytest

from models.voice.batches import batch
from models.voice.brain import trained
from models.voice.calibrate import calibrated
from models.voice.channel import PLAIN_LINE, WIDE_LINE, Line, random_line, through
from models.voice.codecs import coded, with_losses
from models.voice.corpora import Clip
from models.voice.judging import Compared, model_of, weights
from models.voice.trials import HERE, with_part
from models.voice.vectors import TONES, Table, from_own, standards
from tests.evidence.voices import RATE, voice

DIM = 6
BY = {"states_ridge": 0.05, "tone_ridge": 0.05, "steps": 50}


def made(speakers=8, each=10, corpus="CREMA-D_subset", seed=0):
    """Every speaker has an offset of their own; anger moves the first state by three."""
    rng = np.random.default_rng(seed)
    clips, rows = [], []
    for number in range(speakers):
        offset = rng.normal(0, 1, DIM)
        for take in range(each):
            angry = take % 4 == 0
            vector = np.r_[offset + rng.normal(0, 0.5, DIM), rng.normal(0, 1, TONES)]
            vector[0] += 3 * angry
            name = f"{corpus}_{number}"
            emotion = "angry" if angry else "neutral"
            path = f"{name}_{take}"
            clips.append(
                Clip(corpus, path, name, "f", emotion, 2.0, float(angry), 0.3 + 0.6 * angry)
            )
            rows.append(vector)
    return Table(tuple(clips), np.array(rows, np.float32))


@pytest.mark.parametrize("coding", ["mu", "a", "amr", "opus"])
def test_every_coding_keeps_the_length_and_nearly_the_level(coding):
    sound = voice(2.0)[::2]
    heard = coded(sound, coding, 12200)
    assert heard.size == sound.size
    assert np.std(heard) == pytest.approx(np.std(sound), rel=0.25)


def test_lost_packets_are_faded_repeats_and_never_noise():
    sound = voice(2.0)[::2].astype(np.float64)
    heard = with_losses(sound, 0.3, np.random.default_rng(0))
    assert heard.size == sound.size
    assert np.abs(heard).max() <= np.abs(sound).max()
    assert 0.02 < np.mean(heard != sound) < 0.6


def test_any_random_line_gives_sound_of_the_length_its_tempo_says():
    rng = np.random.default_rng(3)
    sound = voice(2.0)
    for _ in range(40):
        line = random_line(rng)
        heard = through(sound, RATE, line, rng, babble=voice(1.0, 210.0))
        assert np.isfinite(heard).all(), line
        assert heard.size == pytest.approx(sound.size / line.speed, abs=4)


def test_a_plain_line_is_narrow_and_a_wide_one_is_not():
    hiss = np.random.default_rng(0).standard_normal(RATE).astype(np.float32) * 0.05

    def treble(line):
        power = np.abs(np.fft.rfft(through(hiss, RATE, line, np.random.default_rng(0)))) ** 2
        return power[power.size * 5 // 8 :].sum() / power.sum()

    assert treble(PLAIN_LINE) < 0.01
    assert treble(WIDE_LINE) > 0.2


def test_the_level_of_a_set_that_was_levelled_says_nothing():
    level = DIM
    both = made(3, corpus="EmoDB"), made(3)
    centre, scale = standards(both)
    assert not from_own(both[0], centre, scale)[:, level].any()
    assert from_own(both[1], centre, scale)[:, level].any()


def test_members_draw_speakers_and_every_corpus_counts_alike():
    tables = [made(6, corpus="EmoDB"), made(3)]
    whole = batch(tables, *standards(tables), members=4, seed=1)
    assert whole.weights.shape == (90, 4)
    assert whole.weights.mean(dim=0).numpy() == pytest.approx(np.ones(4))
    alone = batch(tables, *standards(tables), members=1, seed=1)
    assert alone.weights[:60].sum() == pytest.approx(float(alone.weights[60:].sum()))


def test_the_same_seed_gives_the_same_head_and_it_finds_anger_in_strangers():
    tables = [made()]
    head, again = (trained(tables, BY, 17, members=3) for _ in range(2))
    for name, value in head.state_dict().items():
        assert (value == again.state_dict()[name]).all(), name
    others = made(seed=9)
    about = calibrated([(head, others)], prior=2.0, orders=1)
    model = model_of(head, about)
    angry = np.array([clip.angry for clip in others.clips])
    for compared in (Compared.INFERRED, Compared.OWN, Compared.RUNNING):
        scores = weights(model, others, compared)
        assert np.mean(scores[angry][:, None] > scores[~angry][None]) > 0.85, compared


def test_a_line_names_all_that_befalls_a_call():
    line = Line(coding="amr", snr_db=12.0, babble=True, room_s=0.3, clip_db=4.0, lost=0.05)
    heard = through(voice(2.0), RATE, line, np.random.default_rng(0), babble=voice(1.0, 180.0))
    assert np.abs(heard).max() <= 1.0


def test_the_page_of_trials_keeps_the_other_encoders_table_and_what_was_written_by_hand():
    page = (HERE / "TRIALS.md").read_text("utf-8")
    changed = with_part(page, "tiny.en", ["| way |", "|---|", "| new |"])
    assert "| new |" in changed
    base = page[page.index("## Whisper base") : page.index("## Whisper tiny.en")]
    assert base in changed
    assert changed.endswith(page[page.index("# What was tried for the research head") :])
