"""What every route may use, hung on the Flask app."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from flask import current_app

from voicemon.server.ports import JobQueue
from voicemon.server.spool import Spool
from voicemon.settings import Settings
from voicemon.store import Store

EXTENSION = "voicemon"


@dataclass(frozen=True, slots=True)
class Services:
    """The parts that stand behind the routes."""

    settings: Settings
    store: Store
    jobs: JobQueue
    spool: Spool
    models: Mapping[str, str] = field(default_factory=dict)
    demo: bool = False


def services() -> Services:
    """Those of the app that serves the present request."""
    found = current_app.extensions[EXTENSION]
    assert isinstance(found, Services)
    return found
