"""`sigap unit`: the city's vehicles."""

import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import asyncpg
import typer

from core.commit_and_ring import commit_and_ring
from dispatch.domain.refusals import OutsideServiceArea
from dispatch.setup.import_list import import_list
from dispatch.setup.load_roster import load_roster, load_units
from geo.city.capabilities import CAPABILITIES
from geo.city.roster import RosterInvalid, Unit, read_roster
from geo.city.roster_csv import ListName
from geo.roads.profiles import vehicle_profiles
from sigap.commands.csv_file import named_lines, read_csv_file
from sigap.console import say
from sigap.errors import SigapError
from sigap.running import OPERATOR, connected

InService = Annotated[bool, typer.Option("--in-service", help="Put new units in service at once.")]
NOT_IN_SERVICE = "new units are not in service: put them in at the console (Units), or add --in-service here"

app = typer.Typer(help="The city's vehicles.", no_args_is_help=True)


@app.command()
def add(
    unit_id: Annotated[str, typer.Argument(help="The unit's id: AMB-01.")],
    agency: Annotated[str, typer.Option(help="The agency it belongs to.")],
    capability: Annotated[list[str], typer.Option(help=f"What it can do, once for each: {', '.join(CAPABILITIES)}.")],
    station: Annotated[str | None, typer.Option(help="Its home station.")] = None,
    kind: Annotated[str, typer.Option(help="The kind of vehicle: ambulance, pumper …")] = "vehicle",
    profile: Annotated[str, typer.Option(help="Its driving profile, from geo/roads/profiles.toml.")] = "car",
    callsign: Annotated[str | None, typer.Option(help="Its name on the radio; default: its id.")] = None,
    crew: Annotated[int | None, typer.Option(min=0, help="Number of crew members.")] = None,
    *,
    in_service: InService = False,
) -> None:
    """Add one unit, or change it if it exists."""
    unit = Unit(unit_id, callsign or unit_id, agency, station, kind, tuple(capability), profile, crew)
    asyncio.run(_load([_checked(unit)], in_service=in_service))
    if not in_service:
        say(NOT_IN_SERVICE)
    say(f"✓ {unit_id}; give it a device with `sigap device add --unit {unit_id}`")


@app.command("import")
def import_(
    file: Annotated[
        Path, typer.Argument(help="A CSV of units, or a city.toml with agencies, stations, hospitals, units.")
    ],
    *,
    in_service: InService = False,
) -> None:
    """Add or change many units; all of them or none."""
    count = asyncio.run(_import(file, in_service=in_service))
    if not in_service:
        say(NOT_IN_SERVICE)
    say(f"✓ {count} units from {file.name}")


@app.command("list")
def list_units() -> None:
    """List the units."""
    for row in asyncio.run(_list()):
        state = "in service" if row["in_service"] else "out of service"
        say(
            f"{row['unit_id']:<10} {row['kind']:<12} {row['station_id'] or '–':<12} {state}  {row['devices']} device(s)"
        )


def _checked(unit: Unit) -> Unit:
    unknown = sorted(set(unit.capabilities) - set(CAPABILITIES))
    if unknown:
        raise SigapError(f"no capability is called {unknown[0]}", hint=f"there are: {', '.join(CAPABILITIES)}")
    profiles = vehicle_profiles()
    if unit.profile not in profiles:
        raise SigapError(f"no vehicle profile is called {unit.profile}", hint=f"there are: {', '.join(profiles)}")
    return unit


async def _import(file: Path, *, in_service: bool) -> int:
    now = datetime.now(UTC)
    if file.suffix == ".toml":
        return await _import_roster(file, in_service=in_service, now=now)
    text = read_csv_file(file)
    with named_lines(file):
        async with connected() as conn, commit_and_ring(conn):
            done = await import_list(
                conn, ListName.UNITS, text, check_only=False, in_service=in_service, by=OPERATOR, now=now
            )
    return len(done.added) + len(done.changed) + done.unchanged


async def _import_roster(file: Path, *, in_service: bool, now: datetime) -> int:
    try:
        roster = read_roster(file)
        async with connected() as conn, commit_and_ring(conn):
            return await load_roster(conn, roster, in_service=in_service, by=OPERATOR, now=now)
    except RosterInvalid as error:
        raise SigapError(
            "\n  ".join([f"{file} cannot be used:", *error.problems]), hint="nothing was changed"
        ) from error
    except OutsideServiceArea as error:
        raise SigapError(f"{file} cannot be used: {error.message}", hint="nothing was changed") from error


async def _load(units: Sequence[Unit], *, in_service: bool) -> int:
    try:
        async with connected() as conn, commit_and_ring(conn):
            return await load_units(conn, units, in_service=in_service, by=OPERATOR, now=datetime.now(UTC))
    except asyncpg.ForeignKeyViolationError as error:
        missing = "station" if "station" in (error.constraint_name or "") else "agency"
        raise SigapError(
            f"a unit names a {missing} the city does not have", hint="`sigap unit import city.toml`"
        ) from error


async def _list() -> list[asyncpg.Record]:
    async with connected() as conn:
        return await conn.fetch(
            "SELECT u.unit_id, u.kind, u.station_id, u.in_service,"
            " count(d.key) FILTER (WHERE d.revoked_at IS NULL) AS devices"
            " FROM unit u LEFT JOIN device d ON d.unit_key = u.key GROUP BY u.key ORDER BY u.unit_id"
        )
