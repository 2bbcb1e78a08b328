"""People, what they prove themselves with, and how they come in."""

from datetime import UTC, datetime, timedelta

import pytest

from voicemon.errors import Conflict, InputError, NotFound
from voicemon.store.keys import key_hash
from voicemon.store.people_records import NewPerson, PersonRole, TicketKind, Within
from voicemon.store.sessions import Limits
from voicemon.types import Call

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
HOUR = timedelta(hours=1)
LIMITS = Limits(idle=HOUR, absolute=8 * HOUR)
ADMIN = NewPerson("root@example.org", "Ada", PersonRole.ADMIN)
DANA = NewPerson("Dana@Example.org ", "Dana W", PersonRole.SUPERVISOR, frozenset({"north", ""}))
LEE = NewPerson("lee", "Lee K", PersonRole.AGENT, frozenset({"north"}), "lee.k")


@pytest.fixture
def dana(store):
    return store.people.add(DANA, NOW)


def call(team=None, agent_id=None):
    return Call("c", NOW, team=team, agent_id=agent_id)


# Who sees what


def test_an_admin_sees_every_call(store):
    ada = store.people.add(ADMIN, NOW).person
    assert ada.sees_call(call("south"))
    assert ada.sees_call(call())
    assert ada.within is None


def test_a_supervisor_sees_the_own_teams_and_teamless_calls_where_that_is_said(dana):
    person = dana.person
    assert person.sees_call(call("north"))
    assert person.sees_call(call(None))
    assert not person.sees_call(call("south"))
    assert person.within == Within(teams=frozenset({"north", ""}))


def test_an_agent_sees_the_own_calls_alone(store):
    lee = store.people.add(LEE, NOW).person
    assert lee.sees_call(call("south", "lee.k"))
    assert not lee.sees_call(call("north", "dana.w"))
    assert not lee.sees_call(call("north"))
    assert lee.within == Within(agent_id="lee.k")


def test_an_agent_without_a_link_sees_no_call(store):
    lee = store.people.add(NewPerson("lee", "Lee", PersonRole.AGENT, frozenset({"", "x"})), NOW)
    assert not lee.person.sees_call(call("x"))
    assert not lee.person.sees_call(call())
    assert lee.person.within == Within(teams=frozenset())


# People


def test_a_person_is_found_by_id_login_and_agent(store, dana):
    lee = store.people.add(LEE, NOW)
    assert dana.login == "dana@example.org"
    assert store.people.get(dana.id) == dana
    assert store.people.by_login(" DANA@example.org") == dana
    assert store.people.by_agent("lee.k") == lee
    assert store.people.by_agent("nobody") is None
    assert [each.person.name for each in store.people.all()] == ["Dana W", "Lee K"]
    assert store.people.names([lee.id, "?"]) == {lee.id: "Lee K"}
    with pytest.raises(NotFound):
        store.people.get("nobody")


def test_a_login_and_an_agent_are_one_persons(store, dana):
    store.people.add(LEE, NOW)
    with pytest.raises(Conflict, match="signs in"):
        store.people.add(NewPerson("DANA@example.org", "Other", PersonRole.QA), NOW)
    with pytest.raises(Conflict, match="Lee K"):
        store.people.add(NewPerson("x", "X", PersonRole.AGENT, agent_id="lee.k"), NOW)
    with pytest.raises(Conflict, match="Lee K"):
        store.people.change(
            dana.id, NewPerson("dana", "D", PersonRole.AGENT, agent_id="lee.k"), now=NOW
        )


@pytest.mark.parametrize("name", ["", "  "])
def test_nobody_is_without_name_or_login(store, name):
    with pytest.raises(InputError):
        store.people.add(NewPerson("x", name, PersonRole.QA), NOW)
    with pytest.raises(InputError):
        store.people.add(NewPerson(name, "X", PersonRole.QA), NOW)


