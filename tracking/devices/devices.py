"""Devices and the units they are in: adding, renewing passwords, revoking, and checking logins."""

from contextlib import suppress
from datetime import datetime

from base.database import Connection
from tracking.device import DEVICE_ID_MAX_CHARS, MARKS_ALLOWED, Device, Earlier, is_device_id, may_be_added
from tracking.devices.credentials import http_key, key_hash, matches, mosquitto_hash, new_password
from tracking.devices.service_accounts import RESERVED

CREW_PHONE_PRIORITY = 2  # a built-in tracker comes first in moving the marker
LONGEST_ENDING = len("-crew-999")


class DeviceIdInvalid(ValueError):
    """The id cannot be used in topics and in the broker's password file."""


class DeviceIdTaken(ValueError):
    """Another device has that id, or had it and was revoked."""


class UnitUnknown(LookupError):
    """No unit has that id."""


class DeviceUnknown(LookupError):
    """No device in use has that id."""


async def list_devices(conn: Connection) -> list[Device]:
    rows = await conn.fetch(
        """
        SELECT d.device_id, d.key, d.unit_key, u.unit_id, d.priority, d.revoked_at IS NOT NULL, d.kind,
               count(*) FILTER (WHERE d.revoked_at IS NULL) OVER (PARTITION BY d.unit_key) > 1
        FROM device AS d JOIN unit AS u ON u.key = d.unit_key
        """
    )
    earlier = await _earlier(conn)
    return [Device(*row.values())._replace(earlier=earlier.get(row["key"], ())) for row in rows]


async def _earlier(conn: Connection) -> dict[int, tuple[Earlier, ...]]:
    """Return earlier units by device key, oldest first."""
    rows = await conn.fetch(
        """
        SELECT b.device_key, b.until_at, b.unit_key, u.unit_id
        FROM device_binding AS b JOIN unit AS u ON u.key = b.unit_key ORDER BY b.device_key, b.until_at
        """
    )
    found: dict[int, tuple[Earlier, ...]] = {}
    for row in rows:
        found[row["device_key"]] = (*found.get(row["device_key"], ()), Earlier(*list(row.values())[1:]))
    return found


async def add_device(
    conn: Connection,
    unit_id: str,
    device_id: str | None = None,
    *,
    priority: int = 1,
    kind: str = "tracker",
    now: datetime,
    speaks_for: str | None = None,
) -> tuple[str, str]:
    """Return the device id, by default the unit's or that with `-2`, `-3` …; and the password, which is not stored.

    For a crew's own phone `speaks_for` names the unit and account it belongs to.

    Raises:
        UnitUnknown, DeviceIdInvalid, DeviceIdTaken: nothing was added.
    """
    unit_key = await conn.fetchval("SELECT key FROM unit WHERE unit_id = $1 AND retired_at IS NULL", unit_id)
    if unit_key is None:
        raise UnitUnknown(f"there is no unit {unit_id!r}")
    if device_id in RESERVED:
        raise DeviceIdTaken(f"{device_id} is an account of the system's own")
    name = device_id if device_id is not None else await _free_id(conn, unit_id, _made_usable(unit_id))
    if not may_be_added(name):
        usable = f"1 to {DEVICE_ID_MAX_CHARS} letters, digits or any of - _ . @, and not of marks alone"
        raise DeviceIdInvalid(f"{name!r} cannot be a device id: {usable}")
    password = new_password()
    added = await conn.fetchval(
        """
        INSERT INTO device (device_id, unit_key, priority, mqtt_password_hash, http_key_hash, created_at, kind,
                            speaks_for)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
        ON CONFLICT DO NOTHING
        RETURNING key
        """,
        name,
        unit_key,
        priority,
        mosquitto_hash(password),
        key_hash(http_key(password)),
        now,
        kind,
        speaks_for,
    )
    if added is None:
        raise DeviceIdTaken(f"there is a device {name!r} already, or was: ids are never used twice")
    return name, password


