"""Who asks: what limits are counted by. It is never written to a log."""

from __future__ import annotations

import ipaddress

from fastapi import Request


def client_of(request: Request) -> str:
    """Return what stands for the client: its address, or of an IPv6 one the network that it has whole.

    Behind a proxy on the same machine the address is the one that it tells in ``X-Forwarded-For`` (uvicorn).
    """
    host = request.client.host if request.client else ""
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return host
    if address.version == 6 and not address.is_loopback:
        return str(ipaddress.ip_network((int(address), 64), strict=False).network_address)
    return host
