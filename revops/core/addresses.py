"""Addresses of requests, and what they tell: whose it is, and roughly from where."""

import ipaddress
from functools import lru_cache


@lru_cache(maxsize=4096)
def counted_as(address: str) -> str:
    """Normalise an address for counting: itself, or its /64 of IPv6, all of which one household has."""
    return _network(address, 32, 64) or address[:64]


# Addresses of the sixth version that stand for one of the fourth, and where in them that lies.
_NAT64 = ipaddress.ip_network("64:ff9b::/96")


def is_public(address: str) -> bool:
    """Say whether an address is one of the public network, and not of this machine, its own or a reserved one."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return False
    if isinstance(parsed, ipaddress.IPv6Address):
        inner = parsed.ipv4_mapped or parsed.sixtofour or (parsed.teredo[1] if parsed.teredo is not None else None)
        if inner is None and parsed in _NAT64:
            inner = ipaddress.IPv4Address(parsed.packed[-4:])
        if inner is not None:
            return is_public(str(inner))
        if parsed.is_site_local:
            return False
    return parsed.is_global and not parsed.is_multicast and not parsed.is_reserved


# Names that nobody can have on the internet (RFC 6761, 6762, 8375), and what routers call their network.
_OF_NOBODY = ("localhost", "local", "internal", "lan", "test", "example")


def is_of_own_network(host: str) -> bool:
    """Say whether a host is in the network of whoever asks: a private address, or a name that is nobody's outside."""
    name = host.rstrip(".").lower()
    try:
        return not is_public(str(ipaddress.ip_address(name)))
    except ValueError:
        return "." not in name or name.rpartition(".")[2] in _OF_NOBODY or name.endswith(".home.arpa")


def network_of(address: str) -> str | None:
    """Return the network of an address, /24 or /48: it tells places apart without naming a household."""
    return _network(address, 24, 48)


def _network(address: str, ipv4_bits: int, ipv6_bits: int) -> str | None:
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return None
    if isinstance(parsed, ipaddress.IPv6Address) and parsed.ipv4_mapped is not None:
        parsed = parsed.ipv4_mapped
    bits = ipv4_bits if parsed.version == 4 else ipv6_bits
    return str(ipaddress.ip_network((parsed.packed, bits), strict=False))
