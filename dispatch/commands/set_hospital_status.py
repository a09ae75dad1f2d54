"""Write down what a hospital said of its beds."""

from datetime import datetime
from typing import Any

from base.database import Connection
from dispatch.domain.actor import Account
from dispatch.domain.hospital import HospitalStatus
from dispatch.store import event_log, hospitals
from dispatch.store.event_log import Touched


async def set_hospital_status(
    conn: Connection, hospital_id: str, status: HospitalStatus, *, by: Account, now: datetime
) -> dict[str, Any]:
    """Raises UnknownHospital."""
    hospital = await hospitals.set_status(conn, hospital_id, status, at=now, by=by.name)
    await event_log.append(
        conn,
        "hospital_status_changed",
        by=by,
        at=now,
        touched=Touched(),
        facts={"hospital_id": hospital_id, "status": status},
    )
    return hospitals.view(hospital, now)
