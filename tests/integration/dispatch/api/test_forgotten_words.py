"""A marked word in every free text of calls, incidents and units: after the retention time no table contains one."""

from collections import defaultdict
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import httpx

from base.database import Pool
from core.domain.actor import Role, SystemActor
from core.store import event_chain
from dispatch.domain.alert import AlertKind
from dispatch.domain.incident import TEXTS
from dispatch.steps.raise_alert import raise_alert
from dispatch.watches.forget_words import forget_words
from tests.desk import HERE
from tests.people import People

PLACE = {"lat": HERE.lat, "lon": HERE.lon}
STREET = {"type": "LineString", "coordinates": [[111.52, -7.63], [111.53, -7.63]]}
MARK = "rahasia-[a-z_]+"
MARK_IN_BYTES = "726168617369612d(?:5f|[67][0-9a-f])+"
KEPT_DAYS = 365
TABLES = "SELECT quote_ident(tablename) AS name FROM pg_tables WHERE schemaname = 'public'"
# Each is planted once below. Of a call only the correction is kept, of an incident both texts are.
PLANTED = {
    *TEXTS,
    *(f"corrected{name}" for name in TEXTS),
    *(
        "correctednumber",
        "correctedname",
        "correctedtext",
        "pranknumber",
        "callreopening",
        "note",
        "latenote",
        "sending",
        "relief",
        "status",
        "alarmlevel",
    ),
    *("disposition", "reopening", "alarm", "service", "moveup", "refusal", "closure", "retiring"),
}


async def marks_by_table(pool: Pool) -> dict[str, set[str]]:
    """Search every column of every table, whatever its type, as PostgreSQL prints a row; bytes are searched too."""
    found: dict[str, set[str]] = defaultdict(set)
    for table in await pool.fetch(TABLES):
        rows = await pool.fetch(
            f"SELECT DISTINCT m[1] AS mark FROM {table['name']} AS t, regexp_matches(t::text, $1, 'g') AS m",
            f"({MARK}|{MARK_IN_BYTES})",
        )
        for row in rows:
            found[table["name"]].add(row["mark"].removeprefix("rahasia-"))
    return dict(found)


