"""A recording on disk → a call that a feed can play."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from pathlib import Path

import numpy as np

from voicemon.audio.decode import Recording, open_recording
from voicemon.audio.resample import Resampler
from voicemon.errors import InputError
from voicemon.runtime.intake import Options as About
from voicemon.runtime.intake import take_in
from voicemon.runtime.recording import recording_roles
from voicemon.settings import Settings
from voicemon.simulate.wire import FEEDS, Played
from voicemon.types import Call, Direction, Role, Samples

WIDE_HZ = 16_000  # more is of no use to speech recognition
LONGEST_S = 4 * 3600.0


def recorded(
    path: Path,
    feed: str,
    settings: Settings,
    *,
    customer_channel: int | None = None,
    role: Role | None = None,
    rate_hz: int | None = None,
    call: str = "",
    facts: Mapping[str, str] | None = None,
) -> Played:
    """The recording with its roles and facts as `voicemon analyze` would find them (sidecar, file
    name, settings), at a rate that `feed` carries: 16 kHz at most, no more than the recording has.

    `role` is that of a recording with one channel. Raises AudioError, InputError.
    """
    intake = take_in(path, settings.filename_pattern, About(customer_channel=customer_channel))
    recording = open_recording(path)
    roles = recording_roles(recording, intake, settings)
    if role is not None:
        if len(roles) != 1:
            raise InputError(f"{path.name} has {len(roles)} channels", "leave out --role")
        roles = (role,)
    rate_hz = rate_hz or rate_for(feed, recording.sample_rate_hz)
    return Played(
        channels=_channels(recording, rate_hz),
        roles=roles,
        rate_hz=rate_hz,
        call=call or f"replay-{uuid.uuid4().hex[:12]}",
        facts=_facts(intake.call) | dict(facts or {}),
    )


def rate_for(feed: str, recorded_hz: int) -> int:
    """The best rate of a feed for a recording."""
    if feed not in FEEDS:
        raise InputError(f"there is no feed {feed!r}", f"one of: {', '.join(FEEDS)}")
    rates = sorted(FEEDS[feed].rates_hz)
    useful = [rate for rate in rates if rate <= min(recorded_hz, WIDE_HZ)]
    return useful[-1] if useful else rates[0]


def _channels(recording: Recording, rate_hz: int) -> tuple[Samples, ...]:
    resampler = Resampler(recording.sample_rate_hz, recording.channel_count, rate_hz)
    parts = [resampler.feed(piece) for piece in recording.native()]
    frames = np.concatenate([*parts, resampler.flush()])
    if len(frames) > LONGEST_S * rate_hz:
        raise InputError(f"{recording.path.name} is longer than {LONGEST_S / 3600:.0f} hours")
    return tuple(np.ascontiguousarray(channel, np.float32) for channel in frames.T)


def _facts(call: Call) -> dict[str, str]:
    direction = None if call.direction is Direction.UNKNOWN else call.direction.value
    consent = call.consent.status.value
    known = {
        "agent": call.agent_id,
        "customer": call.customer_id,
        "queue": call.queue,
        "team": call.team,
        "language": call.language,
        "direction": direction,
        "consent": None if consent == "unknown" else consent,
    }
    return {name: value for name, value in known.items() if value}
