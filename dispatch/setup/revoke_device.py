"""Revoke a device's credentials; what it has sent stays."""

from datetime import datetime

from base.database import Connection
from core.domain.actor import Actor
from dispatch.domain.events.access import DeviceRevoked
from dispatch.domain.refusals import UnknownDevice
from dispatch.store import event_log
from dispatch.views.devices import DeviceRevokedOut
from tracking.devices import devices


async def revoke_device(conn: Connection, device_id: str, *, by: Actor, now: datetime) -> DeviceRevokedOut:
    """Raises UnknownDevice: there is none, or it was revoked before."""
    try:
        await devices.revoke_device(conn, device_id, now=now)
    except devices.DeviceUnknown as error:
        raise UnknownDevice(str(error), device_id=device_id) from error
    await event_log.append(conn, DeviceRevoked(device_id=device_id), by=by, at=now)
    return DeviceRevokedOut(device_id=device_id)
