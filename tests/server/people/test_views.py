"""The views of the page: `/api/me` tells which are open, by the table that the docs show."""

from datetime import UTC, datetime

import pytest

from tests.server.people.conftest import Browser, code_of
from voicemon.server.rights import LOCAL_VISITOR, OPEN, RIGHTS, Right
from voicemon.server.rights_table import views as doors
from voicemon.server.views import NEEDED, View, is_open, roles_of
from voicemon.store.people_records import PersonRole

DOORS = {View.SIGN_IN, View.SETUP, View.RESET}
WHO = {"ada": "admin", "nora": "supervisor", "quinn": "qa", "dana": "agent"}


def open_views(browser):
    told = browser.get("/api/me").json["views"]
    assert [each["name"] for each in told] == list(View)
    return {each["name"] for each in told if each["open"]}


def test_every_view_names_its_right_and_stands_in_the_table():
    assert NEEDED.keys() == set(View)
    assert len(doors()) == len(View)
    assert [door.right for door in doors()] == [NEEDED[view] for view in View]


def test_a_view_that_names_no_right_is_open_to_nobody(monkeypatch):
    monkeypatch.delitem(NEEDED, View.BOARD)
    assert not is_open(View.BOARD, LOCAL_VISITOR)
    assert roles_of(View.BOARD) == []


@pytest.mark.parametrize(("login", "role"), WHO.items())
def test_everybody_is_told_what_their_role_opens(signed_in, login, role):
    rights = RIGHTS[PersonRole(role)] | OPEN
    assert open_views(signed_in(login)) == {view for view in View if NEEDED[view] in rights}


def test_a_stranger_is_told_of_the_doors_alone(browser, people):
    assert open_views(browser) == DOORS


def test_everybody_is_told_whom_a_view_is_for(browser, people):
    told = {each["name"]: each["roles"] for each in browser.get("/api/me").json["views"]}
    assert told["board"] == ["admin", "supervisor"]
    assert told["desk"] == ["agent"]
    assert told["admin/playbook"] == ["admin", "supervisor"]
    assert told["call"] == ["admin", "supervisor", "qa", "agent"]


def test_a_token_opens_what_its_scopes_open(app, store, people):
    _, text = store.tokens.add(people["ada"].id, "x", ["see running calls"], datetime.now(UTC))
    told = Browser(app).get("/api/me", Authorization=f"Bearer {text}").json["views"]
    opened = {each["name"] for each in told if each["open"]}
    assert opened == DOORS | {View.BOARD, View.WALL, View.LIVE}


class TestASecondFactorThatIsDue:
    """Nothing but the account is open before it is set up."""

    @pytest.fixture
    def settings(self, settings):
        return settings.model_copy(update={"second_factor_roles": "supervisor"})

    def test_opens_the_account_alone(self, signed_in):
        nora = signed_in("nora")
        assert open_views(nora) == DOORS | {View.ACCOUNT}
        secret = nora.post("/api/me/second-factor", {"password": "seven quiet otters sing"})
        nora.put("/api/me/second-factor", {"code": code_of(secret.json["secret"])})
        assert View.BOARD in open_views(nora)


def test_where_nobody_signs_in_everything_is_open_but_a_desk(settings, store, jobs, page, desk):
    from voicemon.server.app import create_app

    app, _ = create_app(settings.model_copy(update={"sign_in": False}), store, jobs, desk=desk)
    assert open_views(Browser(app)) == set(View) - {View.DESK}
    assert Right.OWN_DESK not in LOCAL_VISITOR.rights
