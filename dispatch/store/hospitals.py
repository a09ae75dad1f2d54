"""Hospitals, and what each last reported about its beds."""

from datetime import datetime

from base.database import Connection, Record
from dispatch.domain.hospital import Hospital, HospitalStatus
from dispatch.domain.refusals import UnknownHospital
from dispatch.views.city import HospitalBedsOut
from dispatch.views.geometry import place

_SELECT = "SELECT id, name, departments, position, status, status_at, status_by FROM hospital "


async def list_all(conn: Connection) -> list[Hospital]:
    return [_hospital(row) for row in await conn.fetch(_SELECT + "ORDER BY id")]


async def set_status(conn: Connection, hospital_id: str, status: HospitalStatus, *, at: datetime, by: str) -> Hospital:
    """Raises UnknownHospital."""
    row = await conn.fetchrow(
        "UPDATE hospital SET status = $2, status_at = $3, status_by = $4 WHERE id = $1"
        " RETURNING id, name, departments, position, status, status_at",
        hospital_id,
        status,
        at,
        by,
    )
    if row is None:
        raise UnknownHospital(f"no hospital is called {hospital_id}", hospital_id=hospital_id)
    return _hospital(row)


def view(hospital: Hospital, now: datetime) -> HospitalBedsOut:
    return HospitalBedsOut(
        id=hospital.id,
        name=hospital.name,
        departments=sorted(hospital.departments),
        position=place(hospital.position),
        status=hospital.status(now),
        status_at=hospital.reported_at,
    )


def _hospital(row: Record) -> Hospital:
    status = row["status"]
    return Hospital(
        row["id"],
        row["name"],
        frozenset(row["departments"]),
        row["position"],
        HospitalStatus(status) if status else None,
        row["status_at"],
    )
