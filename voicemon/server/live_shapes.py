"""From the words of running calls to the shapes of `live_wire`."""

from __future__ import annotations

from collections.abc import Iterable

from voicemon.exports.identity import masked_customer
from voicemon.runtime.live.changes import Partial, Phase, Snapshot, Status, Suggested, Weighed
from voicemon.server import live_wire as out
from voicemon.server import shapes
from voicemon.server.wire import (
    EvidenceOut,
    FlagOut,
    FrustrationOut,
    StretchOut,
    UtteranceOut,
    WithheldOut,
)
from voicemon.types import Call, Frustration

CATCHING_UP_S = 3.0  # twice the lag aimed at: from here on "now" is not quite now
TREND_PER_MIN = 0.1  # a slope the eye can see on the board's five minutes

_PHASES: dict[Phase, out.FeedName] = {
    Phase.PAUSED: "paused",
    Phase.WAITING: "waiting",
    Phase.ENDED: "ended",
}


def feed_state(status: Status) -> out.FeedName:
    """A status in one word; the gravest that holds."""
    if status.phase is not Phase.LIVE:
        return _PHASES[status.phase]
    if status.stalled:
        return "stalled"
    return "catching_up" if status.lag_s > CATCHING_UP_S else "live"


def status(found: Status) -> out.LiveStatus:
    """How a call is followed."""
    return out.LiveStatus(
        feed=feed_state(found),
        step=found.step.value,
        heard_s=round(found.heard_s, 2),
        lag_s=round(found.lag_s, 2),
        on_hold=found.on_hold,
        warnings=list(found.warnings),
        listeners=found.listeners,
    )


def facts(call: Call) -> out.LiveFacts:
    """What is known of a call."""
    return out.LiveFacts(
        started_at=call.started_at,
        direction=call.direction,
        agent_id=call.agent_id,
        customer_id=masked_customer(call.customer_id),
        queue=call.queue,
        team=call.team,
        language=call.language,
        source=call.source,
    )


def trend(slope_per_min: float) -> out.TrendName:
    """A slope in one word."""
    if slope_per_min > TREND_PER_MIN:
        return "rising"
    return "easing" if slope_per_min < -TREND_PER_MIN else "steady"


def score(point: Frustration, *, provisional: bool) -> out.LiveScore:
    """Frustration now."""
    return out.LiveScore(
        score=round(point.score, 4),
        low=round(point.low, 4),
        high=round(point.high, 4),
        trend=trend(point.slope_per_min),
        provisional=provisional,
    )


def frustration(point: Frustration | None) -> FrustrationOut | None:
    """A point of the curve."""
    return FrustrationOut.model_validate(point) if point else None


def weighed(found: Iterable[Weighed]) -> list[out.WeighedOut]:
    """Utterances with all that they added."""
    return [
        out.WeighedOut(
            utterance=UtteranceOut.model_validate(each.utterance),
            evidence=[EvidenceOut.model_validate(item) for item in each.evidence],
            withheld=[WithheldOut.model_validate(item) for item in each.withheld],
            frustration=frustration(each.frustration),
            flags=[FlagOut.model_validate(flag) for flag in each.flags],
        )
        for each in found
    ]


def partials(found: Iterable[Partial]) -> list[out.PartialOut]:
    """Words of speech that still goes on."""
    return [out.PartialOut.model_validate(each) for each in found]


def call(snapshot: Snapshot, number: int) -> out.LiveCall:
    """A running call in full, as message `number`."""
    return out.LiveCall(
        number=number,
        id=snapshot.call.id,
        call=facts(snapshot.call),
        status=status(snapshot.status),
        weighed=weighed(snapshot.weighed),
        stretches=[StretchOut.model_validate(each) for each in snapshot.stretches],
        flags=[FlagOut.model_validate(flag) for flag in snapshot.flags],
        partials=partials(snapshot.partials),
        provisional=frustration(snapshot.provisional),
        moments=shapes.moments(snapshot.moments),
        step=shapes.step(snapshot.step),
    )


def suggested(news: Suggested | None) -> out.SuggestedOut | None:
    """A step that is offered or taken back."""
    return out.SuggestedOut(step=shapes.step(news.step)) if news else None
