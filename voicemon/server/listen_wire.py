"""What is said over Socket.IO, namespace `/listen`, while somebody listens in to a running call.

| event | from | what it says |
|---|---|---|
| `start` | page | `ListenAsk`; answered by `ListenOpened`, or a `Problem` with `ok: false` |
| `audio` | server | `ListenAudio`, and the samples of its sounds: s16le mono, one after the other |
| `ended` | server | `ListenEnded`: nothing more comes |
| `stop` | page | listen no more; as leaving does |

Every `audio` wants an acknowledgement. Where it does not come, the last two seconds are kept, and
what was said before is left out.
"""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from voicemon.server.wire import RoleName, Wire

NAMESPACE = "/listen"


class ListenAsk(Wire):
    """Listen to a running call. Event `start`."""

    id: str = Field(min_length=1, max_length=200)


class ListenChannel(Wire):
    """One voice of the call."""

    channel: int
    role: RoleName


class ListenOpened(Wire):
    """The answer to `start`: from now on it is heard."""

    ok: Literal[True] = True
    id: str
    rate_hz: int = Field(description="Samples a second of every channel.")
    channels: list[ListenChannel] = Field(description="Those so far; more may come.")
    shown: bool = Field(description="Whether the agent is told that somebody listens.")


class ListenSound(Wire):
    """Successive samples of one channel; a gap between two is silence."""

    channel: int
    role: RoleName
    start: int = Field(description="Its first sample, counted since the call began.")
    count: int
    silent: bool = Field(description="Silence: its samples are not among the bytes.")


class ListenAudio(Wire):
    """What was said. Event `audio`, followed by the samples as bytes."""

    number: int
    sounds: list[ListenSound]
    heard_s: float = Field(description="How much of the call has come in by now.")
    forget: bool = Field(description="What came before must not be played any more.")
    dropped_s: float = Field(description="Sound left out so far because answers came late.")


class ListenEnded(Wire):
    """Nothing more comes: the call's reason, or `forbidden`. Event `ended`."""

    id: str
    reason: str


SHAPES = (ListenAsk, ListenOpened, ListenAudio, ListenEnded)
