"""Slows guessing down: every try is counted by account and by address, before it is judged."""

from __future__ import annotations

import math
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from flask import request

from voicemon.errors import Throttled
from voicemon.server.people.visitors import visitors
from voicemon.server.services import services

FREE_ACCOUNT, FREE_ADDRESS = 5, 30  # failures before the first pause


@contextmanager
def counted(account: str = "") -> Iterator[None]:
    """A try that succeeds when the block does; Throttled when there were too many failures."""
    address = f"address:{visitors().address(request)}"
    subjects = {address: FREE_ADDRESS}
    if account:
        subjects[f"account:{account}"] = FREE_ACCOUNT
    tries = services().store.tries
    wait = tries.begin(subjects, datetime.now(UTC))
    if wait:
        wait_s = math.ceil(wait.total_seconds())
        raise Throttled(
            "too many failed tries", f"try again in {wait_s} s; forgotten? ask an admin", wait_s
        )
    yield
    tries.succeeded(f"account:{account}", address)
