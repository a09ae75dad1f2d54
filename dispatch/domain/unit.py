"""A vehicle with its crew, and what it can be sent to do now."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple


class UnitStatus(StrEnum):
    """Derived, never stored: what keeps the unit, or the status of its open assignment (`dispatch.store.unit_state`).

    A unit is available ⇔ it is in service, staffed, and neither it nor one with the same crew has an open assignment.
    """

    AVAILABLE = "available"
    CREW_IS_OUT = "crew_is_out"  # its crew is out with another vehicle
    UNSTAFFED = "unstaffed"
    OUT_OF_SERVICE = "out_of_service"
    DISPATCHED = "dispatched"
    ACKNOWLEDGED = "acknowledged"
    EN_ROUTE = "en_route"
    ON_SCENE = "on_scene"
    TRANSPORTING = "transporting"
    AT_HOSPITAL = "at_hospital"


@dataclass(frozen=True, slots=True)
class Unit:
    key: int
    unit_id: str
    callsign: str
    agency_id: str
    station_id: str | None
    kind: str
    capabilities: frozenset[str]
    profile: str
    staffed: bool
    in_service: bool
    out_of_service_reason: str | None
    crew_pool: str | None = None
    retired_at: datetime | None = None


class EidoStatus(NamedTuple):
    """NENA-STA-021.1 registries: primary and secondary unit status."""

    primary: str
    secondary: str


_EIDO: Mapping[UnitStatus, EidoStatus] = {
    UnitStatus.AVAILABLE: EidoStatus("Available", "InService"),
    UnitStatus.CREW_IS_OUT: EidoStatus("NotAvailable", "Unmanned"),
    UnitStatus.UNSTAFFED: EidoStatus("NotAvailable", "Unmanned"),
    UnitStatus.OUT_OF_SERVICE: EidoStatus("NotAvailable", "OutofService"),
    UnitStatus.DISPATCHED: EidoStatus("NotAvailable", "Dispatched"),
    UnitStatus.ACKNOWLEDGED: EidoStatus("NotAvailable", "AcknowledgedTransmission"),
    UnitStatus.EN_ROUTE: EidoStatus("NotAvailable", "EnRoute"),
    UnitStatus.ON_SCENE: EidoStatus("NotAvailable", "OnScene"),
    UnitStatus.TRANSPORTING: EidoStatus("NotAvailable", "Transporting"),
    UnitStatus.AT_HOSPITAL: EidoStatus("ConditionallyAvailable", "Hospital"),
}


def eido_status(status: UnitStatus) -> EidoStatus:
    return _EIDO[status]