def test_only_the_first_is_the_first(store):
    assert not store.people.any()
    store.people.add_first(ADMIN, NOW)
    assert store.people.any()
    with pytest.raises(Conflict):
        store.people.add_first(NewPerson("b", "B", PersonRole.ADMIN), NOW)


def test_what_is_said_of_a_person_can_change(store, dana):
    changed = store.people.change(
        dana.id, NewPerson("d", "Dee", PersonRole.QA, frozenset({"south"})), now=NOW
    )
    assert (changed.login, changed.person.name, changed.person.role) == ("d", "Dee", "qa")
    assert changed.person.teams == {"south"}
    assert store.people.get(dana.id) == changed


def test_the_last_admin_stays(store, dana):
    ada = store.people.add(ADMIN, NOW)
    with pytest.raises(Conflict, match="last admin"):
        store.people.change(ada.id, ADMIN, disabled=True, now=NOW)
    with pytest.raises(Conflict, match="last admin"):
        store.people.change(ada.id, NewPerson("a", "A", PersonRole.QA), now=NOW)
    other = store.people.add(NewPerson("b", "B", PersonRole.ADMIN), NOW)
    assert store.people.change(ada.id, ADMIN, disabled=True, now=NOW).disabled_at == NOW
    with pytest.raises(Conflict, match="last admin"):
        store.people.change(other.id, NewPerson("b", "B", PersonRole.ADMIN), disabled=True)
    assert store.people.change(ada.id, ADMIN, now=NOW).disabled_at is None


def test_a_single_sign_on_means_one_person(store, dana):
    lee = store.people.add(LEE, NOW)
    store.people.link(dana.id, "https://id.example.org", "42")
    store.people.link(dana.id, "https://id.example.org", "42")
    assert store.people.by_subject("https://id.example.org", "42").id == dana.id
    assert store.people.by_subject("https://other.example.org", "42") is None
    with pytest.raises(Conflict):
        store.people.link(lee.id, "https://id.example.org", "42")


# Teams


def test_teams_are_those_made_joined_or_named_by_calls(store, dana):
    store.teams.add("south", NOW)
    found = {team.name: team for team in store.teams.all()}
    assert found.keys() == {"", "north", "south"}
    assert (found["north"].people, found["south"].kept, found["north"].kept) == (1, True, False)
    with pytest.raises(Conflict):
        store.teams.add("south", NOW)


def test_a_team_that_goes_takes_nobody_along(store, dana):
    store.teams.remove("north")
    assert store.people.get(dana.id).person.teams == {""}
    with pytest.raises(NotFound):
        store.teams.remove("north")


# Passwords, second factors


def test_a_new_password_ends_every_other_session(store, dana):
    kept, _ = store.sessions.start(dana.id, "password", NOW)
    store.sessions.start(dana.id, "password", NOW)
    assert store.credentials.password_hash(dana.id) is None
    store.credentials.set_password_hash(dana.id, "hash-1", keep_session=kept.id)
    assert store.credentials.password_hash(dana.id) == "hash-1"
    assert store.people.get(dana.id).has_password
    assert [each.id for each in store.sessions.of(LIMITS, NOW, dana.id)] == [kept.id]
    store.credentials.rehashed(dana.id, "another", "hash-2")
    assert store.credentials.password_hash(dana.id) == "hash-1"
    store.credentials.rehashed(dana.id, "hash-1", "hash-2")
    assert store.credentials.password_hash(dana.id) == "hash-2"
    with pytest.raises(NotFound):
        store.credentials.set_password_hash("nobody", "x")


def test_a_second_factor_counts_once_it_is_confirmed(store, dana):
    secrets = store.credentials
    secrets.offer_second_factor(dana.id, b"one")
    secrets.offer_second_factor(dana.id, b"two")
    assert not secrets.confirm_second_factor(dana.id, b"one", 5, ["a"])
    assert not store.people.get(dana.id).second_factor
    assert secrets.confirm_second_factor(dana.id, b"two", 5, ["a", "b"])
    found = secrets.second_factor(dana.id)
    assert (found.sealed, found.pending, found.step) == (b"two", None, 5)
    assert store.people.get(dana.id).second_factor
    secrets.drop_second_factor(dana.id)
    assert secrets.second_factor(dana.id).sealed is None
    assert secrets.recovery_codes_left(dana.id) == 0


