"""A microphone without sound hardware: PulseAudio's null sink, whose monitor is the default source.

Needs the programs pulseaudio, pactl and paplay, and ALSA's pulse plugin (libasound2-plugins).
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
import time
from pathlib import Path

PROGRAMS = ("pulseaudio", "pactl", "paplay")
ASOUNDRC = "pcm.!default pulse\nctl.!default pulse\n"


def missing():
    """The first program that is not there, or None."""
    return next((name for name in PROGRAMS if shutil.which(name) is None), None)


class VirtualMicrophone:
    """`env` for programs that record; `say` is what they hear. More `sinks`, more microphones."""

    def __init__(self, *sinks):
        self.sinks = sinks or ("voicemon",)
        self.home = Path(tempfile.mkdtemp(prefix="vm-mic-"))  # short: it holds a socket
        self.home.chmod(0o700)
        self.socket = self.home / "native"
        text = ASOUNDRC
        for sink in self.sinks:
            text += f'pcm.{sink} {{ type pulse; device "{sink}.monitor"; hint {{ show on }} }}\n'
        (self.home / ".asoundrc").write_text(text)
        self.env = {
            **os.environ,
            "HOME": str(self.home),
            "XDG_RUNTIME_DIR": str(self.home),
            "PULSE_RUNTIME_PATH": str(self.home),
            "PULSE_SERVER": f"unix:{self.socket}",
            "PULSE_LATENCY_MSEC": "40",
            "JACK_NO_START_SERVER": "1",
        }
        self.server = None
        self.speakers = []
        self.start()

    def start(self):
        loads = [f"module-native-protocol-unix socket={self.socket} auth-anonymous=1"]
        loads += [f"module-null-sink sink_name={sink}" for sink in self.sinks]
        options = ["-n", "--daemonize=no", "--exit-idle-time=-1", "--use-pid-file=no"]
        env = {name: value for name, value in self.env.items() if name != "PULSE_SERVER"}
        self.server = subprocess.Popen(
            ["pulseaudio", *options, *(part for load in loads for part in ("-L", load))],
            env=env,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        end = time.monotonic() + 20
        choose = ["pactl", "set-default-source", f"{self.sinks[0]}.monitor"]
        while subprocess.run(choose, env=self.env, capture_output=True, check=False).returncode:
            assert time.monotonic() < end, "PulseAudio does not start"
            time.sleep(0.1)

    def say(self, path, sink=None):
        """Play a file into a microphone; returns at once."""
        self.speakers.append(
            subprocess.Popen(
                ["paplay", f"--device={sink or self.sinks[0]}", str(path)],
                env=self.env,
                stderr=subprocess.DEVNULL,
            )
        )

    def stop(self):
        """The microphones go away."""
        for speaker in self.speakers:
            speaker.terminate()
            speaker.wait(10)
        self.speakers.clear()
        self.server.terminate()
        self.server.wait(10)

    def close(self):
        self.stop()
        shutil.rmtree(self.home, ignore_errors=True)
