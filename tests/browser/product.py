"""A running product for the browser: real server, store and job pool on a folder of its own.

No model is loaded: the calls are made up, and what is uploaded here fails before words matter.
"""

import hashlib
import threading
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta

import numpy as np
import soundfile

from tests.browser import made_call
from voicemon.errors import ModelError
from voicemon.notify.courier import Courier
from voicemon.notify.sender import Sender
from voicemon.runtime.analyst import Analyst
from voicemon.runtime.interventions import Interventions
from voicemon.runtime.jobs import JobPool
from voicemon.runtime.rehearsing import Rehearser
from voicemon.server import flag_feed, live_feed, notices, rules
from voicemon.server.app import create_app
from voicemon.server.ingest.secrets import opener
from voicemon.server.listen import bind, hang_up
from voicemon.server.services import LiveDoor, tell_doors
from voicemon.settings import load
from voicemon.store import RecordingInfo, Store, StoredPeaks
from voicemon.types import Role


@contextmanager
def running(data_dir, page_folder, port=0, desk=None, **chosen):
    """The URL of a product whose store is empty, and that store; `chosen` are settings. Nobody
    signs in unless they say so.
    """
    settings = load(**{"data_dir": data_dir, "port": port, "sign_in": False, **chosen})
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    store = Store(settings.store_url, settings.audio_dir)
    pool = JobPool(store, Analyst(settings, store, load=lambda _: _NoModels()))
    acting = Interventions(store, settings, desk)
    app, _ = create_app(
        settings, store, pool, page_folder=page_folder, desk=desk, interventions=acting
    )
    courier = Courier(settings, store, Sender(settings, opener(settings.data_dir)))
    acting.listen(lambda change: change.move and courier.moved(change.card, change.move))
    notices.sent_by(app, courier.poke)
    rehearser = Rehearser(store, _NoModels, settings.zone)
    rules.rehearsed_by(app, rehearser)
    listening = bind(app, settings.host, settings.port, settings.web_threads)
    if desk is not None:
        tell_doors(app, LiveDoor("ws://127.0.0.1:8322/", "voicemon replay call.wav"))
    thread = threading.Thread(target=listening.run, daemon=True)
    pool.start()
    courier.start()
    acting.start()
    rehearser.start()
    thread.start()
    try:
        yield listening.url, store
    finally:
        listening.stop()
        live_feed.stop(app)
        flag_feed.stop(app)
        hang_up(app)
        rehearser.stop()
        acting.stop()
        courier.stop()
        pool.stop()
        thread.join(5)
        store.close()


class _NoModels:
    """Stands where models would; whoever needs one is told."""

    def __getattr__(self, name):
        raise ModelError(f"no {name} in this product", "this one only shows stored calls")


def fill(store, folder):
    """Store three calls: one that rises and is calmed, in two versions; a calm one; a mono one."""
    sound = made_call.made_sound()
    audio = folder / "made.flac"
    keep(store, made_call.made_analysis(), sound, audio)
    later = made_call.made_analysis(
        analysis_id="made-2", made_at=made_call.STARTED + timedelta(days=2)
    )
    keep(store, later, sound, audio, again=True)
    keep(store, _calm(), sound * 0.5, folder / "calm.flac")
    keep(store, _unheard(), sound[:1], folder / "mono.flac")


def fill_with_recent(store, folder, started_at):
    """Store one call, begun then, that rises and is calmed."""
    made = made_call.made_analysis("recent-call", "recent-1", started_at=started_at)
    keep(store, made, made_call.made_sound(), folder / "recent.flac")


def keep(store, analysis, sound, audio, again=False):
    """Store a call with its sound, which is written to the file `audio`."""
    soundfile.write(audio, sound.T, made_call.SAMPLE_RATE_HZ)
    roles = (Role.AGENT, Role.CUSTOMER) if len(sound) == 2 else (Role.UNKNOWN,)
    sha256 = hashlib.sha256(analysis.call.id.encode()).hexdigest()
    info = RecordingInfo(sha256, audio.stat().st_size, "flac", made_call.SAMPLE_RATE_HZ, roles)
    pairs = made_call.made_pairs(np.vstack([sound, sound])[:2])[: len(sound)]
    store.add_analysis(analysis, info, audio, StoredPeaks(50.0, pairs), again=again)


def _calm():
    made = made_call.made_analysis(
        "calm-call", "calm-1", source="moving_house.wav", agent_id="lee.k", queue="service",
        started_at=made_call.STARTED - timedelta(hours=3),
    )  # fmt: skip
    curve = tuple(
        replace(point, score=0.05 + 0.01 * at, low=0.01, high=0.14 + 0.01 * at,
                contributions={"usual": -2.4, "so far": -0.3})
        for at, point in enumerate(made.frustration)
    )  # fmt: skip
    return replace(made, frustration=curve, evidence=(), flags=(), stretches=(), withheld=())


def _unheard():
    made = made_call.made_analysis(
        "mono-call", "mono-1", source="old_archive_mono.wav", agent_id=None, queue=None,
        started_at=made_call.STARTED - timedelta(days=1),
    )  # fmt: skip
    said = tuple(replace(each, role=Role.UNKNOWN) for each in made.utterances)
    return replace(
        made, utterances=said, frustration=(), evidence=(), flags=(), stretches=(),
        warnings=("Both speakers share one channel, so nobody is certainly the customer.",),
    )  # fmt: skip
