"""A running system with the sample city, and an account for every role."""

from collections.abc import AsyncIterator, Awaitable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

import httpx

from base.position import Position, distance_m
from core.domain.actor import Role
from dispatch.access.add_account import add_account
from sigap.demo import SAMPLE_CITY
from sigap.running import OPERATOR, connected_to
from tests.waiting import until
from tests.whole_stack import WholeStack

PASSWORD = "a-long-enough-password"
CREW_UNIT = "AMB-01"
BALMACEDA = Position(-29.9069, -71.2519)
AT_HOME_M = 20
# Two people have the same role where two must meet.
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
    _tokens: dict[tuple[str, str], str] = field(default_factory=dict)

    @property
    def port(self) -> int:
        return urlsplit(self.api_url).port or 80

    async def make_incident(self, kind: str, address: str, *, at: Position = BALMACEDA) -> str:
        """Create it at another desk, over the API; return its number."""
        async with self.client("dewi") as client:
            body = {"type": kind, "position": {"lat": at.lat, "lon": at.lon}, "address": address}
            response = await client.post("/incidents", json=body)
            assert response.status_code == 201, response.text
            number: str = response.json()["number"]
            return number

    async def send(self, kind: str, *unit_ids: str, address: str = "Jl. Pahlawan 12") -> str:
        """Send units to a new incident; return its path."""
        number = await self.make_incident(kind, address)
        async with self.client("dewi") as client:
            incidents = (await client.get("/incidents", params={"open": True})).json()
            (incident_id,) = [each["id"] for each in incidents if each["number"] == number]
            sent = await client.post(f"/incidents/{incident_id}/assignments", json={"unit_ids": unit_ids})
            assert sent.status_code == 201, sent.text
        return f"/incidents/{incident_id}"

    async def advance(self, path: str, *statuses: str) -> None:
        """Advance its only assignment, as a dispatcher."""
        async with self.client("dewi") as client:
            (assignment,) = (await client.get(path)).json()["assignments"]
            for status in statuses:
                done = await client.post(f"/assignments/{assignment['id']}/status", json={"status": status})
                assert done.is_success, done.text

    @asynccontextmanager
    async def client(self, username: str, *, password: str = PASSWORD) -> AsyncIterator[httpx.AsyncClient]:
        """A logged-in client for `/api/v1`."""
        token = await self.session(username, password)
        async with self._anonymous() as client:
            client.headers["Authorization"] = f"Bearer {token}"
            yield client

    async def session(self, username: str, password: str = PASSWORD) -> str:
        """Return a token that all tests share: checking a password takes half a second of processor time."""
        async with self._anonymous() as client:
            known = self._tokens.get((username, password))
            if known and (await client.get("/me", headers={"Authorization": f"Bearer {known}"})).is_success:
                return known
            response = await client.post("/session", json={"username": username, "password": password})
            assert response.status_code == 200, response.text
            token: str = response.json()["token"]
            self._tokens[username, password] = token
            return token

    def _anonymous(self) -> httpx.AsyncClient:
        return httpx.AsyncClient(base_url=f"{self.api_url}/api/v1", timeout=30, trust_env=False)

    async def home(self, unit_id: str = CREW_UNIT) -> Position:
        """Return the position of the unit's station."""
        async with self.client("dewi") as client:
            stations = {station["id"]: station for station in (await client.get("/stations")).json()}
            here: dict[str, float] = stations[(await _unit(client, unit_id))["station_id"]]["position"]
            return Position(**here)

    async def report(self, crew: str, at: Position, **more: float) -> None:
        """Report until the crew's unit is shown there, wherever it was left.

        One jump counts as an error of the receiver; the next fix at the same place is believed. If a report comes
        within a
        second of the one before, only one of its fixes is newer than the known one: the unit would stay where it was.
        """
        async with self.client(crew) as phone:

            async def is_there() -> bool:
                sent = await phone.post("/crew/fixes", json=_fixes(at, more))
                assert sent.status_code == 204, sent.text
                (unit,) = (await phone.get("/units")).json()
                position = unit["position"]
                return position is not None and distance_m(Position(position["lat"], position["lon"]), at) < AT_HOME_M

            await until(is_there, every_s=1)

    async def clear_board(self) -> None:
        """Close incidents, take alerts, open streets: every test finds the city in the same state."""
        async with self.client("agus") as client:
            await _close_incidents(client)
            for unit in (await client.get("/units")).json():
                if unit["move_up"]:
                    await _done(client.post(f"/move-ups/{unit['move_up']['id']}/cancel"))
            for closure in (await client.get("/closures")).json():
                await _done(client.delete(f"/closures/{closure['id']}"))
            for call in (await client.get("/calls", params={"open": True})).json():
                await _done(client.patch(f"/calls/{call['id']}", json={"disposition": "information"}))
            for alarm in (await client.get("/alarms")).json():
                await client.post(f"/alarms/{alarm['id']}/take")  # it may have ended by itself
            await self._bring_home(client)

    async def _bring_home(self, client: httpx.AsyncClient) -> None:
        """Bring home the one unit that tests drive around; its position decides which units are advised."""
        here = await self.home()

        async def is_home() -> bool:
            position = (await _unit(client, CREW_UNIT))["position"]
            return position is None or distance_m(Position(position["lat"], position["lon"]), here) < AT_HOME_M

        if not await is_home():
            await self.report("kru", here)
            await until(is_home)


def _fixes(at: Position, more: Mapping[str, float]) -> list[dict[str, object]]:
    """Fixes of the last three seconds."""
    now = datetime.now(UTC)
    place = {"lat": at.lat, "lon": at.lon, "speed_mps": 0.0} | dict(more)
    return [{"fixed_at": (now - timedelta(seconds=ago)).isoformat(), **place} for ago in (3, 2, 1, 0)]


async def _close_incidents(client: httpx.AsyncClient) -> None:
    for incident in (await client.get("/incidents", params={"open": True})).json():
        file = (await client.get(f"/incidents/{incident['id']}")).json()
        for assignment in file["assignments"]:
            if assignment["released_at"] is None:
                await _done(client.post(f"/assignments/{assignment['id']}/status", json={"status": "clear"}))
        await _done(client.post(f"/incidents/{incident['id']}/close", json={"disposition": "resolved"}))


async def _done(command: Awaitable[httpx.Response]) -> None:
    response = await command
    assert response.is_success, response.text


async def _unit(client: httpx.AsyncClient, unit_id: str) -> dict[str, Any]:
    (unit,) = [unit for unit in (await client.get("/units")).json() if unit["unit_id"] == unit_id]
    return dict(unit)


async def populate(stack: WholeStack) -> City:
    for words in (
        ("city", "import", SAMPLE_CITY / "coquimbo.osm.pbf"),
        ("unit", "import", SAMPLE_CITY / "city.toml", "--in-service"),
    ):
        status, output = await stack.run(*map(str, words))
        assert status == 0, output
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
