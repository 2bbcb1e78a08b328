"""The table of who may do what, made from the routes, events and views themselves (docs/rights.md).

What a route's right does not say, its path does: whose thing it is about.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from flask import Flask
from werkzeug.routing import Rule

from voicemon.server.gate import right_at
from voicemon.server.ingest.entrance import AUDIOHOOK, STREAM
from voicemon.server.rights import OPEN, RIGHTS, Right
from voicemon.server.sockets import CONNECT, DISCONNECT, Sockets
from voicemon.server.views import NEEDED, WITH_ID, View
from voicemon.store.people_records import PersonRole

SILENT = frozenset({"HEAD", "OPTIONS"})
PAGE = "page"  # in the place of a method
ROLES = tuple(PersonRole)


class Reach(StrEnum):
    """Whose things a route or an event is about. To others they are not there (404)."""

    SITE = "everything"
    CALLS = "own teams; agents: own calls"
    TEAMS = "own teams"
    OWN = "own; admins: everybody's"
    ALONE = "own alone"


OF: Mapping[str, Reach] = {
    "call_id": Reach.CALLS,
    "flag_id": Reach.TEAMS,
    "job_id": Reach.TEAMS,
    "rule_id": Reach.TEAMS,
    "rehearsal_id": Reach.TEAMS,
    "session_id": Reach.OWN,
    "token_id": Reach.OWN,
    "upload_id": Reach.ALONE,
    "message_id": Reach.ALONE,
    "key_id": Reach.SITE,
    "person_id": Reach.SITE,
    "target_id": Reach.SITE,
    "delivery_id": Reach.SITE,
    "language": Reach.SITE,
    "kind": Reach.SITE,
    "format": Reach.SITE,
    "name": Reach.SITE,
    "filename": Reach.SITE,
}
"""What a part of a path names."""

LISTS: Mapping[str, Reach] = {
    "/api/calls": Reach.CALLS,
    "/api/jobs": Reach.TEAMS,
    "/api/live": Reach.TEAMS,
    "/api/flags": Reach.TEAMS,
    "/api/flags/budget": Reach.TEAMS,
    "/api/figures/flags": Reach.TEAMS,
    "/api/rules": Reach.TEAMS,
    "GET /api/teams": Reach.TEAMS,
    "/api/uploads": Reach.TEAMS,
    "OPTIONS /api/uploads": Reach.SITE,
    "OPTIONS /api/uploads/<upload_id>": Reach.SITE,
    "GET /api/desk/messages": Reach.ALONE,
    "POST /api/desk/messages": Reach.TEAMS,
    "/api/desk/sent": Reach.ALONE,
    "/api/sessions": Reach.OWN,
    "/api/sessions/end": Reach.OWN,
    "/api/tokens": Reach.OWN,
    "/api/me/password": Reach.ALONE,
    "/api/me/second-factor": Reach.ALONE,
    "/api/me/second-factor/drop": Reach.ALONE,
    "/api/sign-out": Reach.ALONE,
}
"""Routes without such a part that are about somebody's things nevertheless."""

EVENTS: Mapping[str, Reach] = {
    "board": Reach.TEAMS,
    "live": Reach.TEAMS,
    "flags": Reach.TEAMS,
    "desk": Reach.ALONE,
    "/listen": Reach.TEAMS,
}
"""By the first word of an event, or the namespace."""

SEEN: Mapping[View, Reach] = {
    View.CALLS: Reach.CALLS,
    View.CALL: Reach.CALLS,
    View.BOARD: Reach.TEAMS,
    View.WALL: Reach.TEAMS,
    View.LIVE: Reach.TEAMS,
    View.DESK: Reach.ALONE,
    View.RULES: Reach.TEAMS,
    View.ACCOUNT: Reach.ALONE,
}
"""Whose things a view shows."""

SENDERS = (f"{STREAM}/<key>", STREAM, AUDIOHOOK)
"""Where telephony connects: on a port of its own, which knows no people."""


@dataclass(frozen=True, slots=True)
class Door:
    """A route (`method`, `path`), an event (`method` is its namespace) or a view of the page: what
    it needs, and of whose things it is.
    """

    method: str
    path: str
    right: Right | None
    reach: Reach

    def open_to(self, role: PersonRole) -> bool:
        """Whether somebody of this role may come in at all."""
        return self.right in OPEN or self.right in RIGHTS[role]


def routes(app: Flask) -> list[Door]:
    """Every route of an app."""
    found = {
        Door(method, rule.rule, right_at(app, rule.endpoint), _reach(method, rule))
        for rule in app.url_map.iter_rules()
        for method in _methods(rule)
    }
    return sorted(found, key=lambda door: (door.path, door.method))


