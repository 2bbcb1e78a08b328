"""The page's views, and the right that each needs.

The one list of them: `/api/me` tells the page which are open to who asks and whom each is for, the
page knows their names by the types made from it, and docs/rights.md shows the table.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from voicemon.server.rights import OPEN, RIGHTS, Right, Visitor
from voicemon.store.people_records import PersonRole


class View(StrEnum):
    """A view, by the address behind the `#/`; `call` and `live` are followed by an id."""

    CALLS = "calls"
    CALL = "call"
    BOARD = "board"
    WALL = "wall"
    LIVE = "live"
    DESK = "desk"
    RULES = "rules"
    MICROPHONE = "microphone"
    ACCOUNT = "account"
    SIGN_IN = "sign-in"
    SETUP = "setup"
    RESET = "reset"
    ADMIN_PEOPLE = "admin/people"
    ADMIN_AUDIT = "admin/audit"
    ADMIN_NOTICES = "admin/notices"
    ADMIN_TOKENS = "admin/tokens"
    ADMIN_KEYS = "admin/keys"
    ADMIN_PLAYBOOK = "admin/playbook"
    ADMIN_HEALTH = "admin/health"


WITH_ID = frozenset({View.CALL, View.LIVE})

NEEDED: Mapping[View, Right] = {
    View.CALLS: Right.SEE_CALLS,
    View.CALL: Right.SEE_CALLS,
    View.BOARD: Right.SEE_LIVE,
    View.WALL: Right.SEE_LIVE,
    View.LIVE: Right.SEE_LIVE,
    View.DESK: Right.OWN_DESK,
    View.RULES: Right.SEE_RULES,
    View.MICROPHONE: Right.SEND_RECORDINGS,
    View.ACCOUNT: Right.OWN_ACCOUNT,
    View.SIGN_IN: Right.ANYBODY,
    View.SETUP: Right.ANYBODY,
    View.RESET: Right.ANYBODY,
    View.ADMIN_PEOPLE: Right.MANAGE_PEOPLE,
    View.ADMIN_AUDIT: Right.SEE_AUDIT,
    View.ADMIN_NOTICES: Right.MANAGE_SITE,
    View.ADMIN_TOKENS: Right.MANAGE_PEOPLE,
    View.ADMIN_KEYS: Right.MANAGE_SITE,
    View.ADMIN_PLAYBOOK: Right.CHANGE_RULES,
    View.ADMIN_HEALTH: Right.MANAGE_SITE,
}
"""What is asked of whoever opens a view. A view that is not here is open to nobody."""


def is_open(view: View, visitor: Visitor | None) -> bool:
    """Whether a visitor may open a view; None: nobody who is known."""
    right = NEEDED.get(view)
    return right in OPEN or (visitor is not None and visitor.may(right))


def roles_of(view: View) -> list[PersonRole]:
    """Whom a view is for."""
    right = NEEDED.get(view)
    return [role for role in PersonRole if right in OPEN or right in RIGHTS[role]]
