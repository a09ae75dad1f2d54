"""What a crew's own phone sends beside its buttons: a call for help, and its position."""

from datetime import datetime

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from base.database import ACQUIRE_TIMEOUT_S, Connection
from base.position import Position, read_position
from core.domain.actor import Account
from core.domain.refusals import NotAllowed
from dispatch.api.access import Crew
from dispatch.api.commands import CrewOnlyCommand
from dispatch.api.desk import Desk, DeskAtHand
from dispatch.api.ingest import Into
from dispatch.api.problems import Unavailable
from dispatch.api.version_1 import version_1
from dispatch.commands.record_sos import NoUnit, record_sos
from dispatch.domain.claimed_time import ClaimedTime, read_claimed_time
from dispatch.views.board import SosOut
from tracking.devices import devices
from tracking.dialects.native import parse_fixes
from tracking.fixes.intake import IntakeFull

router = version_1("/crew")


# Read raw: what cannot be parsed is kept in quarantine, not refused.
FIXES = {
    "content": {
        "application/json": {"schema": {"type": "array", "items": {"type": "object", "additionalProperties": True}}}
    },
    "required": True,
}


# Read raw, too: only the call itself counts, and nothing beside it can spoil it.
HELP = {
    "content": {
        "application/json": {
            "schema": {
                "type": "object",
                "properties": {
                    "at": {"type": "string", "format": "date-time"},
                    "position": {"$ref": "#/components/schemas/PositionIn"},
                },
            }
        }
    }
}


class SharingStopped(NotAllowed):
    code = "device_revoked"


@router.post("/sos", status_code=201, response_model=SosOut, openapi_extra={"requestBody": HELP})
async def post_sos(request: Request, command: CrewOnlyCommand) -> Response:
    """`at` is when it was pressed, which may be long before it arrives. Unreadable parts are ignored."""
    claimed, position = _help_of(await request.body())
    at = None if claimed is None else claimed.at

    async def call_for_help(conn: Connection) -> SosOut:
        return SosOut(alarm_id=await record_sos(conn, by=command.by, at=at, position=position, now=command.now))

    return await command.run(call_for_help, status=201)


def _help_of(body: bytes) -> tuple[ClaimedTime | None, Position | None]:
    try:
        fields = msgspec.json.decode(body)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None, None
    if not isinstance(fields, dict):
        return None, None
    place = fields.get("position")
    position = read_position(place.get("lat"), place.get("lon")) if isinstance(place, dict) else None
    return read_claimed_time(fields.get("at")), position


@router.post("/fixes", status_code=204, openapi_extra={"requestBody": FIXES})
async def post_fixes(request: Request, account: Crew, desk: DeskAtHand, intake: Into) -> Response:
    """As on `up/fix`: one fix or an array of at most 100. Answered once they are stored, or in quarantine."""
    device_id = await _own_device(desk, account, now=desk.now())
    try:
        await intake.store(device_id, await request.body(), parse_fixes)
    except (IntakeFull, TimeoutError) as error:
        raise Unavailable("not stored yet; send it again") from error
    return Response(status_code=204)


async def _own_device(desk: Desk, account: Account, *, now: datetime) -> str:
    """The phone as a device of the crew's unit, after its trackers. Raises NoUnit, SharingStopped."""
    if account.unit_id is None:
        raise NoUnit("this account belongs to no unit")
    async with desk.pool.acquire(timeout=ACQUIRE_TIMEOUT_S) as conn:
        device_id, revoked = await devices.crew_phone(conn, account.unit_id, account.username, now=now)
    if revoked:
        raise SharingStopped("the desk takes no positions from this phone", device_id=device_id)
    return device_id
