"""What a browser is trusted with: the names of its cookies, the pages that may use them, the names we answer to."""

from collections.abc import Collection
from ipaddress import ip_address

SESSION_COOKIE = "sigap_session"
# Names that no public name server gives out.
_LOCAL_DOMAINS = (".localhost", ".local", ".lan", ".internal", ".home.arpa")
BROWSER_COOKIE = "sigap_browser"  # an account has logged in here before


def is_own_page(origin: str | None, *, host: str | None, allowed: Collection[str]) -> bool:
    """Whether a request that carries our cookie comes from a page of ours; browsers name the page as its origin.

    A cookie goes along from any page, so one without an origin is not ours either.
    """
    if origin is None or host is None:
        return False
    scheme, _, origin_host = origin.partition("://")
    return origin in allowed or (scheme in ("http", "https") and origin_host.lower() == host.lower())


def is_known_host(host: str | None, *, allowed: Collection[str]) -> bool:
    """Whether a request asks for us by an address, a name of the local network or one that was allowed.

    Browsers always name the host; programs that do not are no danger.
    """
    if host is None:
        return True
    name = _without_port(host).lower().rstrip(".")
    is_local = "." not in name or name.endswith(_LOCAL_DOMAINS)
    return is_local or _is_address(name) or name in {each.lower() for each in allowed}


def _without_port(host: str) -> str:
    """Of `[::1]:8112` too."""
    if host.startswith("["):
        return host[1:].partition("]")[0]
    return host.partition(":")[0]


def _is_address(name: str) -> bool:
    try:
        ip_address(name)
    except ValueError:
        return False
    return True
