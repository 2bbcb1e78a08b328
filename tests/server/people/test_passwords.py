"""Which passwords are good enough."""

import pytest

from voicemon.server.people import passwords
from voicemon.server.people.passwords import PasswordError, check, fits, hashed, is_outdated


@pytest.mark.parametrize(
    "password",
    ["seven quiet otters sing", "montag-regen-kaffee", "x7Kd-93mfQz-11", "лошадь скрепка батарея"],
)
def test_unrelated_words_and_chance_are_good(password):
    check(password, "Dana Wills", "dana.w@example.org")


@pytest.mark.parametrize(
    "password",
    [
        "short",
        "elevenchars",
        "password1234",
        "qwertyuiop123",
        "aaaaaaaaaaaaa",
        "123456789012",
        "iloveyou1234",
        "DanaWills2026!",
        "wills-dana-example-org",
        "Voicemon2026!!",
        "hunter2hunter2",
        "x" * 201,
    ],
)
def test_what_is_short_common_or_ones_own_is_refused(password):
    with pytest.raises(PasswordError) as caught:
        check(password, "Dana Wills", "dana.w@example.org")
    assert caught.value.fix
    assert password not in caught.value.message + caught.value.fix


def test_a_long_password_is_judged_in_no_time():
    check("seven quiet otters sing " * 8, "x")


def test_a_hash_fits_its_password_alone():
    kept = hashed("caf\u00e9 otters sing twice")
    assert kept.startswith("$argon2id$")
    assert fits("cafe\u0301 otters sing twice", kept)  # the same letters, typed another way
    assert not fits("cafe otters sing twice", kept)
    assert not fits("", kept)
    assert not fits("anything", None)
    assert not fits("anything", "no hash")
    assert not is_outdated(kept)


def test_a_check_against_nobody_costs_as_much_as_against_somebody():
    assert passwords._hasher.check_needs_rehash(passwords._NO_PASSWORD) is False
