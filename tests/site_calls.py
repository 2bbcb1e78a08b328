"""A site's calls, composed: what the product's witnesses and score make of written scenarios.

Words and timing are weighed as in a call (no sound: voice and prosody have nothing to say), the
score is the filter's, the flags are those of the shipped rules and of one of the site's own.
`levels` are the scenario's: how frustrated the customer is, which the product does not know.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from functools import lru_cache
from pathlib import Path

import numpy as np

from tests.made import STARTED, analysis
from voicemon import weights
from voicemon.evidence.interaction import InteractionWitness
from voicemon.evidence.wording import WordingWitness
from voicemon.flags.cards import Mover, Wish
from voicemon.flags.conditions import ScoreAtLeast
from voicemon.flags.ledger import raised
from voicemon.flags.rehearsal import Told, replay
from voicemon.flags.rule import Case, Rule
from voicemon.flags.rules import RULES, RuleBook
from voicemon.frustration.trajectory import Trajectory
from voicemon.reading.reader import OnnxReader
from voicemon.simulate.clips import Clip, Library, Speaker
from voicemon.simulate.compose import Chances, draw
from voicemon.simulate.scenario import scenarios
from voicemon.store import RecordingInfo
from voicemon.store.rules_records import Author, RuleState
from voicemon.types import Analysis, FlagOutcome, FlagState, Role, Severity

WRITTEN = Path(__file__).parents[1] / "models" / "frustration" / "scenarios.toml"
EMOTIONS = ("neutral", "happy", "sad", "angry", "fear", "disgust", "surprise", "boredom")
CHANCES = Chances(calm_voice=0.0, polite_words=0.0, lively_voice=0.0, frustrated=0.8)
ANN, AUTHOR = Mover("p-ann", "Ann"), Author("p-ann", "Ann")
NOW = STARTED + timedelta(days=30)
HOT = Rule(  # of the site's own
    id="hot",
    name="Hot",
    cases=(Case(severity=Severity.ACT, when=ScoreAtLeast(at_least=0.5, for_s=8.0)),),
    cooldown_s=300.0,
)
BOOK = RuleBook((*RULES, HOT))


@dataclass(frozen=True)
class SiteCall:
    """A call as it is stored, and (start, end, level) of each of the customer's turns."""

    analysis: Analysis
    levels: tuple[tuple[float, float, int], ...]

    def level(self, at_s: float, within_s: float = 60.0) -> int:
        """The highest level of the turns around a moment."""
        near = [
            level
            for start_s, end_s, level in self.levels
            if start_s <= at_s + within_s and end_s >= at_s - within_s
        ]
        return max(near, default=0)


class _Reader:
    """The shipped text model, asked once a text."""

    def __init__(self):
        self._reader = OnnxReader(weights.bundled("models", "text"))
        self._known = {}

    def __call__(self, said):
        if said.text not in self._known:
            self._known[said.text] = self._reader.read([("", said.text)])[0]
        return replace(self._known[said.text], utterance_id=said.id)


@lru_cache(maxsize=1)
def site_calls(count: int = 160) -> tuple[SiteCall, ...]:
    """The same calls each time, one every twenty minutes."""
    speaker = Speaker("s", "made", "en", "f")
    clips = [Clip(f"{mood}{take}", speaker, mood) for mood in EMOTIONS for take in range(4)]
    written, library, reader = scenarios(WRITTEN), Library(clips), _Reader()
    return tuple(
        _site_call(number, draw(written, library, number, CHANCES), reader)
        for number in range(count)
    )


def _site_call(number, call, reader):
    call_id = f"call-{number:03d}"
    timing, wording, trajectory = InteractionWitness(), WordingWitness(), Trajectory(call_id)
    said, evidence, curve = [], [], []
    for heard, _ in call.utterances():
        utterance = replace(heard, call_id=call_id)
        reading = reader(utterance)
        weigh = wording.answer if utterance.role is Role.AGENT else wording.weigh
        found = [*timing.weigh(utterance, reading), *weigh(utterance, reading)]
        said.append(utterance)
        evidence += found
        if found or utterance.role is not Role.AGENT:
            curve.append(trajectory.step(utterance.id, utterance.end_s, found))
    made = analysis(
        call_id,
        f"analysis-{number:03d}",
        duration_s=round(call.duration_s, 3),
        utterances=tuple(said),
        steps=tuple(each.id for each in said),
        evidence=tuple(evidence),
        withheld=(),
        frustration=tuple(curve),
        flags=(),
        stretches=(),
        moments=(),
        warnings=(),
        words_dropped=0,
    )
    began = STARTED + timedelta(minutes=20 * number)
    made = replace(made, call=replace(made.call, started_at=began, agent_id=f"a{number % 7}"))
    made = replace(made, flags=tuple(replay(made, BOOK)))
    levels = tuple((t.start_s, t.end_s, t.level) for t in call.turns if t.level is not None)
    return SiteCall(made, levels)


def flags_of(call: SiteCall):
    """The flags that the site's own rule raised on it."""
    return [each for each in call.analysis.flags if each.rule == HOT.id and each.state == "raised"]


def told_of(call: SiteCall, outcome_of) -> list[Told]:
    """What people told of these flags; `outcome_of(call, flag)` None: nothing."""
    told = ((flag, outcome_of(call, flag)) for flag in flags_of(call))
    return [Told(flag.call_id, HOT.id, flag.at_s, one) for flag, one in told if one is not None]


def only_from(level: int, others: FlagOutcome = FlagOutcome.NOT_NEEDED):
    """People of a site who have something to do from a level of frustration on, and never err."""

    def outcome(call, flag):
        return FlagOutcome.HELPED if call.level(flag.at_s) >= level else others

    return outcome


def by_lot(seed: int, share: float = 0.5):
    """Outcomes that have nothing to do with the call."""
    rng = np.random.default_rng(seed)

    def outcome(call, flag):
        del call, flag
        return FlagOutcome.HELPED if rng.random() < share else FlagOutcome.FALSE_ALARM

    return outcome


def put_in_force(store):
    """The site's own rule, switched on as version 2."""
    store.rules.add(HOT, AUTHOR, STARTED)
    store.rules.switch(HOT.id, 1, RuleState.ON, AUTHOR, STARTED)


def fill(store, calls, outcome_of):
    """Calls in the store, the rule in force, its flags in the ledger, outcomes told."""
    put_in_force(store)
    for number, call in enumerate(calls):
        store.add_analysis(call.analysis, RecordingInfo(f"{number:064d}", 1, "x", 8000, ()))
        tell(store, call, outcome_of)


def tell(store, call, outcome_of):
    """The flags of one call, resolved as somebody would."""
    for flag in flags_of(call):
        at = call.analysis.call.started_at + timedelta(seconds=flag.at_s)
        store.ledger.add(raised(flag, call.analysis.call, at, {}, 0.8))
        outcome = outcome_of(call, flag)
        if outcome is not None:
            wish = Wish(FlagState.RESOLVED, ANN, NOW, why="", outcome=outcome)
            store.ledger.move(flag.id, wish, {})


def begun(calls, first_at):
    """The same calls, the first of them at that time."""
    later = first_at - calls[0].analysis.call.started_at

    def moved(made):
        return replace(made, call=replace(made.call, started_at=made.call.started_at + later))

    return [replace(each, analysis=moved(each.analysis)) for each in calls]
