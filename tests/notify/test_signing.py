import hashlib
import hmac

import pytest

from voicemon.notify.signing import is_genuine, new_secret, signature

AT = 1_772_442_000
BODY = '{"reason": "“zum dritten Mal”"}'.encode()


def test_the_signature_is_what_the_docs_say():
    expected = hmac.new(b"vms_1", f"{AT}.".encode() + BODY, hashlib.sha256).hexdigest()
    assert signature("vms_1", AT, BODY) == f"t={AT},v1={expected}"


def test_a_genuine_message_is_believed_for_five_minutes():
    secret = new_secret()
    header = signature(secret, AT, BODY)
    assert is_genuine(secret, header, BODY, AT + 299)
    assert not is_genuine(secret, header, BODY, AT + 301)
    assert not is_genuine(secret, header, BODY, AT - 301)


def test_nothing_else_is_believed():
    secret = new_secret()
    header = signature(secret, AT, BODY)
    assert not is_genuine(new_secret(), header, BODY, AT)
    assert not is_genuine(secret, header, BODY + b" ", AT)
    assert not is_genuine(secret, header.replace(f"t={AT}", f"t={AT + 1}"), BODY, AT)


@pytest.mark.parametrize("header", ["", "t=1", "v1=00", "t=x,v1=" + "0" * 64, "t=1,v1=" + "0" * 63])
def test_a_header_that_is_none_is_not_believed(header):
    assert not is_genuine("s", header, BODY, AT)


def test_secrets_are_long_and_differ():
    assert new_secret() != new_secret()
    assert len(new_secret()) == 4 + 64
