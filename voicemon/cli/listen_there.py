"""A microphone's call sent to a voicemon that runs already, over Socket.IO (`docs/live.md`)."""

from __future__ import annotations

import json
import threading
import urllib.error
import urllib.request
from collections.abc import Mapping
from queue import Empty, Full, Queue
from typing import Any

import click

from voicemon.audio.codecs import Encoding, encode
from voicemon.cli.alone import Where, bearer
from voicemon.cli.live_view import LiveView
from voicemon.cli.render import clock
from voicemon.errors import VoicemonError
from voicemon.types import Role, Samples

NAMESPACE = "/ingest"
ANSWER_S = 10.0
LOOK_EVERY = 10  # calls of `watch`: about once a second
BLOCKS = 1500  # that wait to be sent: 30 s of one track


class SendError(VoicemonError):
    """The running voicemon does not take the call."""

    code = "send"


class There:
    """A connection to a running voicemon that carries one call."""

    def __init__(self, there: Where, roles: Mapping[str, Role], facts: Mapping[str, str]) -> None:
        try:
            import socketio
        except ImportError:
            raise SendError(
                "the Socket.IO client is not installed", "pip install 'voicemon[mic]'"
            ) from None
        self._page, self._key = there.page, there.key
        self._over = threading.Event()
        self._blocks: Queue[tuple[str, int, bytes]] = Queue(BLOCKS)
        self._seen = 0
        self._looks = 0
        self._client: Any = socketio.Client(reconnection=False)
        for event in ("over", "disconnect"):
            self._client.on(event, lambda *_: self._over.set(), namespace=NAMESPACE)
        self._client.on("problem", self._problem, namespace=NAMESPACE)
        try:
            self._client.connect(
                there.page.rstrip("/"),
                auth={"token": there.key} if there.key else None,
                namespaces=[NAMESPACE],
                transports=["websocket"],
            )
        except socketio.exceptions.ConnectionError as error:
            raise SendError(f"{there.page} does not take the call: {error}") from None
        tracks = [{"name": track, "role": role.value} for track, role in roles.items()]
        start = {"tracks": tracks, "rate_hz": 16_000, "facts": dict(facts)}
        self.call_id = str(self._ask("start", start)["call"])
        self._sender = threading.Thread(target=self._send, name="sender", daemon=True)
        self._sender.start()

    def hear(self, track: str, start: int, samples: Samples, rate_hz: int) -> None:
        """Queue a block; the connection knows one rate, so that others are refused."""
        if rate_hz != 16_000:
            self._over.set()
            raise SendError(f"this microphone records at {rate_hz} Hz, not at 16000")
        try:
            self._blocks.put_nowait((track, start, encode(samples, Encoding.S16LE)))
        except Full:  # 30 s behind: the track leaps
            return

    def watch(self, view: LiveView) -> None:
        """Ask for what is new about once a second."""
        self._looks += 1
        if self._looks % LOOK_EVERY == 0:
            self._show(view)

    def is_over(self) -> bool:  # noqa: D102
        return self._over.is_set()

    def end(self, view: LiveView) -> None:  # noqa: D102
        if not self._over.is_set():
            self._blocks.join()
            self._ask("end")
        self._show(view)

    def after(self, asked: threading.Event) -> None:  # noqa: ARG002
        """It is the other's now."""
        click.echo(f"The call is kept: {self._page}#/call/{self.call_id}")

    def close(self) -> None:  # noqa: D102
        self._over.set()
        self._client.disconnect()

    def _send(self) -> None:
        while True:
            try:
                block = self._blocks.get(timeout=0.5)
            except Empty:
                if self._over.is_set():
                    return
                continue
            try:
                if not self._over.is_set():
                    self._client.emit("audio", block, namespace=NAMESPACE)
            except Exception as error:  # whatever the client raises, this call is over
                click.echo(f"voicemon: the connection broke: {error}", err=True)
                self._over.set()
            finally:
                self._blocks.task_done()

    def _ask(self, event: str, data: object = None) -> dict[str, object]:
        answer: dict[str, object] = self._client.call(
            event, data, namespace=NAMESPACE, timeout=ANSWER_S
        )
        if not answer.get("ok"):
            raise SendError(str(answer.get("message")), str(answer.get("fix", "")))
        return answer

    def _problem(self, problem: Mapping[str, object]) -> None:
        click.echo(f"voicemon: {problem.get('message')}", err=True)
        self._over.set()

    def _show(self, view: LiveView) -> None:
        try:
            url = f"{self._page}api/live/{self.call_id}"
            asked = urllib.request.Request(url, headers=bearer(self._key))  # noqa: S310
            with urllib.request.urlopen(asked, timeout=ANSWER_S) as answer:  # noqa: S310 - ours
                call = json.load(answer)
        except (OSError, ValueError):
            return
        for weighed in call["weighed"][self._seen :]:
            said, point = weighed["utterance"], weighed["frustration"]
            score = f"{point['score']:.2f}" if point else ""
            line = f"{clock(said['start_s']):>6}  {said['role']:<8}  {score:>4}  {said['text']}"
            view.console.print(line, highlight=False, markup=False, soft_wrap=True)
        self._seen = len(call["weighed"])