async def crew_phone(conn: Connection, unit_id: str, username: str, *, now: datetime) -> tuple[str, bool]:
    """Return the device that represents a crew's phone, made at its first fix; and whether it was revoked.

    Its password is discarded: a phone sends in its crew's session. It is looked up by unit and account, never by name,
    which may be another device's too: account `2` of unit `ZZ`, and unit `ZZ-2`. Raises UnitUnknown.
    """
    unit_key = await conn.fetchval("SELECT key FROM unit WHERE unit_id = $1", unit_id)
    speaks_for = f"{unit_key}:{username}"  # the key is a number, so no two pairs give the same text
    while (phone := await _phone_of(conn, speaks_for)) is None:
        wish = f"{unit_id}-{username}"
        fits = may_be_added(f"{wish}-999")
        device_id = await _free_id(conn, unit_id, wish if fits else f"{_made_usable(unit_id)}-crew")
        with suppress(DeviceIdTaken):  # just now, by another of the phone's requests or by another device
            await add_device(
                conn, unit_id, device_id, priority=CREW_PHONE_PRIORITY, kind="phone", now=now, speaks_for=speaks_for
            )
    return phone


async def _phone_of(conn: Connection, speaks_for: str) -> tuple[str, bool] | None:
    row = await conn.fetchrow("SELECT device_id, revoked_at IS NOT NULL FROM device WHERE speaks_for = $1", speaks_for)
    return None if row is None else (row[0], row[1])


async def was_added_after(conn: Connection, device_id: str, at: datetime) -> bool:
    """Return False for an unknown device."""
    return bool(await conn.fetchval("SELECT created_at > $2 FROM device WHERE device_id = $1", device_id, at))


async def renew_password(conn: Connection, device_id: str) -> str:
    """Return the new password, which is not stored; the old one stops working. Raises DeviceUnknown."""
    password = new_password()
    renewed = await conn.fetchval(
        "UPDATE device SET mqtt_password_hash = $2, http_key_hash = $3"
        " WHERE device_id = $1 AND revoked_at IS NULL RETURNING key",
        device_id,
        mosquitto_hash(password),
        key_hash(http_key(password)),
    )
    if renewed is None:
        raise DeviceUnknown(f"no device {device_id!r} is in use")
    return password


async def revoke_device(conn: Connection, device_id: str, *, now: datetime) -> None:
    """Raises DeviceUnknown if there is none, or it is revoked already."""
    revoked = await conn.fetchval(
        "UPDATE device SET revoked_at = $2 WHERE device_id = $1 AND revoked_at IS NULL RETURNING key", device_id, now
    )
    if revoked is None:
        raise DeviceUnknown(f"no device {device_id!r} is in use")


async def note_answer(conn: Connection, device_id: str, *, now: datetime) -> None:
    """Note that it answers orders: from now on a missing answer is noticed."""
    await conn.execute(
        "UPDATE device SET answers_since = $2 WHERE device_id = $1 AND answers_since IS NULL", device_id, now
    )


async def knows(conn: Connection, device_id: str, password: str) -> bool:
    """Return whether the device is in use and has this password; neither may contain surrogates or NUL."""
    if not is_device_id(device_id) or not password.isprintable():
        return False
    kept = await conn.fetchval(
        "SELECT mqtt_password_hash FROM device WHERE device_id = $1 AND revoked_at IS NULL", device_id
    )
    return kept is not None and matches(password, kept)


async def whose_key(conn: Connection, key: str) -> str | None:
    """Return the device in use that has this key for URLs."""
    found: str | None = await conn.fetchval(
        "SELECT device_id FROM device WHERE http_key_hash = $1 AND revoked_at IS NULL",
        key_hash(key.encode(errors="replace").decode()),
    )
    return found


def _made_usable(name: str) -> str:
    usable = "".join(each if each.isalnum() or each in MARKS_ALLOWED else "-" for each in name)
    return usable[: DEVICE_ID_MAX_CHARS - LONGEST_ENDING]


async def _free_id(conn: Connection, unit_id: str, wish: str) -> str:
    """Return the wish, or that with `-2`, `-3` …: not taken by a device, another unit or a system account."""
    rows = await conn.fetch(
        """
        SELECT device_id AS name FROM device WHERE starts_with(device_id, $2)
        UNION ALL SELECT unit_id FROM unit WHERE starts_with(unit_id, $2) AND unit_id <> $1
        """,
        unit_id,
        wish,
    )
    taken = RESERVED | {row["name"] for row in rows}
    number = 1
    while (name := wish if number == 1 else f"{wish}-{number}") in taken:
        number += 1
    return name
