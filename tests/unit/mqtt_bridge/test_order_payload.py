"""An order always fits the broker's limits."""

import json

from mqtt_bridge.client import PAYLOAD_MAX_BYTES
from mqtt_bridge.outbound import order_payload


def test_an_order_goes_out_whole() -> None:
    body = {"order_id": "1", "route": {"eta_s": 60, "polyline6": "abc"}}

    assert json.loads(order_payload(body)) == body


def test_an_order_too_large_goes_out_without_its_drawn_route() -> None:
    body = {"order_id": "1", "route": {"eta_s": 60, "polyline6": "x" * PAYLOAD_MAX_BYTES}}

    assert json.loads(order_payload(body)) == {"order_id": "1", "route": {"eta_s": 60, "polyline6": None}}
