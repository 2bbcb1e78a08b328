import socket

import pytest

from voicemon.notify.failure import NotDelivered
from voicemon.notify.networks import Networks

PRIVATE = [
    "127.0.0.1",
    "127.8.8.8",
    "0.0.0.0",
    "10.1.2.3",
    "172.16.0.1",
    "192.168.1.1",
    "100.64.0.1",
    "169.254.169.254",
    "224.0.0.1",
    "239.1.1.1",
    "255.255.255.255",
    "::",
    "::1",
    "fe80::1",
    "fe80::1%eth0",
    "fd00:ec2::254",
    "ff02::1",
    "::ffff:127.0.0.1",
    "::ffff:10.0.0.1",
    "64:ff9b::7f00:1",
    "2002:7f00:1::",
    "localhost",
    "",
    "2130706433",
    "0x7f.1",
]


@pytest.mark.parametrize("address", PRIVATE)
def test_no_private_address_is_allowed_unless_it_is_named(address):
    assert not Networks().allow(address)


@pytest.mark.parametrize("address", ["93.184.216.34", "2606:2800:220:1::1", "64:ff9b::5db8:d822"])
def test_public_addresses_are_allowed(address):
    assert Networks().allow(address)
    assert not Networks().names(address)


def test_a_network_that_the_operator_names_is_allowed_and_no_other():
    networks = Networks.of("10.0.0.25/32, ::1/128")
    assert networks.allow("10.0.0.25")
    assert networks.allow("::ffff:10.0.0.25")
    assert networks.allow("::1")
    assert not networks.allow("10.0.0.26")
    assert not networks.allow("127.0.0.1")


def test_a_name_with_one_private_address_is_refused(monkeypatch):
    def answers(host, port, **_):
        return [
            (socket.AF_INET, socket.SOCK_STREAM, 6, "", ("93.184.216.34", port)),
            (socket.AF_INET, socket.SOCK_STREAM, 6, "", ("10.0.0.1", port)),
        ]

    monkeypatch.setattr(socket, "getaddrinfo", answers)
    with pytest.raises(NotDelivered, match=r"10\.0\.0\.1") as refusal:
        Networks().found("both.example.org", 443)
    assert refusal.value.permanent
    assert "notify_private_networks" in refusal.value.fix
    assert Networks.of("10.0.0.0/8").found("both.example.org", 443) == ["93.184.216.34", "10.0.0.1"]


def test_a_name_that_is_not_found_may_be_found_later():
    with pytest.raises(NotDelivered) as refusal:
        Networks().found("nowhere.invalid", 443)
    assert not refusal.value.permanent
