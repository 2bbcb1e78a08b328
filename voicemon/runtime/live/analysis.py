"""The live analysis of a call, put together from its story."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import uuid4

from voicemon.runtime.live.story import Story
from voicemon.types import Analysis, Role, RolesFrom

PASS = "pass"  # the setting that tells the two versions of a live call apart
LIVE, AFTER = "live", "after the call"


def live_analysis(
    story: Story,
    duration_s: float,
    roles: Sequence[Role],
    models: Mapping[str, str],
    warnings: Sequence[str] = (),
) -> Analysis:
    """What was made of the call while it ran."""
    told = sorted(
        story.weighed.values(), key=lambda each: (each.utterance.start_s, each.utterance.id)
    )
    ended_at = story.call.ended_at or story.call.started_at + timedelta(seconds=duration_s)
    languages = [each.utterance.language for each in told if each.utterance.language]
    call = replace(
        story.call, ended_at=ended_at, language=story.call.language or next(iter(languages), None)
    )
    return Analysis(
        id=uuid4().hex[:12],
        call=call,
        made_at=datetime.now(UTC),
        duration_s=round(duration_s, 3),
        roles=_roles_from({each.utterance.role for each in told}, roles),
        models=dict(models),
        utterances=tuple(each.utterance for each in told),
        evidence=tuple(item for each in story.weighed.values() for item in each.evidence),
        withheld=tuple(item for each in story.weighed.values() for item in each.withheld),
        frustration=tuple(
            each.frustration for each in story.weighed.values() if each.frustration is not None
        ),
        flags=tuple(story.flags),
        stretches=tuple(sorted(story.stretches.values(), key=lambda s: (s.start_s, s.end_s))),
        moments=tuple(story.moments.values()),
        warnings=tuple(warnings),
        settings={PASS: LIVE},
        steps=tuple(each.utterance.id for each in story.weighed.values() if each.asked),
    )


def _roles_from(said: Set[Role], channels: Sequence[Role]) -> RolesFrom:
    if tuple(channels) == (Role.UNKNOWN,):
        return RolesFrom.DIARIZED if said - {Role.UNKNOWN} else RolesFrom.UNKNOWN
    return RolesFrom.CHANNEL if Role.CUSTOMER in (said or channels) else RolesFrom.UNKNOWN
