"""Events of units sent to incidents, and of suggestions to send others."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from uuid import UUID

from dispatch.domain.assignment import OVER, AssignmentStatus
from dispatch.domain.events.event import Fact, OfIncident, Touched, Unlogged, facts_of

_UNTIL_0_2: Mapping[str, str] = MappingProxyType({"relieved_by": "replaced_by", "redirected_to": "diverted_to"})


@dataclass(frozen=True, slots=True, kw_only=True)
class _OfAssignment(OfIncident):
    unit_id: str
    assignment_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class _AssignmentChanged(_OfAssignment):
    unit_key: Unlogged[int]

    @property
    def touched(self) -> Touched:
        return Touched([self.incident_id], [self.unit_key], [self.assignment_id])


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitsAssigned(OfIncident):
    """Units were sent, by a person or by the plan."""

    KIND = "units_assigned"
    unit_ids: Sequence[str]
    recommendation_id: UUID | None
    reason: str | None
    unit_keys: Unlogged[Sequence[int]]
    assignment_ids: Unlogged[Sequence[UUID]]

    @property
    def touched(self) -> Touched:
        return Touched([self.incident_id], self.unit_keys, self.assignment_ids, with_mates=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class AssignmentStatusChanged(_AssignmentChanged):
    """A crew pressed a button, or the desk called the unit off.

    `claimed_at` is the time the device stated, if that time is not possible. Until the next release `replaced_by` and
    `diverted_to` are also sent under their old names: `relieved_by`, `redirected_to`.
    """

    KIND = "assignment_status_changed"
    status: AssignmentStatus
    reached_at: datetime
    claimed_at: str | None = None
    replaced_by: str | None = None
    diverted_to: str | None = None
    suggestion_ids: Unlogged[Sequence[UUID]] = ()

    @property
    def facts(self) -> dict[str, Fact]:
        facts = facts_of(self)
        return facts | {old: facts[new] for old, new in _UNTIL_0_2.items() if new in facts}

    @property
    def touched(self) -> Touched:
        ids, is_over = self.suggestion_ids, self.status in OVER
        return Touched([self.incident_id], [self.unit_key], [self.assignment_id], suggestions=ids, with_mates=is_over)


@dataclass(frozen=True, slots=True, kw_only=True)
class AssignmentCorrected(_AssignmentChanged):
    """The status or the time of a step was wrong."""

    KIND = "assignment_corrected"
    status: AssignmentStatus
    was: AssignmentStatus
    reached_at: datetime | None
    reason: str

    @property
    def touched(self) -> Touched:
        return Touched([self.incident_id], [self.unit_key], [self.assignment_id], with_mates=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class CancelNotConfirmed(_OfAssignment):
    """The order to turn back was sent six times within four minutes, and no device of the unit answered.

    Only if one of its devices has answered orders before.
    """

    KIND = "cancel_not_confirmed"


@dataclass(frozen=True, slots=True, kw_only=True)
class MilestoneAdded(_OfAssignment):
    """A step was reported after a later one, or after the track had shown it."""

    KIND = "milestone_added"
    step: AssignmentStatus
    reached_at: datetime
    claimed_at: str | None = None

    @property
    def touched(self) -> Touched:
        return Touched([self.incident_id], assignments=[self.assignment_id])


@dataclass(frozen=True, slots=True, kw_only=True)
class MilestoneInferred(_AssignmentChanged):
    """The track shows a step; `status` is the assignment's status after it."""

    KIND = "milestone_inferred"
    step: str
    reached_at: datetime
    status: AssignmentStatus


@dataclass(frozen=True, slots=True, kw_only=True)
class MilestoneFlagged(_AssignmentChanged):
    """A button was forgotten, or a press does not fit the track."""

    KIND = "milestone_flagged"
    step: str
    flag: str
    inferred_at: datetime | None
    pressed_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticesConfirmed(_OfAssignment):
    """A crew has read what it was sent after its order."""

    KIND = "notices_confirmed"

    @property
    def touched(self) -> Touched:
        return Touched(assignments=[self.assignment_id])


@dataclass(frozen=True, slots=True, kw_only=True)
class HospitalChosen(_OfAssignment):
    """A crew reported the hospital it takes its patient to."""

    KIND = "hospital_chosen"
    hospital_id: str

    @property
    def touched(self) -> Touched:
        return Touched(assignments=[self.assignment_id])


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitReplaced(_AssignmentChanged):
    """Another unit was sent in the place of one on its way."""

    KIND = "unit_replaced"
    ENTRIES_OF_BEFORE = "unit_diverted"
    with_unit_id: str
    new_assignment_id: UUID
    suggestion_id: UUID | None
    suggestion_ids: Unlogged[Sequence[UUID]]  # the suggestions that end with it

    @property
    def touched(self) -> Touched:
        both = [self.assignment_id, self.new_assignment_id]
        return Touched([self.incident_id], [self.unit_key], both, suggestions=self.suggestion_ids)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplacementSuggested(_OfAssignment):
    """A nearer unit could go instead."""

    KIND = "replacement_suggested"
    ENTRIES_OF_BEFORE = "diversion_suggested"
    suggestion_id: UUID
    with_unit_id: str
    saving_s: float

    @property
    def touched(self) -> Touched:
        return Touched(suggestions=[self.suggestion_id])


@dataclass(frozen=True, slots=True, kw_only=True)
class SuggestionEnded(OfIncident):
    """A suggestion was refused by a person, or withdrawn because its reason is gone."""

    KIND = "suggestion_ended"
    suggestion_id: UUID
    outcome: str
    with_unit_id: str

    @property
    def touched(self) -> Touched:
        return Touched(suggestions=[self.suggestion_id])
