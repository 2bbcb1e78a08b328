"""What an administrator does, in a real browser: people, tokens, keys, playbook, notices, health,
and the audit log that tells of all of it.
"""

import json
import re
import urllib.error
import urllib.request
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import expect

from tests.browser.product import running
from tests.browser.team import TEAM, fill_in, hire, signed_in
from tests.browser.test_flags import start
from tests.notify.receivers import Web
from tests.scripted_desk import ScriptedDesk
from voicemon.coaching.playbook import bundled
from voicemon.runtime.live.prompting import Prompting, prompter
from voicemon.runtime.live.story import Story
from voicemon.runtime.live.teller import Teller
from voicemon.settings import load
from voicemon.store import KeySettings
from voicemon.store.notice_records import QuietSpan
from voicemon.types import AgentAct, EmpathyMoment, MomentKind

pytestmark = pytest.mark.e2e

NEW_PASSWORD = "nine loud herons dance"
OWN_SENTENCE = "Let me find somebody who can decide this with us."
REFRESH_MS = 15_000  # targets and deliveries are asked for anew every five seconds


@pytest.fixture
def desk():
    return ScriptedDesk()


@pytest.fixture
def settings(tmp_path):
    return {
        "sign_in": True,
        "notify_private_networks": "127.0.0.0/8",
        "time_zone": "Europe/Berlin",
        "data_dir": tmp_path / "data",
    }


@pytest.fixture
def site(settings, page_folder, desk):
    chosen = {name: value for name, value in settings.items() if name != "data_dir"}
    with running(settings["data_dir"], page_folder, desk=desk, **chosen) as (url, store):
        hire(store)
        yield url, store


@pytest.fixture
def url(site):
    return site[0]


@pytest.fixture
def store(site):
    return site[1]


@pytest.fixture
def admin(url, open_page):
    """The administrator's page, at one of its tabs."""
    opened = []

    def at(tab):
        if not opened:
            opened.append(signed_in(open_page, f"{url}#/admin/{tab}", "ada"))
        else:
            opened[0].goto(f"{url}#/admin/{tab}")
        expect(heading(opened[0])).to_have_text("Administration")
        return opened[0]

    return at


def heading(page):
    return page.get_by_role("heading", level=1)


def panel(page, name):
    return page.get_by_role("region", name=name, exact=True)


def person(page, name):
    """Somebody's row, opened."""
    row = panel(page, "People").locator("details.admin__row").filter(has_text=name)
    if row.get_attribute("open") is None:
        row.locator("summary").click()
    return row


def sure(page, go):
    """Says yes to what is asked before something that is not harmless."""
    asked = page.get_by_role("dialog", name="Are you sure?")
    expect(asked).to_be_visible()
    asked.get_by_role("button", name=go).click()


def status_of(url, path, method="GET", body=None, **headers):
    """As a program asks: the status of the answer."""
    data = None if body is None else json.dumps(body).encode()
    if data:
        headers["Content-Type"] = "application/json"
    request = urllib.request.Request(url + path, data, headers, method=method)
    try:
        with urllib.request.urlopen(request, timeout=20) as answer:
            return answer.status
    except urllib.error.HTTPError as refused:
        return refused.code


def account(store, login):
    return next(each for each in store.people.all() if each.login == login)


# People


def invite(page, name, login, role, teams=""):
    """The link that is shown."""
    people = panel(page, "People")
    people.get_by_text("Invite somebody").click()
    people.get_by_label("Name, as others see it").first.fill(name)
    people.get_by_label("Name to sign in with").first.fill(login)
    people.get_by_label("Role").first.select_option(role)
    people.get_by_label("Teams").first.fill(teams)
    people.get_by_role("button", name="Invite", exact=True).click()
    once = people.locator(".admin__once")
    expect(once).to_contain_text(name)
    expect(once).to_contain_text("cannot be shown again")
    return once.locator("code").inner_text()


