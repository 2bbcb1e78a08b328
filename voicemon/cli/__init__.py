"""The command line: one file a command, loaded only when it is called.

Comes in: arguments. Goes out: calls into `runtime`, `store` and `server`; text for people, JSON for
programs. A file `name.py` here holds a click command called `command`; its help line stands in
`COMMANDS` so that `voicemon --help` imports none of them.
"""

from __future__ import annotations

import importlib
import os
import sys
from typing import NoReturn

import click

from voicemon import __version__
from voicemon.errors import VoicemonError

COMMANDS = {
    "analyze": "Analyse recordings: words, frustration curve, flags with reasons.",
    "demo": "Analyse the sample calls, keep six running live, and open the page on them.",
    "doctor": "Check models, audio, database, page, ports; print a fix for each fault.",
    "export": "Write stored calls as JSON, Contact Lens, VTT, SRT, CSV or HTML.",
    "keys": "Add, list and revoke the keys by which live calls come in.",
    "listen": "Listen to a microphone, or one for each side, and judge the call as it runs.",
    "models": "List, show, verify, fetch models; judge your own material; calibrate rules.",
    "notices": "List who is told of flags, test them, send dead letters again.",
    "replay": "Play a recording into a running voicemon as telephony would.",
    "serve": "Run the server and its page.",
    "users": "List and add people, change roles and teams, make links that set a password.",
    "watch": "Analyse new recordings of a folder as they arrive.",
}
FAILED = 2  # exit status of anything that did not succeed


class LazyGroup(click.Group):
    """A group whose commands are imported when they are run."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002, D102
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002, D102
        if cmd_name not in COMMANDS:
            return None
        command = importlib.import_module(f"voicemon.cli.{cmd_name}").command
        assert isinstance(command, click.Command)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002, D102
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="voicemon")
def cli() -> None:
    """Follow a customer's frustration through a call; say when a human should help."""


def main() -> None:
    """Entry point: every known error becomes its message and its fix, exit status 2."""
    try:
        cli.main(standalone_mode=True)
    except VoicemonError as error:
        _tell(error)
        sys.exit(FAILED)


def leave_at_once(error: VoicemonError | None) -> NoReturn:
    """End the process without the interpreter's end, which breaks threads that cannot be broken."""
    if error is not None:
        _tell(error)
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(0 if error is None else FAILED)


def _tell(error: VoicemonError) -> None:
    click.echo(f"voicemon: {error.message}", err=True)
    if error.fix:
        click.echo(f"  → {error.fix}", err=True)
