"""Ingest keys over REST."""

import pytest


def add(client, **more):
    return client.post("/api/keys", json={"name": "trunk", **more})


def audited(store):
    return [entry.action for entry in store.audit.entries()]


def test_a_key_is_made_and_its_text_told_once(client, store):
    answer = add(client, vendor="telnyx", team="north", networks=["203.0.113.0/24"])
    assert answer.status_code == 201
    assert answer.json["text"].startswith(f"vmk_{answer.json['key']['id']}_")
    listed = client.get("/api/keys")
    assert listed.json["items"] == [answer.json["key"]]
    assert answer.json["text"] not in listed.text
    assert (listed.json["items"][0]["team"], listed.json["items"][0]["signed"]) == ("north", False)
    assert audited(store) == ["key.add"]


def test_a_key_is_revoked_once_and_stays_listed(client, store):
    made = add(client).json["key"]
    assert client.delete(f"/api/keys/{made['id']}").status_code == 204
    (listed,) = client.get("/api/keys").json["items"]
    assert listed["revoked_at"] is not None
    assert client.delete(f"/api/keys/{made['id']}").status_code == 404
    assert audited(store)[0] == "key.revoke"


def test_what_a_sender_signs_with_is_sealed_and_never_told(client, store):
    answer = add(client, vendor="twilio", secret="t0k3n")
    assert answer.json["key"]["signed"] is True
    (kept,) = store.keys.all()
    assert b"t0k3n" not in kept.settings.sealed_secret
    told = answer.text + str([entry.details for entry in store.audit.entries()])
    assert "t0k3n" not in told


def test_two_keys_in_force_have_two_names(client):
    add(client)
    assert add(client).status_code == 409


@pytest.mark.parametrize(
    "wrong",
    [
        {"networks": ["here"]},
        {"vendor": "carrier pigeon"},
        {"vendor": "telnyx", "secret": "x"},
        {"vendor": "audiohook", "secret": "not base64!"},
        {"name": ""},
    ],
)
def test_a_key_that_cannot_be_is_refused(client, store, wrong):
    answer = add(client, **wrong)
    assert answer.status_code == 400
    assert answer.json["message"]
    assert store.keys.all() == []
