"""Composed calls through the product's own witnesses: `Course`s whose levels are known.

`python -m models.frustration.composed [--data PATH] [--calls 100] [--part tuning]` composes calls
and tells what they are like. Words go through the shipped text model, timing through the
interaction witness, the clips' sound through the prosody witness and a vocal head that never heard
the speaker (`voices`), all in the order of the call. What a text or a clip gives is kept, so that
the next thousand calls cost little.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray

from models.frustration.course import Course, Labelled
from models.frustration.sounds import Sound, Sounds
from models.frustration.voices import Heads, Part, library
from models.voice.train import encoder
from voicemon import weights
from voicemon.evidence.audible import Audible
from voicemon.evidence.figures import syllables_per_min
from voicemon.evidence.interaction import InteractionWitness
from voicemon.evidence.prosody import ProsodyWitness
from voicemon.evidence.voice import Judgement, VoiceModel, VoiceWitness
from voicemon.evidence.voice.usual import Usual
from voicemon.evidence.wording import WordingWitness
from voicemon.reading.reader import OnnxReader
from voicemon.simulate.clips import Library
from voicemon.simulate.compose import Chances, ComposedCall, draw
from voicemon.simulate.scenario import FRUSTRATED, Scenario, scenarios
from voicemon.types import (
    EncoderStates,
    Evidence,
    Reader,
    Reading,
    Role,
    Samples,
    SpeechSegment,
    Utterance,
)
from voicemon.utterances.roles import customer_only

HERE = Path(__file__).parent
FILES = {Part.TUNING: "scenarios.toml", Part.HELD_OUT: "scenarios_held_out.toml"}
FIRST_SEED = {Part.TUNING: 0, Part.HELD_OUT: 1_000_000}
USUAL = Chances()
WHISPER = "base"  # the product's own choice for recordings


@dataclass(frozen=True, slots=True)
class Known:
    """A composed call and what the witnesses made of it."""

    call: ComposedCall
    course: Course


class KeptReader:
    """The text model, asked once a text."""

    def __init__(self, reader: Reader) -> None:
        self.name = reader.name
        self._reader = reader
        self._kept: dict[str, Reading] = {}

    def read(self, texts: Sequence[tuple[str, str]]) -> list[Reading]:
        """(utterance id, text) pairs → one `Reading` each, in order."""
        return [self._one(utterance_id, text) for utterance_id, text in texts]

    def _one(self, utterance_id: str, text: str) -> Reading:
        kept = self._kept.get(text)
        if kept is None:
            kept = self._kept[text] = self._reader.read([("", text)])[0]
        return Reading(utterance_id, kept.labels, kept.embedding, kept.model)


class KnownProsody(ProsodyWitness):
    """The product's witness; `at` is the sound that it would measure."""

    at: Sound

    def measure(self, heard: Audible, utterance: Utterance) -> dict[str, float]:
        """What was measured of the sound, and the pace of these words."""
        del heard
        rate = syllables_per_min(utterance.words)
        return {**self.at.figures, **({} if rate is None else {"rate": rate})}


class KnownVoice(VoiceModel):
    """A head whose `pool` is told the tone; `at` is the sound. Everything else is the head's."""

    at: Sound

    def __init__(self, model: VoiceModel) -> None:
        self._model = model
        self.dim = model.dim

    def stranger(self) -> Usual:
        """As the head's."""
        return self._model.stranger()

    def pool(self, states: NDArray[np.float32], samples: Samples) -> NDArray[np.float32]:
        """The head's vector of the sound, without measuring its tone again."""
        del samples
        vector = np.concatenate([states.mean(axis=0), self.at.tone]).astype(np.float32)
        with torch.inference_mode():
            found: NDArray[np.float32] = self._model.head.standardised(
                torch.from_numpy(vector)[None]
            )[0].numpy()
        return found

    def judge(self, pooled: NDArray[np.float32], usual: Usual) -> Judgement:
        """As the head's."""
        return self._model.judge(pooled, usual)

    def hear(self, pooled: NDArray[np.float32], usual: Usual) -> None:
        """As the head's."""
        self._model.hear(pooled, usual)


SoundOf = Callable[[str], Sound]


