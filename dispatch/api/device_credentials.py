"""Credentials of devices: issued, renewed, revoked, and as QR codes for phones."""

import io
from typing import Annotated

import segno
from pydantic import Field, StringConstraints
from starlette.responses import Response

from base.database import Connection
from core.domain.refusals import Invalid
from dispatch.api.access import AtSetup
from dispatch.api.answers import answer
from dispatch.api.bodies import Body, Code, Line
from dispatch.api.commands import SetupCommand, ShownOnce
from dispatch.api.devices import DeviceIdInPath
from dispatch.api.version_1 import version_1
from dispatch.setup.add_device import add_device
from dispatch.setup.renew_device_password import renew_device_password
from dispatch.setup.revoke_device import revoke_device
from dispatch.views.devices import DeviceAddedOut, DevicePasswordOut, DeviceRevokedOut, LinkOut
from tracking.device import KINDS, PRIORITY_MAX
from tracking.devices import phone_provisioning

router = version_1()

type DeviceKind = Annotated[str, StringConstraints(pattern=rf"^({'|'.join(KINDS)})$")]


class AddressUnusable(Invalid):
    code = "address_unusable"


class NewDeviceIn(Body):
    unit_id: Code
    device_id: Code | None = Field(default=None, description="made from the unit's where it is null")
    kind: DeviceKind = "tracker"
    priority: int = Field(default=1, ge=1, le=PRIORITY_MAX, description="of several in a unit 1 moves the marker first")


class LinksIn(Body):
    """Credentials that are on the screen: nothing is looked up, nothing is stored."""

    device_id: Code
    password: Line
    address: Line = Field(description="where the phone reaches us: https://HOST, or mqtts://HOST for OwnTracks")


@router.post("/devices", status_code=201, response_model=DeviceAddedOut)
async def post_device(body: NewDeviceIn, command: SetupCommand) -> Response:
    async def add(conn: Connection) -> ShownOnce:
        added, password = await add_device(
            conn,
            body.unit_id,
            body.device_id,
            kind=body.kind,
            priority=body.priority,
            by=command.by,
            now=command.now,
        )
        view = DeviceAddedOut(
            device_id=added.device_id,
            unit_id=added.unit_id,
            kind=added.kind,
            priority=added.priority,
            password=password,
        )
        return ShownOnce(view, "password")

    return await command.run(add, status=201)


@router.post("/devices/{device_id}/password", response_model=DevicePasswordOut)
async def post_password(device_id: DeviceIdInPath, command: SetupCommand) -> Response:
    async def renew(conn: Connection) -> ShownOnce:
        password = await renew_device_password(conn, device_id, by=command.by, now=command.now)
        return ShownOnce(DevicePasswordOut(device_id=device_id, password=password), "password")

    return await command.run(renew)


@router.post("/devices/{device_id}/revoke", response_model=DeviceRevokedOut)
async def post_revoke(device_id: DeviceIdInPath, command: SetupCommand) -> Response:
    """Its id is never used again; what it sent stays."""
    return await command.run(lambda conn: revoke_device(conn, device_id, by=command.by, now=command.now))


@router.post("/device-links", response_model=list[LinkOut])
async def post_links(body: LinksIn, _: AtSetup) -> Response:
    """QR codes that set OwnTracks or the Traccar Client up in one step."""
    return answer([_drawn(app, link) for app, link in _links(body)])


def _links(body: LinksIn) -> list[tuple[str, str]]:
    """Raises AddressUnusable."""
    scheme, separator, host = body.address.partition("://")
    credentials = (body.address, body.device_id, body.password)
    try:
        if separator and host and scheme in {"http", "https"}:
            return [
                ("owntracks", phone_provisioning.owntracks_over_http(*credentials)),
                ("traccar", phone_provisioning.traccar_client(*credentials)),
            ]
        if separator and host and scheme in {"mqtt", "mqtts"}:
            return [("owntracks", phone_provisioning.owntracks_over_mqtt(*credentials))]
    except ValueError as error:  # a port that is none
        raise AddressUnusable(str(error), address=body.address) from error
    raise AddressUnusable("https://HOST, or mqtts://HOST for OwnTracks", address=body.address)


def _drawn(app: str, link: str) -> LinkOut:
    """A document of its own, with its namespace: otherwise an <img> shows nothing."""
    svg = io.BytesIO()
    code = segno.make(link, error="l", micro=False)
    code.save(svg, kind="svg", xmldecl=False, nl=False, scale=4, border=4, dark="#000", light="#fff")
    return LinkOut(app=app, link=link, qr_svg=svg.getvalue().decode())
