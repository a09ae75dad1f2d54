"""The event log over HTTP: read backwards from its end, and filtered by kind."""

from typing import Any

from core.domain.actor import Role
from tests.people import People

AGENCIES = [{"id": f"agency-{number}", "name": f"Agency {number}", "kind": "fire"} for number in range(3)]


def about(data: dict[str, Any]) -> str:
    return str(data["entry"]["id"] if "entry" in data else data["id"])


async def test_the_newest_events_of_a_kind_are_read_page_by_page_and_in_order(people: People) -> None:
    admin = await people.client(Role.ADMIN)
    for agency in AGENCIES:
        assert (await admin.post("/agencies", json=agency)).status_code == 201
    assert (await admin.delete("/agencies/agency-1")).is_success

    async def read(**query: object) -> list[tuple[int, str, str]]:
        events = (await admin.get("/events/newest", params=query)).json()  # type: ignore[arg-type]
        return [(each["seq"], each["kind"], about(each["data"])) for each in events]

    newest = await read(kind=["agency_added", "agency_removed"], limit=3)
    before = await read(kind=["agency_added", "agency_removed"], limit=3, before=newest[0][0])
    everything = (await admin.get("/events/newest")).json()

    assert [(kind, about) for _, kind, about in newest] == [
        ("agency_added", "agency-1"),
        ("agency_added", "agency-2"),
        ("agency_removed", "agency-1"),
    ]
    assert [(kind, about) for _, kind, about in before] == [("agency_added", "agency-0")]
    assert everything == (await admin.get("/events", params={"limit": 1000})).json()[-200:]
