"""How long to wait before a message is tried again, and when it is given up.

Ten tries in about 45 minutes: an alarm that comes later helps nobody, and a dead letter is seen.
"""

from __future__ import annotations

from random import Random

TRIES = 10
FIRST_S = 5.0
LONGEST_S = 3600.0
JITTER = 0.2  # of the pause, up or down, so that many do not come back at the same moment


def pause_s(tries: int, chance: Random, asked_s: float = 0.0) -> float:
    """Seconds before the next try, doubled with each; at least as long as the receiver asked."""
    pause = FIRST_S * 2.0 ** (tries - 1)
    pause = min(max(pause, asked_s), LONGEST_S)
    return pause * chance.uniform(1.0 if asked_s else 1.0 - JITTER, 1.0 + JITTER)
