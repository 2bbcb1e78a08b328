"""`voicemon listen`: a call from one or two microphones, heard and judged while it runs."""

from __future__ import annotations

import signal
import threading
import time
from collections.abc import Callable, Mapping
from types import FrameType
from typing import Protocol

import click
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from voicemon.cli import log
from voicemon.cli.about_call import about_call
from voicemon.cli.alone import Where, is_held, where
from voicemon.cli.live_view import LiveView
from voicemon.cli.places import here_or_demo
from voicemon.errors import InputError, SettingsError
from voicemon.settings import Settings, load
from voicemon.types import Role, Samples

STARTING_S = 20.0
ROLES = [role.value for role in Role]
WITHHELD = (
    "Who speaks is not known: words and their meaning are judged, the voice is not. "
    "Say whose microphone it is with --role, or give each side its own: --customer, --agent."
)


class Place(Protocol):
    """Where the sound goes: a desk of our own, or a voicemon that runs already."""

    call_id: str

    def hear(self, track: str, start: int, samples: Samples, rate_hz: int) -> None:
        """Successive audio of a track."""

    def watch(self, view: LiveView) -> None:
        """Show what is new; called a few times a second."""

    def is_over(self) -> bool:
        """The call was ended by somebody else."""

    def end(self, view: LiveView) -> None:
        """End the call, wait for its last words."""

    def after(self, asked: threading.Event) -> None:
        """What follows when the call is stored; `asked` to leave it to later."""

    def close(self) -> None:
        """Let go of everything."""


@click.command()
@click.option("--devices", "list_devices", is_flag=True, help="List the microphones.")
@click.option("--device", help="Microphone by number or name; the default one otherwise.")
@click.option(
    "--role",
    type=click.Choice(ROLES),
    default=Role.UNKNOWN.value,
    show_default=True,
    help="Whose voice that one microphone hears.",
)
@click.option("--customer", help="The customer's microphone, by number or name.")
@click.option("--agent", help="The agent's microphone, by number or name.")
@click.option("--agent-name", help="Name or number of the agent.")
@about_call
@click.option("--seconds", type=click.FloatRange(min=1), help="End the call after so long.")
def command(
    list_devices: bool,
    device: str | None,
    role: str,
    customer: str | None,
    agent: str | None,
    agent_name: str | None,
    queue: str | None,
    language: str | None,
    consent: str | None,
    seconds: float | None,
) -> None:
    """Listen to a microphone, or to one for each side; show words and frustration as they come.

    Ctrl-C ends the call and keeps it.
    """
    if list_devices:
        _list()
        return
    said = {"agent": agent_name, "queue": queue, "language": language, "consent": consent}
    facts = {name: value for name, value in said.items() if value}
    wanted, roles = _tracks(device, Role(role), customer, agent)
    settings = here_or_demo(load())
    log.set_up()
    if Role.UNKNOWN in roles.values():
        click.echo(WITHHELD, err=True)
    stop = _on_signals()
    _listen(wanted, lambda: _place(settings, roles, facts), stop, seconds)


def _listen(
    wanted: Mapping[str, str],
    open_place: Callable[[], Place],
    stop: _Stop,
    seconds: float | None,
) -> None:
    from voicemon.sources.microphone import Microphones, choose, devices

    found = devices()
    for device in wanted.values():
        choose(found, device)  # before anything is loaded
    place = open_place()
    try:
        view = LiveView(list(wanted))

        def hear(track: str, start: int, samples: Samples, rate_hz: int) -> None:
            view.heard(track, samples)
            place.hear(track, start, samples, rate_hz)

        microphones = Microphones(wanted, hear, view.tell)
        with view:
            try:
                microphones.start()
                click.echo(f"Call {place.call_id} runs (stop with Ctrl-C).", err=True)
                _until(stop.first, place, view, seconds)
            finally:
                microphones.stop()
                place.end(view)
        place.after(stop.second)
    finally:
        place.close()


def _until(stop: threading.Event, place: Place, view: LiveView, seconds: float | None) -> None:
    until = None if seconds is None else time.monotonic() + seconds
    while not stop.wait(0.1):
        place.watch(view)
        if place.is_over() or (until is not None and time.monotonic() > until):
            return


def _list() -> None:
    from voicemon.sources.microphone import devices

    table = Table(box=None, padding=(0, 1))
    for title in ("number", "name", "channels", "rate"):
        table.add_column(title)
    for device in devices():
        name = f"{escape(device.name)} [dim](default)[/dim]" if device.is_default else device.name
        table.add_row(str(device.index), name, str(device.channels), f"{device.rate_hz} Hz")
    Console().print(table)


def _tracks(
    device: str | None, role: Role, customer: str | None, agent: str | None
) -> tuple[dict[str, str], dict[str, Role]]:
    """Devices and roles by track."""
    if customer is None and agent is None:
        name = role.value if role is not Role.UNKNOWN else "microphone"
        return {name: device or ""}, {name: role}
    if device is not None or role is not Role.UNKNOWN:
        raise InputError(
            "one microphone or two?", "give --device and --role, or --customer and --agent"
        )
    if customer is not None and customer == agent:
        raise InputError(
            "one microphone cannot be both sides", "for a single microphone use --device"
        )
    given = {Role.CUSTOMER: customer, Role.AGENT: agent}
    chosen = {role: name for role, name in given.items() if name is not None}
    return {r.value: name for r, name in chosen.items()}, {r.value: r for r in chosen}


def _place(settings: Settings, roles: Mapping[str, Role], facts: Mapping[str, str]) -> Place:
    if not is_held(settings.data_dir):
        from voicemon.cli.listen_here import Here

        return Here(settings, roles, facts)
    there = _where(settings)
    if there is None:
        raise SettingsError(
            f"another voicemon holds {settings.data_dir} and does not say where it is",
            "wait until it serves, or stop it",
        )
    from voicemon.cli.listen_there import There

    return There(there, roles, facts)


def _where(settings: Settings) -> Where | None:
    """Where the other voicemon is, which may be starting just now."""
    until = time.monotonic() + STARTING_S
    while (there := where(settings.data_dir)) is None and time.monotonic() < until:
        time.sleep(0.2)
    return there


class _Stop:
    """The first signal ends the call, the second what comes after it."""

    def __init__(self) -> None:
        self.first = threading.Event()
        self.second = threading.Event()

    def __call__(self, _number: int, _frame: FrameType | None) -> None:
        if self.first.is_set():
            self.second.set()
        self.first.set()


def _on_signals() -> _Stop:
    stop = _Stop()
    signal.signal(signal.SIGINT, stop)
    signal.signal(signal.SIGTERM, stop)
    return stop
