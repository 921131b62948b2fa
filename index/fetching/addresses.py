"""Which network addresses may be connected to?

Only public unicast ones, unless a setting allows a network. The table is IANA's of
special-purpose addresses (RFC 6890 and its registries, 2025); Python's own
``is_global`` differs from one release to the next.
"""

from __future__ import annotations

from collections.abc import Sequence
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from typing import Final

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network

_SPECIAL: Final = tuple(
    ip_network(each)
    for each in (
        "0.0.0.0/8",  # this host
        "10.0.0.0/8",
        "100.64.0.0/10",  # behind a carrier's NAT
        "127.0.0.0/8",
        "169.254.0.0/16",  # link-local; clouds answer with credentials there
        "172.16.0.0/12",
        "192.0.0.0/24",
        "192.0.2.0/24",  # documentation
        "192.88.99.0/24",  # 6to4 relays, deprecated
        "192.168.0.0/16",
        "198.18.0.0/15",  # benchmarks
        "198.51.100.0/24",  # documentation
        "203.0.113.0/24",  # documentation
        "224.0.0.0/4",  # multicast
        "240.0.0.0/4",  # reserved, broadcast
        "2001::/23",  # protocol assignments, Teredo
        "2001:db8::/32",  # documentation
        "2002::/16",  # 6to4: an IPv4 address inside, through whichever relay
        "3fff::/20",  # documentation
    )
)
_UNICAST: Final = IPv6Network("2000::/3")
"""The only part of IPv6 that is public (RFC 4291, 2.4)."""
_NAT64: Final = IPv6Network("64:ff9b::/96")
_METADATA: Final = frozenset(
    map(ip_address, ("169.254.169.254", "fd00:ec2::254", "100.100.100.200", "192.0.0.192"))
)
"""Where clouds hand credentials to whoever asks (AWS and most others, Alibaba, Oracle)."""


def may_connect(text: str, allowed: Sequence[Network] = ()) -> bool:
    """Whether the numeric address ``text`` is public or in one of the ``allowed`` networks.

    An IPv4 address inside an IPv6 one (mapped, NAT64) is judged as what it is. The
    metadata services of clouds are never allowed.
    """
    address = _plain(ip_address(text.partition("%")[0]))
    if address in _METADATA:
        return False
    return _public(address) or any(address in network for network in allowed)


def _plain(address: Address) -> Address:
    if isinstance(address, IPv6Address):
        if address.ipv4_mapped:
            return address.ipv4_mapped
        if address in _NAT64:
            return IPv4Address(address.packed[-4:])
    return address


def _public(address: Address) -> bool:
    if isinstance(address, IPv6Address) and address not in _UNICAST:
        return False
    return not any(address in network for network in _SPECIAL)
