"""Every view of the page and what there is to see on it: who opens it, where, when it stands."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Page, expect

from tests.browser.house import SAID, STEP, House
from tests.browser.team import PASSWORD

ANYBODY = ""


@dataclass(frozen=True)
class Sight:
    """`view`: which of the product's views it is of ("": of none). `within`: where axe looks, for
    what lies over something else.
    """

    view: str
    path: str
    who: str
    ready: Callable[[Page, House], object]
    within: str = ""


SIGHTS: dict[str, Sight] = {}


def sight(name, view, path, who="ada", within=""):
    """What makes the sight ready stands below it."""

    def keep(ready):
        SIGHTS[name] = Sight(view, path, who, ready, within)
        return ready

    return keep


def shows(selector):
    return lambda page, _: expect(page.locator(selector).first).to_be_visible()


def tells(text):
    return lambda page, _: expect(page.get_by_text(text).first).to_be_visible()


def plain(name, view, path, ready, who="ada"):
    SIGHTS[name] = Sight(view, path, who, ready)


def row(page, agent="dana.w"):
    return page.locator(".liverow").filter(has_text=agent)


def beside(page):
    return page.get_by_role("complementary", name="Live call")


# Stored calls

plain("calls", "calls", "#/calls", shows("table.calls"))
plain("calls-none", "calls", "#/calls?q=zebra", tells("No call matches."))
plain("call", "call", "#/call/made-call?t=112", shows(".wave path[d^=M]"))
plain("call-unheard", "call", "#/call/mono-call", tells("so there is no curve"))
plain("call-unknown", "call", "#/call/nobody", shows("h1"))


@sight("calls-upload", "calls", "#/calls")
def uploads(page, _):
    broken = {"name": "notes.wav", "mimeType": "audio/wav", "buffer": b"this is no recording"}
    empty = {"name": "nothing.wav", "mimeType": "audio/wav", "buffer": b""}
    expect(page.locator("table.calls")).to_be_visible()
    page.locator("input[type=file]").set_input_files([broken, empty])
    panel = page.get_by_role("region", name="Recordings on their way")
    expect(panel.get_by_role("alert")).to_have_count(2)


@sight("call-export", "call", "#/call/made-call", within=".menu[open]")
def exports(page, _):
    page.get_by_text("Export", exact=True).click()
    expect(page.get_by_role("link", name="WebVTT captions")).to_be_visible()


@sight("help", "calls", "#/calls")
def helps(page, _):
    page.get_by_role("button", name="Keyboard and help").click()
    expect(page.get_by_role("dialog")).to_be_visible()


@sight("account-menu", "calls", "#/calls", within=".menu[open]")
def account_menu(page, _):
    page.get_by_text("Ada Root").first.click()
    expect(page.get_by_role("button", name="Sign out")).to_be_visible()


# Running calls

plain("board-list", "board", "#/board?layout=list&sort=worst", shows(".liverow .flagmark"))
plain("board-cards", "board", "#/board?layout=cards", shows(".liverow .flagmark"))
plain("board-none", "board", "#/board?queue=zebra", tells("No running call matches."))
plain("wall", "wall", "#/wall", shows(".wallcard .flagmark"))
plain("live", "live", "#/live/bad", shows(".livehead .meter__number"))
plain("live-speaking", "live", "#/live/new", shows(".talk__open .unsure"))
plain("live-unknown", "live", "#/live/none", tells("neither running nor stored"))


@sight("board-beside", "board", "#/board?call=bad", "nora")
def side_panel(page, _):
    expect(beside(page).get_by_role("region", name="Could say now")).to_be_visible()
    expect(beside(page).locator(".deck")).to_contain_text("Steep rise")
    return beside(page)


@sight("board-question", "board", "#/board?call=bad", "nora")
def asked_back(page, house):
    side_panel(page, house).get_by_role("button", name="Resolve").click()
    expect(beside(page).get_by_role("group", name="What came of it?")).to_be_visible()


@sight("board-views", "board", "#/board?queue=billing", within=".menu[open]")
def saved_views(page, _):
    expect(page.locator(".liverow").first).to_be_visible()
    page.get_by_text("Views").click()
    name = page.get_by_label("Name of this view")
    name.fill("billing only")
    name.press("Enter")
    expect(page.get_by_role("button", name="Forget the view billing only")).to_be_visible()


@sight("board-alerts", "board", "#/board", within=".menu[open]")
def alert_menu(page, _):
    page.locator(".page__head summary").click()
    expect(page.get_by_label("Sound on a new “act” flag")).to_be_visible()


@sight("live-listening", "live", "#/live/calm", "nora")
def listening(page, _):
    page.get_by_role("button", name="Listen in").click()
    expect(page.get_by_label("Volume: Customer")).to_be_visible()


plain("microphone", "microphone", "#/microphone", tells("Start a call"))


@sight("microphone-unknown", "microphone", "#/microphone")
def nobody_knows_who(page, _):
    page.get_by_label("Not said").check()
    expect(page.get_by_text("nobody knows whose it is")).to_be_visible()


# An agent's desk

plain("desk-unlinked", "desk", "#/desk", tells("not linked to an agent id"), "eve")
plain("desk-refused", "desk", "#/desk", shows("h1"), "nora")


@sight("desk", "desk", "#/desk", "dana")
def desk(page, _):
    note = page.get_by_role("log", name="Messages to you")
    expect(note).to_contain_text(SAID)
    expect(page.get_by_text(STEP.sentence).first).to_be_visible()


# Rules

plain("rules", "rules", "#/rules", tells("Act when the frustration is at least 0.7 for 20 s."))
plain("rule", "rules", "#/rules?rule=steep-rise", tells("Week by week"))
plain("rule-new", "rules", "#/rules?new=1", tells("Watch when the frustration"))
plain("rule-unknown", "rules", "#/rules?rule=nobody", shows("h1, [role=alert]"))


@sight("rule-wrong", "rules", "#/rules?new=1")
def wrong_rule(page, _):
    group = page.get_by_role("group", name="Condition 1")
    group.get_by_label("for", exact=True).fill("5000")
    expect(group).to_contain_text("at most 3600")
    group.get_by_role("combobox", name="Condition 1").select_option("cue")
    group.locator("summary").click()
    page.get_by_role("button", name="Add hours").click()
    page.get_by_role("button", name="Add a group").click()
    expect(page.get_by_role("group", name="Hours 1").first).to_be_visible()


@sight("rule-rehearsed", "rules", "#/rules?rule=asked-for-manager")
def rehearsed(page, _):
    page.get_by_role("button", name="Rehearse").click()
    expect(page.get_by_text(re.compile(r"on \d of \d calls")).first).to_be_visible()


@sight("rule-switch", "rules", "#/rules?new=1")
def switching(page, _):
    page.get_by_label("Name", exact=True).fill("Hot")
    page.get_by_role("button", name="Save the draft").click()
    page.get_by_role("button", name="Switch on").click()
    expect(page.get_by_role("dialog")).to_be_visible()


# Administration

plain("admin-people", "admin/people", "#/admin/people", tells("Nora North"))
plain("admin-audit", "admin/audit", "#/admin/audit", shows(".admin__table tbody tr"))
plain("admin-notices", "admin/notices", "#/admin/notices", tells("team chat"))
plain("admin-tokens", "admin/tokens", "#/admin/tokens", tells("nightly export"))
plain("admin-keys", "admin/keys", "#/admin/keys", tells("old switchboard"))
plain("admin-playbook", "admin/playbook", "#/admin/playbook", shows(".admin__moment"))
plain("admin-health", "admin/health", "#/admin/health", shows(".admin__facts"))
plain("admin-refused", "admin/people", "#/admin/people", shows("h1"), "nora")


@sight("admin-person", "admin/people", "#/admin/people")
def one_person(page, _):
    page.get_by_text("Invite somebody").click()
    page.locator("summary", has_text="Nora North").click()
    expect(page.get_by_role("heading", name="Signed in at")).to_be_visible()


@sight("admin-sure", "admin/people", "#/admin/people")
def are_you_sure(page, house):
    one_person(page, house)
    page.get_by_role("button", name="Disable").click()
    expect(page.get_by_role("dialog")).to_be_visible()


@sight("admin-target", "admin/notices", "#/admin/notices")
def one_target(page, _):
    page.get_by_text("A new target").click()
    page.locator("summary", has_text="team chat").click()
    expect(page.get_by_role("button", name="Send a test message")).to_be_visible()


@sight("admin-key-new", "admin/keys", "#/admin/keys")
def new_key(page, _):
    page.get_by_text("A new key").click()
    expect(page.get_by_label("Only from these networks")).to_be_visible()


# One's own account, and the ways in

plain("account", "account", "#/account", tells("here"))
plain("sign-in", "sign-in", "#/sign-in", shows("form"), ANYBODY)
plain("set-up-done", "setup", "#/setup", tells("is set up already"), ANYBODY)
plain("reset-wrong", "reset", "#/reset?token=x", shows("[role=alert]"), ANYBODY)
plain("lost", "", "#/nowhere", tells("There is no such page."))


@sight("account-token", "account", "#/account")
def new_token(page, _):
    page.get_by_text("A new token").click()
    expect(page.get_by_label("export calls")).to_be_visible()


@sight("account-factor", "account", "#/account", "quinn")
def second_factor(page, _):
    factor = page.get_by_role("region", name="Second factor")
    factor.get_by_label("Password").fill(PASSWORD)
    factor.get_by_role("button", name="Set up a second factor").click()
    expect(factor.get_by_role("img")).to_be_visible()
    return factor


@sight("sign-in-refused", "sign-in", "#/sign-in", ANYBODY)
def refused(page, _):
    page.get_by_label("Name to sign in with").fill("nobody")
    page.get_by_label("Password", exact=True).fill("nothing")
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("alert")).to_be_visible()
    page.get_by_text("Password forgotten?").click()


@sight("reset", "reset", "#/reset?token={reset}", ANYBODY)
def new_password(page, _):
    expect(page.get_by_text("Welcome, Ben Byrd.")).to_be_visible()
