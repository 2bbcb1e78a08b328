"""Writes docs/rights.md from the routes and events of the server: `python docs/make_rights.py`."""

import tempfile
from pathlib import Path

from voicemon.server.app import create_app
from voicemon.server.rights_table import page
from voicemon.settings import Settings
from voicemon.store import Store

TARGET = Path(__file__).with_name("rights.md")


class NoJobs:
    """A queue that nobody is told of."""

    def listen(self, listener: object) -> None:
        """Nobody is ever told."""


class NoCalls:
    """A desk without calls, so that the events about calls are there."""

    def listen(self, listener: object) -> None:
        """Nobody is ever told."""

    def calls(self) -> list[object]:
        """None runs."""
        return []


def made() -> str:
    """The page's text."""
    with tempfile.TemporaryDirectory() as name:
        settings = Settings(data_dir=Path(name), sign_in=True)
        store = Store(settings.store_url, settings.audio_dir)
        app, socketio = create_app(settings, store, NoJobs(), desk=NoCalls())  # type: ignore[arg-type]
        text = page(app, socketio)
        store.close()
    return text


if __name__ == "__main__":
    TARGET.write_text(made(), encoding="utf-8")
