"""A made-up call of three minutes that rises, is put on hold, and is calmed: with a reason, a
withheld witness, a masked number, an uncertain word and a flag for the page to show.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import numpy as np

from voicemon.flags.lifecycle import FlagKeeper
from voicemon.frustration.trajectory import Trajectory
from voicemon.types import (
    Analysis,
    Call,
    Direction,
    Evidence,
    Role,
    RolesFrom,
    Stretch,
    StretchKind,
    Utterance,
    Withheld,
    Word,
)

STARTED = datetime(2026, 3, 14, 9, 26, 53, tzinfo=UTC)
AGENT, CUSTOMER = Role.AGENT, Role.CUSTOMER
SAMPLE_RATE_HZ = 8_000
END_S = 184.0


@dataclass(frozen=True)
class Cue:
    name: str
    log_odds: float
    note: str
    measured: float = 0.93
    unit: str = "probability"
    baseline: float | None = None


def loud(db, log_odds):
    return Cue(
        "prosody.loudness", log_odds, f"Louder than usual (+{db} dB)", -26 + db, "dBFS", -26.0
    )


def fast(share, log_odds):
    return Cue(
        "prosody.rate", log_odds, f"Speaks faster than usual (+{share} %)", 165 + share, "wpm", 165
    )


def angry(share, log_odds):
    return Cue("voice.anger", log_odds, "Voice sounds more tense than usual", share, "share", 0.12)


def says(name, log_odds, note):
    return Cue(f"wording.{name}", log_odds, note)


def happens(name, log_odds, note, seconds):
    return Cue(f"interaction.{name}", log_odds, note, seconds, "s")


TURNS = [
    (AGENT, 1.0, 5.2, "Thank you for calling Northwind Energy, this is Dana, how can I help?", []),
    (
        CUSTOMER, 5.9, 14.6,
        "Hi Dana. It's about my March bill. It's a hundred and forty higher than it should be.",
        [says("negativity", 0.5, "Words are negative: “higher than it should be”")],
    ),
    (AGENT, 15.2, 18.4, "Okay. Can I take the card number on the account?", []),
    (CUSTOMER, 19.0, 27.0, "Sure, it's [card number]. I gave it to your colleague as well.", []),
    (AGENT, 27.6, 33.5, "Thanks. The reading was estimated. That's the standard process.", []),
    (
        CUSTOMER, 34.0, 44.8,
        "I know it was estimated. This is the third time I'm explaining it. "
        "I sent you the real reading twice.",
        [
            says("repeat", 1.3, "Has said it before: “this is the third time”"),
            loud(5, 0.6),
            angry(0.31, 0.5),
        ],
    ),
    (AGENT, 43.9, 48.0, "Right, but the system doesn't show any reading from you.", []),
    (
        CUSTOMER, 48.4, 58.6,
        "Then your system is wrong! I have the confirmation mail right here in front of me.",
        [
            loud(8, 0.9),
            angry(0.58, 1.0),
            fast(34, 0.5),
            happens("interrupted", 0.3, "Was interrupted by the agent for 0.9 s", 0.9),
        ],
    ),
    (AGENT, 59.0, 62.0, "Let me put you on hold for a moment.", []),
    (
        CUSTOMER, 108.0, 119.5,
        "Finally. This is ridiculous. "
        "I want to speak to your manager, or I'll switch to somebody else.",
        [
            says("manager_request", 1.5, "Asks for a manager: “speak to your manager”"),
            says("churn", 0.9, "Threatens to leave: “I'll switch to somebody else”"),
            happens("hold", 0.4, "Was on hold for 45 s before", 45),
            loud(9, 1.0),
            angry(0.66, 1.1),
        ],
    ),
    (
        AGENT, 120.2, 131.0,
        "You're right, and I'm sorry. You sent it twice and we lost it. "
        "That should not have happened to you.",
        [says("agent_apology", -0.6, "The agent apologised: “I'm sorry”")],
    ),
    (
        CUSTOMER, 132.0, 137.6, "Well. Thank you for saying that at least.",
        [says("gratitude", -0.8, "Thanks: “thank you for saying that”"), loud(2, 0.2)],
    ),
    (
        AGENT, 138.4, 149.0,
        "I have just entered your reading by hand. "
        "The bill is corrected and the credit arrives on Friday.",
        [says("agent_resolves", -0.4, "The agent names what was done")],
    ),
    (
        CUSTOMER, 150.2, 157.0, "Oh, that was quick. So I don't have to pay the hundred and forty?",
        [says("relief", -0.9, "Sounds relieved in words: “that was quick”")],
    ),
    (AGENT, 157.8, 165.0, "No, you don't. A mail that confirms it comes within the hour.", []),
    (
        CUSTOMER, 166.0, 173.2, "Great, thank you so much, Dana. That's all I wanted.",
        [says("gratitude", -1.6, "Thanks: “thank you so much”")],
    ),
    (AGENT, 174.0, 178.5, "Thank you for your patience. Have a good day.", []),
]  # fmt: skip


def words(text, start_s, end_s):
    """Word times by length; one word is uncertain."""
    parts = text.replace("[card number]", "[card\u00a0number]").split(" ")
    lengths = [len(part) + 2 for part in parts]
    edges = start_s + (end_s - start_s) * np.cumsum([0, *lengths]) / sum(lengths)
    return tuple(
        Word(
            part.replace("\u00a0", " "),
            float(edges[at]),
            float(edges[at + 1]),
            0.31 if part.startswith(("estimated", "Northwind")) else 0.94,
        )
        for at, part in enumerate(parts)
    )


def utterances(call_id):
    return [
        Utterance(
            id=f"u{number:03}",
            call_id=call_id,
            role=role,
            start_s=start_s,
            end_s=end_s,
            text=text,
            words=words(text, start_s, end_s),
            language="en",
            avg_logprob=-0.2,
            no_speech_prob=0.01,
        )
        for number, (role, start_s, end_s, text, _) in enumerate(TURNS)
    ]


def evidence_on(utterance, cues):
    return [
        Evidence(
            utterance.id, cue.name, utterance.start_s, utterance.end_s, cue.measured, cue.unit,
            cue.baseline, cue.log_odds, 0.9, cue.note,
        )
        for cue in cues
    ]  # fmt: skip


def judged(call_id, said):
    """Evidence, curve and flags, by the product's own fusion and rules."""
    trajectory, keeper = Trajectory(call_id), FlagKeeper(call_id)
    evidence, curve, flags, waiting = [], [], [], []
    for utterance, (*_, cues) in zip(said, TURNS, strict=True):
        found = evidence_on(utterance, cues)
        evidence += found
        waiting += found
        point = None
        if utterance.role is CUSTOMER or found:
            point = trajectory.step(utterance.id, utterance.end_s, waiting)
            curve.append(point)
            waiting = []
        flags += keeper.step(utterance, found, point)
    flags += keeper.end(END_S)
    return evidence, curve, flags


