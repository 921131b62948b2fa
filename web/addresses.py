"""Which address a request comes from."""

from __future__ import annotations

from ipaddress import IPv4Address, IPv6Address, ip_address


def address_of(text: str | None) -> IPv4Address | IPv6Address | None:
    """The address; an IPv4 one that came over an IPv6 socket as itself. None where it is none."""
    try:
        found = ip_address(text or "")
    except ValueError:
        return None  # a Unix socket, or whatever a trusted proxy says
    return (found.ipv4_mapped or found) if isinstance(found, IPv6Address) else found
