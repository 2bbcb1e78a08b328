"""voicemon as people run it: `voicemon serve`, `keys` and `replay`, each a process of its own."""

import json
import os
import subprocess
import sys
from contextlib import closing, contextmanager
from dataclasses import dataclass

from tests.sounds import sample
from voicemon.settings import load
from voicemon.store import Store

ENDS_S = 60


@dataclass(frozen=True)
class Served:
    """A running service: the address of its page, and what its commands need to find it."""

    url: str
    environment: dict

    def say(self, *command):
        """What a command prints that succeeds."""
        return subprocess.run(
            _voicemon(*command), env=self.environment, capture_output=True, text=True, check=True
        ).stdout

    def key(self, team):
        """An ingest key of a team's telephone system."""
        made = self.say("keys", "add", "pbx", "--vendor", "twilio", "--team", team, "--json")
        return json.loads(made)["key"]

    @contextmanager
    def replaying(self, name, key, *more):
        """A sample call comes in by a key, as Twilio sends it; it is hung up at the end."""
        command = _voicemon("replay", str(sample(name)), "--key", key, *more)
        with subprocess.Popen(
            command, env=self.environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        ) as process:
            try:
                yield process
            finally:
                process.terminate()


@contextmanager
def serving(folder, hire):
    """A service in a folder of its own, where people sign in: those that `hire(store)` adds."""
    environment = {
        **os.environ,
        "VOICEMON_DATA_DIR": str(folder / "data"),
        "VOICEMON_SIGN_IN": "true",
        "VOICEMON_INGEST_PORT": "0",
        "VOICEMON_AUDIOSOCKET_PORT": "0",
    }
    settings = load(data_dir=folder / "data")
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    with closing(Store(settings.store_url, settings.audio_dir)) as store:
        hire(store)
    log = folder / "serve.log"
    with (
        log.open("w") as errors,
        subprocess.Popen(
            _voicemon("serve", "--port", "0"),
            env=environment,
            cwd=folder,
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
        ) as process,
    ):
        try:
            said = process.stdout.readline()  # once its doors are open
            assert said.startswith("voicemon is at "), log.read_text("utf-8")
            yield Served(said.split()[3], environment)
        finally:
            process.terminate()
            try:
                process.communicate(timeout=ENDS_S)
            except subprocess.TimeoutExpired:
                process.kill()


def _voicemon(*command):
    return [sys.executable, "-m", "voicemon", *command]
