"""Many boards on one web process: what it costs, and how old what they are told is.

The boards speak Socket.IO's wire format themselves and read no more of a message than they need, so
that they take little of the processor from the server that is measured.
"""

from __future__ import annotations

import asyncio
import re
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import websockets

from bench import report
from bench.board.played import crowd
from bench.board.trace import percentile

SETTLE_S = 5.0
MOST_CONNECTING = 8
OPEN_S = 60.0
ASKING = re.compile(r"42(\d+)\[")
TOLD_AT = re.compile(r'"unsure":\s*"(\d+\.\d+)"')  # the crowd's words that may still change
PING, PONG, JOIN, WATCH = "2", "3", "40", '42["board.watch"]'


class Boards:
    """So many clients on a thread of their own. `ages`: seconds, of new words when they come."""

    def __init__(self, url: str, boards: int) -> None:
        self._url = f"{url.replace('http', 'ws', 1)}socket.io/?EIO=4&transport=websocket"
        self._boards = boards
        self._loop = asyncio.new_event_loop()
        self._joining = asyncio.Semaphore(MOST_CONNECTING)
        self._ended = asyncio.Event()
        self._joined = 0
        self._all = threading.Event()
        self.ages: list[float] = []
        self.characters = self.messages = self.lost = 0
        self._thread = threading.Thread(target=self._run, daemon=True)

    def start(self) -> None:
        """Return when every board has been told what runs."""
        self._thread.start()
        if not self._all.wait(OPEN_S * 5):
            raise TimeoutError(f"{self._joined} of {self._boards} boards are connected")

    def stop(self) -> None:
        """Hang up."""
        self._loop.call_soon_threadsafe(self._ended.set)
        self._thread.join(10)

    def _run(self) -> None:
        with asyncio.Runner(loop_factory=lambda: self._loop) as runner:
            runner.run(self._until_ended())

    async def _until_ended(self) -> None:
        every = [asyncio.create_task(self._board()) for _ in range(self._boards)]
        await self._ended.wait()
        for each in every:
            each.cancel()
        await asyncio.gather(*every, return_exceptions=True)

    async def _board(self) -> None:
        with suppress(websockets.ConnectionClosed):
            async with self._joining:
                line = await websockets.connect(
                    self._url, max_size=None, compression=None, open_timeout=OPEN_S,
                    ping_interval=None,
                )  # fmt: skip
                await line.recv()
                await line.send(JOIN)
                await line.recv()
                await line.send(WATCH)
                while '"board.' not in (await self._next(line))[:40]:
                    pass
            self._joined += 1
            if self._joined == self._boards:
                self._all.set()
            newest = 0.0
            while True:
                newest = await self._read(line, newest)
        self.lost += 1

    async def _read(self, line: websockets.ClientConnection, newest: float) -> float:
        """One event; when the newest words were told that this board has."""
        text = await self._next(line)
        told = max((float(each) for each in TOLD_AT.findall(text)), default=0.0)
        self.characters += len(text)
        self.messages += 1
        if told > newest:
            self.ages.append(time.time() - told)
        return max(told, newest)

    async def _next(self, line: websockets.ClientConnection) -> str:
        """The next thing said; it is acknowledged where that is asked for."""
        text = str(await line.recv())
        if text == PING:
            await line.send(PONG)
        found = ASKING.match(text)
        if found:
            await line.send(f"43{found[1]}[true]")
        return text


@contextmanager
def watching(url: str, boards: int) -> Iterator[Boards]:
    """Boards that are all connected."""
    found = Boards(url, boards)
    found.start()
    try:
        yield found
    finally:
        found.stop()


def section(boards: int, calls: int, changes: float, seconds: float) -> str:
    """So many clients in this process, the server in another."""
    with crowd(calls, changes, threads=2 * boards + 32) as played:
        started = time.monotonic()
        with watching(played.url, boards) as found:
            connected_s = time.monotonic() - started
            time.sleep(SETTLE_S)
            found.ages.clear()
            found.characters = found.messages = 0
            before, own_s = played.ask("usage"), time.process_time()
            time.sleep(seconds)
            after, own_s = played.ask("usage"), time.process_time() - own_s
            ages, lost = list(found.ages), found.lost
            characters, messages = found.characters, found.messages
    spent_s = float(after["at"]) - float(before["at"])
    busy = (float(after["cpu_s"]) - float(before["cpu_s"])) / spent_s
    title = (
        f"## {boards} boards on one web process: {calls} calls, {changes:.0f} changes a second\n"
    )
    return title + report.table(
        [
            ("processor of the web process", f"{busy * 100:.0f} % of one core", ""),
            ("processor of the boards, all together", f"{own_s / spent_s * 100:.0f} %", ""),
            ("peak memory of the web process", f"{after['peak_mb']:.0f} MB", ""),
            ("messages a second, all boards", f"{messages / spent_s:.0f}", ""),
            ("sent to them, a second", f"{characters / spent_s / 1e6:.1f} MB", ""),
            ("age of the newest words in a message, median", f"{_ms(ages, 0.5)}", ""),
            ("the same, 95 %", f"{_ms(ages, 0.95)}", ""),
            ("all boards connected after; lost", f"{connected_s:.1f} s; {lost}", ""),
        ]
    )


def _ms(seconds: list[float], share: float) -> str:
    return f"{percentile(seconds, share) * 1000:.0f} ms"
