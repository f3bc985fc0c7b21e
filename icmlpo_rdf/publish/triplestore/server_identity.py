"""One server under several addresses: what is noted of it under one must not outlive what is done under another.

Two names may be one server, and no request tells: those of this machine are therefore noted in one file. What a server
holds is still believed under the address alone under which it was sent, for two names may also be two servers.
"""

from __future__ import annotations

from hashlib import sha256
from ipaddress import ip_address
from urllib.parse import urlsplit

__all__ = ["journal_name", "one_spelling"]

_PORTS = {"http": 80, "https": 443}


def one_spelling(url: str) -> str:
    """Return an address with its host in lower case and its port told: RFC 3986, sections 6.2.2.1 and 6.2.3."""
    parts = urlsplit(url)
    host = (parts.hostname or "").removesuffix(".")
    return f"{parts.scheme}://{host} {parts.port or _PORTS.get(parts.scheme)} {parts.path}"


def journal_name(url: str) -> str:
    """Return the name of the file for a server that answers queries there: one for all names of this machine."""
    host = (urlsplit(url).hostname or "").removesuffix(".")
    place = one_spelling(url)
    if _is_this_machine(host):
        place = place.replace(f"//{host} ", "//localhost ", 1)
    return f"{sha256(place.encode()).hexdigest()[:32]}.sqlite"


def _is_this_machine(host: str) -> bool:
    """RFC 6761, section 6.3, and the addresses of the loopback; an unspecified one leads there, too."""
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        address = ip_address(host)
    except ValueError:
        return False
    mapped = getattr(address, "ipv4_mapped", None) or address
    return bool(mapped.is_loopback or mapped.is_unspecified)
