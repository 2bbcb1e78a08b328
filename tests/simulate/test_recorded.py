import json
from pathlib import Path

import numpy as np
import pytest

from tests.sounds import tone, write_wav
from voicemon.audio.codecs import to_int16
from voicemon.errors import InputError
from voicemon.settings import Settings
from voicemon.simulate.recorded import rate_for, recorded
from voicemon.types import Role


@pytest.fixture
def settings(tmp_path):
    return Settings(data_dir=tmp_path)


def stereo(folder, rate_hz=8000):
    sides = np.stack([tone(1.0, 200, rate_hz=rate_hz), tone(1.0, 330, rate_hz=rate_hz)])
    return write_wav(Path(folder) / "call.wav", sides, rate_hz), sides


def test_what_is_recorded_at_the_rate_of_the_feed_is_played_sample_by_sample(tmp_path, settings):
    path, sides = stereo(tmp_path)
    played = recorded(path, "twilio", settings)
    assert played.rate_hz == 8000
    assert played.roles == (Role.AGENT, Role.CUSTOMER)
    for channel, side in zip(played.channels, sides, strict=True):
        assert np.array_equal(to_int16(channel), (side * 32767).astype(np.int16))


def test_what_is_recorded_at_another_rate_is_resampled(tmp_path, settings):
    path, _ = stereo(tmp_path, 44_100)
    assert recorded(path, "twilio", settings).channels[0].size == 8000
    assert recorded(path, "vonage", settings).rate_hz == 16_000


def test_the_sidecar_says_who_is_who_and_what_is_known(tmp_path, settings):
    path, _ = stereo(tmp_path)
    about = {"channels": "customer,agent", "agent_id": "a17", "queue": "billing"}
    path.with_suffix(".json").write_text(json.dumps(about))
    played = recorded(path, "twilio", settings, facts={"queue": "tech"})
    assert played.roles == (Role.CUSTOMER, Role.AGENT)
    assert played.facts == {"agent": "a17", "queue": "tech"}


def test_a_mono_recording_is_of_unknown_role_unless_it_is_said(tmp_path, settings):
    path = write_wav(tmp_path / "mono.wav", tone(1.0)[None, :])
    assert recorded(path, "twilio", settings).roles == (Role.UNKNOWN,)
    assert recorded(path, "twilio", settings, role=Role.AGENT).roles == (Role.AGENT,)
    both, _ = stereo(tmp_path)
    with pytest.raises(InputError, match="2 channels"):
        recorded(both, "twilio", settings, role=Role.AGENT)


def test_the_rate_is_what_feed_and_recording_have_in_common():
    assert rate_for("twilio", 48_000) == 8000
    assert rate_for("vonage", 8000) == 8000
    assert rate_for("vonage", 44_100) == 16_000
    with pytest.raises(InputError, match="morse"):
        rate_for("morse", 8000)
