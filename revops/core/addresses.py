"""Addresses of requests, and what they tell: whose it is, and roughly from where."""

import ipaddress
from functools import lru_cache


@lru_cache(maxsize=4096)
def counted_as(address: str) -> str:
    """Normalise an address for counting: itself, or its /64 of IPv6, all of which one household has."""
    return _network(address, 32, 64) or address[:64]


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
