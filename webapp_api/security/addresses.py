"""Whose address asks: what is limited by address is limited by what one customer of a network is given."""

from functools import lru_cache
from ipaddress import IPv6Address, IPv6Network, ip_address

from starlette.types import Scope

_CUSTOMER_BITS = 64
"""The least that a customer has in IPv6 (RFC 4291, 2.5.4), which is more addresses than anybody could count."""
_SITE_BITS = 48
"""The most that one customer has (RFC 6177)."""
_MOST_KEPT = 10_000


def address_of(scope: Scope) -> str:
    """The address of the other side; of the proxy's client where the proxy is one of ours (see `process`)."""
    client = scope.get("client")
    return str(client[0]) if client else "unknown"


def network_of(scope: Scope) -> str:
    """What is counted for the address: itself in IPv4, its /64 in IPv6; what is no address stands for itself."""
    return _network(address_of(scope))


@lru_cache(_MOST_KEPT)
def site_of(network: str) -> str:
    """What a network of `network_of` is part of: in IPv6 the /48 that an organisation is given, in IPv4 itself."""
    if not network.endswith(f"/{_CUSTOMER_BITS}"):
        return network
    return str(IPv6Network(network).supernet(new_prefix=_SITE_BITS))


@lru_cache(_MOST_KEPT)
def _network(host: str) -> str:
    try:
        address = ip_address(host)
    except ValueError:
        return host
    if not isinstance(address, IPv6Address):
        return host
    if address.ipv4_mapped is not None:
        return str(address.ipv4_mapped)
    return str(IPv6Network((int(address), _CUSTOMER_BITS), strict=False))
