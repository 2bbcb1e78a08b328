"""Microphones through real PyAudio; the virtual ones need PulseAudio."""

import json
import subprocess
import sys
import time

import numpy as np
import pytest

from tests.sounds import tone, write_wav
from tests.sources import pulse
from voicemon.sources.microphone import Device, MicrophoneError, _Track, choose

USB = Device(1, "USB Headset", 1, 48_000, False)
INSIDE = Device(3, "Built-in", 2, 44_100, True)

# In a process of its own, because ALSA reads its configuration once.
RECORD = """
import json, sys, time
from voicemon.sources.microphone import Microphones, devices
import numpy as np
heard, told = {}, []
def hear(track, start, samples, rate_hz):
    heard.setdefault(track, []).append((start, samples.copy(), rate_hz))
wanted = json.loads(sys.argv[1])
microphones = Microphones(wanted, hear, told.append)
microphones.start()
print("open", flush=True)
if len(sys.argv) > 3:
    while told.count("") < int(sys.argv[3]):
        time.sleep(0.05)
time.sleep(float(sys.argv[2]))
microphones.stop()
said = {}
for track, blocks in heard.items():
    rate = blocks[0][2]
    last = blocks[-1]
    samples = np.concatenate([block[1] for block in blocks])
    power = np.abs(np.fft.rfft(samples * np.hanning(samples.size)))
    said[track] = {
        "rate": rate, "samples": samples.size, "end": last[0] + last[1].size,
        "hz": float(np.argmax(power) * rate / samples.size), "peak": float(np.abs(samples).max()),
    }
print(json.dumps({"heard": said, "told": told, "devices": [d.name for d in devices()]}))
"""


def record(microphone, wanted, *more):
    return subprocess.Popen(
        [sys.executable, "-c", RECORD, json.dumps(wanted), *map(str, more)],
        env=microphone.env,
        stdout=subprocess.PIPE,
        text=True,
    )


def result(process):
    with process:
        out, _ = process.communicate(timeout=60)
    assert process.returncode == 0
    return json.loads(out.splitlines()[-1])


@pytest.fixture
def microphones():
    if pulse.missing():
        pytest.skip(f"{pulse.missing()} is not installed")
    made = pulse.VirtualMicrophone("left", "right")
    yield made
    made.close()


@pytest.fixture
def tones(tmp_path):
    return [
        write_wav(tmp_path / f"{hz}.wav", tone(60, hz, 0.3, 16_000)[None, :], 16_000)
        for hz in (440, 880)
    ]


def test_a_microphone_is_chosen_by_number_name_or_default():
    assert choose([USB, INSIDE], "1") is USB
    assert choose([USB, INSIDE], "headset") is USB
    assert choose([USB, INSIDE], "") is INSIDE


@pytest.mark.parametrize("wanted", ["7", "piano", "i"])
def test_a_microphone_that_is_not_meant_for_sure_is_no_choice(wanted):
    with pytest.raises(MicrophoneError) as refused:
        choose([Device(0, "iPhone", 1, 1, False), INSIDE], wanted)
    assert "--devices" in refused.value.fix


def test_without_any_microphone_it_is_said():
    with pytest.raises(MicrophoneError, match="no microphone is connected"):
        choose([], "")


def test_a_track_counts_its_samples_and_leaps_over_what_was_not_recorded():
    track = _Track()
    starts = [track.place(160, 16_000, 10.0 + 0.01 * n) for n in range(100)]
    assert starts == [160 * n for n in range(100)]
    assert track.place(160, 16_000, 15.0) == pytest.approx(80_000, abs=400)


def test_small_delays_are_no_leap():
    track = _Track()
    late = np.random.default_rng(1).uniform(0, 0.3, 200)
    starts = [track.place(160, 16_000, 10.0 + 0.01 * n + late[n]) for n in range(200)]
    assert starts == [160 * n for n in range(200)]


@pytest.mark.service
def test_two_microphones_are_two_tracks(microphones, tones):
    for path, sink in zip(tones, ("left", "right"), strict=True):
        microphones.say(path, sink)
    said = result(record(microphones, {"customer": "left", "agent": "right"}, 3, 1))
    assert said["heard"]["customer"]["hz"] == pytest.approx(440, abs=15)
    assert said["heard"]["agent"]["hz"] == pytest.approx(880, abs=15)
    assert said["told"] == [""]
    for heard in said["heard"].values():
        assert heard["rate"] == 16_000
        assert 2.0 < heard["end"] / 16_000 < 10


@pytest.mark.service
def test_a_microphone_that_went_away_is_taken_up_again(microphones, tones):
    microphones.say(tones[0], "left")
    process = record(microphones, {"customer": "left"}, 2, 2)
    assert process.stdout.readline() == "open\n"
    time.sleep(2)
    microphones.stop()
    time.sleep(4)
    microphones.start()
    microphones.say(tones[0], "left")
    said = result(process)
    assert said["told"][0] == ""
    assert "trying again" in said["told"][1]
    assert said["told"][-1] == ""
    heard = said["heard"]["customer"]
    assert heard["end"] - heard["samples"] > 16_000  # the time away is left out, and counted
    assert heard["hz"] == pytest.approx(440, abs=15)


@pytest.mark.service
def test_a_microphone_that_is_not_there_is_refused_at_once(microphones):
    process = subprocess.Popen(
        [sys.executable, "-c", RECORD, '{"x": "piano"}', "1"],
        env=microphones.env,
        stderr=subprocess.PIPE,
        text=True,
    )
    with process:
        _, error = process.communicate(timeout=30)
    assert process.returncode == 1
    assert "no microphone is called 'piano'" in error
