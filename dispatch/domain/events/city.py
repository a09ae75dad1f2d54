"""Events of the city around the units: hospitals' beds, closed streets, drawn areas, and the lists of the setup."""

from collections.abc import Sequence
from dataclasses import dataclass

from dispatch.domain.events.event import Event, Shown, Touched, Unlogged
from dispatch.domain.hospital import HospitalStatus
from geo.city.roster_csv import ListName


@dataclass(frozen=True, slots=True, kw_only=True)
class HospitalStatusChanged(Event):
    """A hospital reported on its beds."""

    KIND = "hospital_status_changed"
    hospital_id: str
    status: HospitalStatus


@dataclass(frozen=True, slots=True, kw_only=True)
class StreetClosed(Event):
    """A street or an area was closed for a while."""

    KIND = "street_closed"
    closure: Shown


@dataclass(frozen=True, slots=True, kw_only=True)
class StreetOpened(Event):
    """A closed street or area is open again."""

    KIND = "street_opened"
    closure: Shown


@dataclass(frozen=True, slots=True, kw_only=True)
class GeofenceDrawn(Event):
    """An area was drawn; units that cross its border are events from now on."""

    KIND = "geofence_drawn"
    geofence: Shown


@dataclass(frozen=True, slots=True, kw_only=True)
class GeofenceRemoved(Event):
    """A drawn area was removed."""

    KIND = "geofence_removed"
    geofence: Shown


@dataclass(frozen=True, slots=True, kw_only=True)
class ListImported(Event):
    """A list was imported as CSV. A long list of units has several events, without `added` and `changed`."""

    KIND = "list_imported"
    list: ListName
    added: Sequence[str] | None = None
    changed: Sequence[str] | None = None
    unit_keys: Unlogged[Sequence[int]] = ()

    @property
    def touched(self) -> Touched:
        return Touched(units=self.unit_keys, with_mates=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class ResponsePlanSaved(Event):
    """Run cards of a type were saved."""

    KIND = "response_plan_changed"
    incident_type: str
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class EntrySaved(Event):
    entry: Shown


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryRemoved(Event):
    id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentTypeAdded(EntrySaved):
    """An incident type was added."""

    KIND = "incident_type_added"


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentTypeChanged(EntrySaved):
    """An incident type was changed."""

    KIND = "incident_type_changed"


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentTypeRemoved(EntrySaved):
    """An incident type was removed, with its plans."""

    KIND = "incident_type_removed"


@dataclass(frozen=True, slots=True, kw_only=True)
class AgencyAdded(EntrySaved):
    """An agency was added."""

    KIND = "agency_added"


@dataclass(frozen=True, slots=True, kw_only=True)
class AgencyChanged(EntrySaved):
    """An agency was changed."""

    KIND = "agency_changed"


@dataclass(frozen=True, slots=True, kw_only=True)
class AgencyRemoved(EntryRemoved):
    """An agency was removed."""

    KIND = "agency_removed"


@dataclass(frozen=True, slots=True, kw_only=True)
class StationAdded(EntrySaved):
    """A station was added."""

    KIND = "station_added"


@dataclass(frozen=True, slots=True, kw_only=True)
class StationChanged(EntrySaved):
    """A station was changed."""

    KIND = "station_changed"


@dataclass(frozen=True, slots=True, kw_only=True)
class StationRemoved(EntryRemoved):
    """A station was removed."""

    KIND = "station_removed"


@dataclass(frozen=True, slots=True, kw_only=True)
class HospitalAdded(EntrySaved):
    """A hospital was added."""

    KIND = "hospital_added"


@dataclass(frozen=True, slots=True, kw_only=True)
class HospitalChanged(EntrySaved):
    """A hospital was changed."""

    KIND = "hospital_changed"


@dataclass(frozen=True, slots=True, kw_only=True)
class HospitalRemoved(EntryRemoved):
    """A hospital was removed."""

    KIND = "hospital_removed"
