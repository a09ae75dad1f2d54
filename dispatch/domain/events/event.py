"""What every event of the log declares: its kind, its facts, what it touches, and its incident (decision 63)."""

from collections.abc import Sequence
from dataclasses import MISSING, Field, dataclass, fields
from typing import ClassVar, get_origin
from uuid import UUID

from base.view import View
from dispatch.domain.alert import AlertFact
from dispatch.domain.incident_type import IncidentType
from geo.city.roster import Agency, Hospital, Station

type Unlogged[T] = T  # marks a field that only names what the event touches; all others are facts
type Shown = View | Agency | Station | Hospital | IncidentType  # whole, as answers show it
type Fact = AlertFact | Sequence[UUID] | Shown


@dataclass(frozen=True, slots=True)
class Touched:
    """What an action changed; the event carries these in full, so a console only has to replace them.

    `with_mates`: a crew went out or came back, so units that share a crew with these changed state too.
    """

    incidents: Sequence[UUID] = ()
    units: Sequence[int] = ()
    assignments: Sequence[UUID] = ()
    alarms: Sequence[int] = ()
    calls: Sequence[UUID] = ()
    suggestions: Sequence[UUID] = ()
    with_mates: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """The docstring of each event tells the API guide when it happens. A fact with a default is left out if it is None.

    `ENTRIES_OF_BEFORE`: the kind used in entries of earlier versions.
    """

    KIND: ClassVar[str]
    ENTRIES_OF_BEFORE: ClassVar[str | None] = None

    @property
    def facts(self) -> dict[str, Fact]:
        return facts_of(self)

    @property
    def touched(self) -> Touched:
        return Touched()

    @property
    def of_incident(self) -> UUID | None:
        return None


@dataclass(frozen=True, slots=True, kw_only=True)
class OfIncident(Event):
    incident_id: Unlogged[UUID]

    @property
    def of_incident(self) -> UUID | None:
        return self.incident_id


def facts_of(event: Event) -> dict[str, Fact]:
    given = [(each, getattr(event, each.name)) for each in declared_facts(type(event))]
    return {each.name: value for each, value in given if value is not None or each.default is MISSING}


def declared_facts(kind: type[Event]) -> list[Field[object]]:
    return [each for each in fields(kind) if get_origin(each.type) is not Unlogged]
