"""How many files and connections a process may have open at once."""

import logging
import resource

log = logging.getLogger(__name__)

WANTED = 65_536  # 20,000 devices at the broker, thousands of consoles, and some room


def allow_many() -> int:
    """Raise the limit to what is wanted, as far as the system's hard limit allows; children inherit it.

    Returns the new limit.
    """
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = WANTED if hard == resource.RLIM_INFINITY else min(WANTED, hard)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
        soft = wanted
    if soft != resource.RLIM_INFINITY and soft < WANTED:
        log.warning("few files may be open at once", extra={"allowed": soft, "wanted": WANTED})
    return soft
