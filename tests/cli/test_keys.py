import base64
import json

import pytest
from click.testing import CliRunner

from voicemon.cli.keys import VENDORS, command
from voicemon.server.ingest.secrets import opener, seal
from voicemon.settings import current, load
from voicemon.store import Store
from voicemon.telephony import detect


@pytest.fixture(autouse=True)
def _fresh_settings():
    current.cache_clear()
    yield
    current.cache_clear()


def run(*arguments, stdin=None):
    return CliRunner().invoke(command, arguments, input=stdin)


def key_of(name):
    site = load()
    store = Store(site.store_url, site.audio_dir)
    try:
        return next(key for key in store.keys.all() if key.settings.name == name)
    finally:
        store.close()


def test_a_key_is_made_shown_once_and_listed_without_its_secret():
    made = json.loads(run("add", "pbx", "--vendor", "telnyx", "--team", "north", "--json").stdout)
    assert made["key"].startswith("vmk_")
    listed = run("list", "--json").stdout
    assert made["key"].rpartition("_")[2] not in listed
    (row,) = json.loads(listed)
    assert (row["name"], row["vendor"], row["team"], row["state"]) == (
        "pbx",
        "telnyx",
        "north",
        "in force",
    )
    assert "pbx" in run("list").stdout


def test_the_text_for_people_says_where_to_connect():
    done = run("add", "pbx")
    key = done.stdout.split()[1]
    assert f"ws://127.0.0.1:8322/ingest/stream/{key}" in done.stdout


def test_a_key_for_generic_sound_says_where_socketio_is():
    done = run("add", "app", "--vendor", "pcm")
    assert "http://127.0.0.1:8321/ingest\n" in done.stdout


def test_a_revoked_key_is_listed_as_such():
    run("add", "pbx")
    assert "revoked" in run("revoke", "pbx").stdout
    (row,) = json.loads(run("list", "--json").stdout)
    assert row["state"] == "revoked"
    assert run("revoke", "pbx").exit_code != 0


def test_revoked_keys_do_not_hide_the_others_from_people():
    run("add", "here")
    run("add", "gone")
    run("revoke", "gone")
    listed = run("list")
    assert ("here" in listed.stdout, "gone" in listed.stdout) == (True, False)
    assert "1 revoked" in listed.stderr
    assert "gone" in run("list", "--all").stdout


def test_audiohook_gets_a_client_secret_which_lies_sealed():
    made = json.loads(run("add", "genesys", "--vendor", "audiohook", "--json").stdout)
    plain = base64.b64decode(made["client_secret"])
    assert len(plain) == 32
    sealed = key_of("genesys").settings.sealed_secret
    assert plain not in sealed
    assert opener(load().data_dir)(sealed) == plain


def test_the_auth_token_of_twilio_is_read_from_a_file_and_not_shown():
    done = run("add", "t", "--vendor", "twilio", "--secret-file", "-", "--json", stdin="tok3n\n")
    assert json.loads(done.stdout)["client_secret"] is None
    assert opener(load().data_dir)(key_of("t").settings.sealed_secret) == b"tok3n"


@pytest.mark.parametrize(
    "wrong",
    [
        ("--network", "10.0.0.1/8"),
        ("--secret-file", "-"),
        ("--vendor", "audiohook", "--secret-file", "-"),
    ],
)
def test_what_cannot_be_is_refused(wrong):
    assert run("add", "x", *wrong, stdin="!not base64!").exit_code != 0
    assert json.loads(run("list", "--json").stdout) == []


def test_the_vendors_to_choose_from_are_those_that_are_understood():
    assert set(VENDORS) == {*detect.VENDORS, "audiohook", "pcm"}


def test_equal_secrets_are_sealed_differently(tmp_path):
    assert seal(tmp_path, b"x") != seal(tmp_path, b"x")
