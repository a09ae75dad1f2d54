"""A small city for tests of the desk: accounts, a few units, and helpers to act."""

from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from typing import Any
from uuid import UUID

from argon2 import PasswordHasher

from base.database import Connection, Pool
from base.position import Position
from base.raw_json import JsonObject
from core.domain.actor import Account, Role, SystemActor
from core.domain.ids import new_id
from core.store import accounts
from dispatch.commands.assign_units import assign_units
from dispatch.commands.create_incident import NewIncident, create_incident
from dispatch.settings import DispatchSettings
from dispatch.setup.load_roster import load_roster
from dispatch.store import units
from dispatch.views.board import AlertOut, AssignmentOut
from geo.city.roster import Agency, Hospital, Roster, Station, Unit

NOW = datetime(2026, 3, 1, 3, 0, tzinfo=UTC)
SETUP = SystemActor("test_setup")
SETTINGS = DispatchSettings(_env_file=None)  # type: ignore[call-arg]
PASSWORD = "a-long-enough-password"

HERE = Position(-7.63, 111.52)
STATION_WEST = Position(-7.63, 111.50)
STATION_EAST = Position(-7.63, 111.56)


def make_unit(unit_id: str, station: str, *capabilities: str, profile: str = "ambulance") -> Unit:
    kind = "ambulance" if profile == "ambulance" else "fire_engine"
    agency = "psc" if profile == "ambulance" else "damkar"
    return Unit(unit_id, unit_id, agency, station, kind, capabilities, profile, 3)


ROSTER = Roster(
    agencies=(Agency("psc", "PSC 119", "ambulance"), Agency("damkar", "Damkar", "fire")),
    stations=(
        Station("west", "psc", "Pos Barat", STATION_WEST),
        Station("east", "psc", "Pos Timur", STATION_EAST),
    ),
    hospitals=(Hospital("rsud", "RSUD", Position(-7.64, 111.53), ("emergency",)),),
    units=(
        make_unit("AMB-01", "west", "ambulance_bls"),
        make_unit("AMB-02", "east", "ambulance_bls"),
        make_unit("DMK-01", "west", "pumper", profile="pumper"),
        make_unit("DMK-02", "east", "pumper", "ladder", profile="pumper"),
    ),
)


@dataclass(frozen=True, slots=True)
class Desk:
    """A migrated database with the roster, and one account per role."""

    pool: Pool
    accounts: dict[Role, Account]

    @property
    def dispatcher(self) -> Account:
        return self.accounts[Role.DISPATCHER]

    async def incident(self, kind: str = "medical", *, position: Position = HERE, **more: Any) -> UUID:
        async with self.pool.acquire() as conn, conn.transaction():
            new = NewIncident(kind, position, **more)
            return (
                await create_incident(conn, new, by=self.dispatcher, now=NOW, margin_m=SETTINGS.service_area_margin_m)
            ).id

    async def send(self, incident_id: UUID, *unit_ids: str, by: Account | None = None) -> list[AssignmentOut]:
        async with self.pool.acquire() as conn, conn.transaction():
            return await assign_units(
                conn, incident_id, unit_ids, routes={}, by=by or self.dispatcher, now=NOW, orders=SETTINGS.orders
            )


async def make_desk(pool: Pool) -> Desk:
    async with pool.acquire() as conn, conn.transaction():
        await load_roster(conn, ROSTER, in_service=True, by=SETUP, now=NOW)
        made = {role: await _account(conn, role) for role in Role}
    return Desk(pool, made)


async def _account(conn: Connection, role: Role) -> Account:
    crew_of = await units.get_unit(conn, "AMB-01") if role is Role.CREW else None
    name = role.value.replace("_", " ").title()
    account = Account(
        new_id(), role.value, name, role, crew_of.key if crew_of else None, crew_of.unit_id if crew_of else None
    )
    await accounts.add_account(conn, account, password_hash=_password_hash(), at=NOW)
    return account


@cache
def _password_hash() -> str:
    """A cheap hash: the cost is stored in the hash, and a full one would be most of a test's time."""
    return PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD)


def detail_of(alert: AlertOut) -> JsonObject:
    """The desk sees it always."""
    assert alert.detail is not None
    return alert.detail