class Desk:
    """A supervisor's work of an hour, with each free text once."""

    def __init__(self, client: httpx.AsyncClient) -> None:
        self._client = client

    async def do(self, method: str, path: str, body: dict[str, Any] | None = None) -> Any:
        response = await self._client.request(method, path, json=body)
        assert response.status_code < 300, (path, response.text)
        return response.json() if response.content else {}

    async def post(self, path: str, body: dict[str, Any] | None = None) -> Any:
        return await self.do("POST", path, body)

    async def patch(self, path: str, body: dict[str, Any]) -> Any:
        return await self.do("PATCH", path, body)

    async def take_and_end_calls(self) -> str:
        prank = await self.post("/calls", {"caller_number": "rahasia-pranknumber"})
        await self.patch(f"/calls/{prank['id']}", {"disposition": "prank"})
        await self.post(f"/calls/{prank['id']}/reopen", {"reason": "rahasia-callreopening"})
        await self.patch(f"/calls/{prank['id']}", {"disposition": "silent"})
        call_body = {"caller_number": "rahasia-number", "caller_name": "rahasia-name", "words": "rahasia-calltext"}
        call = await self.post("/calls", call_body)
        await self.post(f"/calls/{call['id']}/locations", {"source": "aml", "position": PLACE})
        return str(call["id"])

    async def open_incident(self, call_id: str) -> str:
        words = {name: f"rahasia-{name}" for name in TEXTS}
        body = {"type": "medical", "position": PLACE, "call_id": call_id, **words}
        incident = await self.post("/incidents", body)
        path = f"/incidents/{incident['id']}"
        await self.patch(path, {name: f"rahasia-corrected{name}" for name in TEXTS})
        again = {"caller_number": "rahasia-correctednumber", "caller_name": "rahasia-correctedname"}
        await self.patch(f"/calls/{call_id}", {**again, "words": "rahasia-correctedtext"})
        return path

    async def send_and_correct(self, path: str) -> None:
        await self.patch("/units/AMB-02", {"in_service": False, "reason": "rahasia-service"})
        await self.do("GET", f"{path}/recommendation")
        await self.patch("/units/AMB-02", {"in_service": True})
        [sent] = await self.post(f"{path}/assignments", {"unit_ids": ["AMB-02"], "reason": "rahasia-sending"})
        await self.post(f"{path}/notes", {"text": "rahasia-note"})
        relieving = await self.post(
            f"/assignments/{sent['id']}/replace", {"unit_id": "AMB-01", "reason": "rahasia-relief"}
        )
        going = f"/assignments/{relieving['id']}"
        await self.post(f"{going}/status", {"status": "on_scene"})
        await self.post(f"{going}/correction", {"status": "dispatched", "reason": "rahasia-status"})
        await self.post(f"{going}/status", {"status": "clear"})

    async def close(self, path: str) -> None:
        await self.post(f"{path}/alarm", {})
        await self.post(f"{path}/alarm/correction", {"level": 1, "reason": "rahasia-alarmlevel"})
        await self.post(f"{path}/close", {"disposition": "prank"})
        await self.post(f"{path}/reopen", {"reason": "rahasia-reopening"})
        await self.post(f"{path}/close", {"disposition": "prank"})
        right = {"disposition": "resolved", "reason": "rahasia-disposition"}
        await self.post(f"{path}/close/correction", right)
        await self.post(f"{path}/notes", {"text": "rahasia-latenote"})

    async def move_units_and_streets(self) -> None:
        moved = await self.post("/units/AMB-01/move-up", {"station_id": "east", "reason": "rahasia-moveup"})
        await self.post(f"/move-ups/{moved['move_up']['id']}/cancel")
        await self.post("/units/AMB-01/move-up/refuse", {"station_id": "east", "reason": "rahasia-refusal"})
        closure = await self.post("/closures", {"geometry": STREET, "reason": "rahasia-closure"})
        await self.do("DELETE", f"/closures/{closure['id']}")
        await self.post("/units/DMK-01/retire", {"reason": "rahasia-retiring"})


async def plant(people: People, pool: Pool) -> str:
    """Return the path of a closed incident."""
    desk = Desk(await people.client(Role.SUPERVISOR))
    path = await desk.open_incident(await desk.take_and_end_calls())
    await desk.send_and_correct(path)
    async with pool.acquire() as conn, conn.transaction():
        by, now = SystemActor("test"), datetime.now(UTC)
        incident_id = UUID(path.rpartition("/")[2])
        detail = {"reason": "rahasia-alarm"}
        await raise_alert(conn, AlertKind.ROUTE_CLOSED, by=by, at=now, detail=detail, incident_id=incident_id)
    await desk.close(path)
    await desk.move_units_and_streets()
    for alarm in await desk.do("GET", "/alarms"):
        await desk.post(f"/alarms/{alarm['id']}/take")
    return path


async def test_after_its_time_no_table_holds_a_word_of_a_person(people: People, pool: Pool) -> None:
    await plant(people, pool)
    before = await marks_by_table(pool)
    later = datetime.now(UTC) + timedelta(days=KEPT_DAYS, hours=1)

    await forget_words(pool, now=later, kept_days=KEPT_DAYS)

    assert set[str]().union(*before.values()) == PLANTED
    assert await marks_by_table(pool) == {}


async def test_the_event_log_that_is_for_ever_never_holds_one(people: People, pool: Pool) -> None:
    await plant(people, pool)

    found = await marks_by_table(pool)

    assert found["event_words"] >= {"address", "correctedaddress", "sending", "reopening", "service", "closure"}
    assert "event_log" not in found
    async with pool.acquire() as conn:
        assert await event_chain.first_broken_link(conn) is None
