"""Tests the rights that older versions did not need: the broker silently drops what its ACL does not let us read.

See decision 53.
"""

from collections.abc import Callable, Iterator
from contextlib import suppress

from dispatch.domain.alert import AlertKind
from dispatch.domain.heartbeat import Trouble
from mqtt_bridge import topics
from mqtt_bridge.client import BrokerUnreachable

OWN_WORD = b'{"bridge":"do I hear this?"}'
SAY_EVERY_S = 10.0
UNHEARD_AFTER_S = 30.0  # three messages in a row
UNCOUNTED_AFTER_S = 120.0  # four requests


class Rights:
    """The bridge sends a status on its own topic, as any account may, and must receive it among the statuses.

    Any other status proves the same. The broker's count of shares must arrive too, or strangers go unnoticed.
    """

    def __init__(self, account: str, *, reader: str, say: Callable[[str, bytes], object]) -> None:
        self.topic = topics.status(account)
        self._account = account
        self._reader = reader
        self._say = say
        self._warned_at_s: float | None = None
        self._unheard_since_s: float | None = None
        self._uncounted_since_s: float | None = None

    def cut(self) -> None:
        """Start over: without both connections nothing can be concluded, and what was sent before may be lost."""
        self._warned_at_s = self._unheard_since_s = self._uncounted_since_s = None

    def heard(self, status: bytes) -> bool:
        """Return whether it is a bridge's own test message, which concerns nothing else."""
        self._unheard_since_s = None
        return status == OWN_WORD

    def look(self, now_s: float, *, is_counted: bool) -> None:
        """Call it once a beat, while both connections are up."""
        if self._warned_at_s is None or now_s - self._warned_at_s >= SAY_EVERY_S:
            self._warned_at_s = now_s
            if self._unheard_since_s is None:
                self._unheard_since_s = now_s
            with suppress(BrokerUnreachable):
                self._say(self.topic, OWN_WORD)
        if is_counted:
            self._uncounted_since_s = None
        elif self._uncounted_since_s is None:
            self._uncounted_since_s = now_s

    def troubles(self, now_s: float) -> Iterator[Trouble]:
        if _is_over(UNHEARD_AFTER_S, self._unheard_since_s, now_s):
            yield self._missing(self._reader, f"{topics.PREFIX}/+/up/{topics.STATUS}")
        if _is_over(UNCOUNTED_AFTER_S, self._uncounted_since_s, now_s):
            yield self._missing(self._account, topics.SHARES_COUNT)

    def _missing(self, account: str, topic: str) -> Trouble:
        return Trouble(AlertKind.BROKER_RIGHTS_MISSING, topic, f"the broker does not let {account} read it")


def _is_over(limit_s: float, since_s: float | None, now_s: float) -> bool:
    return since_s is not None and now_s - since_s >= limit_s
