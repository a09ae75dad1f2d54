"""Devices: their state, and moving one to another vehicle."""

from collections import Counter
from collections.abc import Sequence
from datetime import timedelta
from typing import Annotated, Literal

from fastapi import Path, Query
from pydantic import AfterValidator
from starlette.responses import Response

from base.database import ACQUIRE_TIMEOUT_S
from dispatch.api.access import Overseer
from dispatch.api.answers import answer
from dispatch.api.bodies import Body, Code, Moment, visible
from dispatch.api.commands import OverseerCommand, SenderCommand
from dispatch.api.desk import DeskAtHand
from dispatch.api.heavy_reads import IN_TURN
from dispatch.api.units import PeriodNotPlausible
from dispatch.api.version_1 import version_1
from dispatch.commands.ask_for_location import ask_for_location
from dispatch.setup.hand_over_device import hand_over_device
from dispatch.views.board import UnitOut
from dispatch.views.devices import AskedOut, DeviceReportOut, DevicesOut
from tracking.devices import health
from tracking.devices.health import DeviceHealth, Health
from tracking.devices.report import as_csv, by_agency, report_devices

router = version_1("/devices")

REPORT_DEFAULT = timedelta(days=1)
REPORT_MAX = timedelta(days=7)

DeviceIdInPath = Annotated[str, Path(min_length=1, max_length=64), AfterValidator(visible)]


class UnitOfDeviceIn(Body):
    unit_id: Code
    at: Moment | None = None


@router.get("", response_model=DevicesOut)
async def get_devices(_: Overseer, desk: DeskAtHand) -> Response:
    """Each device with its state, and how many are in which state, by agency."""
    async with desk.pool.acquire(timeout=ACQUIRE_TIMEOUT_S) as conn:
        now = desk.now()
        devices = await health.list_health(conn, now=now)
    return answer(DevicesOut(as_of=now, devices=devices, agencies=_by_agency(devices)))


@router.get(
    "/report", dependencies=[IN_TURN], response_model=DeviceReportOut, responses={200: {"content": {"text/csv": {}}}}
)
async def get_report(
    _: Overseer,
    desk: DeskAtHand,
    start: Annotated[Moment | None, Query(alias="from")] = None,
    end: Annotated[Moment | None, Query(alias="to")] = None,
    agency_id: Code | None = None,
    form: Annotated[Literal["json", "csv"], Query(alias="format")] = "json",
) -> Response:
    """Fixes expected and received, gaps, accuracy and clock of each device and each agency; by default the last day."""
    end = end or desk.now()
    start = start or end - REPORT_DEFAULT
    if not timedelta() < end - start <= REPORT_MAX:
        raise PeriodNotPlausible(f"`from` must lie before `to`, and at most {REPORT_MAX.days} days")
    async with desk.pool.acquire(timeout=ACQUIRE_TIMEOUT_S) as conn:
        devices = await report_devices(conn, start=start, end=end, agency_id=agency_id)
    if form == "csv":
        headers = {"Content-Disposition": 'attachment; filename="devices.csv"'}
        return Response(as_csv(devices), media_type="text/csv; charset=utf-8", headers=headers)
    return answer(DeviceReportOut(from_=start, to=end, devices=devices, agencies=by_agency(devices)))


@router.post("/{device_id}/unit", response_model=list[UnitOut])
async def post_unit(device_id: DeviceIdInPath, body: UnitOfDeviceIn, command: OverseerCommand) -> Response:
    """From `at` on, by default now, its fixes are the new unit's."""
    at = body.at or command.now
    return await command.run(
        lambda conn: hand_over_device(conn, device_id, body.unit_id, at=at, by=command.by, now=command.now)
    )


@router.post("/{device_id}/ask", status_code=202, response_model=AskedOut)
async def post_ask(device_id: DeviceIdInPath, command: SenderCommand) -> Response:
    """A phone with OwnTracks by MQTT is asked for its location; the fix comes separately."""
    return await command.run(lambda conn: ask_for_location(conn, device_id, by=command.by, now=command.now), status=202)


def _by_agency(devices: Sequence[DeviceHealth]) -> dict[str, dict[Health, int]]:
    counted = Counter((each.agency_id, each.state) for each in devices)
    agencies = sorted({agency for agency, _ in counted})
    return {agency: {state: counted[agency, state] for state in Health} for agency in agencies}
