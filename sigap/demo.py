"""Turns a running stack into a demo: the sample city, its accounts, a device in every vehicle, simulated crews."""

import csv
import io
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from base.database import Connection
from core.commit_and_ring import commit_and_ring
from core.domain.actor import Role
from core.domain.password import is_right
from core.store import accounts
from dispatch.access.add_account import add_account
from dispatch.access.reset_password import reset_password
from dispatch.setup.add_device import add_device
from dispatch.setup.load_roster import load_roster
from geo.city.city_store import city_in_force
from geo.city.roster import read_roster
from sigap import processes
from sigap.command import Command
from sigap.commands.city import bring_in
from sigap.data_dir import CHECKOUT, DataDir, write_private
from sigap.running import OPERATOR, connected_to
from sigap.stack import Stack
from sigap.supervisor import Service
from tracking.device import DeviceKind

SAMPLE_CITY = CHECKOUT / "data" / "coquimbo"
DEMO_ROLES = (Role.CALL_TAKER, Role.DISPATCHER, Role.SUPERVISOR, Role.CREW, Role.ADMIN, Role.VIEWER)
CREW_UNIT = "AMB-01"
# slow enough to follow, with something happening every minute or two
LIVELY = ("--calls-per-hour", "24", "--speed", "2", "--patrol", "0.5")
DEVICE_COLUMNS = ("device_id", "unit_id", "username", "password")

type Login = dict[str, str]


async def populate(stack: Stack) -> None:
    """Add only what is missing: a second start continues with the data of the first."""
    async with connected_to(stack.info.database_url) as conn:
        await _ensure_city(conn, stack)
        await _ensure_roster(conn, stack.say)
        stack.info.logins = await ensure_people(conn, stack.folder)
        await _ensure_devices(conn, stack)
    stack.publish()
    await stack.start_service(Service(simulator(stack)))


def devices_file(folder: DataDir) -> Path:
    return folder.secrets / "devices.csv"


def simulator(stack: Stack) -> Command:
    return Command(
        "simulate", (*processes.PYTHON, "sigap", "simulate", *LIVELY), processes.environment(stack.environment())
    )


async def _ensure_city(conn: Connection, stack: Stack) -> None:
    if await city_in_force(conn) is None:
        await bring_in(stack.info.database_url, SAMPLE_CITY / "coquimbo.osm.pbf", into=stack.folder.path)


async def _ensure_roster(conn: Connection, say: Callable[[str], None]) -> None:
    if await conn.fetchval("SELECT EXISTS (SELECT FROM unit)"):
        return
    async with commit_and_ring(conn):
        roster, now = read_roster(SAMPLE_CITY / "city.toml"), datetime.now(UTC)
        count = await load_roster(conn, roster, in_service=True, by=OPERATOR, now=now)
    say(f"units: {count} from {SAMPLE_CITY.name}/city.toml")


async def ensure_people(conn: Connection, folder: DataDir) -> dict[str, Login]:
    """Ensure one account per role; its password is generated and kept in the data folder."""
    logins = {}
    for role in DEMO_ROLES:
        login = {"username": f"demo-{role.replace('_', '-')}", "password": folder.secret(f"demo-{role}")[:20]}
        await _ensure_account(conn, role, login)
        logins[str(role)] = login
    return logins


async def _ensure_account(conn: Connection, role: Role, login: Login) -> None:
    found = await accounts.find_by_username(conn, login["username"])
    if found is not None:
        if not is_right(login["password"], found[1]):
            async with commit_and_ring(conn):
                await reset_password(conn, **login, by=OPERATOR, now=datetime.now(UTC))
        return
    if await accounts.is_known(conn, login["username"]):
        return  # the account was disabled
    async with commit_and_ring(conn):
        await add_account(
            conn,
            username=login["username"],
            full_name=f"Demo {role.replace('_', ' ')}",
            role=role,
            password=login["password"],
            unit_id=CREW_UNIT if role is Role.CREW else None,
            by=OPERATOR,
            now=datetime.now(UTC),
        )


async def _ensure_devices(conn: Connection, stack: Stack) -> None:
    file = devices_file(stack.folder)
    known = list(csv.DictReader(io.StringIO(file.read_text()))) if file.exists() else []
    async with commit_and_ring(conn):
        added = [await _add_device(conn, unit_id) for unit_id in await _units_without(conn, known)]
        if added:
            write_private(file, _as_csv(known + added))
    if added:
        stack.say(f"devices: {len(added)}, their credentials in {file}")
        await stack.apply_accounts(conn)


async def _units_without(conn: Connection, known: list[dict[str, str]]) -> list[str]:
    in_use = await conn.fetch("SELECT device_id FROM device WHERE revoked_at IS NULL")
    usable = {row["device_id"] for row in in_use}
    equipped = {row["unit_id"] for row in known if row["device_id"] in usable}
    units = await conn.fetch("SELECT unit_id FROM unit WHERE retired_at IS NULL ORDER BY unit_id")
    return [row["unit_id"] for row in units if row["unit_id"] not in equipped]


async def _add_device(conn: Connection, unit_id: str) -> dict[str, str]:
    added, password = await add_device(
        conn, unit_id, None, kind=DeviceKind.TRACKER, priority=1, by=OPERATOR, now=datetime.now(UTC)
    )
    row = (added.device_id, unit_id, added.device_id, password)
    return dict(zip(DEVICE_COLUMNS, row, strict=True))


def _as_csv(rows: list[dict[str, str]]) -> str:
    text = io.StringIO()
    writer = csv.DictWriter(text, DEVICE_COLUMNS)
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()
