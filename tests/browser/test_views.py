"""Every view of the page, opened by its address by every role: it is shown, or kindly refused, as
the table in docs/rights.md says.
"""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from playwright.sync_api import expect

from tests.browser import live_story
from tests.browser.made_call import made_analysis, made_sound
from tests.browser.product import keep, running
from tests.browser.team import HASH, PASSWORD, fill_in, hire, signed_in
from tests.browser.test_access import grave_faults
from tests.browser.watched import Watched
from tests.scripted_desk import ScriptedDesk
from voicemon.flags import rule_json
from voicemon.server.rights import OPEN
from voicemon.server.views import NEEDED, WITH_ID, View, roles_of
from voicemon.store.people_records import NewPerson, PersonRole
from voicemon.store.rules_records import Author

pytestmark = pytest.mark.e2e

WHO = {
    PersonRole.ADMIN: "ada",
    PersonRole.SUPERVISOR: "nora",
    PersonRole.QA: "quinn",
    PersonRole.AGENT: "dana",
}
ROLE_NAMES = {
    PersonRole.ADMIN: "Administrator",
    PersonRole.SUPERVISOR: "Supervisor",
    PersonRole.QA: "Reviewer",
    PersonRole.AGENT: "Agent",
}
HEADINGS = {
    View.CALLS: "Calls",
    View.CALL: "north.wav",
    View.BOARD: "Board",
    View.WALL: "Wall board",
    View.LIVE: "dana.w",
    View.DESK: "My desk",
    View.RULES: "Rules",
    View.MICROPHONE: "Test microphone",
    View.ACCOUNT: "My account",
    View.SIGN_IN: "Sign in",
    View.SETUP: "Set up voicemon",
    View.RESET: "Choose a password",
}
TABS = {
    View.ADMIN_PEOPLE: "People",
    View.ADMIN_AUDIT: "Audit log",
    View.ADMIN_NOTICES: "Targets",
    View.ADMIN_TOKENS: "API tokens",
    View.ADMIN_KEYS: "Ingest keys",
    View.ADMIN_PLAYBOOK: "Playbook",
    View.ADMIN_HEALTH: "Health",
}
DOORS = {view for view in View if NEEDED[view] in OPEN}
IDS = {View.CALL: "stored", View.LIVE: "running"}
MENU = (View.CALLS, View.BOARD, View.RULES, View.DESK)
ALWAYS = {"/api/me", "/api/site", "/api/jobs"}  # whatever is shown
REFUSED = "Not open to you"
RULE = {"cases": [{"severity": "act", "when": {"kind": "score_at_least", "at_least": 0.6}}]}


def add_to_team(store, desk, folder, team, agent):
    """A stored call, a running one and a rule of a team."""
    made = made_analysis(f"stored-{team}", f"of-{team}", source=f"{team}.wav", agent_id=agent)
    made = replace(made, call=replace(made.call, team=team))
    keep(store, made, made_sound(), folder / f"{team}.flac")
    rule = rule_json.parse({**RULE, "name": f"Of {team}", "scope": {"teams": [team]}})
    desk.start(f"running-{team}", team=team, agent_id=agent, queue="billing", language="en")
    live_story.play(desk, f"running-{team}", 4)
    return store.rules.add(rule, Author("ada", "Ada"), datetime.now(UTC)).id


@pytest.fixture(scope="module")
def site(tmp_path_factory, page_folder):
    """The URL, and the ids of the rules by team."""
    folder, desk = tmp_path_factory.mktemp("site"), ScriptedDesk()
    with running(folder / "data", page_folder, desk=desk, sign_in=True) as (url, store):
        hire(store)
        north = add_to_team(store, desk, folder, "north", "dana.w")
        south = add_to_team(store, desk, folder, "south", "lee.k")
        yield url, {"north": north, "south": south}


@pytest.fixture
def url(site):
    return site[0]


def address(view, team="north"):
    return f"#/{view}/{IDS[view]}-{team}" if view in WITH_ID else f"#/{view}"


def heading(page):
    return page.get_by_role("heading", level=1)


def go(page, watched, url, where):
    """Open an address as if it were typed into a fresh window."""
    page.goto("about:blank")
    watched.clear()
    page.goto(url + where)


