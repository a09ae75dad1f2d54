"""A running system with the sample city, and a person of every role in it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import urlsplit

import httpx

from dispatch.actions.add_account import add_account
from dispatch.domain.actor import Role
from geo.position import Position
from sigap.demo import SAMPLE_CITY
from sigap.running import OPERATOR, connected_to
from tests.whole_stack import WholeStack

PASSWORD = "a-long-enough-password"
CREW_UNIT = "AMB-01"
BALMACEDA = Position(-29.9069, -71.2519)
# Of two people each, where two must meet.
PEOPLE = {
    "siti": Role.CALL_TAKER,
    "budi": Role.DISPATCHER,
    "dewi": Role.DISPATCHER,
    "agus": Role.SUPERVISOR,
    "kru": Role.CREW,
    "layar": Role.VIEWER,
    "admin": Role.ADMIN,
}


@dataclass(slots=True)
class City:
    api_url: str
    mqtt_url: str
    database_url: str
    stack: WholeStack

    @property
    def port(self) -> int:
        return urlsplit(self.api_url).port or 80

    async def make_incident(self, kind: str, address: str, *, at: Position = BALMACEDA) -> str:
        """By another desk, over the API; answers its number."""
        async with self.client("dewi") as client:
            body = {"type": kind, "position": {"lat": at.lat, "lon": at.lon}, "address": address}
            response = await client.post("/incidents", json=body)
            assert response.status_code == 201, response.text
            number: str = response.json()["number"]
            return number

    async def send(self, kind: str, *unit_ids: str, address: str = "Jl. Pahlawan 12") -> str:
        """Units on a new incident; answers its path."""
        number = await self.make_incident(kind, address)
        async with self.client("dewi") as client:
            incidents = (await client.get("/incidents", params={"open": True})).json()
            (incident_id,) = [each["id"] for each in incidents if each["number"] == number]
            sent = await client.post(f"/incidents/{incident_id}/assignments", json={"unit_ids": unit_ids})
            assert sent.status_code == 201, sent.text
        return f"/incidents/{incident_id}"

    @asynccontextmanager
    async def client(self, username: str, *, password: str = PASSWORD) -> AsyncIterator[httpx.AsyncClient]:
        """Logged in, and speaking to `/api/v1`."""
        async with httpx.AsyncClient(base_url=f"{self.api_url}/api/v1", timeout=30, trust_env=False) as client:
            response = await client.post("/session", json={"username": username, "password": password})
            client.headers["Authorization"] = f"Bearer {response.json()['token']}"
            client.cookies.clear()
            yield client

    async def clear_board(self) -> None:
        """Every unit free and every incident closed, so that a test finds the city as the one before did."""
        async with self.client("agus") as client:
            for incident in (await client.get("/incidents", params={"open": True})).json():
                file = (await client.get(f"/incidents/{incident['id']}")).json()
                for assignment in file["assignments"]:
                    if assignment["released_at"] is None:
                        await client.post(f"/assignments/{assignment['id']}/status", json={"status": "clear"})
                await client.post(f"/incidents/{incident['id']}/close", json={"disposition": "resolved"})
            for alarm in (await client.get("/alarms")).json():
                await client.post(f"/alarms/{alarm['id']}/take")
            for call in (await client.get("/calls", params={"open": True})).json():
                await client.patch(f"/calls/{call['id']}", json={"disposition": "information"})


async def populate(stack: WholeStack) -> City:
    for words in (("city", "import", SAMPLE_CITY / "coquimbo.osm.pbf"), ("unit", "import", SAMPLE_CITY / "city.toml")):
        status, said = await stack.run(*map(str, words))
        assert status == 0, said
    async with connected_to(stack.info.database_url) as conn, conn.transaction():
        for username, role in PEOPLE.items():
            await add_account(
                conn,
                username=username,
                full_name=username.capitalize(),
                role=role,
                password=PASSWORD,
                unit_id=CREW_UNIT if role is Role.CREW else None,
                by=OPERATOR,
                now=datetime.now(UTC),
            )
    return City(stack.info.api_url, stack.info.mqtt_url, stack.info.database_url, stack)
