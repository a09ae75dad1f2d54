"""A bridge finds out with a test message what the broker's ACL denies it."""

import pytest

from mqtt_bridge import topics
from mqtt_bridge.client import BrokerUnreachable
from mqtt_bridge.rights import OWN_WORD, SAY_EVERY_S, UNCOUNTED_AFTER_S, UNHEARD_AFTER_S, Rights


class Broker:
    def __init__(self) -> None:
        self.published: list[tuple[str, bytes]] = []
        self.is_away = False

    def publish(self, topic: str, payload: bytes) -> None:
        if self.is_away:
            raise BrokerUnreachable("away")
        self.published.append((topic, payload))


@pytest.fixture
def broker() -> Broker:
    return Broker()


@pytest.fixture
def rights(broker: Broker) -> Rights:
    return Rights("bridge-0", reader="bridge-0-fixes", say=broker.publish)


def look_for(rights: Rights, seconds: int, *, is_counted: bool = True, from_s: int = 0) -> list[str]:
    """Return the topics found missing after that many seconds."""
    for now_s in range(from_s, from_s + seconds + 1):
        rights.look(now_s, is_counted=is_counted)
    return [trouble.part for trouble in rights.troubles(from_s + seconds)]


def test_a_word_that_never_comes_back_is_a_missing_right_after_three_in_a_row(rights: Rights, broker: Broker) -> None:
    before = look_for(rights, int(UNHEARD_AFTER_S) - 1)

    after = look_for(rights, 1, from_s=int(UNHEARD_AFTER_S) - 1)

    assert (before, after) == ([], ["sigap/v1/+/up/status"])
    assert broker.published == [(topics.status("bridge-0"), OWN_WORD)] * int(UNHEARD_AFTER_S / SAY_EVERY_S + 1)
    assert "bridge-0-fixes" in next(rights.troubles(UNHEARD_AFTER_S)).reason


@pytest.mark.parametrize(("status", "is_own"), [(OWN_WORD, True), (b'{"status": "en_route"}', False), (b"", False)])
def test_any_status_proves_the_right_and_only_a_bridges_own_is_taken_out(
    rights: Rights, status: bytes, is_own: bool
) -> None:
    look_for(rights, int(UNHEARD_AFTER_S))

    assert rights.heard(status) is is_own
    assert list(rights.troubles(UNHEARD_AFTER_S)) == []


def test_while_the_broker_is_away_nothing_is_judged(rights: Rights, broker: Broker) -> None:
    look_for(rights, int(UNHEARD_AFTER_S) - 5)
    broker.is_away = True
    rights.look(UNHEARD_AFTER_S, is_counted=True)
    rights.cut()
    broker.is_away = False

    assert look_for(rights, int(UNHEARD_AFTER_S) - 1, from_s=int(UNHEARD_AFTER_S)) == []


def test_without_the_count_of_shares_no_stranger_would_be_noticed(rights: Rights) -> None:
    rights.look(0, is_counted=False)
    rights.heard(OWN_WORD)

    assert list(rights.troubles(UNCOUNTED_AFTER_S - 1)) == []
    assert [trouble.part for trouble in rights.troubles(UNCOUNTED_AFTER_S)] == [topics.SHARES_COUNT]
    rights.look(UNCOUNTED_AFTER_S, is_counted=True)
    rights.heard(OWN_WORD)
    assert list(rights.troubles(UNCOUNTED_AFTER_S)) == []