def settled(page):
    """Nothing is on its way any more."""
    expect(heading(page)).to_have_count(1)
    expect(page.locator(".loading")).to_have_count(0)
    page.wait_for_load_state("load")


def shown(page, view):
    """Whether the page shows this view."""
    expect(heading(page)).to_have_text(HEADINGS.get(view, "Administration"))
    if view in TABS:
        expect(page.get_by_role("heading", level=2, name=TABS[view])).to_be_visible()
    settled(page)


def refused(page, view):
    """The page says what the view is, why it stays shut and where to go."""
    expect(heading(page)).to_have_text(REFUSED)
    roles = ", ".join(ROLE_NAMES[role] for role in roles_of(view))
    expect(page.get_by_role("main")).to_contain_text(f"It is for: {roles}.")
    settled(page)
    assert len(page.locator(".lost p").first.inner_text()) > 20
    home = page.locator(".lost a.button")
    expect(home).to_be_visible()
    home.click()
    expect(heading(page)).not_to_have_text(REFUSED)


def test_every_view_is_known_here():
    assert HEADINGS.keys() | TABS.keys() == set(View)


@pytest.mark.parametrize("role", WHO, ids=str)
def test_every_view_is_shown_or_kindly_refused(url, open_page, role):
    page = signed_in(open_page, f"{url}#/account", WHO[role])
    watched, wrong = Watched(page), []
    for view in View:
        go(page, watched, url, address(view))
        may = view in DOORS or role in roles_of(view)
        if view is View.SETUP:
            expect(page.get_by_text("This site is set up already")).to_be_visible()
        if may:
            shown(page, view)
        else:
            expect(heading(page)).to_have_text(REFUSED)
            settled(page)
            if not watched.asked <= ALWAYS:
                wrong.append((view, "asked for", watched.asked - ALWAYS))
            refused(page, view)
        if watched.errors:
            wrong.append((view, watched.errors[:]))
        if watched.refused:
            wrong.append((view, watched.refused))
    assert wrong == []


def test_a_stranger_sees_the_doors_whatever_the_address(url, open_page):
    page = open_page(url)
    watched, wrong = Watched(page), []
    for view in View:
        go(page, watched, url, address(view))
        expect(heading(page)).to_have_text(HEADINGS[view] if view in DOORS else "Sign in")
        settled(page)
        expect(page.get_by_role("navigation")).to_have_count(0)
        if watched.errors or watched.refused:
            wrong.append((view, watched.errors[:], watched.refused))
    assert wrong == []


def test_a_second_factor_that_is_due_comes_before_every_view(tmp_path, page_folder, open_page):
    due = {"sign_in": True, "second_factor_roles": "supervisor"}
    with running(tmp_path / "data", page_folder, desk=ScriptedDesk(), **due) as (url, store):
        hire(store)
        page = signed_in(open_page, f"{url}#/account", "nora")
        watched, wrong = Watched(page), []
        for view in set(View) - DOORS:
            go(page, watched, url, address(view))
            expect(heading(page)).to_have_text("My account")
            expect(page.get_by_role("status")).to_contain_text("second factor")
            settled(page)
            expect(page.get_by_role("navigation").get_by_role("link")).to_have_count(0)
            if watched.errors or watched.refused:
                wrong.append((view, watched.errors[:], watched.refused))
        assert wrong == []


def test_where_nobody_signs_in_everything_but_a_desk_is_open(tmp_path, page_folder, open_page):
    desk = ScriptedDesk()
    with running(tmp_path / "data", page_folder, desk=desk, sign_in=False) as (url, store):
        add_to_team(store, desk, tmp_path, "north", "dana.w")
        page = open_page(url)
        watched = Watched(page)
        for view in set(View) - DOORS - {View.DESK}:
            go(page, watched, url, address(view))
            shown(page, view)
            assert (watched.errors, watched.refused) == ([], []), view
        go(page, watched, url, address(View.DESK))
        expect(heading(page)).to_have_text(REFUSED)
        expect(page.get_by_role("main")).to_contain_text("Nobody signs in on this site")


