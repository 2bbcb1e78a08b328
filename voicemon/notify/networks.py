"""Where notices may go: public addresses, and those private ones that the operator's settings name.

Addresses of targets are written on the page; without this, whoever may write one could make the
server speak to what only the server can reach (metadata of a cloud, other services of the machine).
"""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Iterable
from dataclasses import dataclass

from voicemon.notify.failure import NotDelivered

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")  # RFC 6052: the last 32 bits are an IPv4 address
FIX = "an operator can allow its network by the setting notify_private_networks"


@dataclass(frozen=True, slots=True)
class Networks:
    """The private networks that are allowed."""

    private: tuple[ipaddress.IPv4Network | ipaddress.IPv6Network, ...] = ()

    @classmethod
    def of(cls, text: str) -> Networks:
        """From the setting: CIDR, comma-separated."""
        parts = (part.strip() for part in text.split(","))
        return cls(tuple(ipaddress.ip_network(part) for part in parts if part))

    def names(self, text: str) -> bool:
        """Whether the operator named a network that this address is in."""
        address = _plain(ipaddress.ip_address(text))
        return any(address in network for network in self.private)

    def allow(self, text: str) -> bool:
        """Whether something may be sent to this address; False for what is none."""
        try:
            address = _plain(ipaddress.ip_address(text.partition("%")[0]))
        except ValueError:
            return False
        return (address.is_global and not address.is_multicast) or self.names(str(address))

    def found(self, host: str, port: int) -> list[str]:
        """The addresses of a host, each of them allowed, or NotDelivered."""
        try:
            answers = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as error:
            raise NotDelivered(f"{host} is not found: {error}", "check its name") from None
        addresses = list(dict.fromkeys(str(answer[4][0]) for answer in answers))
        self.check(host, addresses)
        return addresses

    def check(self, host: str, addresses: Iterable[str]) -> None:
        """NotDelivered when one of a host's addresses is not allowed."""
        for address in addresses:
            if not self.allow(address):
                raise NotDelivered(
                    f"{host} is at {address}, which is no public address", FIX, permanent=True
                )


def _plain(address: Address) -> Address:
    """The IPv4 address that an IPv6 one stands for, where it does."""
    if isinstance(address, ipaddress.IPv4Address):
        return address
    if address in _NAT64:
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    teredo = address.teredo
    return address.ipv4_mapped or address.sixtofour or (teredo[1] if teredo else address)