def test_somebody_is_invited_and_chooses_a_password_by_a_link_that_works_once(admin, open_page):
    page = admin("people")
    link = invite(page, "Ivy Nova", "ivy", "supervisor", TEAM)
    expect(person(page, "Ivy Nova").locator(".chip")).to_have_text("invited")
    page.reload()
    expect(panel(page, "People").get_by_text("Ivy Nova")).to_be_visible()
    assert link.split("token=")[1] not in page.content()
    invited = open_page(link)
    expect(heading(invited)).to_have_text("Choose a password")
    expect(invited.get_by_text("Welcome, Ivy Nova.")).to_be_visible()
    expect(invited.get_by_label("Name to sign in with")).to_have_value("ivy")
    invited.get_by_label("New password").fill(NEW_PASSWORD)
    invited.get_by_role("button", name="Keep this password").click()
    invited.get_by_role("button", name="Sign in").click()
    fill_in(invited, "ivy", NEW_PASSWORD)
    expect(heading(invited)).to_have_text("Board")
    again = open_page(link)
    expect(again.get_by_role("alert")).to_be_visible()
    expect(again.get_by_label("New password")).to_have_count(0)
    page.reload()
    row = panel(page, "People").locator("details.admin__row").filter(has_text="Ivy Nova")
    expect(row).to_contain_text("last seen")
    expect(row.locator(".chip")).to_have_count(0)


def test_a_changed_role_counts_at_once_on_the_persons_page(admin, url, store, open_page):
    nora = signed_in(open_page, f"{url}#/board", "nora")
    expect(heading(nora)).to_have_text("Board")
    page = admin("people")
    row = person(page, "Nora North")
    row.get_by_label("Role").select_option("qa")
    row.get_by_label("Teams").fill("south, east")
    row.get_by_role("button", name="Save").click()
    expect(row.get_by_text("Saved.")).to_be_visible()
    expect(row.locator("summary")).to_contain_text("Reviewer")
    expect(heading(nora)).to_have_text("Not open to you")
    expect(nora.get_by_role("main")).to_contain_text("You are here as Nora North (Reviewer).")
    expect(nora.get_by_role("navigation").get_by_role("link", name="Board")).to_have_count(0)
    kept = account(store, "nora").person
    assert (kept.role.value, kept.teams) == ("qa", {"south", "east"})


def test_who_is_signed_out_by_an_administrator_is_asked_to_sign_in(admin, url, open_page):
    nora = signed_in(open_page, f"{url}#/board", "nora")
    expect(heading(nora)).to_have_text("Board")
    page = admin("people")
    row = person(page, "Nora North")
    row.get_by_role("button", name="Sign out everywhere").click()
    sure(page, "Sign out everywhere")
    expect(row.get_by_text("Signed in nowhere.")).to_be_visible()
    expect(heading(nora)).to_have_text("Sign in")
    fill_in(nora, "nora")
    expect(heading(nora)).to_have_text("Board")


def test_who_is_disabled_does_not_come_in_until_enabled_again(admin, url, open_page):
    page = admin("people")
    row = person(page, "Quinn Q")
    row.get_by_role("button", name="Disable").click()
    sure(page, "Disable")
    expect(row.locator(".chip")).to_have_text("disabled")
    quinn = open_page(f"{url}#/calls")
    fill_in(quinn, "quinn")
    expect(quinn.get_by_role("alert")).to_be_visible()
    row.get_by_role("button", name="Enable").click()
    expect(row.locator(".chip")).to_have_count(0)
    fill_in(quinn, "quinn")
    expect(heading(quinn)).to_have_text("Calls")


# Tokens and keys


def test_a_revoked_token_is_refused_at_once(admin, url, store):
    owner = account(store, "nora")
    _, text = store.tokens.add(owner.id, "nightly export", ["see calls"], datetime.now(UTC))
    bearer = {"Authorization": f"Bearer {text}"}
    assert status_of(url, "api/calls", **bearer) == 200
    page = admin("tokens")
    tokens = panel(page, "API tokens")
    row = tokens.get_by_role("listitem").filter(has_text="nightly export")
    expect(row).to_contain_text("of Nora North")
    row.get_by_role("button", name="Revoke").click()
    sure(page, "Revoke")
    expect(row).to_have_count(0)
    assert status_of(url, "api/calls", **bearer) == 401


