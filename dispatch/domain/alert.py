"""What defines an alert of the desk: its kind, its subject, its urgency and what a dispatcher does about it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from base.position import Position
from dispatch.domain.incident import Situation


class AlertKind(StrEnum):
    """The kinds, most urgent first: the order of the board."""

    SOS = "sos"
    DEVICE_ACCIDENT = "device_accident"
    NOBODY_CAME = "nobody_came"
    UNIT_TAKEN_AWAY = "unit_taken_away"
    ORDER_NOT_ACKNOWLEDGED = "order_not_acknowledged"
    AUTOMATIC_SENDING = "automatic_sending"
    CLOCK_OVER_TARGET = "clock_over_target"
    ROUTE_CLOSED = "route_closed"
    UNIT_STALLED = "unit_stalled"
    UNIT_NOT_MOVING = "unit_not_moving"
    ETA_SLIPPED = "eta_slipped"
    UNIT_SILENT = "unit_silent"
    UNIT_PLACE_OLD = "unit_place_old"
    BACK_NOT_CLEAR = "back_not_clear"
    PROCESS_SILENT = "process_silent"
    PART_FAILED = "part_failed"
    BRIDGE_MISSING = "bridge_missing"
    BROKER_RIGHTS_MISSING = "broker_rights_missing"
    STRANGER_AT_BROKER = "stranger_at_broker"
    STORAGE_LOW = "storage_low"
    CLOCK_JUMPED = "clock_jumped"
    FIXES_FROM_FUTURE = "fixes_from_future"
    DEVICE_JAMMING = "device_jamming"
    DEVICE_POWER_CUT = "device_power_cut"
    DEVICE_TAMPER = "device_tamper"
    HISTORY_NOT_KEPT = "history_not_kept"


# What an alert says of its cause, by the fields of its kind; stored and sent as JSON.
type AlertFact = bool | int | float | str | datetime | UUID | Position | Situation | Sequence[str] | None
type AlertDetail = Mapping[str, AlertFact]


class Urgency(StrEnum):
    NOW = "now"  # somebody is waiting for help, or calls for it
    SOON = "soon"  # a unit will be later than promised, or the desk sees or hears less than it seems to
    TODAY = "today"  # nobody is waiting for it


class About(StrEnum):
    INCIDENT = "incident"
    ASSIGNMENT = "assignment"
    UNIT = "unit"
    SYSTEM = "system"


@dataclass(frozen=True, slots=True)
class Alert:
    """One kind of alert. A dispatcher or supervisor may take any; the texts are those of the runbook.

    `ends`: when it ends without a person; None if somebody must take it.
    `fields`: what its events repeat from the alert's unit, assignment and detail.
    `is_public`: its detail names no person, so admins and the wall may read it.
    """

    about: About
    urgency: Urgency
    means: str
    ends: str | None
    do: str
    fields: tuple[str, ...]
    is_public: bool = False