def course(call: ComposedCall, sound: SoundOf, head: VoiceModel, reader: Reader) -> Course:
    """The call as `voicemon.monitor` weighs it; `sound` gives a clip's by its name."""
    prosody, voice = KnownProsody(), KnownVoice(head)
    timing, wording, tense = InteractionWitness(), WordingWitness(), VoiceWitness(voice)
    steps = []
    for utterance, clip in call.utterances():
        reading = reader.read([(utterance.id, utterance.text)])[0]
        found = [*timing.weigh(utterance, reading)]
        if clip is None:
            found += wording.answer(utterance, reading)
        else:
            prosody.at = voice.at = sound(clip)
            found += _vocal(utterance, voice.at, prosody, tense)
            found += wording.weigh(utterance, reading)
        steps.append((utterance, tuple(found)))
    turns = [
        Labelled(turn.start_s, turn.end_s, turn.level)
        for turn in call.turns
        if turn.level is not None
    ]
    return Course(call.name, tuple(steps), tuple(turns), call.duration_s)


def _vocal(
    utterance: Utterance, sound: Sound, prosody: ProsodyWitness, voice: VoiceWitness
) -> list[Evidence]:
    span_s = (utterance.start_s, utterance.end_s)
    customer = customer_only(
        SpeechSegment(utterance.call_id, Role.CUSTOMER, 1.0, *span_s, sound.samples)
    )
    assert customer is not None
    states = EncoderStates(
        utterance.call_id, Role.CUSTOMER, utterance.start_s, 0.02, sound.states[None], WHISPER
    )
    found = [*prosody.weigh(customer, utterance), *voice.weigh(customer, utterance, states)]
    return [each for each in found if isinstance(each, Evidence)]


def written(part: Part) -> list[Scenario]:
    """The scenarios of a part."""
    return scenarios(HERE / FILES[part])


@lru_cache(maxsize=1)
def text_model() -> KeptReader:
    """The shipped one."""
    return KeptReader(OnnxReader(weights.bundled("models", "text")))


class Composer:
    """Composed calls of one part, each with its course, from `FIRST_SEED` on."""

    def __init__(
        self,
        data: Path,
        part: Part,
        *,
        whisper: str = WHISPER,
        chances: Chances = USUAL,
        shipped_only: bool = False,
        reader: KeptReader | None = None,
        own: Sequence[Scenario] = (),
    ) -> None:
        self._reader = reader or text_model()
        self._part = part
        self._chances = chances
        self._library: Library = library(data, part, shipped_only=shipped_only)
        self._scenarios = own or written(part)
        self._sounds = Sounds(data, whisper, encoder)
        self._heads = Heads(data, whisper)

    def calls(self, count: int) -> list[Known]:
        """So many; the first ones are the same whatever the count."""
        first = FIRST_SEED[self._part]
        return [self._known(first + number) for number in range(count)]

    def _known(self, seed: int) -> Known:
        call = draw(self._scenarios, self._library, seed, self._chances)
        own = self._library.clips(call.customer)
        clips = tuple(clip for emotion in sorted(own) for clip in own[emotion])
        sounds = self._sounds.of_speaker(clips, call.line)
        head = self._heads.of(call.customer)
        return Known(call, course(call, sounds.__getitem__, head, self._reader))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--calls", type=int, default=100)
    parser.add_argument("--part", type=Part, choices=list(Part), default=Part.TUNING)
    chosen = parser.parse_args()
    known = Composer(chosen.data, chosen.part).calls(chosen.calls)
    turns = [turn for one in known for turn in one.call.turns if turn.level is not None]
    hours = sum(one.call.duration_s for one in known) / 3600
    frustrated = sum(turn.level >= FRUSTRATED for turn in turns)
    print(f"{len(known)} calls, {hours:.1f} h, {len(turns)} customer turns, ", end="")
    print(f"{frustrated / len(turns):.0%} at level {FRUSTRATED} or more")
    for name, counted in (
        ("level", Counter(turn.level for turn in turns)),
        ("mismatch", Counter(turn.mismatch.value for turn in turns)),
        ("line", Counter(one.call.line.name for one in known)),
        ("corpus", Counter(one.call.customer.corpus for one in known)),
        ("gender", Counter(one.call.customer.gender for one in known)),
    ):
        print(f"{name}: {', '.join(f'{key} {count}' for key, count in sorted(counted.items()))}")


if __name__ == "__main__":
    main()