def test_an_ingest_key_is_shown_once_and_revoked(admin, url):
    page = admin("keys")
    keys = panel(page, "Ingest keys")
    keys.get_by_text("A new key").click()
    keys.get_by_label("What it is for").fill("front desk")
    keys.get_by_label("Team of its calls").fill(TEAM)
    keys.get_by_role("button", name="Make it").click()
    expect(keys.locator(".admin__once")).to_contain_text("cannot be shown again")
    text = keys.locator(".admin__once code").inner_text()
    leg = {"connection": "leg-1", "call": "c", "role": "agent"}
    assert status_of(url, "api/ingest/legs", "POST", leg, **{"X-Api-Key": text}) == 201
    row = keys.get_by_role("listitem").filter(has_text="front desk")
    expect(row).to_contain_text(TEAM)
    page.reload()
    expect(row).to_be_visible()
    assert text not in page.content()
    row.get_by_role("button", name="Revoke").click()
    sure(page, "Revoke")
    expect(row).to_contain_text("revoked")
    expect(row.get_by_role("button")).to_have_count(0)
    leg["connection"] = "leg-2"
    assert status_of(url, "api/ingest/legs", "POST", leg, **{"X-Api-Key": text}) == 401


def test_a_key_that_cannot_be_made_says_what_is_wrong(admin, store):
    store.keys.add(KeySettings("front desk"))
    page = admin("keys")
    keys = panel(page, "Ingest keys")
    keys.get_by_text("A new key").click()
    keys.get_by_label("What it is for").fill("front desk")
    keys.get_by_label("Only from these networks").fill("somewhere")
    keys.get_by_role("button", name="Make it").click()
    expect(keys.get_by_role("alert")).to_be_visible()
    assert len(store.keys.all()) == 1


# The playbook


class Call:
    """A running call whose suggestions come from the product's own prompting."""

    def __init__(self, desk, store, settings, call_id="bad"):
        desk.start(call_id, agent_id="dana.w", team=TEAM, queue="billing", language="en")
        self._id, self._count = call_id, 0
        self._prompter = prompter(load(**settings), store)
        teller = Teller(lambda news: desk.tell(call_id, news), print, lambda: None, lambda _: None)
        story = Story(desk.running[call_id].call)
        self._prompting = Prompting(story, teller, self._prompter)
        self._prompter.start()

    def asks_for_a_manager(self):
        self._count += 1
        moment = EmpathyMoment(
            f"m{self._count}", self._id, "u1", MomentKind.MANAGER, 10.0 * self._count,
            10.0 * self._count, 1, "asked for a manager", (AgentAct.NEXT_STEP,),
        )  # fmt: skip
        self._prompting.noticed([moment])

    def over(self):
        self._prompter.stop()


def test_the_suggestion_at_the_desk_follows_the_playbook(
    admin, url, store, desk, settings, open_page
):
    call = Call(desk, store, settings)
    try:
        dana = signed_in(open_page, f"{url}#/desk", "dana")
        step = dana.get_by_role("region", name="Your call")
        call.asks_for_a_manager()
        shipped = bundled("en").sentences[MomentKind.MANAGER]
        expect(step).to_contain_text(re.compile("|".join(map(re.escape, shipped))))
        page = admin("playbook")
        item = panel(page, "Playbook").get_by_role("listitem").filter(has_text="Asks for a manager")
        expect(item).to_contain_text("as it ships")
        item.get_by_role("textbox").fill(f"{OWN_SENTENCE}\n")
        item.get_by_role("button", name="Save").click()
        expect(item).to_contain_text("own, by Ada Root")
        call.asks_for_a_manager()
        expect(step).to_contain_text(OWN_SENTENCE)
        item.get_by_role("button", name="Back to what ships").click()
        sure(page, "Back to what ships")
        expect(item).to_contain_text("as it ships")
        call.asks_for_a_manager()
        expect(step).not_to_contain_text(OWN_SENTENCE)
        expect(step).to_contain_text(re.compile("|".join(map(re.escape, shipped))))
    finally:
        call.over()


# Notices


