"""A made-up call, analysed: small, but with something in every field."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from voicemon.types import (
    AgentAct,
    Analysis,
    Call,
    Consent,
    ConsentStatus,
    Direction,
    EmpathyMoment,
    Evidence,
    Flag,
    FlagState,
    Frustration,
    MomentKind,
    Role,
    RolesFrom,
    Severity,
    Stretch,
    StretchKind,
    Utterance,
    Withheld,
    Word,
)

STARTED = datetime(2026, 3, 14, 9, 26, 53, tzinfo=UTC)


def words(text, start_s, end_s):
    parts = text.split()
    step = (end_s - start_s) / len(parts)
    return tuple(
        Word(part, start_s + i * step, start_s + (i + 1) * step, 0.9)
        for i, part in enumerate(parts)
    )


def utterance(number, role, start_s, end_s, text, call_id="call-1"):
    return Utterance(
        id=f"u{number}",
        call_id=call_id,
        role=role,
        start_s=start_s,
        end_s=end_s,
        text=text,
        words=words(text, start_s, end_s) if text else (),
        language="en",
        avg_logprob=-0.2,
        no_speech_prob=0.01,
    )


def point(utterance_id, at_s, score, call_id="call-1", **contributions):
    return Frustration(
        call_id=call_id,
        utterance_id=utterance_id,
        at_s=at_s,
        score=score,
        low=max(score - 0.1, 0.0),
        high=min(score + 0.1, 1.0),
        slope_per_min=0.05,
        contributions=contributions or {"usual": -1.0},
    )


def analysis(call_id="call-1", analysis_id="analysis-1", **changes):
    """40 s: an agent greets, a customer grows angry, is interrupted, held, and calmed."""
    made = Analysis(
        id=analysis_id,
        call=Call(
            id=call_id,
            started_at=STARTED,
            ended_at=STARTED + timedelta(seconds=40),
            direction=Direction.INBOUND,
            agent_id="a17",
            customer_id="+1 202 555 0143",
            queue="billing",
            team="north",
            language="en",
            source="café 🎧.wav",
            consent=Consent(ConsentStatus.GRANTED, STARTED, "spoken"),
        ),
        made_at=STARTED + timedelta(hours=1),
        duration_s=40.0,
        roles=RolesFrom.CHANNEL,
        models={"words": "base", "voice": "head-1"},
        utterances=(
            utterance(1, Role.AGENT, 0.5, 3.0, "Thank you for calling, how can I help?", call_id),
            utterance(
                2, Role.CUSTOMER, 3.5, 8.0, "This is the THIRD time, <really> & truly!", call_id
            ),
            utterance(3, Role.AGENT, 7.5, 10.0, "I am sorry about that.", call_id),
            utterance(4, Role.CUSTOMER, 30.0, 33.0, "Thank you, that solves it.", call_id),
        ),
        evidence=(
            Evidence(
                "u2", "prosody.loudness", 3.5, 8.0, -18.0, "dBFS", -26.0, 0.9, 0.8,
                "Louder than usual (+8 dB)",
            ),
            Evidence(
                "u2", "wording.repeat", 3.5, 8.0, 1.0, "cue", None, 1.3, 0.9,
                "Says it is the third time",
            ),
            Evidence(
                "u3", "wording.agent_apology", 7.5, 10.0, 1.0, "cue", None, -0.3, 0.9,
                "The agent apologised",
            ),
        ),
        withheld=(Withheld("u4", "prosody", 30.0, 33.0, "too quiet to measure"),),
        frustration=(
            point("u2", 8.0, 0.71, call_id,
                  **{"usual": -1.3, "prosody.loudness": 0.9, "wording.repeat": 1.3}),
            point("u4", 33.0, 0.2, call_id, **{"usual": -1.0, "so far": -0.4}),
        ),
        flags=(
            Flag(
                "f1", call_id, "sustained-high", Severity.WATCH, FlagState.RAISED, 8.0,
                "Frustration 0.71 for 20 s: “third time”", ("u2",),
            ),
            Flag(
                "f1", call_id, "sustained-high", Severity.WATCH, FlagState.RESOLVED, 33.0,
                "Calm again", ("u4",),
            ),
        ),
        stretches=(
            Stretch(StretchKind.INTERRUPTION, 7.5, 8.0, Role.AGENT),
            Stretch(StretchKind.HOLD, 10.0, 30.0),
        ),
        moments=(
            EmpathyMoment(
                f"{call_id}-m1", call_id, "u2", MomentKind.REPEATED, 8.0, 8.0, 1,
                "had to say it again", (AgentAct.APOLOGISE, AgentAct.SUMMARISE_BACK),
                (AgentAct.APOLOGISE,), "u3", 0.0, True, 10.0,
            ),
            EmpathyMoment(
                f"{call_id}-m2", call_id, "u3", MomentKind.WAITED, 30.0, 30.0, 1,
                "was on hold for 20 s", (AgentAct.APOLOGISE,), ended_s=40.0,
            ),
        ),
        warnings=("the channels may be swapped",),
        words_dropped=2,
        settings={"beam_size": "1"},
    )  # fmt: skip
    return replace(made, **changes)


def calm_analysis(call_id="call-2", analysis_id="analysis-2"):
    """The same call without anger."""
    return analysis(
        call_id,
        analysis_id,
        evidence=(),
        flags=(),
        stretches=(),
        moments=(),
        frustration=(point("u2", 8.0, 0.1, call_id), point("u4", 33.0, 0.05, call_id)),
    )
