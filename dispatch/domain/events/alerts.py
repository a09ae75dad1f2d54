"""Events of the desk's alerts, which are called alarms on the wire."""

from dataclasses import dataclass
from uuid import UUID

from dispatch.domain.alert import AlertDetail, AlertKind
from dispatch.domain.events.event import Event, Fact, Touched, Unlogged, facts_of


@dataclass(frozen=True, slots=True, kw_only=True)
class _OfAlert(Event):
    alarm_id: Unlogged[int]
    alarm: AlertKind
    incident_id: Unlogged[UUID | None]

    @property
    def touched(self) -> Touched:
        return Touched(alarms=[self.alarm_id])

    @property
    def of_incident(self) -> UUID | None:
        return self.incident_id


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertRaised(_OfAlert):
    """An alert was raised; it also has the fields of its kind, see below."""

    KIND = "alarm_raised"
    own: Unlogged[AlertDetail]  # the fields of its kind

    @property
    def facts(self) -> dict[str, Fact]:
        return {**facts_of(self), **self.own}


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertTaken(_OfAlert):
    """A person took an alert."""

    KIND = "alarm_taken"
    alarm_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertEnded(_OfAlert):
    """The cause of an alert is over; nobody took it. It also has the fields of its kind."""

    KIND = "alarm_ended"
    alarm_id: int
    own: Unlogged[AlertDetail]  # the fields of its kind

    @property
    def facts(self) -> dict[str, Fact]:
        return {**facts_of(self), **self.own}
