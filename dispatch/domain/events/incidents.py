"""Events of incidents."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from dispatch.domain.events.event import Event, OfIncident, Touched, Unlogged
from dispatch.domain.incident import Disposition


@dataclass(frozen=True, slots=True, kw_only=True)
class _IncidentChanged(OfIncident):
    @property
    def touched(self) -> Touched:
        return Touched([self.incident_id])


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentCreated(OfIncident):
    """An incident was created, from a call or without one."""

    KIND = "incident_created"
    call_id: UUID | None
    handed_over_to: str | None

    @property
    def touched(self) -> Touched:
        return Touched([self.incident_id], calls=[self.call_id] if self.call_id else [])


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentUpdated(OfIncident):
    """Type, priority, place or text was corrected."""

    KIND = "incident_updated"
    changed: Sequence[str]
    assignment_ids: Unlogged[Sequence[UUID]]  # their crews are informed

    @property
    def touched(self) -> Touched:
        return Touched([self.incident_id], assignments=self.assignment_ids)


@dataclass(frozen=True, slots=True, kw_only=True)
class AlarmLevelRaised(_IncidentChanged):
    """The alarm level was raised: the incident asks for more units."""

    KIND = "alarm_level_raised"
    alarm_level: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AlarmLevelCorrected(_IncidentChanged):
    """The alarm level was raised by mistake."""

    KIND = "alarm_level_corrected"
    alarm_level: int
    was: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentMerged(Event):
    """An incident was merged into the one it duplicates; its units and calls moved there."""

    KIND = "incident_merged"
    merged: UUID
    into: UUID
    unit_ids: Sequence[str]
    assignment_ids: Sequence[UUID]
    call_ids: Sequence[UUID]
    unit_keys: Unlogged[Sequence[int]]

    @property
    def touched(self) -> Touched:
        return Touched([self.merged, self.into], self.unit_keys, self.assignment_ids)

    @property
    def of_incident(self) -> UUID | None:
        return self.into


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentClosed(_IncidentChanged):
    """An incident was closed with its outcome."""

    KIND = "incident_closed"
    disposition: Disposition


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentReopened(OfIncident):
    """An incident is open again; `unit_ids` came back from the one it was merged into."""

    KIND = "incident_reopened"
    reason: str | None
    was_merged_into: UUID | None
    unit_ids: Sequence[str]
    unit_keys: Unlogged[Sequence[int]]
    assignment_ids: Unlogged[Sequence[UUID]]

    @property
    def touched(self) -> Touched:
        both = sorted({self.incident_id, self.was_merged_into or self.incident_id})
        return Touched(both, self.unit_keys, self.assignment_ids)


@dataclass(frozen=True, slots=True, kw_only=True)
class DispositionCorrected(_IncidentChanged):
    """The outcome of an incident was corrected."""

    KIND = "disposition_corrected"
    disposition: Disposition
    was: str | None
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteAdded(OfIncident):
    """A note was added; crews at work there are informed."""

    KIND = "note_added"
    note_id: int
    assignment_ids: Unlogged[Sequence[UUID]]

    @property
    def touched(self) -> Touched:
        return Touched(assignments=self.assignment_ids)
