"""Only public addresses are connected to, in whichever form they come."""

from __future__ import annotations

from ipaddress import IPv4Address, IPv6Address, ip_network

import pytest
from hypothesis import given
from hypothesis import strategies as some

from index.fetching.addresses import may_connect
from index.fetching.client import Client
from index.fetching.refusal import BAD_URL, CREDENTIALS, ODD_ADDRESS, PRIVATE, NotFetched
from index.fetching.resolving import system_resolve
from index.settings import FetchSettings
from tests.fetching.site import LOCAL, Site

NOT_PUBLIC = (
    "0.0.0.0", "0.1.2.3", "10.0.0.1", "10.255.255.255", "100.64.0.1", "100.100.100.200",
    "100.127.255.255", "127.0.0.1", "127.1.2.3", "127.255.255.254", "169.254.169.254",
    "169.254.1.1", "172.16.0.1", "172.31.255.255", "192.0.0.1", "192.0.0.192", "192.0.2.1",
    "192.88.99.1", "192.168.0.1", "192.168.255.255", "198.18.0.1", "198.19.255.255",
    "198.51.100.7", "203.0.113.9", "224.0.0.1", "224.0.1.1", "239.255.255.250", "240.0.0.1",
    "255.255.255.255",
    "::", "::1", "::127.0.0.1", "::7f00:1", "::ffff:127.0.0.1", "::ffff:10.0.0.1",
    "::ffff:169.254.169.254", "64:ff9b::127.0.0.1", "64:ff9b::a00:1", "64:ff9b:1::1", "100::1",
    "2001::1", "2001:db8::1", "2002:7f00:1::", "2002:a00:1::1", "3fff::1", "5f00::1",
    "fc00::1", "fd00:ec2::254", "fd12:3456::1", "fe80::1", "fe80::1%eth0", "fec0::1",
    "ff02::1", "ff0e::1",
)  # fmt: skip
PUBLIC = ("1.1.1.1", "100.63.255.255", "100.128.0.1", "172.32.0.1", "192.0.1.1", "8.8.8.8",
          "223.255.255.255", "2606:4700::1111", "2400:cb00::1", "::ffff:8.8.8.8",
          "64:ff9b::8.8.8.8")  # fmt: skip


@pytest.mark.parametrize("address", NOT_PUBLIC)
def test_what_is_not_public_is_refused(address: str) -> None:
    assert not may_connect(address)


@pytest.mark.parametrize("address", PUBLIC)
def test_what_is_public_is_not(address: str) -> None:
    assert may_connect(address)


def test_an_allowed_network_opens_itself_and_no_other() -> None:
    allowed = (ip_network("10.1.2.0/24"), ip_network("fd12::/16"))
    assert may_connect("10.1.2.9", allowed)
    assert may_connect("::ffff:10.1.2.9", allowed)
    assert may_connect("fd12::9", allowed)
    assert not may_connect("10.1.3.9", allowed)
    assert not may_connect("127.0.0.1", allowed)
    assert not may_connect("::1", allowed)


@pytest.mark.parametrize(
    "address", ["169.254.169.254", "::ffff:169.254.169.254", "fd00:ec2::254", "100.100.100.200"]
)
def test_no_setting_opens_the_metadata_service_of_a_cloud(address: str) -> None:
    assert not may_connect(address, (ip_network("0.0.0.0/0"), ip_network("::/0")))


@given(some.ip_addresses(v=4))
def test_an_address_in_an_ipv6_address_is_judged_as_what_it_is(address: IPv4Address) -> None:
    for inside in (f"::ffff:{address}", f"64:ff9b::{address}"):
        assert may_connect(inside) == may_connect(str(address))


@given(some.ip_addresses())
def test_nothing_is_public_here_that_python_calls_private(
    address: IPv4Address | IPv6Address,
) -> None:
    mapped = getattr(address, "ipv4_mapped", None)
    if address.is_private and not mapped and address not in ip_network("64:ff9b::/96"):
        assert not may_connect(str(address))


HOSTS = (
    "127.0.0.1", "127.1", "127.0.1", "2130706433", "0x7f000001", "0x7f.0.0.1", "0177.0.0.1",
    "017700000001", "0x7f.1", "127.0.0.1.", "127.000.000.001", "１２７.０.０.１", "127。0。0。1",
    "①②⑦.⓪.⓪.①", "0", "0.0.0.0", "localhost", "LOCALHOST", "localhost.", "ⓛocalhost",
    "[::1]", "[::]", "[0:0:0:0:0:0:0:1]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]",
    "[::127.0.0.1]", "[64:ff9b::7f00:1]", "[2002:7f00:1::]", "[fe80::1]", "[fe80::1%25lo]",
    "[fd00:ec2::254]", "[fc00::1]", "[ff02::1]", "169.254.169.254", "2852039166",
    "0xa9fea9fe", "0251.0376.0251.0376", "10.0.0.1", "10.1", "172.16.0.1", "192.168.1.1",
    "192.168.257", "100.64.0.1", "198.18.0.1", "224.0.0.1", "255.255.255.255", "%31%32%37.0.0.1",
    "user@127.0.0.1", "bao.vn@127.0.0.1", "127.0.0.1\\@bao.vn",
)  # fmt: skip
"""Forms that lead, or once led some program, to an address that is not public."""


@pytest.mark.parametrize("host", HOSTS)
def test_no_form_of_a_private_address_reaches_a_server_here(site: Site, host: str) -> None:
    """With the machine's own resolver, a server listening, and its port allowed."""
    client = Client(FetchSettings(ports=frozenset({site.port, 80}), delay=0))
    with pytest.raises(NotFetched) as error:
        client.get(f"http://{host}:{site.port}/")
    assert error.value.wording in (PRIVATE, ODD_ADDRESS, BAD_URL, CREDENTIALS)
    assert site.asked == []


def test_a_name_whose_addresses_are_public_and_private_is_refused(site: Site) -> None:
    settings = FetchSettings(ports=frozenset({site.port}), delay=0)
    client = Client(settings, resolve=lambda _host, _port: ["203.0.114.1", LOCAL])
    with pytest.raises(NotFetched, match=LOCAL):
        client.get(site.url("/"))
    assert site.asked == []


def test_the_machines_resolver_gives_numeric_addresses() -> None:
    assert LOCAL in system_resolve("localhost", 80)
