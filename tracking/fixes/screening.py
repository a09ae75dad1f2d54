"""Screens fixes as they come, by a device's earlier fixes and the city's limits; no I/O."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

import msgspec

from geo.geometry.service_area import ServiceArea
from tracking.device import Device
from tracking.dialects.native import Outcome, encode_fixes, parse_fixes
from tracking.fix import Fix
from tracking.fixes.decided import Refused, marks_in, refused
from tracking.fixes.filters import NOTHING_SEEN, Limits, Seen, is_late, reject_reason, seen_after
from tracking.fixes.quarantine_quota import Allowance, SignAllowance
from tracking.fixes.speed_units import SpeedUnits
from tracking.rejection import Rejection, RejectReason
from tracking.screened import Quarantined, ScreenedFix, ScreenedSign
from tracking.settings import KindLimits, TrackingSettings
from tracking.sign import CALLS_FOR_HELP, QUIET, Sign, SignKind

CROWDS_KEPT = timedelta(minutes=10)
MESSAGES_A_TURN = 100  # decoded or screened before the batch ahead gets its turn

UNNAMED = ""  # the device that a gateway reports on could not be read

type Dialect = Callable[[bytes, str], list[Outcome]]


class Received(NamedTuple):
    """One message of a device; `receipt` goes back to its source once the message is stored."""

    device_id: str
    payload: bytes
    received_at: datetime
    receipt: object
    parse: Dialect = parse_fixes


class Parsed(NamedTuple):
    received: Received
    outcomes: list[Outcome]


class Screened(NamedTuple):
    kept: list[ScreenedFix]
    rejected: list[Quarantined]
    signs: list[ScreenedSign]
    refused: list[Refused]  # the rejected ones that are final, so the device may drop them
    heard: dict[int, datetime]  # devices whose fixes do not show by themselves that they were heard


def nothing_screened() -> Screened:
    return Screened([], [], [], [], {})


class Screening:
    """Holds the newest good fix of every device heard."""

    def __init__(self, settings: TrackingSettings) -> None:
        self._settings = settings
        self._seen: dict[str, Seen] = {}
        self._units_at: dict[tuple[float, float], set[int]] = {}
        self._crowds_since = datetime.min.replace(tzinfo=UTC)
        self._allowance = Allowance(settings.quarantine_per_device_hour_max)
        self._speed_units = SpeedUnits()
        self._signs = SignAllowance(settings.signs_per_device_hour_max)
        self.service_area: ServiceArea | None = None

    def remember(self, newest: Mapping[str, Fix]) -> None:
        """Load the fixes stored before this process started."""
        for device_id, fix in newest.items():
            self._seen.setdefault(device_id, Seen(fix))

    def screen(self, batch: Iterable[Parsed], devices: Mapping[str, Device], *, now: datetime) -> Screened:
        limits = self._limits(now)
        by_kind = {str(kind): _narrowed(limits, own) for kind, own in self._settings.fix_limits_by_kind.items()}
        self._forget_crowds(now)
        screened = nothing_screened()
        for received, outcomes in batch:
            device = devices.get(received.device_id)
            if device is None or device.revoked:
                screened.rejected.append(
                    _quarantined(received, _why_unheard(received, outcomes, device), received.payload)
                )
                continue
            for outcome in outcomes:
                self._judge(outcome, received, device, by_kind.get(device.kind, limits), screened)
        return screened._replace(rejected=self._allowance.limit(screened.rejected, now=now))

    def _judge(self, outcome: Outcome, received: Received, device: Device, limits: Limits, into: Screened) -> None:
        if isinstance(outcome, Rejection):
            into.rejected.append(_quarantined(received, outcome.reason, outcome.raw))
            into.heard[device.device_key] = received.received_at
            if received.parse is parse_fixes:  # other dialects have no place in a buffer
                marks = marks_in(outcome.raw, received.device_id, latest_at=limits.latest_at)
                into.refused.extend(Refused(mark, received.received_at) for mark in marks)
            return
        if isinstance(outcome, Sign):
            self._sign(outcome, received, device, into)
            return
        bound = _bound(device, outcome)
        seen = self._seen.get(received.device_id, NOTHING_SEEN)
        if outcome.speed_raw is not None:
            outcome = self._speed_units.settled(outcome, seen.newest)
        reason = _foreign(outcome, bound) or reject_reason(outcome, seen, limits) or self._crowded(outcome, device)
        self._seen[received.device_id] = seen_after(outcome, reason, seen)
        if reason is not None:
            into.rejected.append(_quarantined(received, reason, encode_fixes([outcome])))
            if (notice := refused(outcome, reason)) is not None:
                into.refused.append(Refused(notice, received.received_at))
            into.heard[device.device_key] = received.received_at
            return
        if device.shares_unit or (seen.newest is not None and outcome.fixed_at <= seen.newest.fixed_at):
            into.heard[device.device_key] = received.received_at
        into.kept.append(ScreenedFix(outcome, bound, received.received_at, is_late(outcome, seen)))

    def _sign(self, sign: Sign, received: Received, device: Device, into: Screened) -> None:
        is_bounded = sign.kind not in QUIET and sign.kind not in CALLS_FOR_HELP
        if is_bounded and not self._signs.allows(device.device_id, now=received.received_at):
            into.rejected.append(Quarantined(device.device_id, RejectReason.TOO_MANY_SIGNS, None, received.received_at))
            sign = msgspec.structs.replace(sign, kind=SignKind.ALIVE)
        into.signs.append(ScreenedSign(sign, device, received.received_at))

    def _crowded(self, fix: Fix, device: Device) -> RejectReason | None:
        most = self._settings.fix_units_on_one_point_max
        if not most:
            return None
        here = self._units_at.setdefault((fix.lat, fix.lon), set())
        here.add(device.unit_key)
        return RejectReason.CROWDED if len(here) > most else None

    def _forget_crowds(self, now: datetime) -> None:
        if now - self._crowds_since > CROWDS_KEPT:
            self._units_at.clear()
            self._crowds_since = now

    def _limits(self, now: datetime) -> Limits:
        settings = self._settings
        return Limits(
            oldest_at=now - timedelta(days=settings.fix_retention_days),
            latest_at=now + timedelta(seconds=settings.fix_future_max_s),
            speed_max_mps=settings.fix_speed_max_mps,
            jump_slack_m=settings.fix_jump_slack_m,
            accuracy_max_m=settings.fix_accuracy_max_m,
            service_area=self.service_area,
            mocked_kept=settings.fix_mocked_kept,
        )


def _narrowed(limits: Limits, own: KindLimits) -> Limits:
    return replace(limits, **own.model_dump(exclude_none=True))


def _bound(device: Device, fix: Fix) -> Device:
    return device.during(fix.fixed_at) if device.earlier else device


def _foreign(fix: Fix, device: Device) -> RejectReason | None:
    """Reject another unit's id: only the device's own id, or that of the unit it was in then, is accepted."""
    if fix.says_unit_id is None or fix.says_unit_id in (device.unit_id, device.device_id):
        return None
    return RejectReason.FOREIGN_ID


def _why_unheard(received: Received, outcomes: list[Outcome], device: Device | None) -> RejectReason:
    if device is not None:
        return RejectReason.REVOKED_DEVICE
    first = outcomes[0]
    if received.device_id == UNNAMED and isinstance(first, Rejection):
        return first.reason
    return RejectReason.UNKNOWN_DEVICE


def _quarantined(received: Received, reason: RejectReason, raw: bytes) -> Quarantined:
    return Quarantined(received.device_id, reason, raw, received.received_at)
