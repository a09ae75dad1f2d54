"""Add a device to a unit, and create the device's credentials."""

from datetime import datetime

from base.database import Connection
from core.domain.actor import Actor
from dispatch.domain.events.access import DeviceAdded
from dispatch.domain.refusals import DeviceIdTaken, DeviceIdUnusable, UnknownUnit
from dispatch.store import event_log
from tracking.devices import devices


async def add_device(
    conn: Connection,
    unit_id: str,
    device_id: str | None,
    *,
    kind: str,
    priority: int,
    by: Actor,
    now: datetime,
) -> tuple[DeviceAdded, str]:
    """Return the device and its password, which is not stored. Raises UnknownUnit, DeviceIdTaken, DeviceIdUnusable."""
    try:
        name, password = await devices.add_device(conn, unit_id, device_id, priority=priority, kind=kind, now=now)
    except devices.UnitUnknown as error:
        raise UnknownUnit(str(error), unit_id=unit_id) from error
    except devices.DeviceIdTaken as error:
        raise DeviceIdTaken(str(error), device_id=device_id) from error
    except devices.DeviceIdInvalid as error:
        raise DeviceIdUnusable(str(error), device_id=device_id) from error
    added = DeviceAdded(device_id=name, unit_id=unit_id, kind=kind, priority=priority)
    await event_log.append(conn, added, by=by, at=now)
    return added, password
