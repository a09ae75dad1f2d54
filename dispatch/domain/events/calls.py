"""Events of calls."""

from dataclasses import dataclass
from uuid import UUID

from dispatch.domain.call import CallDisposition, Channel
from dispatch.domain.events.event import Event, Touched, Unlogged


@dataclass(frozen=True, slots=True, kw_only=True)
class _OfCall(Event):
    call_id: UUID

    @property
    def touched(self) -> Touched:
        return Touched(calls=[self.call_id])


@dataclass(frozen=True, slots=True, kw_only=True)
class _OfJoinedCall(_OfCall):
    joined_to: Unlogged[UUID | None]

    @property
    def of_incident(self) -> UUID | None:
        return self.joined_to


@dataclass(frozen=True, slots=True, kw_only=True)
class CallTaken(_OfCall):
    """A call was written down."""

    KIND = "call_taken"
    # The log is kept forever and read by many: no number, name or free text goes into it.
    channel: Channel


@dataclass(frozen=True, slots=True, kw_only=True)
class CallClaimed(_OfCall):
    """Somebody works on a call."""

    KIND = "call_claimed"
    taken_from: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CallReleased(_OfJoinedCall):
    """Nobody works on a call any more."""

    KIND = "call_released"
    taken_from: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CallerLocated(Event):
    """One more place where the caller may be."""

    KIND = "caller_located"
    call_id: UUID
    location_id: int
    source: str
    joined_to: Unlogged[UUID | None]

    @property
    def of_incident(self) -> UUID | None:
        return self.joined_to


@dataclass(frozen=True, slots=True, kw_only=True)
class _CallChanged(_OfJoinedCall):
    disposition: CallDisposition | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CallUpdated(_CallChanged):
    """A call was corrected."""

    KIND = "call_updated"


@dataclass(frozen=True, slots=True, kw_only=True)
class CallClosed(_CallChanged):
    """A call was ended, or joined to an incident."""

    KIND = "call_closed"


@dataclass(frozen=True, slots=True, kw_only=True)
class CallReopened(_OfCall):
    """A call was ended or joined by mistake; it left the incident."""

    KIND = "call_reopened"
    was: CallDisposition | None
    incident_id: UUID | None
    reason: str

    @property
    def of_incident(self) -> UUID | None:
        return self.incident_id
