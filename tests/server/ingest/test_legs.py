import uuid

import pytest

from voicemon.types import Role

HERE = {"Host": "localhost"}


def announce(client, **body):
    return client.post("/api/ingest/legs", json=body, headers=HERE)


def test_a_leg_is_announced_with_what_its_connection_cannot_say(client, store):
    name = str(uuid.uuid4())
    answer = announce(client, uuid=name.upper(), call="c-1", role="customer", agent="a17")
    assert answer.status_code == 201
    assert answer.json["connection"] == name
    leg = store.legs.claim(name)
    assert (leg.call, leg.role, leg.facts) == ("c-1", Role.CUSTOMER, {"agent": "a17"})


def test_a_leg_is_announced_once(client):
    assert announce(client, connection="x", call="c-1", role="agent").status_code == 201
    again = announce(client, connection="x", call="c-2", role="agent")
    assert (again.status_code, again.json["code"]) == (409, "conflict")


@pytest.mark.parametrize(
    "wrong",
    [
        {},
        {"uuid": str(uuid.uuid4()), "connection": "x"},
        {"uuid": "no uuid"},
        {"connection": "x", "role": "boss"},
        {"connection": "x", "consent": "maybe"},
        {"connection": "a\x00b"},
        {"connection": "x" * 201},
        {"connection": "x", "colour": "red"},
    ],
)
def test_a_leg_that_is_not_understood_is_refused(client, wrong):
    answer = announce(client, **{"call": "c-1", "role": "agent", **wrong})
    assert (answer.status_code, answer.json["code"]) == (400, "input")
