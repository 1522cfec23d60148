"""Which addresses a webhook may have: no one may make the product speak to itself or to the network behind it."""

import ipaddress
from collections.abc import Iterable
from urllib.parse import urlsplit

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
# Addresses that carry another one inside, which the machine or its gateway would unpack: NAT64, 6to4, Teredo.
CARRIERS = [ipaddress.ip_network(text) for text in ("64:ff9b::/96", "64:ff9b:1::/48", "2002::/16", "2001::/32")]


def may_reach(address: Address, networks: Iterable[str]) -> bool:
    """Public addresses, and those in networks that the installation's settings name; nothing else."""
    if isinstance(address, ipaddress.IPv6Address) and address.ipv4_mapped is not None:
        return may_reach(address.ipv4_mapped, networks)
    for text in networks:
        network = ipaddress.ip_network(text, strict=False)
        if address.version == network.version and address in network:
            return True
    carried = any(address in network for network in CARRIERS if address.version == network.version)
    return address.is_global and not address.is_multicast and not carried


def faults(url: str, networks: Iterable[str]) -> list[str]:
    """What is wrong with an address as it is typed; what its name leads to is asked at each sending."""
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname, parts.port
    except ValueError:
        return ["Địa chỉ không đúng."]
    if parts.scheme not in ("http", "https") or not host or not url.isascii() or any(c.isspace() for c in url):
        return ["Địa chỉ bắt đầu bằng https:// hoặc http://, không dấu, không khoảng trắng."]
    found = []
    if len(url) > 500:
        found.append("Địa chỉ dài quá 500 ký tự.")
    if parts.username or parts.password:
        found.append("Địa chỉ không được chứa tên đăng nhập, mật khẩu.")
    if parts.fragment:
        found.append("Địa chỉ không được có phần sau dấu #.")
    try:
        literal = ipaddress.ip_address(host)
    except ValueError:
        return found
    if not may_reach(literal, networks):
        found.append("Địa chỉ thuộc mạng nội bộ chưa được cho phép (DONDOC_WEBHOOK_NETWORKS).")
    return found
