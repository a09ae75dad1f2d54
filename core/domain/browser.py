"""What a browser is trusted with: the names of its cookies, the pages that may use them, our host names."""

from collections.abc import Collection
from ipaddress import ip_address

SESSION_COOKIE = "sigap_session"
# Names that no public name server resolves.
_LOCAL_DOMAINS = (".localhost", ".local", ".lan", ".internal", ".home.arpa")
BROWSER_COOKIE = "sigap_browser"  # an account has logged in on this browser before


def is_own_page(origin: str | None, *, host: str | None, allowed: Collection[str]) -> bool:
    """Return whether a request with our cookie comes from one of our pages, by the origin that browsers send.

    A cookie is sent from any page, so a request without an origin does not count as ours either.
    """
    if origin is None or host is None:
        return False
    scheme, _, origin_host = origin.partition("://")
    return origin in allowed or (scheme in ("http", "https") and origin_host.lower() == host.lower())


def is_known_host(host: str | None, *, allowed: Collection[str]) -> bool:
    """Return whether a request addresses us by an IP address, a name of the local network or an allowed name.

    Browsers always send the host; a program that does not is no danger.
    """
    if host is None:
        return True
    name = _without_port(host).lower().rstrip(".")
    is_local = "." not in name or name.endswith(_LOCAL_DOMAINS)
    return is_local or _is_address(name) or name in {each.lower() for each in allowed}


def _without_port(host: str) -> str:
    """Strip the port, also from `[::1]:8112`."""
    if host.startswith("["):
        return host[1:].partition("]")[0]
    return host.partition(":")[0]


def _is_address(name: str) -> bool:
    try:
        ip_address(name)
    except ValueError:
        return False
    return True
