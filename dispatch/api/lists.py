"""The city's lists as CSV: exported, and imported in full or not at all."""

from collections.abc import Sequence
from typing import Annotated

from pydantic import AfterValidator, Field, StringConstraints
from starlette.responses import Response

from base.database import ACQUIRE_TIMEOUT_S, Connection
from dispatch.api.access import AtSetup
from dispatch.api.bodies import Body, visible
from dispatch.api.commands import SetupCommand, ShownOnce
from dispatch.api.desk import DeskAtHand
from dispatch.api.heavy_reads import IN_TURN
from dispatch.api.version_1 import version_1
from dispatch.setup.import_devices import import_devices
from dispatch.setup.import_list import Imported, import_list
from dispatch.store import roster
from dispatch.views.devices import CredentialsOut, ImportedOut
from geo.city.roster_csv import ListName, as_columns, write_csv
from tracking.devices import devices

router = version_1("/lists")

CSV_MAX_CHARS = 250_000  # a body has at most 256 KiB; larger ones by `sigap unit import`

type CsvText = Annotated[str, StringConstraints(max_length=CSV_MAX_CHARS), AfterValidator(visible)]


class Csv(Response):
    media_type = "text/csv"


class ListIn(Body):
    csv: CsvText
    check_only: bool = Field(default=False, description="say what would change, and change nothing")


@router.get("/{name}.csv", dependencies=[IN_TURN], response_class=Csv)
async def get_list(name: ListName, _: AtSetup, desk: DeskAtHand) -> Response:
    async with desk.pool.acquire(timeout=ACQUIRE_TIMEOUT_S) as conn:
        text = await _written(conn, name)
    headers = {"Content-Disposition": f'attachment; filename="{name}.csv"', "Cache-Control": "no-store"}
    return Response(text, media_type="text/csv; charset=utf-8", headers=headers)


@router.put("/{name}", response_model=ImportedOut)
async def put_list(name: ListName, body: ListIn, command: SetupCommand) -> Response:
    """Existing entries are changed, new ones added, nothing is removed; all lines, or none."""

    async def load(conn: Connection) -> ShownOnce:
        if name is not ListName.DEVICES:
            imported = await import_list(
                conn, name, body.csv, check_only=body.check_only, by=command.by, now=command.now
            )
            return _shown(imported, [])
        imported, made = await import_devices(
            conn, body.csv, check_only=body.check_only, by=command.by, now=command.now
        )
        return _shown(imported, made)

    return await command.run(load)


def _shown(imported: Imported, credentials: Sequence[CredentialsOut]) -> ShownOnce:
    view = ImportedOut(
        added=imported.added, changed=imported.changed, unchanged=imported.unchanged, credentials=credentials
    )
    return ShownOnce(view, "credentials")


async def _written(conn: Connection, name: ListName) -> str:
    match name:
        case ListName.AGENCIES:
            return write_csv(name, [as_columns(entry) for entry in (await roster.agencies(conn)).values()])
        case ListName.STATIONS:
            return write_csv(name, [as_columns(entry) for entry in (await roster.stations(conn)).values()])
        case ListName.HOSPITALS:
            return write_csv(name, [as_columns(entry) for entry in (await roster.hospitals(conn)).values()])
        case ListName.UNITS:
            return write_csv(name, [as_columns(entry) for entry in (await roster.fleet(conn)).values()])
        case ListName.DEVICES:
            found = [device for device in await devices.list_devices(conn) if not device.revoked]
            return write_csv(name, [device._asdict() for device in sorted(found, key=lambda each: each.device_id)])
