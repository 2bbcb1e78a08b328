"""Whether the outcomes of a site suffice for `voicemon models calibrate` to propose figures."""

from __future__ import annotations

from datetime import datetime, timedelta

from voicemon.flags.figures import RIGHT
from voicemon.flags.tuning import LEAST_CALLS
from voicemon.runtime.rehearsing import judged_since
from voicemon.store import Store

DAYS = 90  # as far as the command looks back unless told otherwise


def may_calibrate(store: Store, now: datetime) -> bool:
    """Whether a rule that is switched on was right, and wrong, on as many calls as tuning needs."""
    calls: dict[tuple[str, bool], set[str]] = {}
    for call_id, flags in judged_since(store, now - timedelta(days=DAYS)).items():
        for flag in flags:
            calls.setdefault((flag.rule, flag.outcome in RIGHT), set()).add(call_id)
    known = {kind for kind, found in calls.items() if len(found) >= LEAST_CALLS}
    return any({(each.id, True), (each.id, False)} <= known for each in store.rules.in_force())