def events(socketio: Sockets) -> list[Door]:
    """Every event that a page may send."""
    found = [
        Door(namespace, event, right, _of_event(namespace, event))
        for (namespace, event), right in socketio.needed.items()
        if event != DISCONNECT
    ]
    return sorted(found, key=lambda door: (door.method, door.path != CONNECT, door.path))


def views() -> list[Door]:
    """Every view of the page."""
    return [
        Door(
            PAGE,
            f"#/{view}/<id>" if view in WITH_ID else f"#/{view}",
            NEEDED.get(view),
            SEEN.get(view, Reach.SITE),
        )
        for view in View
    ]


def senders() -> list[Door]:
    """Where telephony connects."""
    return [Door("WebSocket", path, Right.BY_KEY, Reach.SITE) for path in SENDERS]


def page(app: Flask, socketio: Sockets) -> str:
    """The text of docs/rights.md."""
    tables = (
        (PAGES, views()),
        (ROUTES, routes(app)),
        (SOCKETS, events(socketio)),
        (TELEPHONY, senders()),
    )
    told = (part for head, doors in tables for part in (head, *_doors(doors)))
    return "".join([HEAD, *_rights(), *told])


def _methods(rule: Rule) -> set[str]:
    """Those that the route was written for; HEAD and OPTIONS come with others by themselves."""
    named = rule.methods or set()
    return named - SILENT or named - {"OPTIONS"} or named


def _reach(method: str, rule: Rule) -> Reach:
    """The narrowest that a part of the path says."""
    told = LISTS.get(f"{method} {rule.rule}") or LISTS.get(rule.rule)
    order = tuple(Reach)
    return told or max((OF[name] for name in rule.arguments), key=order.index, default=Reach.SITE)


def _of_event(namespace: str, event: str) -> Reach:
    return EVENTS.get(namespace) or EVENTS.get(event.partition(".")[0], Reach.SITE)


HEAD = """# Who may do what

Made from the code (`python docs/make_rights.py`); a test asks every route and every event as every
role. A team's calls are those that name it; the team "" stands for calls that name none. Admins see
every team. What belongs to another team, or to somebody else, is answered as if it were not there
(404); what a role may not do at all with 403; whoever is not signed in with 401. A token may do
what its scopes (rights by the names below) and its owner's role both allow: what needs *signed in*
without any scope, what needs *own account* with none. How people come in: [people](people.md).

## Rights of each role

"""
PAGES = """
## Pages

Views of the page by their addresses. `/api/me` tells the page which of them are open: its menu
shows those alone, and who opens another one by its address is told whom it is for. A call, running
call or rule of another team is said not to be there. `#/admin` is the first of its tabs that is
open.

"""
ROUTES = "\n## Routes\n\n"
SOCKETS = """
## Socket.IO

The first column is the namespace. What the server sends by itself keeps to the same: rows, calls,
flags and jobs go to those who may see the team, messages to their agent.

"""
TELEPHONY = """
## Telephony

Senders of running calls come in on a port of their own (`ingest_port`), by an ingest key and by
nothing else; every other path there is 404. AudioSocket, where a connection carries no key, takes
legs that were announced by `POST /api/ingest/legs` (with the key), unless the setting
`audiosocket_open` says otherwise. An ingest key opens that route, these doors and `/ingest` above.

"""


def _rights() -> list[str]:
    titles = " | ".join(role.value for role in ROLES)
    lines = [f"| right | {titles} |\n", f"|---|{'---|' * len(ROLES)}\n"]
    for right in Right:
        if right not in OPEN:
            marks = " | ".join("yes" if right in RIGHTS[role] else "–" for role in ROLES)
            lines.append(f"| {right.value} | {marks} |\n")
    return lines


def _doors(doors: Iterable[Door]) -> list[str]:
    titles = " | ".join(("nobody", *(role.value for role in ROLES)))
    lines = [f"| | | needs | {titles} | of |\n", f"|---|---|---|---|{'---|' * len(ROLES)}---|\n"]
    for door in doors:
        marks = " | ".join(_mark(door, role) for role in (None, *ROLES))
        path = re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", door.path)
        needs = door.right.value if door.right else "nobody may"
        lines.append(f"| {door.method} | `{path}` | {needs} | {marks} | {door.reach.value} |\n")
    return lines


def _mark(door: Door, role: PersonRole | None) -> str:
    """What comes of asking; None: nobody who is known asks."""
    if door.right is Right.BY_KEY:
        return "key"
    if door.right in OPEN or (role is not None and door.open_to(role)):
        return "yes"
    if door.method == PAGE:
        return "–" if role else "sign in"
    return "403" if role else "401"
