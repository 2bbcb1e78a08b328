"""What is sent is Twilio's form, by the tick, and what was voiced goes with it."""

from __future__ import annotations

import json

import numpy as np
import pytest
from websockets.sync.server import ServerConnection, serve

from bench.live import sound
from bench.live.sender import Caller, Senders
from voicemon.telephony.detect import Detecting
from voicemon.telephony.events import CallEnded, Heard
from voicemon.types import Role


def test_silence_is_whole_grids_without_voice():
    tape = sound.silence(1.0)
    assert tape.ticks * sound.TICK_S == pytest.approx(tape.duration_s)
    assert len(tape.voiced[0]) * sound.FRAME_S == pytest.approx(tape.duration_s)
    assert not any(side.any() for side in tape.voiced)


def test_a_call_arrives_as_twilio_sends_it_and_hangs_up():
    heard: list[str] = []

    def take(line: ServerConnection) -> None:
        heard.extend(str(message) for message in line)

    with serve(take, "127.0.0.1", 0) as server:
        senders = Senders()
        senders.start()
        from threading import Thread

        serving = Thread(target=server.serve_forever)
        serving.start()
        caller = Caller("one", [sound.silence(0.16)], once=True)
        caller.dial(f"ws://127.0.0.1:{server.socket.getsockname()[1]}/")
        senders.add(caller)
        for _ in range(500):
            if caller.over:
                break
            serving.join(0.01)
        senders.stop()
        server.shutdown()
        serving.join()

    wire = Detecting()
    events = [event for message in heard for event in wire.receive(message)]
    samples = {role: 0 for role in ("inbound", "outbound")}
    for event in events:
        if isinstance(event, Heard):
            samples[event.track] += len(event.samples)
    assert caller.over
    assert not caller.failed
    assert samples == {"inbound": 1280, "outbound": 1280}
    assert isinstance(events[-1], CallEnded)
    assert json.loads(heard[1])["start"]["customParameters"] == {"agent": "one"}
    assert [side.role for side in caller.sides()] == [Role.AGENT, Role.CUSTOMER]
    assert all(np.isclose(side.until_s, 0.16) for side in caller.sides())
