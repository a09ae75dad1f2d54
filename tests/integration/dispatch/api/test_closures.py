"""Closures over HTTP: drawn as a line or an area, listed, lifted."""

from typing import Any

import pytest

from core.domain.actor import Role
from tests.people import People

STREET = {"type": "LineString", "coordinates": [[111.52, -7.63], [111.53, -7.63]]}
FLOODED = {"type": "Polygon", "coordinates": [[[111.52, -7.63], [111.53, -7.63], [111.53, -7.62], [111.52, -7.63]]]}


@pytest.mark.parametrize("geometry", [STREET, FLOODED])
async def test_a_street_is_closed_seen_by_all_and_opened(people: People, geometry: dict[str, Any]) -> None:
    dispatcher, viewer = await people.client(Role.DISPATCHER), await people.client(Role.VIEWER)

    made = await dispatcher.post("/closures", json={"kind": "flood", "geometry": geometry, "reason": "kali meluap"})
    seen = (await viewer.get("/closures")).json()
    opened = await dispatcher.delete(f"/closures/{made.json()['id']}")
    twice = await dispatcher.delete(f"/closures/{made.json()['id']}")

    assert made.status_code == 201, made.text
    assert [each["id"] for each in seen] == [made.json()["id"]]
    assert seen[0]["geometry"]["type"] == "Polygon"
    assert opened.status_code == 200
    assert (twice.status_code, twice.json()["code"]) == (404, "unknown_closure")
    assert (await viewer.get("/closures")).json() == []


@pytest.mark.parametrize(
    ("geometry", "code"),
    [
        ({"type": "LineString", "coordinates": [[111.52, -7.63], [111.52, -7.63]]}, "closure_invalid"),
        ({"type": "LineString", "coordinates": [[111.52, -97.63], [111.53, -7.63]]}, "closure_invalid"),
        ({"type": "LineString", "coordinates": [[111.52], [111.53, -7.63]]}, "invalid_request"),
        ({"type": "Point", "coordinates": [111.52, -7.63]}, "invalid_request"),
        ({"type": "Polygon", "coordinates": [[[0, 0], [50, 0], [50, 50]]]}, "closure_invalid"),
    ],
)
async def test_what_is_no_area_is_refused(people: People, geometry: dict[str, Any], code: str) -> None:
    dispatcher = await people.client(Role.DISPATCHER)

    answer = await dispatcher.post("/closures", json={"geometry": geometry})

    assert (answer.status_code, answer.json()["code"]) == (422, code)


async def test_who_sends_nobody_closes_nothing(people: People) -> None:
    taker = await people.client(Role.CALL_TAKER)

    assert (await taker.post("/closures", json={"geometry": STREET})).status_code == 403
