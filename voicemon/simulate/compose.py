"""Composes calls whose frustration is known: a scenario's words, a speaker's clips, timing, a line.

`compose` draws everything from a seed: which paraphrase is said, who the customer is, which clip
sounds under each utterance, when each begins, how the line is. The same seed gives the same call.
Levels are never drawn: they stand in the scenario, and the clip follows the level but for a share
of mismatches as in life (`Mismatch`). Pace and gaps know nothing of the level.

The agent has words and times only; no clip is ever given to an agent.
"""

from __future__ import annotations

import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np

from voicemon.errors import InputError
from voicemon.simulate.clips import CALM, LIVELY, SUITS, Clip, Library, Speaker, Weighted
from voicemon.simulate.scenario import FRUSTRATED, Hold, Incident, Scenario, Step
from voicemon.simulate.spoken import Spoken, Timing, sentences, utterance
from voicemon.types import Role, Utterance


class Mismatch(StrEnum):
    """Where voice and words do not go together; the level is the scenario's all the same."""

    NONE = "none"
    CALM_VOICE = "calm voice"  # frustrated words, an even voice
    POLITE_WORDS = "polite words"  # a frustrated voice, words that tell nothing
    LIVELY_VOICE = "lively voice"  # no frustration, but a loud or high voice


@dataclass(frozen=True, slots=True)
class Line:
    """How the customer's sound comes: `coding` is `wide` or `mu`, `snr_db` None without noise."""

    name: str
    coding: str
    gain_db: float = 0.0
    snr_db: float | None = None
    heard: float = 0.92  # mean probability of a recognised word


LINES = (
    Line("clean", "wide"),
    Line("µ-law", "mu", heard=0.9),
    Line("quiet", "mu", gain_db=-12.0, heard=0.88),
    Line("loud", "mu", gain_db=6.0, heard=0.9),
    Line("noisy", "mu", snr_db=18.0, heard=0.82),
)


@dataclass(frozen=True, slots=True)
class Chances:
    """Shares, 0–1. Real anger on the telephone is often not heard in the voice at all.

    `calm_voice` and `polite_words` are of turns at level 2 or more, `lively_voice` of the others;
    `frustrated` is the share of calls that `draw` takes from scenarios with frustration.
    """

    calm_voice: float = 0.3
    polite_words: float = 0.1
    lively_voice: float = 0.06
    frustrated: float = 0.35


@dataclass(frozen=True, slots=True)
class Turn:
    """One side's turn as utterances; `level` and clips are the customer's only."""

    role: Role
    level: int | None
    spoken: tuple[Spoken, ...]
    mismatch: Mismatch = Mismatch.NONE
    incident: Incident | None = None

    @property
    def text(self) -> str:
        """All that is said."""
        return " ".join(each.text for each in self.spoken)

    @property
    def start_s(self) -> float:
        """When it begins."""
        return self.spoken[0].start_s

    @property
    def end_s(self) -> float:
        """When it ends."""
        return self.spoken[-1].end_s

    @property
    def clips(self) -> tuple[str, ...]:
        """Names of the clips, one an utterance; none of an agent."""
        return tuple(each.clip for each in self.spoken if each.clip is not None)


@dataclass(frozen=True, slots=True)
class ComposedCall:
    """A call and what is true of it; `holds` are (start, end) in seconds."""

    name: str
    scenario: Scenario
    customer: Speaker
    line: Line
    turns: tuple[Turn, ...]
    holds: tuple[tuple[float, float], ...]
    duration_s: float

    def utterances(self) -> list[tuple[Utterance, str | None]]:
        """Every utterance as a perfect recogniser would hear it, with its clip, by start time."""
        said = sorted(
            ((turn.role, each) for turn in self.turns for each in turn.spoken),
            key=lambda one: (one[1].start_s, one[1].end_s),
        )
        return [
            (utterance(self.name, number, role, each, self.line.heard), each.clip)
            for number, (role, each) in enumerate(said)
        ]


def draw(
    scenarios: Sequence[Scenario], library: Library, seed: int, chances: Chances = Chances()
) -> ComposedCall:
    """A call of any of these scenarios; a `frustrated` share of them is frustrated."""
    rng = np.random.default_rng([seed, 1])
    wanted = bool(rng.random() < chances.frustrated)
    suited = [each for each in scenarios if library.speakers_for(each.levels)]
    fitting = [each for each in suited if each.is_frustrated == wanted] or suited
    if not fitting:
        raise InputError("no speaker has clips for all levels of any scenario")
    return compose(fitting[int(rng.integers(len(fitting)))], library, seed, chances)


def compose(
    scenario: Scenario, library: Library, seed: int, chances: Chances = Chances()
) -> ComposedCall:
    """The call of this scenario and seed; InputError when no speaker has the clips for it."""
    rng = np.random.default_rng([seed, zlib.crc32(scenario.name.encode())])
    customer = _customer(library.speakers_for(scenario.levels), rng, scenario)
    voice = _Voice(library.clips(customer), rng)
    line = LINES[int(rng.integers(len(LINES)))]
    composer = _Composer(scenario, voice, chances, rng)
    for step in scenario.steps:
        composer.take(step)
    name = f"{scenario.name}, {seed}"
    holds, end_s = tuple(composer.holds), max(turn.end_s for turn in composer.turns) + 1.0
    return ComposedCall(name, scenario, customer, line, tuple(composer.turns), holds, end_s)


