"""The vector is the example of the vendor's documentation; the rest are made from it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voicemon.errors import InputError
from voicemon.telephony.audiohook_signature import (
    SignatureError,
    decode_secret,
    sign,
    verify,
)

TARGET = "/api/v1/voicebiometrics/ws"
API_KEY = "SGVsbG8sIEkgYW0gdGhlIEFQSSBrZXkh"
NONCE = "VGhpc0lzQVVuaXF1ZU5vbmNl"
SECRET = decode_secret("TXlTdXBlclNlY3JldEtleVRlbGxOby0xITJAMyM0JDU=")
CREATED, EXPIRES = 1641013200, 3282026430
REQUEST = {
    "Host": "audiohook.example.com",
    "Audiohook-Organization-Id": "d7934305-0972-4844-938e-9060eef73d05",
    "Audiohook-Session-Id": "30b0e395-84d3-4570-ac13-9a62d8f514c0",
    "Audiohook-Correlation-Id": "e160e428-53e2-487c-977d-96989bf5c99d",
    "X-API-KEY": API_KEY,
}
VECTOR = {
    **REQUEST,
    "Signature": "sig1=:NZBwyBHRRyRoeLqy1IzOa9VYBuI8TgMFt2GRDkDuJh4=:",
    "Signature-Input": 'sig1=("@request-target" "@authority" "audiohook-organization-id" '
    '"audiohook-session-id" "audiohook-correlation-id" "x-api-key");'
    f'keyid="{API_KEY}";nonce="{NONCE}";alg="hmac-sha256";created={CREATED};expires={EXPIRES}',
}


def secret_of(key_id):
    return SECRET if key_id == API_KEY else None


def check(headers=VECTOR, target=TARGET, now=CREATED + 1.0):
    return verify(target, headers, secret_of, now)


def resigned(nonce=NONCE, created=CREATED, expires=EXPIRES, **request):
    headers = REQUEST | request
    signature = sign(TARGET, headers, SECRET, created=created, nonce=nonce, expires=expires)
    return headers | signature


def test_the_documented_example_is_accepted():
    signed = check()
    assert signed.key_id == API_KEY
    assert signed.nonce == NONCE
    assert signed.organization == REQUEST["Audiohook-Organization-Id"]
    assert signed.session == REQUEST["Audiohook-Session-Id"]


def test_the_documented_example_is_what_we_make():
    assert resigned() == VECTOR


def test_header_names_are_read_in_any_case_and_order():
    check({name.upper(): value for name, value in reversed(VECTOR.items())})


def test_a_default_port_is_no_part_of_the_authority():
    check(VECTOR | {"Host": "AudioHook.example.com:443"})


@pytest.mark.parametrize("name", sorted(REQUEST))
def test_every_covered_header_is_protected(name):
    with pytest.raises(SignatureError):
        check(VECTOR | {name: VECTOR[name][:-1] + "x"})
    with pytest.raises(SignatureError):
        check({key: value for key, value in VECTOR.items() if key != name})


def test_another_path_does_not_fit():
    with pytest.raises(SignatureError, match="does not fit"):
        check(target="/ingest/audiohook")


@pytest.mark.parametrize("seconds", [10.5, 3600.0])
def test_a_stale_signature_is_refused(seconds):
    check(now=CREATED + 10.0)
    with pytest.raises(SignatureError, match="too old"):
        check(now=CREATED + seconds)


def test_an_expired_signature_is_refused():
    with pytest.raises(SignatureError, match="too old"):
        check(resigned(expires=CREATED + 2), now=CREATED + 3)


def test_a_signature_from_the_future_is_refused_beyond_the_clocks_skew():
    check(now=CREATED - 3.0)
    with pytest.raises(SignatureError, match="future"):
        check(now=CREATED - 4.0)


def test_a_short_nonce_is_refused():
    check(resigned(nonce="x" * 22))
    with pytest.raises(SignatureError, match="nonce"):
        check(resigned(nonce="x" * 21))


def test_an_unknown_key_and_a_wrong_secret_are_refused_with_the_same_words():
    with pytest.raises(SignatureError) as unknown:
        check(resigned(**{"X-API-KEY": "somebody-else"}))
    with pytest.raises(SignatureError) as wrong:
        verify(TARGET, VECTOR, lambda key_id: b"another secret", CREATED)
    assert unknown.value.message == wrong.value.message


def test_an_unknown_key_is_refused_even_when_signed_with_the_dummy():
    request = REQUEST | {"X-API-KEY": "somebody-else"}
    signature = sign(TARGET, request, bytes(32), created=CREATED, nonce=NONCE)
    with pytest.raises(SignatureError):
        check(request | signature)


def test_a_key_id_other_than_the_api_key_is_refused():
    headers = resigned(**{"X-API-KEY": "somebody-else"})
    with pytest.raises(SignatureError):
        check(headers | {"X-API-KEY": API_KEY})


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"x-api-key"', ""),
        (' "x-api-key"', ""),
        ('"x-api-key"', '"x-api-key" "x-api-key"'),
        ('"x-api-key"', '"x-api-key" "@method"'),
        ('"x-api-key"', '"x-api-key" "cookie"'),
        ("hmac-sha256", "rsa-pss-sha512"),
        ('alg="hmac-sha256"', "alg=1"),
        (f"created={CREATED}", f'created="{CREATED}"'),
        (f";created={CREATED}", ""),
        (f';keyid="{API_KEY}"', ""),
        (f'keyid="{API_KEY}"', 'keyid=""'),
        (f';nonce="{NONCE}"', ""),
        (f";expires={EXPIRES}", f";expires={EXPIRES};expires={EXPIRES}"),
        (f";expires={EXPIRES}", f";expires={EXPIRES};tag=1"),
        (f";expires={EXPIRES}", f";expires={'9' * 5000}"),
        ("sig1=", "sig2="),
        ("sig1=(", "sig1= ("),
        ("sig1=", "sig1"),
    ],
)
def test_another_form_of_signature_is_refused(old, new):
    changed = VECTOR["Signature-Input"].replace(old, new)
    assert changed != VECTOR["Signature-Input"]
    with pytest.raises(SignatureError):
        check(VECTOR | {"Signature-Input": changed})


@pytest.mark.parametrize("signature", ["", "sig1=::", "sig1=:????:", "sig1=:AAA:", "sig1=AAAA"])
def test_a_broken_signature_is_refused(signature):
    with pytest.raises(SignatureError):
        check(VECTOR | {"Signature": signature})


def test_a_secret_that_is_not_base64_is_refused():
    for text in ("", "not base64!", "äöü"):
        with pytest.raises(InputError, match="base64"):
            decode_secret(text)


@given(
    name=st.sampled_from(sorted(VECTOR)),
    value=st.text(max_size=300) | st.binary(max_size=300).map(lambda data: data.decode("latin-1")),
)
def test_whatever_a_header_holds_it_is_refused_or_accepted(name, value):
    with pytest.raises(SignatureError):
        check(VECTOR | {name: value + "~"})
