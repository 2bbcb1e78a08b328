"""What a person can say of a call that comes in: options of several commands."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

import click

from voicemon.types import ConsentStatus

Command = TypeVar("Command", bound=Callable[..., object])


def about_call(command: Command) -> Command:
    """Adds `--queue`, `--language` and `--consent`."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


_OPTIONS = (
    click.option("--queue", help="Queue of the call."),
    click.option("--language", help="Language of the call, e.g. en."),
    click.option(
        "--consent",
        type=click.Choice([status.value for status in ConsentStatus]),
        help="What the customer said to being analysed.",
    ),
)
