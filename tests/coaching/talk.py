"""Two people who talk, with the cues that others found in their words."""

import numpy as np

from voicemon.coaching.moments import Coach
from voicemon.types import Evidence, Reading, Role, Utterance

A, C, U = Role.AGENT, Role.CUSTOMER, Role.UNKNOWN
PLAIN = "and what will happen with it then"


def said(role, start_s, end_s, text=PLAIN, language="en"):
    name = f"{round(start_s * 1000):08d}{role.value[0]}"
    return Utterance(name, "call", role, start_s, end_s, text, (), language, -0.2, 0.01)


def reading(**labels):
    return Reading("", labels, np.zeros(0, np.float32), "test")


def cue(name, log_odds=2.0, measured=1.0, confidence=1.0):
    return Evidence(
        "", name, 0.0, 1.0, measured, "probability", None, log_odds, confidence, "a note"
    )


MANAGER = cue("wording.manager_request")
REPEAT = cue("wording.repeat", 1.4)
SORRY = cue("wording.agent_apology", -0.3)
OWNS = cue("wording.agent_ownership", -0.4)
PROMISES = cue("wording.agent_next_step", -0.2)
PLEASED = cue("wording.resolved", -1.3)


class Talk:
    """A call that is coached: `now` keeps the newest of each moment."""

    def __init__(self):
        self.coach = Coach("call")
        self.now = {}
        self.told = []

    def say(self, role, start_s, end_s, *cues, text=PLAIN, stretches=(), language="en", **labels):
        utterance = said(role, start_s, end_s, text, language)
        changed = self.coach.step(utterance, reading(**labels), cues, stretches)
        return self._keep(changed)

    def end(self, duration_s):
        return self._keep(self.coach.end(duration_s))

    def _keep(self, changed):
        self.now |= {moment.id: moment for moment in changed}
        self.told += changed
        return changed

    @property
    def only(self):
        (moment,) = self.now.values()
        return moment
