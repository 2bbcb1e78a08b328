"""The end of a running call: its last news, its live analysis into the store, its tape to the pass
after the call. One call after another, on a thread of its own.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from queue import SimpleQueue

import structlog

from voicemon.runtime.jobs import JobPool
from voicemon.runtime.live import after
from voicemon.runtime.live.call import LiveCall
from voicemon.runtime.live.changes import Ended
from voicemon.runtime.live.pools import Ears
from voicemon.runtime.live.tape import TapeWriter
from voicemon.runtime.memory import collect
from voicemon.store import Store
from voicemon.types import ConsentStatus

log = structlog.get_logger(__name__)


class Closer:
    """`put` a call that is over, from any thread; `forget` is told when all of it is done."""

    def __init__(
        self,
        store: Store,
        jobs: JobPool,
        models: Mapping[str, str],
        ears: Ears,
        tapes: TapeWriter,
        forget: Callable[[LiveCall, str], None],
    ) -> None:
        self._store = store
        self._jobs = jobs
        self._models = models
        self._ears = ears
        self._tapes = tapes
        self._forget = forget
        self._over: SimpleQueue[LiveCall | None] = SimpleQueue()
        self._thread = threading.Thread(target=self._run, name="live-closer", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def stop(self) -> None:
        """Close what was put, then end."""
        self._over.put(None)
        self._thread.join()

    def put(self, call: LiveCall) -> None:
        """Nothing more is to be weighed of this call."""
        self._over.put(call)

    def _run(self) -> None:
        while (call := self._over.get()) is not None:
            reason = call.ending or "interrupted"
            try:
                self._conclude(call, reason)
            except Exception as error:
                log.exception("a call could not be closed whole", call=call.id, error=str(error))
            call.news.tell(Ended(reason))
            self._forget(call, reason)
            del call
            collect()

    def _conclude(self, call: LiveCall, reason: str) -> None:
        self._ears.remove(call)
        call.conclude(reason)
        tape = None if call.stopped else call.tape
        if call.tape is not None:
            self._tapes.remove(call.tape)
        if tape is not None:
            tape.close()
        if call.call.consent.status is ConsentStatus.REFUSED:
            self._store.desk.forget(call.id)
        else:
            after.keep_live(call, self._store, self._models, reason)
        if tape is not None and call.due_s > 0:
            after.submit(tape.path, self._jobs)
        elif tape is not None:
            tape.delete()