def add_target(page, name, address, **fields):
    """Adds a webhook for flags of every severity; its secret."""
    targets = panel(page, "Targets")
    targets.get_by_text("A new target").click()
    targets.get_by_label("Name", exact=True).first.fill(name)
    targets.get_by_label("Address").first.fill(address)
    for severity in ("Watch", "Information"):
        targets.get_by_label(severity, exact=True).first.check()
    targets.get_by_role("button", name="Add", exact=True).click()
    expect(targets.locator(".admin__once")).to_contain_text("cannot be shown again")
    return targets.locator(".admin__once code").inner_text()


def target(page, name):
    row = panel(page, "Targets").locator("details.admin__row").filter(has_text=name)
    if row.get_attribute("open") is None:
        row.locator(":scope > summary").click()
    return row


def test_what_a_dead_target_missed_is_sent_again_once_it_is_mended(admin, desk):
    page = admin("notices")
    with Web(410) as web:
        secret = add_target(page, "pager", web.url)
        assert secret.startswith("vms_")
        start(desk)
        deliveries = panel(page, "Deliveries")
        dead = deliveries.get_by_role("listitem").filter(has_text="410")
        expect(dead.first).to_be_visible(timeout=REFRESH_MS)
        expect(dead.first.locator(".chip")).to_have_text("dead letter")
        expect(panel(page, "Targets")).to_contain_text("last try failed", timeout=REFRESH_MS)
        row = target(page, "pager")
        row.get_by_role("button", name="Send a test message").click()
        expect(row.get_by_role("alert")).to_contain_text("410")
        web.answers[:] = [204]
        row.get_by_role("button", name="Send a test message").click()
        expect(row.get_by_text("It arrived")).to_be_visible()
        before = len(web.got)
        deliveries.get_by_label("State").select_option("dead")
        dead.first.get_by_role("button", name="Send again").click()
        web.wait_for(before + 1)
        row.get_by_role("button", name="Send all dead letters of pager again").click()
        expect(deliveries.get_by_text("No such message.")).to_be_visible(timeout=REFRESH_MS)
        deliveries.get_by_label("State").select_option("sent")
        expect(deliveries.get_by_role("listitem").first).to_contain_text("pager")
        expect(row.locator(":scope > summary")).to_contain_text("last sent", timeout=REFRESH_MS)
        expect(row.locator(":scope > summary")).not_to_contain_text("last try failed")
    events = {json.loads(each.body)["event"] for each in web.got}
    assert {"test", "flag.raised"} <= events


def test_quiet_hours_are_set_by_weekday(admin, store):
    page = admin("notices")
    with Web() as web:
        add_target(page, "pager", web.url)
        row = target(page, "pager")
        quiet = row.get_by_role("group", name="Quiet hours", exact=True)
        expect(quiet).to_contain_text("Europe/Berlin")
        quiet.get_by_role("button", name="Add quiet hours").click()
        evening = quiet.get_by_role("group", name="Quiet hours 1", exact=True)
        expect(evening.get_by_label("Friday")).to_be_checked()
        expect(evening.get_by_label("Saturday")).not_to_be_checked()
        evening.get_by_label("From").fill("20:00")
        evening.get_by_label("Until").fill("07:00")
        quiet.get_by_role("button", name="Add quiet hours").click()
        weekend = quiet.get_by_role("group", name="Quiet hours 2", exact=True)
        for day in ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday"):
            weekend.get_by_label(day).uncheck()
        weekend.get_by_label("Saturday").check()
        weekend.get_by_label("Sunday").check()
        weekend.get_by_label("all day").check()
        expect(weekend.get_by_label("From")).to_be_disabled()
        row.get_by_label("In quiet hours, still tell of").select_option("act")
        row.get_by_role("button", name="Save").click()
        expect(row.get_by_text("Saved.")).to_be_visible()
        told = "quiet Mon–Fri 20:00–07:00; Sat, Sun all day"
        expect(row.locator(":scope > summary")).to_contain_text(told)
        (kept,) = store.notice_targets.all()
        assert kept.settings.quiet == (
            QuietSpan("20:00", "07:00", (0, 1, 2, 3, 4)),
            QuietSpan("00:00", "00:00", (5, 6)),
        )
        page.reload()
        row = target(page, "pager")
        weekend = row.get_by_role("group", name="Quiet hours 2", exact=True)
        expect(weekend.get_by_label("all day")).to_be_checked()
        expect(weekend.get_by_label("Monday")).not_to_be_checked()
        row.get_by_role("button", name="Remove quiet hours 2").click()
        evening = row.get_by_role("group", name="Quiet hours 1", exact=True)
        evening.get_by_label("From").fill("")
        row.get_by_role("button", name="Save").click()
        assert store.notice_targets.all()[0].settings.quiet == kept.settings.quiet
        evening.get_by_label("From").fill("21:30")
        row.get_by_role("button", name="Save").click()
        told = "quiet Mon–Fri 21:30–07:00"
        expect(row.locator(":scope > summary")).to_contain_text(told)
        expect(row.locator(":scope > summary")).not_to_contain_text("all day")


