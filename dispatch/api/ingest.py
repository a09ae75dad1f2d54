"""Where phones and gateways send their fixes over HTTP; each with credentials of its own. 200 means stored.

The dialects are those of `tracking/dialects`. Impossible data is kept in quarantine and answered with 200, too: its
sender would send it again forever.
"""

import base64
import binascii
import hmac
from typing import Annotated

from fastapi import APIRouter, Depends, Path
from starlette.requests import Request
from starlette.responses import Response

from base.database import ACQUIRE_TIMEOUT_S
from core.domain.refusals import NotAuthenticated, Refusal
from dispatch.api.answers import JSON, answer
from dispatch.api.desk import Desk, DeskAtHand
from dispatch.api.problems import Unavailable
from dispatch.store import phone_paces
from tracking.devices import devices
from tracking.dialects import osmand, traccar, traccar_client
from tracking.dialects.native import Outcome
from tracking.dialects.osmand import parse_osmand
from tracking.dialects.owntracks import parse_owntracks
from tracking.dialects.owntracks_commands import set_pace
from tracking.dialects.traccar import parse_traccar
from tracking.dialects.traccar_client import parse_traccar_client
from tracking.fixes.intake import Intake, IntakeFull
from tracking.fixes.screening import UNNAMED, Dialect
from tracking.rejection import Rejection, RejectReason

router = APIRouter(prefix="/ingest")


class DeviceNotAuthenticated(NotAuthenticated):
    code = "device_not_authenticated"


class DeviceNotNamed(Refusal):
    code = "device_not_named"


async def intake_of(request: Request) -> Intake:
    intake: Intake = request.app.state.intake
    return intake


Into = Annotated[Intake, Depends(intake_of)]
Key = Annotated[str, Path(min_length=1, max_length=128)]


@router.post("/owntracks")
async def post_owntracks(request: Request, desk: DeskAtHand, intake: Into) -> Response:
    """The app's HTTP mode. It takes any answer for success, so none is given before the fix is stored.

    The answer tells it to report more often while an order is open, and that it may slow down otherwise.
    """
    device_id, password = _basic(request)
    await _admit(desk, device_id, password)
    body = await request.body()
    if body.strip():
        await _store(intake, device_id, body, parse_owntracks)
    async with desk.pool.acquire(timeout=ACQUIRE_TIMEOUT_S) as conn:
        hurried = await phone_paces.pace_to_answer(conn, device_id)
    return answer([] if hurried is None else [set_pace(hurried=hurried)])


@router.post("/traccar")
async def post_traccar(request: Request, desk: DeskAtHand, intake: Into) -> Response:
    """A Traccar server's `forward.url` and `event.forward.url`, with `forward.header` `Authorization: Bearer TOKEN`."""
    expected = desk.settings.traccar_token
    given = request.headers.get("authorization", "").removeprefix("Bearer ")
    if not expected or not hmac.compare_digest(given.encode(), expected.get_secret_value().encode()):
        raise DeviceNotAuthenticated("the gateway's token is missing or wrong")
    body = await request.body()
    await _store(intake, traccar.device_id_of(body) or UNNAMED, body, parse_traccar)
    return Response()


@router.get("/osmand/{key}")
async def get_osmand(key: Key, request: Request, desk: DeskAtHand, intake: Into) -> Response:
    return await _osmand(key, request, desk, intake)


@router.post("/osmand/{key}")
async def post_osmand(key: Key, request: Request, desk: DeskAtHand, intake: Into) -> Response:
    """OsmAnd, and the Traccar Client of every age: JSON from the newer, a query or a form from the others."""
    return await _osmand(key, request, desk, intake)


async def _osmand(key: str, request: Request, desk: Desk, intake: Intake) -> Response:
    body = await request.body()
    if request.headers.get("content-type", "").lower().startswith(JSON) or body.lstrip().startswith(b"{"):
        device_id, parse = traccar_client.device_id_of(body), parse_traccar_client
    else:
        body = osmand.together(request.url.query.encode(), body)
        device_id, parse = osmand.device_id_of(body), parse_osmand
        if not osmand.has_time(body):
            body, parse = _dated(body, desk), osmand.parse_undated
    owner = await _admit_by_key(desk, device_id, key)
    await _store(intake, owner, body, parse if device_id in {owner, None} else _of_another)
    return Response()


def _dated(query: bytes, desk: Desk) -> bytes:
    """In the protocol a missing time means now."""
    return query + f"&timestamp={desk.now().timestamp()}".encode()


def _basic(request: Request) -> tuple[str, str]:
    """Raises DeviceNotAuthenticated."""
    scheme, _, coded = request.headers.get("authorization", "").partition(" ")
    try:
        username, colon, password = base64.b64decode(coded, validate=True).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError, ValueError):
        username, colon, password = "", "", ""
    if scheme.lower() != "basic" or not colon:
        raise DeviceNotAuthenticated("log in with the device's id and password (HTTP Basic)")
    return username, password


def _of_another(payload: bytes, _device_id: str) -> list[Outcome]:
    """It names another device than the one whose key it has: kept with its reason, and a call for help is heard."""
    return [Rejection(RejectReason.FOREIGN_ID, payload)]


async def _admit_by_key(desk: Desk, device_id: str | None, key: str) -> str:
    """Identify the sender, by the key if the message does not; a device's password is accepted for one more release.

    Raises DeviceNotNamed, DeviceNotAuthenticated.
    """
    async with desk.pool.acquire(timeout=ACQUIRE_TIMEOUT_S) as conn:
        owner = await devices.whose_key(conn, key)
    if owner is not None:
        return owner
    if device_id is None:
        raise DeviceNotNamed("say who you are: `id` or `device_id`")
    await _admit(desk, device_id, key)
    return device_id


async def _admit(desk: Desk, device_id: str, password: str) -> None:
    async with desk.pool.acquire(timeout=ACQUIRE_TIMEOUT_S) as conn:
        known = await devices.knows(conn, device_id, password)
    if not known:
        raise DeviceNotAuthenticated("no such device, or another password")


async def _store(intake: Intake, device_id: str, body: bytes, parse: Dialect) -> None:
    try:
        await intake.store(device_id, body, parse)
    except (IntakeFull, TimeoutError) as error:
        raise Unavailable("not stored yet; send it again") from error
