"""`voicemon users`, and the ways in that `serve` and `demo` print."""

import json
import stat
from datetime import UTC, datetime

import pytest
from click.testing import CliRunner

from voicemon.cli.alone import ADDRESSES, Where, alone, bearer, tell_where, where
from voicemon.cli.demo_people import PEOPLE, hire, tell_ways
from voicemon.cli.places import demo_of
from voicemon.cli.serve import tell_strangers
from voicemon.cli.users import command
from voicemon.errors import Conflict, NotFound
from voicemon.settings import current, load
from voicemon.store import Store
from voicemon.store.people_records import NewPerson, PersonRole, TicketKind
from voicemon.store.sessions import Limits


@pytest.fixture(autouse=True)
def _fresh():
    current.cache_clear()
    yield
    current.cache_clear()


@pytest.fixture
def store():
    site = load()
    made = Store(site.store_url, site.audio_dir)
    yield made
    made.close()


@pytest.fixture
def admin(store):
    return store.people.add(NewPerson("root", "Root", PersonRole.ADMIN))


def run(*arguments):
    ended = CliRunner().invoke(command, arguments, catch_exceptions=False)
    assert ended.exit_code == 0, ended.output
    return ended.output


def add(login="nora", *more):
    return json.loads(run("add", login, "--role", "supervisor", "--team", "north", "--json", *more))


def test_somebody_is_added_with_a_link_that_sets_a_password(store):
    made = add("Nora@Example.org", "--name", "Nora N")
    assert (made["login"], made["role"], made["teams"]) == (
        "nora@example.org", "supervisor", ["north"],
    )  # fmt: skip
    assert made["link"].startswith("http://127.0.0.1:8321/#/reset?token=vmo_")
    token = made["link"].partition("token=")[2]
    person_id = store.tickets.spend(TicketKind.RESET, token, datetime.now(UTC))
    assert store.people.get(person_id).person.name == "Nora N"
    assert "three days" in run("add", "quinn", "--role", "qa")


def test_a_link_names_the_address_that_people_know(monkeypatch):
    monkeypatch.setenv("VOICEMON_PUBLIC_URL", "https://calls.example.org/")
    assert add()["link"].startswith("https://calls.example.org/#/reset?token=")


def test_a_link_names_where_the_service_runs(store):
    with alone(load().data_dir):
        tell_where(load().data_dir, Where("http://127.0.0.1:9999/", "", ""))
        assert add()["link"].startswith("http://127.0.0.1:9999/#/reset?token=")


def test_the_list_shows_everybody(store, admin):
    add()
    run("disable", "nora")
    rows = json.loads(run("list", "--json"))
    assert [(row["login"], row["state"]) for row in rows] == [
        ("nora", "disabled"), ("root", "enabled"),
    ]  # fmt: skip
    assert "supervisor" in run("list")


def test_role_and_teams_change_and_the_rest_stays(store):
    add()
    run("change", "nora", "--role", "qa", "--team", "south", "--team", "")
    person = store.people.by_login("nora").person
    assert (person.role, person.teams, person.name) == (PersonRole.QA, {"south", ""}, "nora")
    run("change", "nora", "--no-teams", "--agent-id", "n.n", "--name", "Nora")
    person = store.people.by_login("nora").person
    assert (person.teams, person.agent_id, person.name) == (frozenset(), "n.n", "Nora")
    run("change", "nora", "--agent-id", "")
    assert store.people.by_login("nora").person.agent_id is None


def test_somebody_is_signed_out_disabled_and_enabled(store, admin):
    add()
    nora = store.people.by_login("nora")
    _, text = store.sessions.start(nora.id, "password", datetime.now(UTC))
    assert "1 session ended" in run("sign-out", "nora")
    run("disable", "nora")
    run("enable", "nora")
    assert store.people.by_login("nora").disabled_at is None
    limits = Limits(*(datetime.max - datetime.min,) * 2)
    assert store.sessions.find(text, limits, datetime.now(UTC)) is None
    with pytest.raises(Conflict, match="last admin"):
        run("disable", "root")


def test_a_lost_second_factor_is_dropped(store):
    add()
    nora = store.people.by_login("nora")
    store.credentials.offer_second_factor(nora.id, b"x")
    store.credentials.confirm_second_factor(nora.id, b"x", 1, ["a"])
    run("drop-second-factor", "nora")
    assert not store.people.by_login("nora").second_factor


def test_what_the_command_line_does_is_in_the_audit_log(store):
    add()
    run("link", "nora")
    found = [(each.person_id, each.action) for each in store.audit.entries()]
    assert found == [("cli", "password.link"), ("cli", "person.add")]


def test_nobody_of_that_login_is_said_so():
    with pytest.raises(NotFound, match="'eve'"):
        run("link", "eve")


# What is printed at the start


def test_the_first_start_prints_the_way_to_the_first_admin(store, capsys):
    site = load(sign_in=True)
    link = tell_strangers(store, site, "http://127.0.0.1:1/")
    assert link in capsys.readouterr().out
    token = link.removeprefix("http://127.0.0.1:1/#/setup?token=")
    assert store.tickets.look(TicketKind.SETUP, token, datetime.now(UTC)) is None
    public = load(sign_in=True, public_url="https://calls.example.org")
    assert tell_strangers(store, public, "x").startswith("https://calls.example.org/#/setup?")


def test_later_starts_and_sites_without_signing_in_print_nothing(store, admin, capsys):
    assert tell_strangers(store, load(sign_in=True), "http://x/") == "http://x/"
    assert tell_strangers(store, load(sign_in=False), "http://x/") == "http://x/"
    assert capsys.readouterr().out == ""


def test_the_demo_has_somebody_of_every_role_and_a_link_for_each(store, capsys):
    hire(store)
    hire(store)
    assert len(store.people.all()) == len(PEOPLE)
    assert {account.person.role for account in store.people.all()} == set(PersonRole)
    opened = tell_ways(store, "http://127.0.0.1:1/")
    said = capsys.readouterr().out
    assert opened not in said
    links = [line.split()[-1] for line in said.splitlines()[1:]]
    tokens = [link.removeprefix("http://127.0.0.1:1/#/sign-in?token=") for link in (*links, opened)]
    now = datetime.now(UTC)
    people = [store.tickets.spend(TicketKind.SIGN_IN, token, now) for token in tokens]
    assert people[0] == people[-1]
    assert len(set(people)) == len(PEOPLE)


def test_a_demo_is_signed_in_to_from_this_machine_alone():
    site = load(host="10.0.0.1", public_url="https://calls.example.org", oidc_issuer="https://id")
    demo = load(**demo_of(site))
    assert (demo.host, demo.public_url, demo.oidc_issuer) == ("127.0.0.1", "", "")
    assert demo.sign_in


def test_the_key_of_commands_is_its_users_alone(tmp_path):
    with alone(tmp_path):
        tell_where(tmp_path, Where("http://127.0.0.1:1/", "", "", "vml_secret"))
        assert stat.S_IMODE((tmp_path / ADDRESSES).stat().st_mode) == 0o600
        found = where(tmp_path)
        assert bearer(found.key) == {"Authorization": "Bearer vml_secret"}
        assert "secret" not in repr(found)
    assert bearer("") == {}
