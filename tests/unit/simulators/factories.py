"""Places, orders and crews with sensible defaults, so that a test names only what matters."""

from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec

from simulators.orders import Order, read_order
from simulators.places import Place, moved

CENTRE = Place(-29.95, -71.34)
LANDMARKS = [moved(CENTRE, east_m=east, north_m=north) for east, north in ((0, 0), (3000, 1000), (-2000, 4000))]


def order_body(**changes: Any) -> dict[str, Any]:
    now = datetime.now(UTC)
    body = {
        "order_id": "order-1",
        "kind": "dispatch",
        "assignment_id": "assignment-1",
        "incident": {
            "id": "incident-1",
            "number": "2026-000001",
            "type": "medical",
            "priority": 2,
            "position": {"lat": CENTRE.lat, "lon": CENTRE.lon},
        },
        "route": {"eta_s": None, "distance_m": None, "polyline6": None},
        "issued_at": now.isoformat(),
        "expires_at": (now + timedelta(minutes=5)).isoformat(),
    }
    return body | changes


def make_order(**changes: Any) -> Order:
    return read_order(msgspec.json.encode(order_body(**changes)))
