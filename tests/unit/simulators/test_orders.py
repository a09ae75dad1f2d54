from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec
import pytest

from simulators.orders import OrderBook, OrderBroken, OrderKind, read_order
from simulators.places import Place
from tests.unit.simulators.factories import CENTRE, make_order, order_body

NOW = datetime.now(UTC)


def test_an_order_is_read() -> None:
    order = make_order(route={"eta_s": 312.5, "distance_m": 2500, "polyline6": "??"})

    assert (order.order_id, order.kind, order.assignment_id) == ("order-1", OrderKind.DISPATCH, "assignment-1")
    assert (order.incident_type, order.place) == ("medical", Place(CENTRE.lat, CENTRE.lon))
    assert (order.eta_s, order.polyline6) == (312.5, "??")


def test_a_cancel_may_say_nothing_but_what_it_cancels() -> None:
    order = read_order(b'{"order_id": "o", "kind": "cancel", "assignment_id": "a"}')

    assert order.place is None
    assert order.expires_at is None


@pytest.mark.parametrize(
    "change",
    [{"kind": "party"}, {"incident": "fire"}, {"incident": {"position": {"lat": 1}}}, {"expires_at": "soon"}],
)
def test_what_is_no_order_is_refused(change: dict[str, Any]) -> None:
    with pytest.raises(OrderBroken):
        read_order(msgspec.json.encode(order_body(**change)))


@pytest.mark.parametrize("payload", [b"", b"{", b"[]", b"null", b"\xff"])
def test_what_is_no_message_is_refused(payload: bytes) -> None:
    with pytest.raises(OrderBroken):
        read_order(payload)


def test_an_order_that_comes_again_is_not_obeyed_again() -> None:
    book = OrderBook()

    assert book.is_to_be_obeyed(make_order(), NOW)
    assert not book.is_to_be_obeyed(make_order(), NOW)
    assert book.is_to_be_obeyed(make_order(order_id="order-2"), NOW)


def test_an_order_that_comes_too_late_is_not_obeyed() -> None:
    expired = make_order(expires_at=(NOW - timedelta(seconds=1)).isoformat())

    assert not OrderBook().is_to_be_obeyed(expired, NOW)
