"""A product with something of everything in it: for tests that go through every view."""

from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from playwright.sync_api import expect

from tests.browser import live_story
from tests.browser.product import fill, fill_with_recent, running
from tests.browser.team import HASH, TEAM, fill_in, hire
from tests.scripted_desk import ScriptedDesk
from voicemon.runtime.live.changes import Step, Suggested
from voicemon.store.desk_records import Note
from voicemon.store.notice_records import DeliveryKind, NewDelivery, TargetKind, TargetSettings
from voicemon.store.people_records import NewPerson, PersonRole, TicketKind
from voicemon.store.records import KeySettings
from voicemon.types import MomentKind, Severity, SuggestedStep

STEP = SuggestedStep(
    "m1", MomentKind.MANAGER, 119.5, "I understand. I will get my manager for you right away.",
    "asked for a manager at 1:59, nobody has answered that yet", "en",
)  # fmt: skip
SAID = "You may give her the credit."
FLAG = {
    "id": "f1", "number": 1, "rule": "steep-rise", "severity": "act", "state": "raised",
    "at_s": 14.0, "reason": "rose by 0.4", "by": "voicemon", "outcome": None,
}  # fmt: skip
CALL = {"id": "c1", "team": TEAM, "queue": "billing", "agent_id": "dana.w", "url": None}
EVE = NewPerson("eve", "Eve Unlinked", PersonRole.AGENT, frozenset({TEAM}))


@dataclass
class House:
    """A running product, and what its people keep in their browsers."""

    url: str
    store: object
    desk: ScriptedDesk
    cookies: dict = field(default_factory=dict)

    def ticket(self, kind, login="ben"):
        """A one-time token; those given out before stay good."""
        person = self.store.people.by_login(login).id
        now = datetime.now(UTC)
        return self.store.tickets.issue(kind, timedelta(hours=1), now, person, further=True)

    def reset_ticket(self):
        return self.ticket(TicketKind.RESET)

    def come_in(self, browser, *logins):
        """Sign people in once; their browsers' cookies are kept."""
        for login in logins:
            context = browser.new_context()
            page = context.new_page()
            page.goto(f"{self.url}#/account")
            fill_in(page, login)
            expect(page.get_by_role("heading", level=1)).to_have_text("My account")
            self.cookies[login] = context.storage_state()
            context.close()


@contextmanager
def furnished(folder, page_folder):
    """A house with stored and running calls, flags, rules, people, tokens, keys and notices."""
    desk = ScriptedDesk()
    with running(folder / "data", page_folder, desk=desk, sign_in=True) as (url, store):
        hire(store)
        store.credentials.set_password_hash(store.people.add(EVE).id, HASH)
        fill(store, folder)
        fill_with_recent(store, folder, datetime.now(UTC) - timedelta(days=2))
        _administered(store)
        _running(desk)
        yield House(url, store, desk)


def _administered(store):
    now = datetime.now(UTC)
    ada, nora = (store.people.by_login(login).id for login in ("ada", "nora"))
    store.teams.add(TEAM)
    store.tokens.add(ada, "nightly export", ["export calls"], now, now + timedelta(days=30))
    store.keys.add(KeySettings("switchboard", "twilio", team=TEAM, networks=("203.0.113.0/24",)))
    store.keys.add(KeySettings("old switchboard"))
    store.keys.revoke("old switchboard")
    settings = TargetSettings("team chat", TargetKind.WEBHOOK, severities=(Severity.ACT,))
    target = store.notice_targets.add(settings, "https://chat.example/…", b"", None, now)
    body = {"event": "flag.raised", "at": now.isoformat(), "flag": FLAG, "call": CALL}
    told = NewDelivery(target.id, "f1:1", DeliveryKind.FLAG, Severity.ACT, body, now)
    store.notices.add([told], now)
    store.notice_targets.switch(target.id, on=False)
    said = Note("bad", store.people.by_login("dana").id, nora, "Nora North", SAID, STEP)
    store.desk.send(said, now)


def _running(desk):
    about = {"customer_id": "+1 202 555 0143", "queue": "billing", "language": "en", "team": TEAM}
    for call_id, agent, turns in (("bad", "dana.w", 8), ("calm", "lee.k", 17), ("new", "sam.t", 4)):
        desk.start(call_id, agent_id=agent, **about)
        live_story.play(desk, call_id, turns)
    live_story.speak(desk, "new", 4, 6)
    desk.status("calm", lag_s=5.0, step=Step.RECORD_ONLY, on_hold=True)
    desk.tell("bad", Suggested(STEP))