def made_analysis(call_id="made-call", analysis_id="made-1", **about):
    said = utterances(call_id)
    evidence, curve, flags = judged(call_id, said)
    call = Call(
        id=call_id,
        started_at=about.pop("started_at", STARTED),
        ended_at=STARTED + timedelta(seconds=END_S),
        direction=Direction.INBOUND,
        agent_id=about.pop("agent_id", "dana.w"),
        customer_id="+1 202 555 0143",
        queue=about.pop("queue", "billing"),
        language="en",
        source=about.pop("source", "northwind_billing.wav"),
    )
    return Analysis(
        id=analysis_id,
        call=call,
        made_at=about.pop("made_at", STARTED + timedelta(hours=1)),
        duration_s=END_S,
        roles=RolesFrom.CHANNEL,
        models={"words": "whisper-base", "reading": "minilm-service", "voice": "voice-head"},
        utterances=tuple(said),
        evidence=tuple(evidence),
        withheld=(
            Withheld("u003", "voice", 19.0, 27.0, "masked words: the audio is silent there"),
            Withheld("u011", "prosody", 132.0, 137.6, "too little voiced speech to measure"),
        ),
        frustration=tuple(curve),
        flags=tuple(flags),
        stretches=(
            Stretch(StretchKind.REDACTED, 20.2, 23.4, CUSTOMER),
            Stretch(StretchKind.INTERRUPTION, 43.9, 44.8, AGENT),
            Stretch(StretchKind.HOLD, 62.5, 107.4),
        ),
        warnings=(),
        words_dropped=2,
        **about,
    )


def made_sound():
    """[2, n] float32: a hum with syllables where each side speaks, its loudness as in the text."""
    times_s = np.arange(int(END_S * SAMPLE_RATE_HZ)) / SAMPLE_RATE_HZ
    rng = np.random.default_rng(7)
    sound = rng.normal(0, 0.0015, (2, times_s.size)).astype(np.float32)
    for role, start_s, end_s, text, cues in TURNS:
        louder_db = sum(cue.measured + 26 for cue in cues if cue.name == "prosody.loudness")
        pitch_hz = 118.0 if role is AGENT else 196.0 + 3 * louder_db
        for word in words(text, start_s, end_s):
            if word.text.startswith("["):
                continue
            at = (times_s >= word.start_s) & (times_s < word.end_s - 0.03)
            phase = (times_s[at] - word.start_s) / (word.end_s - word.start_s)
            level = 0.11 * 10 ** (louder_db / 20) * rng.uniform(0.6, 1.0)
            tone = sum(np.sin(2 * np.pi * pitch_hz * k * times_s[at]) / k for k in (1, 2, 3, 5))
            shape = np.sin(np.pi * phase) ** 0.6
            sound[0 if role is AGENT else 1, at] += (level * shape * tone * 0.5).astype(np.float32)
    return np.clip(sound, -1, 1)


def made_pairs(sound, rate_hz=50.0):
    """Peaks [2, n, 2] int8."""
    step = int(SAMPLE_RATE_HZ / rate_hz)
    whole = sound[:, : sound.shape[1] // step * step].reshape(2, -1, step)
    pairs = np.stack([whole.min(axis=2), whole.max(axis=2)], axis=2)
    return np.round(pairs * 127).astype(np.int8)
