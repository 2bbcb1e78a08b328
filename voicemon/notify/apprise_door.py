"""Mail, chat and paging: hands a message to apprise in a process of its own (`apprise_child`)."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass

from voicemon.errors import InputError
from voicemon.notify.failure import NotDelivered
from voicemon.types import Severity

TIME_LIMIT_S = 25.0
CHILD = "voicemon.notify.apprise_child"
KINDS = {Severity.INFORMATION: "info", Severity.WATCH: "warning", Severity.ACT: "failure"}
SAID_CHARACTERS = 300


@dataclass(frozen=True, slots=True)
class Service:
    """What an address of apprise is of, and how it may be shown."""

    name: str
    shown: str


def check(url: str) -> Service:
    """The service that an address names; InputError when apprise does not know it."""
    try:
        answer = _ask({"do": "check", "url": url, "networks": ""})
    except NotDelivered as error:
        raise InputError(error.message, error.fix) from None
    if not answer["ok"]:
        raise InputError(
            "apprise does not know this address, or it is of something on this machine",
            "see docs/notices.md and https://appriseit.com/services for how they are written",
        )
    return Service(str(answer["name"]), str(answer["shown"]))


def send(
    url: str,
    title: str,
    body: str,
    severity: Severity,
    networks: str,
    limit_s: float = TIME_LIMIT_S,
) -> None:
    """Send a message; `networks` as in the settings. NotDelivered when it did not arrive."""
    message = {"title": title, "body": body, "kind": KINDS[severity]}
    answer = _ask({"do": "send", "url": url, "networks": networks, **message}, limit_s)
    if not answer["ok"]:
        permanent = answer.get("permanent") is True
        fix = "see the target's address and rights" if permanent else "it is tried again"
        said = str(answer.get("said", "it failed"))[:SAID_CHARACTERS]
        raise NotDelivered(said, fix, permanent=permanent)


def _ask(question: dict[str, str], limit_s: float = TIME_LIMIT_S) -> dict[str, object]:
    """The child's answer; the address goes through standard input, which no other user sees."""
    try:
        done = subprocess.run(
            [sys.executable, "-P", "-m", CHILD],
            input=json.dumps(question).encode(),
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=limit_s,
            env=_environment(),
            check=False,
        )
        answer = json.loads(done.stdout)
    except subprocess.TimeoutExpired:
        raise NotDelivered(f"the service did not answer within {limit_s:.0f} s") from None
    except (OSError, ValueError) as error:
        raise NotDelivered(f"apprise did not run: {type(error).__name__}") from None
    assert isinstance(answer, dict)
    return answer


def _environment() -> dict[str, str]:
    """Ours without voicemon's own settings, and without a proxy, which would connect unchecked."""
    return {
        name: value
        for name, value in os.environ.items()
        if not name.startswith("VOICEMON_") and not name.lower().endswith("_proxy")
    }
