"""Record what a hospital reported about its beds."""

from datetime import datetime

from base.database import Connection
from core.domain.actor import Account
from dispatch.domain.events.city import HospitalStatusChanged
from dispatch.domain.hospital import HospitalStatus
from dispatch.store import event_log, hospitals
from dispatch.views.city import HospitalBedsOut


async def set_hospital_status(
    conn: Connection, hospital_id: str, status: HospitalStatus, *, by: Account, now: datetime
) -> HospitalBedsOut:
    """Raises UnknownHospital."""
    hospital = await hospitals.set_status(conn, hospital_id, status, at=now, by=by.name)
    await event_log.append(conn, HospitalStatusChanged(hospital_id=hospital_id, status=status), by=by, at=now)
    return hospitals.view(hospital, now)
