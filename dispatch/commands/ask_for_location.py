"""Ask a phone with OwnTracks for its location now."""

from datetime import datetime, timedelta

from base.database import Connection
from core.domain.actor import Actor
from core.store import outbox_messages
from dispatch.domain.events.access import LocationAsked
from dispatch.domain.refusals import UnknownDevice
from dispatch.outbox import MQTT, REPORT_LOCATION
from dispatch.store import event_log, units
from dispatch.views.devices import AskedOut
from tracking.dialects import owntracks_commands

WORTH_FOR = timedelta(seconds=60)  # a later answer does not belong to the request


async def ask_for_location(conn: Connection, device_id: str, *, by: Actor, now: datetime) -> AskedOut:
    """Raises UnknownDevice."""
    unit_id = await units.unit_of_device(conn, device_id)
    if unit_id is None:
        raise UnknownDevice(f"no device {device_id} is in use", device_id=device_id)
    await outbox_messages.add_message(
        conn,
        channel=MQTT,
        destination=device_id,
        kind=REPORT_LOCATION,
        body=owntracks_commands.REPORT_LOCATION,
        assignment_id=None,
        at=now,
        expires_at=now + WORTH_FOR,
    )
    await event_log.append(conn, LocationAsked(device_id=device_id, unit_id=unit_id), by=by, at=now)
    return AskedOut(device_id=device_id, unit_id=unit_id)