def test_no_code_counts_twice(store, dana):
    assert store.credentials.take_step(dana.id, 7)
    assert not store.credentials.take_step(dana.id, 7)
    assert not store.credentials.take_step(dana.id, 6)
    assert store.credentials.take_step(dana.id, 8)


def test_a_recovery_code_counts_once(store, dana):
    store.credentials.offer_second_factor(dana.id, b"s")
    store.credentials.confirm_second_factor(dana.id, b"s", 1, [key_hash("a"), key_hash("b")])
    assert store.credentials.spend_recovery_code(dana.id, key_hash("a"))
    assert not store.credentials.spend_recovery_code(dana.id, key_hash("a"))
    assert store.credentials.recovery_codes_left(dana.id) == 1


# Sessions


def test_a_session_is_found_by_its_whole_text_alone(store, dana):
    session, text = store.sessions.start(dana.id, "password", NOW, address="::1", browser="B" * 900)
    found, account = store.sessions.find(text, LIMITS, NOW)
    assert (found, account.id) == (session, dana.id)
    assert len(found.browser) == 200
    for wrong in (text[:-1], text + "0", session.id, "", "vms_x_y", text.replace("vms", "vmt")):
        assert store.sessions.find(wrong, LIMITS, NOW) is None


def test_a_session_ends_by_idleness_by_age_and_by_being_ended(store, dana):
    session, text = store.sessions.start(dana.id, "password", NOW)
    assert store.sessions.find(text, LIMITS, NOW + HOUR)
    assert store.sessions.find(text, LIMITS, NOW + HOUR + timedelta(seconds=1)) is None
    moment = NOW
    while moment < NOW + 8 * HOUR:
        moment += timedelta(minutes=59)
        store.sessions.seen(session, moment)
    assert store.sessions.find(text, LIMITS, NOW + 8 * HOUR)
    assert store.sessions.find(text, LIMITS, NOW + 8 * HOUR + timedelta(seconds=1)) is None
    assert store.sessions.in_force([session.id], LIMITS, NOW + 8 * HOUR).keys() == {session.id}
    assert store.sessions.end(session.id)
    assert not store.sessions.end(session.id)
    assert store.sessions.get(session.id) is None
    assert store.sessions.find(text, LIMITS, NOW) is None


def test_being_seen_is_written_down_now_and_then(store, dana):
    session, _ = store.sessions.start(dana.id, "password", NOW)
    store.sessions.seen(session, NOW + timedelta(seconds=5))
    assert store.sessions.get(session.id).seen_at == NOW
    store.sessions.seen(session, NOW + timedelta(seconds=40))
    assert store.sessions.get(session.id).seen_at == NOW + timedelta(seconds=40)
    assert store.people.get(dana.id).seen_at == NOW + timedelta(seconds=40)


def test_who_is_disabled_is_signed_out_and_stays_out(store, dana):
    store.people.add(ADMIN, NOW)
    _, text = store.sessions.start(dana.id, "password", NOW)
    _, token = store.tokens.add(dana.id, "report", ["see calls"], NOW)
    store.people.change(dana.id, DANA, disabled=True, now=NOW)
    assert store.sessions.of(LIMITS, NOW) == []
    session, text = store.sessions.start(dana.id, "password", NOW)
    assert store.sessions.find(text, LIMITS, NOW) is None
    assert store.sessions.in_force([session.id], LIMITS, NOW) == {}
    assert store.tokens.find(token, NOW) is None


