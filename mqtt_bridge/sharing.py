"""Shared subscriptions: joins the bridges' group, leaves earlier groups, and watches for other subscribers."""

from collections.abc import Sequence
from contextlib import suppress
from typing import Protocol

from mqtt_bridge import topics
from tracking.fixes.share_group import ShareGroup

ASK_AGAIN_AFTER_S = 30.0  # the broker publishes the count some seconds after it changed


class Subscriber(Protocol):
    def change_subscriptions(self, subscriptions: Sequence[str], former: Sequence[str] = ()) -> None: ...


class CountedSubscriber(Subscriber, Protocol):
    def subscribe_too(self, topic: str) -> None: ...
    def unsubscribe(self, topic: str) -> None: ...


class Sharing:
    """`seen` is how many shared subscriptions the broker has in all; None while unknown.

    More than the bridges hold together means that a stranger shares. The broker publishes the count only when it
    changes, so after each connection one more subscription is made and ended.
    """

    def __init__(self, crews: CountedSubscriber, fixes: Subscriber, *, fixes_too: Sequence[str] = ()) -> None:
        """`fixes_too` are unshared topics of the `fixes` connection."""
        self._crews = crews
        self._fixes = fixes
        self._fixes_too = fixes_too
        self._group: ShareGroup | None = None
        self._is_asking = False
        self._asked_at_s = float("-inf")
        self.seen: int | None = None

    @property
    def held(self) -> int:
        return len(topics.SOS_TOPICS) + len(topics.FLOOD_TOPICS)

    def join(self, group: ShareGroup) -> None:
        """Join the group; do nothing if already in it."""
        if group == self._group:
            return
        self._group = group
        calls, flood = (_in(group.name, each) for each in (topics.SOS_TOPICS, topics.FLOOD_TOPICS))
        self._fixes.change_subscriptions([*flood, *self._fixes_too], _of_all(group.left, topics.FLOOD_TOPICS))
        # An older version subscribed to everything on the connection for calls for help.
        former = _of_all(group.left, [*topics.SOS_TOPICS, *topics.FLOOD_TOPICS, topics.NO_TOPIC])
        self._crews.change_subscriptions([topics.SHARES_COUNT, *calls], [*flood, *former])

    def connected(self) -> None:
        self.seen, self._asked_at_s = None, float("-inf")
        self._is_asking = False

    def counted(self, payload: bytes) -> None:
        """Take the broker's count, from `topics.SHARES_COUNT`."""
        if self._is_asking:
            self._ask(False)
        else:
            with suppress(ValueError):
                self.seen = int(payload)

    def look(self, now_s: float) -> None:
        """Call it once a beat; asks the broker until the count has come."""
        if self.seen is None and self._group is not None and now_s - self._asked_at_s >= ASK_AGAIN_AFTER_S:
            self._asked_at_s = now_s
            self._ask(not self._is_asking)

    def _ask(self, is_asking: bool) -> None:
        if self._group is None:
            return
        extra = topics.shared(self._group.name, topics.NO_TOPIC)
        if is_asking:
            self._crews.subscribe_too(extra)
        else:
            self._crews.unsubscribe(extra)
        self._is_asking = is_asking


def _in(group: str, some: Sequence[str]) -> list[str]:
    return [topics.shared(group, each) for each in some]


def _of_all(groups: Sequence[str], some: Sequence[str]) -> list[str]:
    return [each for group in groups for each in _in(group, some)]
