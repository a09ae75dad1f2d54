"""Handle what devices report of themselves: an SOS and a cut cable become alerts, the rest a note in the log."""

from datetime import datetime, timedelta

from base.database import Connection, Pool
from core.commit_and_ring import commit_and_ring
from core.domain.actor import DeviceActor
from dispatch.commands.record_sos import claimed, record_sos
from dispatch.domain.alert import AlertDetail, AlertKind
from dispatch.domain.events.access import DeviceSigned
from dispatch.steps.raise_alert import raise_alert
from dispatch.store import alerts, event_log
from tracking.devices import signs
from tracking.devices.signs import WaitingSign
from tracking.sign import CALLS_FOR_HELP, SignKind

ALERT_OF_SIGN = {
    SignKind.ACCIDENT: AlertKind.DEVICE_ACCIDENT,
    SignKind.POWER_CUT: AlertKind.DEVICE_POWER_CUT,
    SignKind.TAMPER: AlertKind.DEVICE_TAMPER,
    SignKind.JAMMING: AlertKind.DEVICE_JAMMING,
}
AT_ONCE = 100
# A tracker that leaves a dead spot reports old events: nobody must run for a cable that was cut long ago.
ALERT_MAX_AGE = timedelta(hours=1)


async def process_device_alerts(pool: Pool, *, now: datetime) -> int:
    """Return how many were handled; each in its own transaction, as each ends with an entry in the log."""
    async with pool.acquire(timeout=2) as conn:
        for done in range(AT_ONCE):
            if not await _heed_next(conn, now=now):
                return done
    return AT_ONCE


async def _heed_next(conn: Connection, *, now: datetime) -> bool:
    async with commit_and_ring(conn):
        sign = await signs.next_waiting(conn)
        if sign is None:
            return False
        await _heed(conn, sign, now=now)
        await signs.mark_handled(conn, sign.id, at=now)
    return True


async def _heed(conn: Connection, sign: WaitingSign, *, now: datetime) -> None:
    device = DeviceActor(sign.device_id, sign.unit_key, sign.unit_id)
    is_new = sign.kind in CALLS_FOR_HELP or now - sign.at <= ALERT_MAX_AGE
    if sign.kind == SignKind.SOS:
        await record_sos(conn, by=device, at=sign.claimed_at, position=sign.position, came_at=sign.received_at, now=now)
    elif is_new and sign.kind in ALERT_OF_SIGN:
        await _raise(conn, sign, device, now=now)
    else:
        await _note(conn, sign, device, now=now)


async def _raise(conn: Connection, sign: WaitingSign, device: DeviceActor, *, now: datetime) -> None:
    """Reported again while nobody has taken it, it remains one alert."""
    kind = ALERT_OF_SIGN[sign.kind]
    if await alerts.is_open_about(conn, kind, sign.unit_key):
        return
    detail: AlertDetail = {
        "device_id": sign.device_id,
        "at": sign.at,
        **claimed(sign.claimed_at, came_at=sign.received_at),
    }
    await raise_alert(conn, kind, by=device, at=now, detail=detail, unit_key=sign.unit_key)


async def _note(conn: Connection, sign: WaitingSign, device: DeviceActor, *, now: datetime) -> None:
    signed = DeviceSigned(sign=sign.kind, at=sign.at, unit_id=sign.unit_id, device_id=sign.device_id)
    await event_log.append(conn, signed, by=device, at=now)
