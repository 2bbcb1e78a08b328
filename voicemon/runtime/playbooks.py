"""The playbooks in force: those that ship, with the site's own sentences."""

from __future__ import annotations

from typing import Protocol

import structlog

from voicemon.coaching.playbook import Playbook, bundled
from voicemon.errors import StoreError
from voicemon.types import MomentKind

log = structlog.get_logger(__name__)


class Edits(Protocol):
    """Where a site's own sentences stand (`store.playbook`)."""

    def sentences(self, language: str) -> dict[MomentKind, tuple[str, ...]]:
        """Those of one language."""


class SitePlaybooks:
    """Asked anew each time, so that a change counts at once, whichever process made it."""

    def __init__(self, edits: Edits) -> None:
        self._edits = edits

    def of(self, language: str) -> Playbook:
        """One of `coaching.playbook.LANGUAGES`; as it ships while the store fails."""
        shipped = bundled(language)
        try:
            return shipped.edited(self._edits.sentences(language))
        except StoreError as error:
            log.warning("the playbook that ships is used", message=error.message)
            return shipped
