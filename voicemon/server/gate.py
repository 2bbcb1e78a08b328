"""Asks before every route: who is this, is it open to them, and does the change come from them?"""

from __future__ import annotations

import hmac

from flask import Flask, current_app, request

from voicemon.errors import NotAllowed
from voicemon.server.guard import DOCS, SAFE
from voicemon.server.people.visitors import CSRF_HEADER, Visitors, visitors
from voicemon.server.rights import OPEN, Right, Visitor, check, enter, right_of
from voicemon.settings import Settings
from voicemon.store import Store


class CsrfError(NotAllowed):
    """A change that does not say which session it belongs to."""

    code = "csrf"


def install(app: Flask, settings: Settings, store: Store) -> Visitors:
    """Ask before every route of the app."""
    found = Visitors(app, settings, store)
    app.before_request(_ask)
    return found


def right_at(app: Flask, endpoint: str | None) -> Right | None:
    """What a route needs; the interface's description comes from a library, which marks nothing."""
    view = app.view_functions.get(endpoint or "")
    if view is not None and right_of(view) is None:
        rules = app.url_map.iter_rules(endpoint)
        if all(rule.rule.startswith(DOCS) for rule in rules):
            return Right.SIGNED_IN
    return right_of(view)


def _ask() -> None:
    found = visitors().identify()
    enter(found)
    if request.endpoint is None:  # there is nothing at this address
        return
    right = right_at(current_app, request.endpoint)
    check(found, right)
    if found is not None and right not in OPEN:
        _check_origin(found)


def _check_origin(found: Visitor) -> None:
    if request.method in SAFE or not found.csrf:
        return
    if not hmac.compare_digest(request.headers.get(CSRF_HEADER, "").encode(), found.csrf.encode()):
        raise CsrfError(
            f"the change came without its session's {CSRF_HEADER}", "reload the page, and try again"
        )
