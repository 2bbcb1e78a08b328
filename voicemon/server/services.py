"""What every route may use, hung on the Flask app."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from flask import Flask, current_app

from voicemon.runtime.interventions import Interventions
from voicemon.runtime.live.ports import Desk
from voicemon.server.ports import JobQueue
from voicemon.server.spool import Spool
from voicemon.settings import Settings
from voicemon.store import Store

EXTENSION = "voicemon"


@dataclass(frozen=True, slots=True)
class LiveDoor:
    """Where live calls come in (`ws://…/`; "": nowhere), and a command that plays one in."""

    url: str = ""
    replay: str = ""


@dataclass(frozen=True, slots=True)
class Services:
    """The parts that stand behind the routes."""

    settings: Settings
    store: Store
    jobs: JobQueue
    spool: Spool
    models: Mapping[str, str] = field(default_factory=dict)
    demo: bool = False
    desk: Desk | None = None
    door: LiveDoor = field(default_factory=LiveDoor)
    interventions: Interventions | None = None


def services() -> Services:
    """Those of the app that serves the present request."""
    found = current_app.extensions[EXTENSION]
    assert isinstance(found, Services)
    return found


def interventions() -> Interventions:
    """Those of the app that serves the present request."""
    found = services().interventions
    assert found is not None
    return found


def tell_doors(app: Flask, door: LiveDoor) -> None:
    """Live calls come in there; known only once the sockets are bound."""
    app.extensions[EXTENSION] = replace(app.extensions[EXTENSION], door=door)
