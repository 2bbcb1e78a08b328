"""Joins the placed sounds into the two channels of a recording."""

import numpy as np

from samples.make.line import RATE_HZ, crosstalk, limited, line_noise, mu_law
from samples.make.script import ROLES, Call, Hold, Role
from samples.make.sound import Sound
from samples.make.timeline import Placed

LEAD_OUT_S = 1.2


def record(call: Call, plan: tuple[Placed, ...]) -> Sound:
    """The call as recorded: [samples, 2] at 8 kHz, channel 0 the agent, 1 the customer."""
    samples = int((max(p.end_s for p in plan) + LEAD_OUT_S) * RATE_HZ)
    clean = {role: _channel(role, plan, samples) for role in ROLES}
    rng = np.random.default_rng(call.seed + 1000)
    channels = []
    for role in ROLES:
        other = clean[ROLES[1 - ROLES.index(role)]]
        noise = line_noise(samples, call.noise_dbfs[role], rng)
        channels.append(mu_law(limited(clean[role] + crosstalk(other) + noise)))
    return np.stack(channels, axis=1)


def _channel(role: Role, plan: tuple[Placed, ...], samples: int) -> Sound:
    out = np.zeros(samples, np.float32)
    for placed in plan:
        if role == ("agent" if isinstance(placed.event, Hold) else placed.event.by):
            start = round(placed.start_s * RATE_HZ)
            out[start : start + len(placed.sound)] += placed.sound
    return out
