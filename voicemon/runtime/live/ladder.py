"""How far hearing is degraded when compute falls behind: a state table over the lag of the finals.

    lag                         what happens
    > BEHIND_S                  one step down, at most one a SETTLE_S
    CALM_S … BEHIND_S           nothing
    < CALM_S for RECOVER_S      one step up, if there is room for what it costs

The lag is the worse of two: how long the oldest final that waits has been due, and how long the
latest one took. The gap between the two thresholds, and the time a step has to show what it does,
keep it from swinging; so does the question whether the engine, as busy as it is now, could do the
work of the step above (`COST`, as measured). From the lowest step to the highest it takes less than
30 s where nobody speaks.
"""

from __future__ import annotations

from voicemon.runtime.live.changes import Step

BEHIND_S = 1.5
CALM_S = 1.0
SETTLE_S = 1.0
RECOVER_S = 4.0
ROOM = 0.85  # of the engine's time, to be used at most
COST = {Step.SHORT_WINDOWS: 2.2, Step.SMALL_MODEL: 2.0, Step.SPARSE_WORDS: 1.5}
"""How much more the step above costs than this one; where nothing stands, it is hardly more."""
STEPS = (
    Step.FULL,
    Step.NO_PARTIALS,
    Step.SHORT_WINDOWS,
    Step.SMALL_MODEL,
    Step.SPARSE_WORDS,
    Step.SOUND_ONLY,
)


class Ladder:
    """Where hearing stands. `small`: is there a smaller model to fall back to?"""

    def __init__(self, small: bool) -> None:
        self._steps = [each for each in STEPS if small or each is not Step.SMALL_MODEL]
        self._at = 0
        self._changed_s = float("-inf")
        self._calm_since_s: float | None = None
        self.taken = dict.fromkeys(self._steps[1:], 0)  # how often each step down was taken

    @property
    def step(self) -> Step:
        """The step in force."""
        return self._steps[self._at]

    def observe(self, now_s: float, lag_s: float, busy: float = 0.0) -> bool:
        """The lag at `now_s`, and the share of its time that the engine lately worked; True when
        the step changed.
        """
        if lag_s >= CALM_S:
            self._calm_since_s = None
        elif self._calm_since_s is None:
            self._calm_since_s = now_s
        if lag_s > BEHIND_S and now_s - self._changed_s >= SETTLE_S:
            return self._move(now_s, 1)
        calm = self._calm_since_s is not None and now_s - self._calm_since_s >= RECOVER_S
        roomy = busy * COST.get(self.step, 1.0) <= ROOM
        return self._move(now_s, -1) if calm and roomy else False

    def _move(self, now_s: float, by: int) -> bool:
        at = min(max(self._at + by, 0), len(self._steps) - 1)
        if at == self._at:
            return False
        self._at, self._changed_s, self._calm_since_s = at, now_s, None
        if by > 0:
            self.taken[self.step] += 1
        return True


def at_least(step: Step, other: Step) -> bool:
    """Does `step` include what `other` takes away?"""
    return STEPS.index(step) >= STEPS.index(other)
