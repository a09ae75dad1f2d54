"""Move a device to another vehicle; its history goes along from the time of the change."""

from datetime import datetime

from base.database import Connection
from core.domain.actor import Actor
from core.domain.refusals import Conflict, Invalid
from dispatch.domain.events.access import DeviceHandedOver
from dispatch.domain.refusals import UnknownDevice, UnknownUnit
from dispatch.store import event_log, views
from dispatch.views.board import UnitOut
from tracking.devices import devices
from tracking.devices.devices import DeviceUnknown, UnitUnknown
from tracking.history import handover
from tracking.history.handover import AlreadyThere, BeforeLastHandover


class DeviceAlreadyThere(Conflict):
    code = "device_already_there"


class HandoverNotPlausible(Invalid):
    code = "handover_not_plausible"


async def hand_over_device(
    conn: Connection, device_id: str, unit_id: str, *, at: datetime, by: Actor, now: datetime
) -> list[UnitOut]:
    """Return both units. Raises UnknownDevice, UnknownUnit, DeviceAlreadyThere, HandoverNotPlausible."""
    if at > now:
        raise HandoverNotPlausible("a hand-over cannot be in the future", at=at)
    if await devices.was_added_after(conn, device_id, at):
        # A mistyped year would move its whole history; and no change with an earlier date could undo that.
        raise HandoverNotPlausible("it was added only later than that", device_id=device_id, at=at)
    try:
        left, entered = await handover.hand_over(conn, device_id, unit_id, at=at)
    except DeviceUnknown as error:
        raise UnknownDevice(str(error), device_id=device_id) from error
    except UnitUnknown as error:
        raise UnknownUnit(str(error), unit_id=unit_id) from error
    except AlreadyThere as error:
        raise DeviceAlreadyThere(str(error), device_id=device_id) from error
    except BeforeLastHandover as error:
        raise HandoverNotPlausible(str(error), device_id=device_id) from error
    both = await views.units(conn, [left, entered])
    event = DeviceHandedOver(device_id=device_id, unit_id=unit_id, since_at=at, left=left, entered=entered)
    await event_log.append(conn, event, by=by, at=now)
    return both
