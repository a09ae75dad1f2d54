"""Give a device a new password; the old one no longer works."""

from datetime import datetime

from base.database import Connection
from core.domain.actor import Actor
from dispatch.domain.events.access import DevicePasswordRenewed
from dispatch.domain.refusals import UnknownDevice
from dispatch.store import event_log
from tracking.devices import devices


async def renew_device_password(conn: Connection, device_id: str, *, by: Actor, now: datetime) -> str:
    """The password is not stored. Raises UnknownDevice."""
    try:
        password = await devices.renew_password(conn, device_id)
    except devices.DeviceUnknown as error:
        raise UnknownDevice(str(error), device_id=device_id) from error
    await event_log.append(conn, DevicePasswordRenewed(device_id=device_id), by=by, at=now)
    return password