def _customer(suited: Sequence[Speaker], rng: np.random.Generator, scenario: Scenario) -> Speaker:
    """Any corpus is as likely as another, then any speaker of it."""
    if not suited:
        raise InputError(f"no speaker has clips for all levels of {scenario.name!r}")
    corpora = sorted({speaker.corpus for speaker in suited})
    corpus = corpora[int(rng.integers(len(corpora)))]
    own = [speaker for speaker in suited if speaker.corpus == corpus]
    return own[int(rng.integers(len(own)))]


class _Voice:
    """One speaker's clips; none comes again before all of its emotion were heard."""

    def __init__(self, clips: Mapping[str, list[Clip]], rng: np.random.Generator) -> None:
        self._clips = clips
        self._rng = rng
        self._left: dict[str, list[Clip]] = {}

    def emotion(self, weighted: Weighted) -> str | None:
        """One of these emotions that the speaker has, None where there is none."""
        own = [emotion for emotion in weighted if self._clips.get(emotion)]
        if not own:
            return None
        shares = np.array([weighted[emotion] for emotion in own])
        return own[int(self._rng.choice(len(own), p=shares / shares.sum()))]

    def clip(self, emotion: str) -> Clip:
        """The next clip of an emotion."""
        left = self._left.setdefault(emotion, [])
        if not left:
            every = self._clips[emotion]
            left += [every[at] for at in self._rng.permutation(len(every))]
        return left.pop()


class _Composer:
    """Takes the steps of one call in order; `turns` and `holds` are what came of them."""

    def __init__(
        self, scenario: Scenario, voice: _Voice, chances: Chances, rng: np.random.Generator
    ) -> None:
        self.turns: list[Turn] = []
        self.holds: list[tuple[float, float]] = []
        self._polite = scenario.polite
        self._voice = voice
        self._chances = chances
        self._rng = rng
        self._timing = Timing(rng)
        self._said: list[str] = []  # by the customer, a step

    def take(self, step: Step | Hold) -> None:
        """Add what a step says."""
        if isinstance(step, Hold):
            self.holds.append(self._timing.hold(step.least_s, step.most_s))
        elif step.role is Role.AGENT:
            self._agent(step)
        else:
            self._customer(step)

    def _agent(self, step: Step) -> None:
        cuts_in = step.cuts_in and bool(self.turns) and self.turns[-1].role is Role.CUSTOMER
        spoken = self._timing.say(Role.AGENT, sentences(self._one_of(step.says)), cuts_in=cuts_in)
        incident = Incident.INTERRUPTION if cuts_in else None
        self.turns.append(Turn(Role.AGENT, None, tuple(spoken), incident=incident))

    def _customer(self, step: Step) -> None:
        assert step.level is not None
        mismatch, emotion = self._sounds(step)
        text = self._one_of(step.says)
        if step.again is not None:
            text = f"{text} {self._said[step.again - 1]}"
        elif mismatch is Mismatch.POLITE_WORDS:
            text = self._one_of(self._polite)
        self._said.append(text)
        spoken = [
            replace(each, clip=self._voice.clip(emotion).name)
            for each in self._timing.say(Role.CUSTOMER, sentences(text))
        ]
        incident = None if step.again is None else Incident.REPEATED_REQUEST
        self.turns.append(Turn(Role.CUSTOMER, step.level, tuple(spoken), mismatch, incident))

    def _sounds(self, step: Step) -> tuple[Mismatch, str]:
        """Whether voice and words go together, and the emotion of the turn's clips."""
        assert step.level is not None
        mismatch = self._mismatch(step)
        other = {Mismatch.CALM_VOICE: CALM, Mismatch.LIVELY_VOICE: LIVELY}.get(mismatch)
        emotion = self._voice.emotion(other) if other else None
        if other and emotion is None:
            mismatch = Mismatch.NONE  # this speaker has no such clip
        if emotion is None:
            emotion = self._voice.emotion(SUITS[step.level])
        assert emotion is not None  # `speakers_for` has seen to it
        return mismatch, emotion

    def _mismatch(self, step: Step) -> Mismatch:
        drawn = float(self._rng.random())
        by = self._chances
        if (step.level or 0) < FRUSTRATED:
            return Mismatch.LIVELY_VOICE if drawn < by.lively_voice else Mismatch.NONE
        if drawn < by.calm_voice:
            return Mismatch.CALM_VOICE
        could = bool(self._polite) and step.again is None
        polite = could and drawn < by.calm_voice + by.polite_words
        return Mismatch.POLITE_WORDS if polite else Mismatch.NONE

    def _one_of(self, texts: Sequence[str]) -> str:
        return texts[int(self._rng.integers(len(texts)))]