@pytest.mark.parametrize("role", WHO, ids=str)
def test_the_menu_shows_what_one_may_open_and_nothing_else(url, open_page, role):
    page = signed_in(open_page, f"{url}#/account", WHO[role])
    wanted = {f"#/{view}" for view in MENU if role in roles_of(view)}
    nav = page.get_by_role("navigation").get_by_role("link")
    expect(nav).to_have_count(len(wanted))
    assert {link.get_attribute("href") for link in nav.all()} == wanted
    tabs = {f"#/{view}" for view in TABS if role in roles_of(view)}
    page.locator(".header .menu > summary").click()
    administration = page.get_by_role("link", name="Administration")
    expect(administration).to_have_count(1 if tabs else 0)
    if tabs:
        administration.click()
        of_admin = page.get_by_role("navigation", name="Administration").get_by_role("link")
        expect(of_admin).to_have_count(len(tabs))
        assert {link.get_attribute("href") for link in of_admin.all()} == tabs


@pytest.mark.parametrize("role", WHO, ids=str)
def test_what_belongs_to_another_team_is_not_there(site, open_page, role):
    url, rules = site
    page = signed_in(open_page, f"{url}#/account", WHO[role])
    watched = Watched(page)
    sees = role is PersonRole.ADMIN
    go(page, watched, url, address(View.CALL, "south"))
    expect(heading(page)).to_have_text("south.wav" if sees else "There is no such call.")
    settled(page)
    if role in roles_of(View.RULES):
        go(page, watched, url, f"#/rules?rule={rules['south']}")
        expect(heading(page)).to_have_text("Of south" if sees else "There is no such rule.")
        settled(page)
    if role in roles_of(View.LIVE):
        go(page, watched, url, address(View.LIVE, "south"))
        expect(heading(page)).to_have_text("lee.k" if sees else "Live call")
        if not sees:
            expect(page.get_by_role("main")).to_contain_text("its team is not yours")
        settled(page)
        go(page, watched, url, "#/board?call=running-south")
        beside = page.get_by_role("complementary", name="Live call")
        expect(beside).to_contain_text("lee.k" if sees else "its team is not yours")
        expect(page.locator(".liverow")).to_have_count(2 if sees else 1)
        settled(page)
    assert watched.errors == []
    assert {status for _, status in watched.refused} <= {404}


@pytest.mark.parametrize("where", ["#/nowhere", "#/call", "#/admin/nothing", "#/board/x"])
def test_an_address_that_is_none_says_so(url, open_page, where):
    page = signed_in(open_page, f"{url}#/account", "ada")
    page.goto(url + where)
    expect(heading(page)).to_have_text("There is no such page.")
    page.get_by_role("link", name="Back to the calls").click()
    expect(heading(page)).to_have_text("Calls")


@pytest.mark.parametrize(("language", "said"), [("de", "Agent"), ("es", "Agente")])
def test_a_refusal_is_in_the_readers_language(url, open_page, language, said):
    page = open_page(f"{url}#/board", locale=language)
    page.locator("input[name=login]").fill("dana")
    page.locator("input[name=password]").fill(PASSWORD)
    page.locator(".form button").click()
    expect(page.locator(".lost h1")).not_to_have_text(REFUSED)
    expect(page.get_by_role("main")).to_contain_text(f"Dana Wood ({said})")


@pytest.mark.parametrize("width", [1280, 375])
@pytest.mark.parametrize("colours", ["light", "dark"])
@pytest.mark.parametrize("where", ["#/board", "#/call/stored-south"])
def test_axe_finds_nothing_grave(url, open_page, axe_source, where, colours, width):
    size = {"width": width, "height": 800}
    page = signed_in(open_page, url + where, "dana", color_scheme=colours, viewport=size)
    expect(page.locator(".lost h1")).to_be_visible()
    assert grave_faults(page, axe_source) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_who_has_no_calls_yet_is_not_asked_to_add_recordings(tmp_path, page_folder, open_page):
    with running(tmp_path / "data", page_folder, sign_in=True) as (url, store):
        hire(store)
        new = NewPerson("lee", "Lee K", PersonRole.AGENT, frozenset({"north"}), "lee.k")
        store.credentials.set_password_hash(store.people.add(new).id, HASH)
        page = open_page(f"{url}#/calls")
        fill_in(page, "lee")
        expect(page.get_by_text("No call of yours is stored yet")).to_be_visible()
        expect(page.get_by_role("button", name="Add recordings")).to_have_count(0)