# Health


def test_health_tells_what_is_wrong_and_that_it_is_well_again(admin, settings):
    page = admin("health")
    health = panel(page, "Health")
    expect(health.get_by_role("status")).to_have_text("All is well.")
    expect(health).to_contain_text("Europe/Berlin")
    audio = load(**settings).audio_dir
    aside = audio.with_name("elsewhere")
    audio.rename(aside)
    page.reload()
    expect(health.get_by_role("status")).to_have_text("Something is wrong.")
    expect(health).to_contain_text("No such file or directory")
    aside.rename(audio)
    page.reload()
    expect(health.get_by_role("status")).to_have_text("All is well.")


# The audit log


def log_of(page):
    return panel(page, "Audit log").first


def entries(page):
    return log_of(page).locator("tbody tr")


def show(page, **filters):
    """Fills the filters, and shows what fits."""
    log = log_of(page)
    person_id = filters.pop("person", None)
    log.get_by_label("Person").select_option(label=person_id or "all")
    for label in ("What", "Of what", "From", "Until"):
        log.get_by_label(label, exact=True).fill(filters.get(label, ""))
    log.get_by_role("button", name="Show", exact=True).click()


def test_all_of_it_stands_in_the_audit_log_and_is_found(admin, url, store, open_page):
    page = admin("people")
    invite(page, "Ivy Nova", "ivy", "agent", TEAM)
    row = person(page, "Nora North")
    row.get_by_label("Teams").fill(f"{TEAM}, east")
    row.get_by_role("button", name="Save").click()
    expect(row.get_by_text("Saved.")).to_be_visible()
    admin("keys")
    keys = panel(page, "Ingest keys")
    keys.get_by_text("A new key").click()
    keys.get_by_label("What it is for").fill("front desk")
    keys.get_by_role("button", name="Make it").click()
    expect(keys.locator(".admin__once")).to_be_visible()
    signed_in(open_page, f"{url}#/board", "nora")
    admin("audit")
    for action in ("person.add", "person.change", "key.add", "session.begin"):
        expect(entries(page).filter(has_text=action).first).to_be_visible()
    expect(entries(page).filter(has_text="person.add").first).to_contain_text("Ada Root")
    show(page, What="person")
    expect(entries(page).filter(has_text="key.add")).to_have_count(0)
    expect(entries(page).filter(has_text="person.add")).to_have_count(1)
    show(page, person="Nora North")
    expect(entries(page).filter(has_text="Ada Root")).to_have_count(0)
    expect(entries(page).filter(has_text="session.begin").first).to_be_visible()
    ivy = account(store, "ivy").id
    show(page, **{"Of what": ivy})
    expect(entries(page)).not_to_have_count(0)
    assert {ivy} == {
        cells.nth(3).inner_text() for cells in [each.locator("td") for each in entries(page).all()]
    }
    long_ago = (datetime.now(UTC) - timedelta(days=3)).date().isoformat()
    show(page, Until=long_ago)
    expect(log_of(page).get_by_text("Nothing fits these filters.")).to_be_visible()
    show(page, From=long_ago)
    expect(entries(page).filter(has_text="person.add")).to_have_count(1)
    assert "vmk_" not in page.content()
