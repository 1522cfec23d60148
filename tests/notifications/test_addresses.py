"""A webhook reaches public addresses and networks that the settings name; never the machine itself or what lies behind."""

import ipaddress

import pytest

from dondoc.notifications.engine.addresses import faults, may_reach

INSIDE = [
    "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "0.0.0.0", "100.64.0.1", "224.0.0.1",
    "255.255.255.255", "::1", "::", "fe80::1", "fc00::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::a00:1",
    "2002:a00:1::", "2001:0:a00:1::",
]  # fmt: skip


@pytest.mark.parametrize("text", INSIDE)
def test_inner_addresses_are_not_reached(text: str) -> None:
    assert not may_reach(ipaddress.ip_address(text), [])


@pytest.mark.parametrize("text", ["203.162.0.1", "2401:d800::1", "::ffff:203.162.0.1"])
def test_public_addresses_are(text: str) -> None:
    assert may_reach(ipaddress.ip_address(text), [])


def test_a_network_of_the_settings_is_reached_and_no_other() -> None:
    assert may_reach(ipaddress.ip_address("10.20.1.9"), ["10.20.0.0/16"])
    assert may_reach(ipaddress.ip_address("::ffff:10.20.1.9"), ["10.20.0.0/16"])
    assert not may_reach(ipaddress.ip_address("10.21.1.9"), ["10.20.0.0/16"])


@pytest.mark.parametrize(
    "url",
    [
        "", "sms.example", "ftp://sms.example/x", "file:///etc/passwd", "https://", "https://a:b@sms.example/",
        "http://127.0.0.1/", "http://[::1]/", "https://sms.example/#x", "http://sms.example:99999/",
        "https://tin nhắn.example/", "https://sms.example/\r\nX: y", "https://x.example/" + "a" * 500,
    ],
)  # fmt: skip
def test_what_is_no_address_is_told(url: str) -> None:
    assert faults(url, [])


@pytest.mark.parametrize("url", ["https://sms.lamgiang.gov.vn/hook?to=zalo", "http://203.162.0.1:8080/x"])
def test_what_is_one_passes(url: str) -> None:
    assert faults(url, []) == []