def test_all_sessions_but_one_can_end_and_old_ones_are_forgotten(store, dana):
    made = [store.sessions.start(dana.id, "password", NOW)[0].id for _ in range(3)]
    assert store.sessions.end_all(dana.id, but=made[0]) == 2
    assert store.sessions.tidy(LIMITS, NOW + HOUR) == 0
    assert store.sessions.tidy(LIMITS, NOW + 2 * HOUR) == 1
    assert store.sessions.get(made[0]) is None


# One-time tokens, API tokens


def test_a_ticket_counts_once_for_its_purpose_while_it_is_young(store, dana):
    text = store.tickets.issue(TicketKind.RESET, HOUR, NOW, dana.id)
    with pytest.raises(NotFound):
        store.tickets.spend(TicketKind.SIGN_IN, text, NOW)
    with pytest.raises(NotFound):
        store.tickets.look(TicketKind.RESET, text, NOW + 2 * HOUR)
    with pytest.raises(NotFound):
        store.tickets.look(TicketKind.RESET, text[:-1], NOW)
    assert store.tickets.look(TicketKind.RESET, text, NOW) == dana.id
    assert store.tickets.spend(TicketKind.RESET, text, NOW) == dana.id
    with pytest.raises(NotFound):
        store.tickets.spend(TicketKind.RESET, text, NOW)


def test_a_new_ticket_takes_the_older_ones_away(store, dana):
    first = store.tickets.issue(TicketKind.RESET, HOUR, NOW, dana.id)
    setup = store.tickets.issue(TicketKind.SETUP, HOUR, NOW)
    store.tickets.issue(TicketKind.RESET, HOUR, NOW, dana.id)
    with pytest.raises(NotFound):
        store.tickets.look(TicketKind.RESET, first, NOW)
    assert store.tickets.look(TicketKind.SETUP, setup, NOW) is None


def test_a_token_counts_until_it_is_revoked_or_too_old(store, dana):
    token, text = store.tokens.add(dana.id, "report", ["see calls"], NOW, NOW + HOUR)
    found, account = store.tokens.find(text, NOW)
    assert (found.scopes, account.id) == ({"see calls"}, dana.id)
    assert store.tokens.get(token.id).last_used_at == NOW
    assert store.tokens.find(text, NOW + HOUR) is None
    assert store.tokens.in_force([token.id], NOW).keys() == {token.id}
    store.tokens.revoke(token.id, NOW)
    assert store.tokens.find(text, NOW) is None
    assert store.tokens.in_force([token.id], NOW) == {}
    assert store.tokens.of(dana.id) == []
    with pytest.raises(NotFound):
        store.tokens.revoke(token.id, NOW)
    with pytest.raises(NotFound):
        store.tokens.get("nothing")


# Guessing


def test_failures_beyond_the_free_ones_cost_ever_more_time(store):
    subjects = {"account:dana": 3, "address:::1": 100}
    for _ in range(3):
        assert not store.tries.begin(subjects, NOW)
    assert store.tries.begin(subjects, NOW) == timedelta(seconds=1)
    later = NOW + timedelta(seconds=1)
    assert not store.tries.begin(subjects, later)
    assert store.tries.begin(subjects, later) == timedelta(seconds=2)
    assert not store.tries.begin({"account:lee": 3}, later)


def test_the_longest_wait_is_a_quarter_of_an_hour(store):
    moment = NOW
    for _ in range(30):
        moment += store.tries.begin({"a": 1}, moment) or timedelta(0)
        store.tries.begin({"a": 1}, moment)
    assert store.tries.begin({"a": 1}, moment) <= timedelta(minutes=15)


def test_a_success_is_no_failure(store):
    subjects = {"account:dana": 1, "address:::1": 2}
    for _ in range(5):
        assert not store.tries.begin(subjects, NOW)
        store.tries.succeeded("account:dana", "address:::1")
    assert not store.tries.begin(subjects, NOW)
    assert store.tries.begin(subjects, NOW)
    assert not store.tries.begin(subjects, NOW + 2 * HOUR)
