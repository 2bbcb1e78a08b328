import hashlib

import pytest

from voicemon.errors import Conflict, InputError, NotFound
from voicemon.store import KeySettings
from voicemon.store.keys import fits, key_id_of


def test_a_key_is_shown_once_and_kept_as_a_hash(store):
    key, text = store.keys.add(KeySettings("pbx", vendor="twilio", networks=("10.0.0.0/8",)))
    assert text.startswith(f"vmk_{key.id}_")
    assert len(text.split("_")[2]) * 4 >= 128  # hexadecimal digits hold 4 bits each
    assert key.hash == hashlib.sha256(text.encode()).hexdigest()
    assert text.split("_")[2] not in repr(key)
    assert key.hash not in repr(key)
    assert store.keys.all() == [key]
    assert key.settings.networks == ("10.0.0.0/8",)


def test_only_the_whole_key_fits(store):
    key, text = store.keys.add(KeySettings("pbx"))
    assert key_id_of(text) == key.id
    assert fits(key, text)
    assert not fits(key, text[:-1])
    assert not fits(key, text + "0")
    assert not fits(None, text)


@pytest.mark.parametrize(
    "text", ["", "vmk", "vmk_a", "abc_a_b", "vmk_a_b_c", "vmk_ä_b", "vmk_a_" + "0" * 999]
)
def test_what_cannot_be_a_key_names_none(text):
    assert key_id_of(text) is None


def test_a_revoked_key_fits_no_more_and_its_name_is_free(store):
    first, text = store.keys.add(KeySettings("pbx"))
    with pytest.raises(Conflict):
        store.keys.add(KeySettings("pbx"))
    assert not fits(store.keys.revoke("pbx"), text)
    second, _ = store.keys.add(KeySettings("pbx"))
    assert store.keys.revoke(second.id).revoked_at is not None
    with pytest.raises(NotFound):
        store.keys.revoke(first.id)


def test_a_key_remembers_when_it_was_used(store):
    key, _ = store.keys.add(KeySettings("pbx"))
    store.keys.used([key.id])
    assert store.keys.get(key.id).last_used_at is not None


def test_a_network_that_is_none_is_refused(store):
    with pytest.raises(InputError, match="no network"):
        store.keys.add(KeySettings("pbx", networks=("10.0.0.1/8",)))
