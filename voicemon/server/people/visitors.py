"""Who makes a request: by the cookie of a session, or by a bearer token.

Flask-Login asks `Visitors` once a request and remembers the answer for as long.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from contextlib import suppress
from datetime import UTC, datetime, timedelta

from flask import Flask, Request, Response, current_app, request
from flask_login import LoginManager, UserMixin, current_user

from voicemon.errors import NotFound, StoreBusy
from voicemon.server.guard import is_loopback
from voicemon.server.people.addresses import asker, is_here
from voicemon.server.rights import LOCAL_VISITOR, RIGHTS, Right, Visitor
from voicemon.settings import Settings
from voicemon.store import Store
from voicemon.store.keys import fits, key_id_of
from voicemon.store.people_records import Account, ApiToken, Person, PersonRole, Session
from voicemon.store.sessions import Limits

EXTENSION = "voicemon visitors"
COOKIE = "voicemon_session"
CSRF_HEADER = "X-CSRF-Token"
LOCAL_PREFIX = "vml"
NO_TOKEN = frozenset({Right.OWN_ACCOUNT})
"""What no token may do: whoever has it must not make it live longer than its owner wants."""


class _User(UserMixin):  # type: ignore[misc]
    """A visitor, as Flask-Login wants it."""

    def __init__(self, visitor: Visitor) -> None:
        self.visitor = visitor

    def get_id(self) -> str:
        return self.visitor.person.id


class Visitors:
    """Knows the visitors of one app. `local_key` is a bearer token of this process's life, by which
    commands on this machine act as the local admin.
    """

    def __init__(self, app: Flask, settings: Settings, store: Store) -> None:
        self.limits = Limits(
            timedelta(minutes=settings.session_idle_min), timedelta(hours=settings.session_max_h)
        )
        self.local_key = f"{LOCAL_PREFIX}_{secrets.token_hex(24)}"
        self._sign_in = settings.sign_in
        self._store = store
        self._due = frozenset(words(settings.second_factor_roles))
        self._proxies = tuple(words(settings.page_proxies))
        app.secret_key = secrets.token_bytes(32)  # of what single sign-on keeps on its way
        app.config["SESSION_COOKIE_NAME"] = "voicemon_sso"
        app.config["SESSION_COOKIE_SAMESITE"] = "Lax"
        app.extensions[EXTENSION] = self
        manager = LoginManager()
        manager.session_protection = None
        manager.request_loader(self._load)
        manager.init_app(app, add_context_processor=False)

    def identify(self) -> Visitor | None:
        """Who makes the present request."""
        if not self._sign_in:
            return LOCAL_VISITOR
        found = current_user.visitor if current_user.is_authenticated else None
        assert found is None or isinstance(found, Visitor)
        return found

    def address(self, asked: Request) -> str:
        """Where a request comes from."""
        return asker(asked, self._proxies)

    def begin(self, account: Account, how: str) -> tuple[Visitor, str]:
        """Sign somebody in who makes the present request; the text is for `set_cookie`."""
        session, text = self._store.sessions.start(
            account.id,
            how,
            datetime.now(UTC),
            address=self.address(request),
            browser=request.headers.get("User-Agent", ""),
        )
        return self.of_session(session, account, text), text

    def must_have_second_factor(self, role: PersonRole) -> bool:
        """Whether the site wants one of everybody of this role."""
        return role.value in self._due

    def set_cookie(self, response: Response, text: str) -> None:
        """The browser that gets this response is signed in."""
        response.set_cookie(
            cookie_name(request.host),
            text,
            max_age=self.limits.absolute,
            path="/",
            httponly=True,
            samesite="Strict",
            secure=not is_loopback(_name(request.host)),
        )

    def bearer(self, text: str, asked: Request) -> Visitor | None:
        """Whose token this is."""
        if text.startswith(f"{LOCAL_PREFIX}_"):
            same = hmac.compare_digest(text.encode(), self.local_key.encode())
            return LOCAL_VISITOR if same and is_here(asked) else None
        if (key_id := key_id_of(text)) is not None:
            return self._sender(key_id, text)
        found = self._store.tokens.find(text, datetime.now(UTC))
        return None if found is None else self.of_token(*found)

    def of_session(self, session: Session, account: Account, text: str = "") -> Visitor:
        """What somebody may do who signed in."""
        person = account.person
        due = (
            self.must_have_second_factor(person.role)
            and not account.second_factor
            and session.how not in ("sso", "link")
        )
        return Visitor(
            person, RIGHTS[person.role], session.how, session=session.id, csrf=csrf(text), due=due
        )

    def of_token(self, token: ApiToken, account: Account) -> Visitor:
        """What a program may do with somebody's token."""
        scopes = {*token.scopes, Right.SIGNED_IN.value}
        rights = {right for right in RIGHTS[account.person.role] if right.value in scopes}
        return Visitor(account.person, frozenset(rights - NO_TOKEN), "token", token=token.id)

    def _sender(self, key_id: str, text: str) -> Visitor | None:
        """Telephony announces legs with its ingest key."""
        with suppress(NotFound):
            key = self._store.keys.get(key_id)
            if fits(key, text):
                person = Person(f"key {key.id}", key.settings.name, PersonRole.AGENT)
                return Visitor(person, frozenset({Right.ANNOUNCE_CALLS}), "key")
        return None

    def _load(self, asked: Request) -> _User | None:
        visitor = self._by_bearer(asked) or self._by_cookie(asked)
        return None if visitor is None else _User(visitor)

    def _by_bearer(self, asked: Request) -> Visitor | None:
        kind, _, text = asked.headers.get("Authorization", "").partition(" ")
        if kind.lower() == "bearer":
            return self.bearer(text.strip(), asked)
        key = asked.headers.get("X-Api-Key", "")  # as telephony sends its ingest key
        return self.bearer(key, asked) if key_id_of(key) else None

    def _by_cookie(self, asked: Request) -> Visitor | None:
        text = asked.cookies.get(cookie_name(asked.host), "")
        if not text or "Authorization" in asked.headers:
            return None
        now = datetime.now(UTC)
        found = self._store.sessions.find(text, self.limits, now)
        if found is None:
            return None
        with suppress(StoreBusy):  # the next request writes it down
            self._store.sessions.seen(found[0], now)
        return self.of_session(*found, text)


def visitors() -> Visitors:
    """Those of the app that serves the present request."""
    found = current_app.extensions[EXTENSION]
    assert isinstance(found, Visitors)
    return found


def local_key(app: Flask) -> str:
    """The bearer token by which commands on this machine act as the local admin."""
    found = app.extensions[EXTENSION]
    assert isinstance(found, Visitors)
    return found.local_key


def words(text: str) -> list[str]:
    """The parts of a comma-separated line."""
    return [part.strip() for part in text.split(",") if part.strip()]


def csrf(text: str) -> str:
    """What must come with every change of a session, and what a page elsewhere cannot know: made
    from the cookie, which no script can read.
    """
    return hmac.new(text.encode(), b"csrf", hashlib.sha256).hexdigest() if text else ""


def forget_cookie(response: Response) -> None:
    """The browser need not send it any more."""
    name = cookie_name(request.host)
    response.delete_cookie(name, path="/", httponly=True, samesite="Strict")


def cookie_name(host: str) -> str:
    """Browsers keep the cookies of all ports of this machine together: a demo beside a site must
    not sign anybody out of it.
    """
    port = host.rpartition(":")[2]
    return f"{COOKIE}_{port}" if is_loopback(_name(host)) and port.isdigit() else COOKIE


def _name(host: str) -> str:
    name, _, port = host.rpartition(":")
    return name if name and port.isdigit() else host
