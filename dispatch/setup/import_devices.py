"""Import many devices from CSV: all lines, or none; each new one gets its password, shown once."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from base.database import Connection
from core.domain.actor import Actor
from dispatch.domain.events.city import ListImported
from dispatch.setup.import_list import Imported, repeated, require_no_wrong
from dispatch.store import event_log, roster
from dispatch.views.devices import CredentialsOut
from geo.city.entry_fields import EntryInvalid, one_of, text, whole_number
from geo.city.roster_csv import COLUMNS, Line, ListName, WrongLine, read_csv
from tracking.device import KINDS, PRIORITY_MAX, Device, may_be_added
from tracking.devices import devices
from tracking.devices.credentials import http_key
from tracking.devices.service_accounts import RESERVED


@dataclass(frozen=True, slots=True)
class DeviceLine:
    unit_id: str
    device_id: str | None
    kind: str
    priority: int


@dataclass(frozen=True, slots=True)
class DeviceDefaults:
    """For lines that do not set them."""

    kind: str = KINDS[0]
    priority: int = 1


async def import_devices(
    conn: Connection,
    csv_text: str,
    *,
    check_only: bool,
    defaults: DeviceDefaults = DeviceDefaults(),
    by: Actor,
    now: datetime,
) -> tuple[Imported, list[CredentialsOut]]:
    """An existing device stays as it is. Raises ListInvalid, naming every wrong line."""
    await roster.lock(conn)
    fleet = await roster.fleet(conn)
    present = {device.device_id: device for device in await devices.list_devices(conn)}
    lines, wrong = read_csv(csv_text, COLUMNS[ListName.DEVICES], partial(_read, defaults))
    require_no_wrong([*wrong, *repeated(lines, lambda line: line.device_id), *_broken(lines, fleet, present)])
    new = [line.entry for line in lines if line.entry.device_id not in present]
    made = [] if check_only else [await _add(conn, each, now=now) for each in new]
    added = [each.device_id for each in made] or [each.device_id or each.unit_id for each in new]
    if made:
        await event_log.append(conn, ListImported(list=ListName.DEVICES, added=added), by=by, at=now)
    return Imported(added, [], len(lines) - len(new)), made


def _read(defaults: DeviceDefaults, entry: dict[str, Any]) -> DeviceLine:
    device_id = text(entry, "device_id") if "device_id" in entry else None
    unit_id = text(entry, "unit_id")
    kind = one_of(entry, "kind", KINDS) if "kind" in entry else defaults.kind
    priority = whole_number(entry, "priority") if "priority" in entry else defaults.priority
    if priority is None or not 1 <= priority <= PRIORITY_MAX:
        known = [str(each) for each in range(1, PRIORITY_MAX + 1)]
        raise EntryInvalid("priority is 1 to 9", code="not_one_of", column="priority", value=priority, known=known)
    return DeviceLine(unit_id, device_id, kind, priority)


def _broken(
    lines: Sequence[Line[DeviceLine]], fleet: Mapping[str, object], present: Mapping[str, Device]
) -> Iterable[WrongLine]:
    for line in lines:
        wanted, device_id = line.entry, line.entry.device_id
        if wanted.unit_id not in fleet:
            yield WrongLine(line.number, "unknown", f"there is no unit {wanted.unit_id!r}", "unit_id", wanted.unit_id)
        if device_id is None:
            continue
        known = present.get(device_id)
        if known is not None and known.revoked:
            yield WrongLine(line.number, "revoked", f"{device_id} was revoked", value=device_id)
        elif known is not None and known.unit_id != wanted.unit_id:
            reason = f"{device_id} is in {known.unit_id}: hand it over"
            yield WrongLine(line.number, "elsewhere", reason, value=device_id, known=known.unit_id)
        elif not may_be_added(device_id) or device_id in RESERVED:
            reason = f"{device_id!r} cannot be a device id"
            yield WrongLine(line.number, "not_an_id", reason, "device_id", device_id)


async def _add(conn: Connection, line: DeviceLine, *, now: datetime) -> CredentialsOut:
    device_id, password = await devices.add_device(
        conn, line.unit_id, line.device_id, priority=line.priority, kind=line.kind, now=now
    )
    return CredentialsOut(
        device_id=device_id,
        unit_id=line.unit_id,
        username=device_id,
        password=password,
        http_key=http_key(password),  # in addresses of OsmAnd and the like, in place of the password
    )
