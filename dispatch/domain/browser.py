"""What a browser is trusted with: the name of its cookie, and the pages that may use it."""

from collections.abc import Collection

SESSION_COOKIE = "sigap_session"


def is_own_page(origin: str | None, *, host: str | None, allowed: Collection[str]) -> bool:
    """Whether a request that carries our cookie comes from a page of ours; browsers name the page as its origin.

    A cookie goes along from any page, so one without an origin is not ours either.
    """
    if origin is None or host is None:
        return False
    scheme, _, origin_host = origin.partition("://")
    return origin in allowed or (scheme in ("http", "https") and origin_host.lower() == host.lower())
